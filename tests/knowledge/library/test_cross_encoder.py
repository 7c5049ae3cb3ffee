"""The cross-encoder tells a passage that answers from its neighbours that do not."""

import time

import pytest

from knowledge.library.cross_encoder import (
    MODEL,
    PASSAGE,
    QUESTION,
    pair,
    shipped,
    stretch_of,
)
from knowledge.library.library import Library
from tests.knowledge.library.conftest import TODAY, Add

ANSWERED = {
    "How long may a temp stay with us?": (
        "Temps > Duration: A temp stays for nine months at most. After that there is a break.",
        "Temps > Invoices: Invoices of temps are paid monthly, 30 days after they were accepted.",
        "Temps > Equipment: A temp brings a laptop of their own unless the data is restricted.",
    ),
    "who signs off a hotel above the limit": (
        "Travel > Hotels: A room may cost 180 euros. The head of department approves what is more.",
        "Travel > Trains: Trains are booked in second class, and in first class beyond four hours.",
        "Travel > Claims: Claims are filed within 30 days, with every receipt.",
    ),
    "can I take my badge home at the weekend?": (
        "Badges > Use: Badges may be taken home, also at weekends, but not lent to anybody.",
        "Badges > Photographs: The photograph is taken on the first day by the front desk.",
        "Badges > Visitors: Visitors are met at the gate and sign in on paper.",
    ),
}


@pytest.mark.parametrize("question", ANSWERED)
def test_a_passage_that_answers_scores_above_its_neighbours(question: str) -> None:
    answer, *others = shipped()(question, ANSWERED[question])
    assert answer > max(others)


def test_a_passage_is_read_the_same_whatever_is_read_beside_it() -> None:
    for question, passages in ANSWERED.items():
        assert shipped()(question, passages) == [shipped()(question, [p])[0] for p in passages]


def test_of_a_long_passage_the_beginning_is_read() -> None:
    long = "Trains: " + "Trains are booked early. " * 200
    _, places, kinds = pair("May I take a train?", long)
    assert kinds.sum() == PASSAGE
    assert places.max() == PASSAGE - 1
    assert shipped()("May I take a train?", [long, f"{long} Never."]) == pytest.approx(
        shipped()("May I take a train?", [long]) * 2
    )


def test_of_a_long_question_the_end_is_read() -> None:
    question = "By the way, thanks. " * 40 + "May I take a train?"
    words, _, kinds = pair(question, "Trains are fine.")
    short, _, _ = pair("May I take a train?", "Trains are fine.")
    assert (kinds == 0).sum() == QUESTION
    assert (words[QUESTION - 7 : QUESTION] == short[1:8]).all()


def test_an_empty_question_or_passage_can_be_read() -> None:
    assert len(shipped()("", ["", "Trains are fine."])) == 2


def test_the_stretch_nearest_to_the_question_is_read_under_its_headings(
    library: Library, add: Add
) -> None:
    filler = "\n\n".join(f"Rooms are let by day, floor {n}, to teams that ask." for n in range(40))
    add(travel=f"# Travel\n\n## Stay\n\n{filler}\n\nParking permits come from reception.")
    asked = library.consult("parking permits reception", as_of=TODAY)
    assert asked.index is not None
    assert asked.asked is not None
    stretch = stretch_of(asked.index, asked.asked, asked.found[0])
    assert stretch.startswith("Travel > Stay: ")
    assert "Parking permits" in stretch
    assert len(stretch.split()) < 200


def test_reading_two_passages_takes_little_time_and_space() -> None:
    long = "Trains: " + "Trains are booked early. " * 60
    shipped()("May I take a train?", [long])
    began = time.process_time()
    shipped()("May I take a train?", [long, long])
    assert time.process_time() - began < 0.5
    assert MODEL.stat().st_size < 12_000_000
