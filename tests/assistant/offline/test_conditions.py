"""Each condition of acceptance stands by itself, and a measure that is set is one."""

from collections.abc import Callable

import pytest

from assistant.offline.understanding.reader import Understanding

Read = Callable[..., Understanding]


@pytest.mark.parametrize(
    ("said", "conditions"),
    [
        (
            "accepted once the shop loads in two seconds and the CFO has signed it",
            ["the shop loads in two seconds", "the CFO has signed it"],
        ),
        (
            "it is done when every label is in Danish and nobody finds a typo",
            ["every label is in Danish", "nobody finds a typo"],
        ),
        (
            "we pay when the alarm works and has been approved by the fire brigade",
            ["the alarm works and has been approved by the fire brigade"],
        ),
        (
            "accepted once Nina and the CFO have signed it",
            ["Nina and the CFO have signed it"],
        ),
    ],
)
def test_conditions_that_an_and_joins_are_apart(
    read: Read, said: str, conditions: list[str]
) -> None:
    fields = read(f"We need a web developer for the shop; {said}.").fields
    assert fields["acceptance_criteria"] == conditions


@pytest.mark.parametrize(
    "measure",
    [
        "at most 12 pages",
        "no more than 40 characters",
        "two pages at most",
        "under 300 KB each",
        "max 90 words",
    ],
)
def test_a_measure_that_a_result_is_held_to_is_a_condition(read: Read, measure: str) -> None:
    fields = read(f"I need a copywriter for a leaflet, {measure}, 900 EUR.").fields
    assert any(measure in one for one in fields["acceptance_criteria"])
    assert measure not in fields.get("deliverables", [])
