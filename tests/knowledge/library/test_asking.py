"""Questions in everyday words are understood by the library's own, within what may be read."""

import pytest

from knowledge.library.library import Library
from knowledge.library.retrieval import readable_words
from knowledge.library.rights import ANYONE, Reader, day_number
from knowledge.library.synonyms import in_library_words, mend
from knowledge.library.words import stem
from tests.knowledge.library.conftest import TODAY, Add, policy

DAY = day_number(TODAY, 0)


def test_a_word_the_library_never_uses_is_said_in_its_words() -> None:
    assert in_library_words("is haggling allowed", {"negoti": 0, "allow": 1}) == {
        "haggl": "negotiate"
    }


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("can I take a cab home?", "taxi"),
        ("how long do we keep CCTV?", "camera"),
        ("may the rep come in?", "representative"),
        ("who fixes a broken screen?", "repair"),
        ("the box arrived crushed", "damaged"),
        ("can I have a side hustle?", "moonlight"),
    ],
)
def test_everyday_words_of_a_workplace_are_known(question: str, word: str) -> None:
    assert word in in_library_words(question, {stem(word): 0}).values()


def test_a_phrase_is_said_in_the_words_of_the_library() -> None:
    found = in_library_words("the work is half baked", {"poor": 0, "work": 1})
    assert found == {"half baked": "poor"}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("where is the harneses list", "where is the harness list"),
        ("my busines card", "my business card"),
        ("the govermental fee", "the governmental fee"),
        ("a zebra crossing", "a zebra crossing"),
    ],
)
def test_a_slip_that_changes_the_ending_is_mended_too(said: str, meant: str) -> None:
    words = ("harness", "business", "governmental", "list", "card", "fee")
    surfaces = {stem(word): word for word in words}
    vocabulary = {term: number for number, term in enumerate(surfaces)}
    assert mend(said, vocabulary, surfaces, lambda word: False) == meant


def test_words_the_library_uses_are_left_alone() -> None:
    assert in_library_words("who is my boss", {"boss": 0, "manag": 1}) == {}


def test_words_of_documents_that_may_not_be_read_are_unknown(library: Library, add: Add) -> None:
    add(travel="# Travel\n\nTrains are fine.", pay=policy("# Zebra\n\nBonus.", audience="[hr]"))
    assert library.index is not None
    assert "zebra" not in readable_words(library.index, ANYONE, DAY)
    assert "zebra" in readable_words(library.index, Reader(email="a@b.c", roles=("hr",)), DAY)
