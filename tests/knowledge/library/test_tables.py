"""A question with an amount, or that names a row, is answered by that row."""

import pytest

from knowledge.library.tables import amount_asked, row_for

APPROVERS = (
    "Total (USD) · Approvers",
    "Up to 10,000 · Budget owner",
    "Above 10,000 · and procurement",
    "Above 50,000 · and finance",
)
VERDICTS = ("Verdict · Score", "Go · Under 35", "Review · 35 to 59", "Pause · 60 and above")


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("who approves 8000 in January?", 1),
        ("exactly 10,000?", 1),
        ("and 10,001", 2),
        ("who signs $49k?", 2),
        ("200k for 3 people over 6 weeks", 3),
    ],
)
def test_the_narrowest_band_that_holds_the_amount_is_meant(question: str, row: int) -> None:
    assert row_for(question, APPROVERS) == row


@pytest.mark.parametrize(("question", "row"), [("34?", 1), ("45 points", 2), ("a score of 60", 3)])
def test_bands_may_stand_in_any_column(question: str, row: int) -> None:
    assert row_for(question, VERDICTS) == row


def test_a_row_is_meant_by_its_name_where_no_other_is() -> None:
    owners = ("Unit · Owner", "Finance · Robert Finch", "Customer Care · Helen Marsh")
    assert row_for("who is the owner for customer care?", owners) == 2
    assert row_for("finance or customer care?", owners) is None
    assert row_for("who decides?", owners) is None


@pytest.mark.parametrize("none", ["in 2025", "on 1 March", "for 3 weeks", "within 5 working days"])
def test_years_days_and_spans_of_time_are_no_amounts(none: str) -> None:
    assert amount_asked(none) is None


def test_a_row_that_leans_on_the_others_is_not_picked_alone() -> None:
    checks = ("Risk · Checks", "Low · Identity", "High · The same, and qualifications")
    assert row_for("which checks for high risk?", checks) is None
