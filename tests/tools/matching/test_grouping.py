"""Near-identical profiles are shown once, counted, and named with the reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.talent import TalentProfile
from tests.tools.matching.people import brief_of, pool_of
from tools.matching import Overrides, Ranking, rank
from tools.matching.comparing import standing

TOLD = (
    "Eleven years of web shops in React and TypeScript, from the first sketch of a checkout to the "
    "measured release. Component libraries, accessible forms, search pages and slow baskets made "
    "fast are daily work; small teams, written notes, and tests before every launch."
)
OTHER = (
    "Ship fitting rooms for camera stores: a React catalogue over a warehouse feed, TypeScript "
    "everywhere, offline tills, printed receipts, loyalty cards and a nightly import that heals "
    "itself. Earlier a timetable for trams, with maps, live delays and spoken announcements."
)


def person(one: str, text: str = TOLD, **fields: object) -> TalentProfile:
    return TalentProfile.model_validate(
        {"id": one, "headline": "React developer", "text": text, **fields}
    )


def ids(ranking: Ranking) -> list[str]:
    return [one.id for one in ranking.candidates]


def test_copies_are_shown_once_counted_and_named() -> None:
    copies = [person("a", rate=40), person("b", rate=90), person("c", rate=90)]
    ranking = rank(
        brief_of(budget={"amount": 100, "basis": "hourly"}), pool_of(*copies, person("d", OTHER))
    )
    first = next(one for one in ranking.candidates if one.id == "a")
    assert sorted(ids(ranking)) == ["a", "d"]
    assert sorted(first.alike) == ["b", "c"]
    assert "And 2 near-identical profiles." in [flag.text for flag in first.red_flags]
    assert ranking.as_json()["dropped_counts"] == {"near_identical": 2}
    assert {d.id: d.reason for d in ranking.dropped}["b"] == (
        "Says almost the same as a, who is shown."
    )


def test_why_tells_of_whom_somebody_is_a_copy() -> None:
    pool = pool_of(person("a", rate=40), person("b", rate=90))
    found = standing(brief_of(budget={"amount": 100, "basis": "hourly"}), pool, "b")
    assert found["reason"] == "Says almost the same as a, who is shown."


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 40), st.sampled_from(["", "swiftly", "Berlin"]))
def test_a_word_put_in_makes_no_new_profile(place: int, word: str) -> None:
    said = TOLD.split()
    edited = " ".join([*said[:place], word, *said[place:]])
    assert len(ids(rank(brief_of(), pool_of(person("a"), person("b", edited))))) == 1


@settings(deadline=None, max_examples=40)
@given(st.permutations(["a", "b", "c", "d"]), st.integers(1, 4))
def test_who_is_shown_and_who_is_not_are_together_everybody(order: list[str], k: int) -> None:
    texts = {"a": TOLD, "b": TOLD, "c": OTHER, "d": OTHER + " Evenings too."}
    ranking = rank(brief_of(), pool_of(*(person(one, texts[one]) for one in order)), k=k)
    hidden = [one for shown in ranking.candidates for one in shown.alike]
    assert hidden == [drop.id for drop in ranking.dropped]
    assert len({*ids(ranking), *hidden}) == len(ids(ranking)) + len(hidden) == 2 * min(k, 2)


@pytest.mark.parametrize("text", ["", "React and TypeScript, daily."])
def test_short_profiles_are_no_copies(text: str) -> None:
    assert len(ids(rank(brief_of(), pool_of(person("a", text), person("b", text))))) == 2


def test_a_person_on_two_sources_is_a_route_and_no_copy() -> None:
    both = [person("a", person="p"), person("b", person="p", source="upwork")]
    (one,) = rank(brief_of(), pool_of(*both)).candidates
    assert (one.alike, {route.id for route in one.routes}) == ((), {"a", "b"})


def test_a_pinned_copy_is_shown() -> None:
    said = Overrides(pinned={"b": "We know her."})
    ranking = rank(brief_of(), pool_of(person("a"), person("b"), person("c")), overrides=said)
    assert (ids(ranking), ranking.candidates[0].alike) == (["b"], ("a", "c"))
