"""A question with an amount, or that names a row, is answered by that row."""

import pytest

from knowledge.library.tables import rows_for

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
        ("who signs 12 grand?", 2),
        ("up to 20 Thousand dollars", 2),
        ("a project of 1.2 million", 3),
    ],
)
def test_the_narrowest_band_that_holds_the_amount_is_meant(question: str, row: int) -> None:
    assert rows_for(question, APPROVERS) == [row]


@pytest.mark.parametrize(("question", "row"), [("34?", 1), ("45 points", 2), ("a score of 60", 3)])
def test_bands_may_stand_in_any_column(question: str, row: int) -> None:
    assert rows_for(question, VERDICTS) == [row]


def test_a_row_is_meant_by_its_name_where_no_other_is() -> None:
    owners = ("Unit · Owner", "Finance · Robert Finch", "Customer Care · Helen Marsh")
    assert rows_for("who is the owner for customer care?", owners) == [2]
    assert rows_for("finance or customer care?", owners) == []
    assert rows_for("who decides?", owners) == []


@pytest.mark.parametrize("none", ["in 2025", "on 1 March", "for 3 weeks", "within 5 working days"])
def test_years_days_and_spans_of_time_are_no_amounts(none: str) -> None:
    assert rows_for(none, APPROVERS) == []


def test_a_row_that_leans_on_the_others_is_not_picked_alone() -> None:
    checks = ("Risk · Checks", "Low · Identity", "High · The same, and qualifications")
    assert rows_for("which checks for high risk?", checks) == []


EURO = (
    "Value (net) · Signs",
    "up to 500 € · Foreman",
    "500 € to 5,000 € · Head",
    "above 5,000 € · Board",
)
CODES = ("Cost · Signs", "from EUR 100 to EUR 900 · Clerk", "EUR 900 and above · Head")
SHARES = (
    "Rebate · Who",
    "up to 3 % · Clerk",
    "more than 3 % up to 8 % · Head",
    "more than 8 % · Board",
)
SPANS = ("Absence · Pay", "up to 3 days · 20", "more than 3 days · 30", "more than 20 days · 50")


@pytest.mark.parametrize(
    ("question", "rows", "row"),
    [
        ("who signs 700€?", EURO, 2),
        ("does the board sign 7k?", EURO, 3),
        ("an order of 450 euros", EURO, 1),
        ("EUR 250", CODES, 1),
        ("and 1,200 euros?", CODES, 2),
        ("who grants a rebate of 6%?", SHARES, 2),
        ("12 percent off", SHARES, 3),
        ("I am away for 5 days", SPANS, 2),
        ("absent 2 days", SPANS, 1),
    ],
)
def test_a_band_is_read_with_its_currency_share_or_span_on_either_side(
    question: str, rows: tuple[str, ...], row: int
) -> None:
    assert rows_for(question, rows) == [row]


@pytest.mark.parametrize(
    ("question", "rows"), [("who grants 6 %?", EURO), ("in 5 days?", SHARES), ("400 euros", SPANS)]
)
def test_an_amount_falls_into_no_band_of_another_measure(
    question: str, rows: tuple[str, ...]
) -> None:
    assert rows_for(question, rows) == []


PARTS = (
    "Class · Part · Years",
    "A · Frame · 10",
    "B · Chain, pedals or grips · 2",
    "C · Lamp (with battery) · 3",
    "D · Lamp holder · 1",
)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("what is class B?", [2]),
        ("how do class A and class C differ?", [1, 3]),
        ("what are a few of the terms?", []),
    ],
)
def test_rows_are_named_by_a_letter_with_its_head(question: str, rows: list[int]) -> None:
    assert rows_for(question, PARTS) == rows


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("how long is the guarantee on pedals?", [2]),
        ("and on the lamp?", [3]),
        ("the lamp holder?", [4]),
        ("compare the frame with the chain", [1, 2]),
    ],
)
def test_each_thing_listed_in_a_first_cell_names_its_row(question: str, rows: list[int]) -> None:
    named = [row.split(" · ", maxsplit=1)[1] for row in PARTS]
    assert rows_for(question, named) == rows
