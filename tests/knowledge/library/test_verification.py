"""A model's answer is shown only as far as the cited passages carry it."""

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
