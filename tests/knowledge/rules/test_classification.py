"""Whether the work looks like employment."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.knowledge.rules.conftest import Judge

ARRANGEMENTS = (
    "daily_standups",
    "fixed_hours",
    "full_time",
    "on_site",
    "company_equipment",
    "manager_directed",
    "exclusive",
    "open_ended",
)
ORDER = {"independent": 0, "review": 1, "resembles_employment": 2}
STAFF_LIKE = {
    "arrangement": ("daily_standups", "manager_directed", "open_ended"),
    "systems": ("project tools",),
    "deliverables": (),
}


def test_a_short_logo_job_is_independent(judge: Judge) -> None:
    ruling = judge(duration_weeks=1, budget=900)["classification"]
    assert (ruling.verdict, ruling.score) == ("independent", 0)


def test_a_recurring_role_with_stand_ups_in_our_systems_resembles_employment(judge: Judge) -> None:
    assert judge(**STAFF_LIKE)["classification"].verdict == "resembles_employment"


@given(
    arrangement=st.sets(st.sampled_from(ARRANGEMENTS)),
    weeks=st.none() | st.floats(0.5, 60),
    hours=st.none() | st.floats(1, 60),
    systems=st.sets(st.sampled_from(("Jira", "GitHub", "Zendesk"))),
    deliverables=st.lists(st.just("A result"), max_size=2),
    location=st.sampled_from((None, "California", "Hamburg", "London", "Madrid", "Tokyo")),
)
@settings(max_examples=120, deadline=None)
def test_the_four_factors_add_up_to_the_score_and_the_limits_give_the_verdict(
    judge: Judge,
    arrangement: set[str],
    weeks: float | None,
    hours: float | None,
    systems: set[str],
    deliverables: list[str],
    location: str | None,
) -> None:
    ruling = judge(
        arrangement=tuple(arrangement),
        duration_weeks=weeks,
        hours_per_week=hours,
        systems=tuple(systems),
        deliverables=tuple(deliverables),
        location=location,
    )["classification"]
    *factors, limits = ruling.details
    assert sum(factor["points"] for factor in factors) == ruling.score
    for factor in factors:
        assert factor["points"] == min(factor["max"], sum(h["points"] for h in factor["because"]))
    expected = "independent"
    if ruling.score >= limits["review_from"] or (weeks or 0) > 26:
        expected = "review"
    if ruling.score >= limits["employment_from"]:
        expected = "resembles_employment"
    assert ruling.verdict == expected


@given(
    fewer=st.sets(st.sampled_from(ARRANGEMENTS)),
    more=st.sampled_from(ARRANGEMENTS),
    weeks=st.floats(0.5, 50),
    longer=st.floats(0, 10),
)
@settings(max_examples=80, deadline=None)
def test_more_control_or_time_never_makes_it_look_less_like_employment(
    judge: Judge, fewer: set[str], more: str, weeks: float, longer: float
) -> None:
    less = judge(arrangement=tuple(fewer), duration_weeks=weeks)["classification"]
    then = judge(arrangement=(*fewer, more), duration_weeks=weeks + longer)["classification"]
    assert less.score is not None
    assert then.score is not None
    assert then.score >= less.score
    assert ORDER[then.verdict] >= ORDER[less.verdict]


@pytest.mark.parametrize(
    ("location", "country", "jurisdiction", "limits"),
    [
        ("San Francisco", "US", "US-CA", (30, 55)),
        ("Hamburg", "US", "DE", (30, 55)),
        ("remote, UK", "US", "GB", (35, 55)),
        ("New York", "DE", "US", (35, 60)),
        ("Lyon, France", "US", "FR", (35, 60)),
        ("Toronto, Canada", "US", "CA", (35, 60)),
        (None, "DE", "DE", (30, 55)),
        ("Germany or California", "US", "US-CA", (30, 55)),
        ("remote", "GB", "GB", (35, 55)),
    ],
)
def test_the_limits_are_those_of_the_place_of_work(
    judge: Judge, location: str | None, country: str, jurisdiction: str, limits: tuple[int, int]
) -> None:
    found = judge(location=location, country=country)["classification"].details[-1]
    assert found["jurisdiction"] == jurisdiction
    assert (found["review_from"], found["employment_from"]) == limits


def test_a_place_that_nobody_named_is_said_to_be_assumed(judge: Judge) -> None:
    reasons = judge(location=None, country="DE")["classification"].reasons
    assert "No place of work is named, so Germany is assumed." in reasons


@pytest.mark.parametrize(("weeks", "verdict"), [(26, "independent"), (26.5, "review")])
def test_more_than_26_weeks_is_always_reviewed(judge: Judge, weeks: float, verdict: str) -> None:
    assert judge(duration_weeks=weeks)["classification"].verdict == verdict


def test_no_verdict_claims_that_the_work_is_lawful(judge: Judge) -> None:
    for changes in ({}, STAFF_LIKE, {"duration_weeks": 40}):
        ruling = judge(**changes)["classification"]
        said = " ".join((ruling.verdict, *ruling.reasons)).casefold()
        assert "compliant" not in said
        assert "not legal advice" in said
