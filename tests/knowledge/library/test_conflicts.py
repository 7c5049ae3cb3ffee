"""Sentences contradict each other by what they claim, in whatever words."""

import pytest

from knowledge.library.conflicts import claim, contradict


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Taxi rides after 22:00 are reimbursed up to EUR 40.",
            "After 22:00 the company refunds a taxi ride to a maximum of EUR 25.",
        ),
        (
            "Private calls from desk phones are allowed.",
            "Desk phones: private calls are prohibited.",
        ),
        ("Lunch with a guest is paid up to twelve euros.", "A guest lunch costs at most 20 euros."),
        ("Unused leave days expire after 15 months.", "Leave days unused expire after 24 months."),
        ("You must not store passwords in a browser.", "Passwords may be stored in your browser."),
    ],
)
def test_other_figures_or_a_ban_contradict(one: str, other: str) -> None:
    assert contradict(claim(one), claim(other))
    assert contradict(claim(other), claim(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hotels in London cost up to 150 a night.", "Hotels in Paris cost up to 120 a night."),
        ("The bay for a van costs EUR 80.", "The bay for a car costs EUR 45."),
        ("Guests stay at most 6 hours.", "Guests stay at least 1 hour."),
        ("A laptop may be taken home.", "A laptop must not be used by family."),
        ("The fee is EUR 4.", "The fee is EUR 9."),
        ("Visitors pay EUR 4 a day for a bay.", "Visitors pay for a bay at the gate."),
    ],
)
def test_rules_for_different_things_do_not(one: str, other: str) -> None:
    assert not contradict(claim(one), claim(other))
