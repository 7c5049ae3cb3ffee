"""What is handed over is read from the list that is named as that, and never from what we give."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.offline.understanding.reader import Understanding

Read = Callable[..., Understanding]


def results(read: Read, said: str) -> Any:
    return read(f"I need a market researcher. {said}").fields.get("deliverables")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("What I expect back is a price map and a short memo.", ["price map", "short memo"]),
        ("What should come out is a ranking with 30 rivals and two charts.", None),
        ("What we get: a price map, 4 charts and a memo.", ["price map", "4 charts", "memo"]),
        ("The outcome should be a survey + a slide deck.", ["survey", "slide deck"]),
        ("At the end there should be a price map and a memo in Word.", None),
        ("Output: a survey of 200 shoppers and one chart each.", None),
    ],
)
def test_each_thing_of_a_list_that_is_named_is_handed_over(
    read: Read, said: str, named: list[str] | None
) -> None:
    found = results(read, said)
    assert len(found) == 2 if named is None else found == named


@pytest.mark.parametrize(
    "said",
    [
        "We supply the questionnaire and last year's report.",
        "She gets a printout of the old survey.",
        "The price list sits in a spreadsheet.",
        "The brief is a slide deck.",
        "The survey is what we send them.",
        "The photos come from our agency.",
    ],
)
def test_what_we_give_is_not_handed_over(read: Read, said: str) -> None:
    assert results(read, said) is None


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ("What we're missing is SQL and Looker.", True),
        ("What she'll work with is SQL.", True),
        ("What we look for is somebody with SQL.", True),
        ("What we pay for SQL?", False),
        ("What does a SQL test cost?", False),
        ("what the rule for SQL is", False),
    ],
)
def test_a_sentence_that_opens_as_a_question_and_tells_what_is_wanted_states(
    read: Read, said: str, stated: bool
) -> None:
    skills = read(f"I need a data analyst. {said}").fields.get("skills", {})
    assert ("SQL" in skills.get("must", [])) == stated


@pytest.mark.parametrize(
    ("said", "items"),
    [
        ("Graphic designer: postcards, letterhead, poster. 2 weeks.",
         ["postcards", "letterhead", "poster"]),
        ("An engineer for a clamp. Drawings, CAD files, BOM. 5 weeks",
         ["Drawings", "CAD files", "BOM"]),
        ("Office manager: floor plan, price list, name tags",
         ["floor plan", "price list", "name tags"]),
        ("A photographer, 3 days, 20 packshots", ["20 packshots"]),
    ],
)  # fmt: skip
def test_a_bare_list_of_things_that_are_made_is_what_is_handed_over(
    read: Read, said: str, items: list[str]
) -> None:
    fields = read(said, context="none").fields
    assert fields["deliverables"] == items
    assert not {*items} & {*fields.get("skills", {}).get("must", [])}


def test_a_list_of_skills_stays_one(read: Read) -> None:
    said = "Designer wanted. Skills: layouts, icons, Figma. 3 weeks"
    assert "deliverables" not in read(said, context="none").fields
