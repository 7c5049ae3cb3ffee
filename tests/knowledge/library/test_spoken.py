"""Quoted units as an answer says them: running text, and a line for each row or item."""

import pytest

from knowledge.library.passages import Words
from knowledge.library.spoken import join_units, spoken

HEAD = "Total (USD) · Approvers"


def units(*told: tuple[str, str]) -> list[Words]:
    return [Words(words, words, kind) for kind, words in told]


def test_the_one_row_below_a_line_that_leads_to_it_needs_no_heads() -> None:
    told = units(
        ("sentence", "The boss is always asked. These sign off:"),
        ("row", HEAD),
        ("row", "Up to 10,000 · Budget owner"),
    )
    assert spoken(told).endswith("These sign off:\nUp to 10,000 USD: Budget owner.")


def test_a_word_that_stands_small_elsewhere_has_no_capital_in_a_row() -> None:
    told = units(
        ("sentence", "A budget owner signs:"), ("row", HEAD), ("row", "All · Budget owner")
    )
    assert spoken(told).endswith("All: budget owner.")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["Site · Fee", "Beta · 10 %"], "Beta: fee 10 %."),
        (["Site · Fee", "Alpha · 5 %", "Beta · 10 %"], "• Alpha: 5 %.\n• Beta: 10 %."),
        (["Fiverr · Upwork", "Type · Tasks · Projects"], "Type – Fiverr: Tasks; Upwork: Projects."),
        (["What · When · Who", "End · Day 30 · You"], "End – When: Day 30; Who: You."),
        (["One · Two", "a · b · c · d"], "a · b · c · d."),
    ],
)
def test_a_row_is_told_by_the_heads_of_its_columns(rows: list[str], said: str) -> None:
    assert spoken(units(*(("row", row) for row in rows))) == said


def test_what_follows_a_table_begins_a_line_of_its_own() -> None:
    told = units(
        ("row", "Site · Fee"), ("row", "Alpha · 5 %"), ("row", "Beta · 10 %"), ("sentence", "Ask.")
    )
    assert spoken(told).endswith("Beta: 10 %.\nAsk.")


def test_items_that_a_line_leads_to_are_told_one_a_line() -> None:
    told = units(("sentence", "Never:"), ("item", "pay by card;"), ("item", "share a login."))
    assert spoken(told) == "Never:\n• pay by card.\n• share a login."


def test_a_citation_keeps_the_words_as_they_stand() -> None:
    told = units(("row", "Site · Fee"), ("row", "Beta · 10 %"))
    assert join_units(told) == "Site · Fee; Beta · 10 %"
