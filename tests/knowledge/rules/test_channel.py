"""Where to look."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.seed import platforms
from tests.knowledge.rules.conftest import Judge

SMALL = {"budget": 600, "duration_weeks": 1}
WORK_TYPES = tuple(sorted({work for p in platforms() for work in p.preferred_for}))


@pytest.mark.parametrize(
    ("changes", "channel"),
    [
        ({}, "upwork"),
        (SMALL, "fiverr"),
        ({"work_type": "engineering", "role": "Senior backend developer"}, "toptal"),
        ({"work_type": "campaign", "headcount": 3, "budget": 40_000}, "agency"),
        (
            {"work_type": "customer_support", "headcount": 5, "sensitive_data": True},
            "staffing_firm",
        ),
        ({"known_person": True}, "direct"),
        ({"bench_fits": True}, "internal_bench"),
    ],
)
def test_each_channel_is_the_best_for_some_work(
    judge: Judge, changes: dict[str, object], channel: str
) -> None:
    assert judge(**changes)["channel"].verdict == channel


@pytest.mark.parametrize("work_type", WORK_TYPES)
def test_the_register_and_the_rules_prefer_the_same_platform(judge: Judge, work_type: str) -> None:
    chosen = {p.channel: p.id for p in platforms() if work_type in p.preferred_for}
    preferred = [c for c in judge(work_type=work_type)["channel"].details if c["preferred"]]
    assert {c["channel"]: c["platform"] for c in preferred} == chosen


@pytest.mark.parametrize(
    ("changes", "out"),
    [
        ({"budget": 2500.01, "duration_weeks": 1}, {"fiverr"}),
        ({"budget": 2500, "duration_weeks": 2.5}, {"fiverr"}),
        ({**SMALL, "sensitive_data": True}, {"fiverr", "upwork"}),
        ({**SMALL, "security_classification": "confidential"}, {"fiverr"}),
        ({**SMALL, "systems": ("Jira",)}, {"fiverr"}),
        ({**SMALL, "business_unit": "Finance"}, {"fiverr"}),
        ({**SMALL, "bench_fits": False}, {"internal_bench"}),
        (
            {**SMALL, "security_classification": "restricted", "known_person": True},
            {"fiverr", "upwork", "toptal", "direct"},
        ),
    ],
)
def test_data_department_and_size_rule_channels_out(
    judge: Judge, changes: dict[str, object], out: set[str]
) -> None:
    with_person = {"known_person": True, **changes}
    details = judge(**with_person)["channel"].details
    assert {c["channel"] for c in details if c["disqualified"]} == out


@pytest.mark.parametrize(
    ("amount", "weeks", "open_to"), [(2500, 2, True), (2500.01, 2, False), (2500, 2.1, False)]
)
def test_fiverr_is_for_small_and_short_work(
    judge: Judge, amount: float, weeks: float, open_to: bool
) -> None:
    details = judge(budget=amount, duration_weeks=weeks)["channel"].details
    assert next(not c["disqualified"] for c in details if c["channel"] == "fiverr") is open_to


def test_card_data_leaves_only_our_own_people(judge: Judge) -> None:
    changes = {"scope": "Look at credit card numbers", "sensitive_data": True}
    assert judge(**changes, bench_fits=True)["channel"].verdict == "internal_bench"
    assert judge(**changes, bench_fits=False)["channel"].verdict == "none"


@given(
    work_type=st.none() | st.sampled_from(WORK_TYPES),
    amount=st.none() | st.floats(1, 3e5),
    weeks=st.none() | st.floats(0.5, 60),
    sensitive=st.none() | st.booleans(),
    security=st.none() | st.sampled_from(("public", "internal", "confidential", "restricted")),
    bench=st.none() | st.booleans(),
    person=st.none() | st.booleans(),
)
@settings(max_examples=120, deadline=None)
def test_all_seven_are_shown_with_points_and_the_best_that_is_allowed_wins(
    judge: Judge,
    work_type: str | None,
    amount: float | None,
    weeks: float | None,
    sensitive: bool | None,
    security: str | None,
    bench: bool | None,
    person: bool | None,
) -> None:
    ruling = judge(
        work_type=work_type,
        budget=amount,
        duration_weeks=weeks,
        sensitive_data=sensitive,
        security_classification=security,
        bench_fits=bench,
        known_person=person,
    )["channel"]
    assert len(ruling.details) == 7
    for entry in ruling.details:
        assert entry["points"] == sum(hit["points"] for hit in entry["because"])
        assert entry["pricing_model"]
    allowed = [c for c in ruling.details if not c["disqualified"]]
    best = max(allowed, key=lambda c: c["points"], default=None)
    assert ruling.verdict == (best["channel"] if best else "none")
    assert ruling.score == (best or ruling.details[0])["points"]


def test_another_platform_than_the_preferred_one_needs_a_reason(judge: Judge) -> None:
    asked = "Another platform than the preferred one needs a reason"
    without = judge(channel="toptal")["channel"].reasons
    given_one = judge(channel="toptal", channel_reason="Upwork has nobody in Iceland")["channel"]
    assert any(reason.startswith(asked) for reason in without)
    assert not any(reason.startswith(asked) for reason in given_one.reasons)
