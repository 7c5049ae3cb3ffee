"""How much is at stake."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.knowledge.rules.conftest import Judge

CLASSES = ("public", "internal", "confidential", "restricted")
SYSTEMS = ("Jira", "GitHub", "Zendesk", "NetSuite", "production", "a ticket oracle")


def test_a_small_internal_design_job_is_low_risk(judge: Judge) -> None:
    assert judge()["risk"].verdict == "low"


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"security_classification": "confidential"}, "medium"),
        ({"security_classification": "restricted"}, "high"),
        ({"sensitive_data": True}, "medium"),
        ({"sensitive_data": True, "security_classification": "confidential"}, "high"),
        ({"systems": ("Jira", "Confluence")}, "low"),
        ({"systems": ("GitHub",)}, "medium"),
        ({"systems": ("Zendesk",)}, "medium"),
        ({"systems": ("finance system",)}, "medium"),
        ({"systems": ("production",)}, "high"),
        ({"location": "India"}, "low"),
        ({"location": "India", "sensitive_data": True}, "medium"),
        ({"location": "India", "sensitive_data": True, "systems": ("wiki", "SAP")}, "high"),
    ],
)
def test_the_level_follows_what_is_at_stake(
    judge: Judge, changes: dict[str, object], level: str
) -> None:
    assert judge(**changes)["risk"].verdict == level


@given(
    security=st.sampled_from(CLASSES),
    sensitive=st.booleans(),
    systems=st.sets(st.sampled_from(SYSTEMS)),
    amount=st.floats(1, 1e6),
    weeks=st.floats(0.5, 60),
)
@settings(max_examples=60, deadline=None)
def test_risk_points_add_up_to_the_score(
    judge: Judge, security: str, sensitive: bool, systems: set[str], amount: float, weeks: float
) -> None:
    ruling = judge(
        security_classification=security,
        sensitive_data=sensitive,
        systems=tuple(systems),
        budget=amount,
        duration_weeks=weeks,
    )["risk"]
    assert sum(hit["points"] for hit in ruling.details) == ruling.score


@given(
    security=st.sampled_from(CLASSES),
    systems=st.sets(st.sampled_from(SYSTEMS)),
    more=st.sampled_from(SYSTEMS),
    amount=st.floats(1, 4e5),
    factor=st.floats(1, 5),
)
@settings(max_examples=60, deadline=None)
def test_asking_for_more_never_lowers_the_risk(
    judge: Judge, security: str, systems: set[str], more: str, amount: float, factor: float
) -> None:
    less = judge(security_classification=security, systems=tuple(systems), budget=amount)
    asked = judge(
        security_classification=security,
        systems=(*systems, more),
        budget=amount * factor,
        sensitive_data=True,
    )
    before, after = less["risk"].score, asked["risk"].score
    assert before is not None
    assert after is not None
    assert after >= before


def test_what_is_not_known_yet_is_said(judge: Judge) -> None:
    reasons = judge(security_classification=None, sensitive_data=None, budget=None)["risk"].reasons
    assert [reason for reason in reasons if reason.startswith("Still open")] == list(reasons)
    assert len(reasons) == 3
