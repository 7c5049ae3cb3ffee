"""Who must agree."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.fields import Budget
from tests.knowledge.rules.conftest import Approvers, Judge

NOW, BEFORE = date(2026, 3, 1), date(2026, 2, 28)


@pytest.mark.parametrize(
    ("day", "amount", "last"),
    [
        (NOW, 10_000, "budget_owner"),
        (NOW, 10_000.01, "procurement"),
        (NOW, 50_000, "procurement"),
        (NOW, 50_000.01, "finance"),
        (NOW, 150_000, "finance"),
        (NOW, 150_000.01, "executive"),
        (BEFORE, 5_000, "budget_owner"),
        (BEFORE, 5_000.01, "procurement"),
        (BEFORE, 25_000, "procurement"),
        (BEFORE, 25_000.01, "finance"),
        (BEFORE, 100_000, "finance"),
        (BEFORE, 100_000.01, "executive"),
    ],
)
def test_an_amount_on_a_threshold_is_not_above_it(
    approvers: Approvers, day: date, amount: float, last: str
) -> None:
    assert approvers(budget=amount, as_of=day)[-1] == last


def test_the_brand_designer_needs_only_the_budget_owner(approvers: Approvers) -> None:
    assert approvers() == ["budget_owner"]


@pytest.mark.parametrize(
    ("changes", "roles"),
    [
        ({"security_classification": "confidential"}, ["budget_owner"]),
        ({"sensitive_data": True}, ["budget_owner", "security"]),
        ({"systems": ("GitHub",)}, ["budget_owner", "security"]),
        ({"security_classification": "restricted"}, ["budget_owner", "security", "legal"]),
        ({"duration_weeks": 27}, ["budget_owner", "hr"]),
        (
            {"sensitive_data": True, "budget": 60_000},
            ["budget_owner", "procurement", "security", "finance"],
        ),
    ],
)
def test_risk_and_classification_bring_their_approvers(
    approvers: Approvers, changes: dict[str, object], roles: list[str]
) -> None:
    assert approvers(**changes) == roles


def test_work_that_resembles_employment_pauses_for_hr_and_legal_first(judge: Judge) -> None:
    ruling = judge(
        arrangement=("daily_standups", "manager_directed", "open_ended", "full_time"),
        deliverables=(),
        security_classification="restricted",
    )["approvals"]
    roles = [entry["role"] for entry in ruling.details]
    assert ruling.verdict == "paused"
    assert roles == ["hr", "legal", "budget_owner", "security"]


@pytest.mark.parametrize(("rate", "asked"), [(1200, False), (1200.01, True)])
def test_procurement_reviews_day_rates_above_the_cap(
    approvers: Approvers, rate: float, asked: bool
) -> None:
    daily = Budget(amount=rate, basis="daily")
    assert ("procurement" in approvers(budget=daily, duration_weeks=1)) is asked


@given(
    amount=st.floats(1, 3e5),
    factor=st.floats(1, 10),
    security=st.sampled_from(("public", "internal", "confidential", "restricted")),
    systems=st.sets(st.sampled_from(("Jira", "GitHub", "SAP"))),
)
@settings(max_examples=80, deadline=None)
def test_more_money_or_risk_never_removes_an_approver(
    approvers: Approvers, amount: float, factor: float, security: str, systems: set[str]
) -> None:
    less = approvers(budget=amount, security_classification=security, systems=tuple(systems))
    more = approvers(
        budget=amount * factor, security_classification="restricted", systems=tuple(systems)
    )
    assert set(less) <= set(more)
    assert less[0] == "budget_owner"
    assert len(more) == len(set(more))


def test_every_approver_comes_with_the_rule_that_chose_them(judge: Judge) -> None:
    for entry in judge(budget=200_000, security_classification="restricted")["approvals"].details:
        assert entry.keys() == {"role", "rule", "reason"}
        assert entry["rule"].startswith("APR-")
        assert entry["reason"].endswith(".")


def test_an_unknown_budget_is_said_to_be_open(judge: Judge) -> None:
    ruling = judge(budget=None)["approvals"]
    assert [entry["role"] for entry in ruling.details] == ["budget_owner"]
    assert any(reason.startswith("Still open: the budget") for reason in ruling.reasons)
