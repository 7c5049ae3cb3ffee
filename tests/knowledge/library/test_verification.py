"""A model's answer is shown only as far as the cited passages carry it."""

from dataclasses import replace

import pytest

from knowledge.library.passages import Passage, Words
from knowledge.library.verification import verify

UNITS = (
    "Invoices are paid 30 days after they are accepted.",
    "Freelancers never get access to production systems.",
    "Brightwater Studio does creative work.",
)
PASSAGE = Passage(
    "pay", "Payment", "pay.md", "Payment", ("Payment",), "payment", "1", None, None, "",
    ("everyone",), (), "", 1.0, " ".join(UNITS),
    units=tuple(Words(u, u, "sentence") for u in UNITS),
)  # fmt: skip


def test_a_faithful_cited_sentence_holds() -> None:
    assert verify("An accepted invoice is paid after 30 days [1].", [PASSAGE]).ok


@pytest.mark.parametrize(
    "sentence",
    [
        "Invoices are paid 30 days after they are accepted.",
        "Invoices are paid 45 days after they are accepted [1].",
        "Invoices are paid 30 days after they are accepted [2].",
        "Freelancers get access to production systems [1].",
        "Invoices are never paid 30 days after they are accepted [1].",
        "The creative work goes to Copperline [1].",
        "Managers may always order pizza for everybody on Fridays [1].",
    ],
)
def test_a_sentence_its_passage_does_not_carry_is_dropped(sentence: str) -> None:
    checked = verify(sentence, [PASSAGE])
    assert not checked.ok
    assert checked.kept == ""


def test_only_the_sentences_that_hold_are_kept() -> None:
    answer = "Invoices are paid 30 days after they are accepted [1]. Bonuses are 12 percent [1]."
    kept = verify(answer, [PASSAGE]).kept
    assert kept == "Invoices are paid 30 days after they are accepted [1]."


def passage(*units: str) -> Passage:
    """A passage of these sentences."""
    words = tuple(Words(unit, unit, "sentence") for unit in units)
    return replace(PASSAGE, text=" ".join(units), units=words)


LIMITS = "A request up to $2,500 needs one approval; above $10,000 finance approves too."


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Invoices are paid within thirty days.", "Invoices are paid within forty days [1]."),
        ("Parking is free for 6 hours. It costs EUR 4.50.", "Parking costs EUR 6 [1]."),
        ("$200 for travel and $500 for tools.", "There is $500 for travel and $200 for tools [1]."),
        ("Upwork keeps a fee of 5% of the price.", "Upwork keeps a fee of $5 of the price [1]."),
        ("The fee is EUR 400 a year.", "The fee is $400 a year [1]."),
        ("Leave takes 30 days.", "Leave takes 30 weeks [1]."),
        (LIMITS, "Below $10,000 finance approves too [1]."),
        (LIMITS, "A request above $2,500 needs one approval [1]."),
        ("Visitors park for at most 6 hours.", "Visitors park for at least 6 hours [1]."),
        ("Passwords must not be shared unless legal agrees.",
         "Passwords must be shared unless legal agrees [1]."),
        ("Visitors enter only with a badge.", "Visitors enter without a badge only [1]."),
        ("Grace Okafor decides on exceptions.", "Daniel decides on exceptions [1]."),
        ("Parking is paid by the host.", "Legal pays for parking [1]."),
        ("Managers approve requests of freelancers.",
         "Freelancers approve requests of managers [1]."),
        ("A deposit is optional.", "A deposit is mandatory [1]."),
        ("Managers may ask for a deposit.", "Managers must ask for a deposit [1]."),
    ],
)  # fmt: skip
def test_a_sentence_that_changes_what_the_rule_says_is_dropped(source: str, sentence: str) -> None:
    assert not verify(sentence, [passage(source)]).ok


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Invoices are paid within thirty days.", "Invoices are paid within 30 days [1]."),
        ("$200 for travel and $500 for tools.", "You get $500 for tools [1]."),
        ("$200 for travel and $500 for tools.", "Travel is $200 and tools are $500 [1]."),
        (LIMITS, "Above $10,000 finance approves too [1]."),
        (LIMITS, "Up to $2,500 a request requires one approval [1]."),
        ("Passwords must not be shared unless legal agrees.",
         "Passwords may not be shared unless legal agrees [1]."),
        ("Freelancers do not get access without approval.",
         "Freelancers get access only with approval [1]."),
        ("Parking is paid by the host.", "The host pays for parking [1]."),
        ("Managers approve requests of freelancers.",
         "Requests of freelancers are approved by managers [1]."),
        ("Grace Okafor decides on exceptions.", "Exceptions are decided by Grace Okafor [1]."),
    ],
)  # fmt: skip
def test_the_same_rule_in_other_words_is_kept(source: str, sentence: str) -> None:
    assert verify(sentence, [passage(source)]).ok
