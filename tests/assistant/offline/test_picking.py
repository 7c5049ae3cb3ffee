"""Whom a message points at: by name, by letter, by number, by place, or two together."""

import pytest

from assistant.offline.people.picking import pointed_at

SHORTLIST = [{"id": "T-1", "name": "Ana Silva"}, {"id": "T-2", "name": "Jonas Frey"}]
SHOWN = [{"id": "t1", "name": "Grace Haugen"}, {"id": "t2", "name": "Clara Kaur"}]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("put the second one on top, she knows us", ["t2"]),
        ("compare A and B", ["t1", "t2"]),
        ("the top one", ["t1"]),
        ("go with number two instead, the first one was rude", ["t2", "t1"]),
        ("not him, he was late last time", []),
    ],
)
def test_people_on_the_list_are_meant_by_place_letter_or_name(text: str, meant: list[str]) -> None:
    assert [one["id"] for one in pointed_at(text, SHOWN)] == meant


@pytest.mark.parametrize("said", ["compare 1 and 2", "1 vs 2?", "why is 1 better than 2"])
def test_numbers_alone_point_at_candidates(said: str) -> None:
    assert [one["id"] for one in pointed_at(said, SHORTLIST)] == ["T-1", "T-2"]


@pytest.mark.parametrize("said", ["compare the first two", "both look fine", "top 2 please"])
def test_two_are_pointed_at_together(said: str) -> None:
    assert [one["id"] for one in pointed_at(said, SHORTLIST)] == ["T-1", "T-2"]


def test_letters_on_both_sides_of_a_comparison_are_seen() -> None:
    assert len(pointed_at("why is B below A?", SHORTLIST)) == 2
