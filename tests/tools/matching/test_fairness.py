import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.talent import TalentProfile
from tests.tools.matching.people import BRIEFS, pool_of, pools
from tools.matching import Brief, rank
from tools.matching.blinding import blind
from tools.matching.fairness import Counts, impact

NAMES = st.sampled_from(["Amara Obi", "Noah Becker", "Mei Chen", "Sofia Reyes", ""])
ABOUT = st.sampled_from(
    [
        "She is 34 years old.",
        "He was born in 1968.",
        "Mother of two, Harvard University.",
        "Nigerian citizen, Oxford.",
        "Write to me at me@example.com or +44 20 7946 0958.",
        "",
    ]
)


@settings(max_examples=80, deadline=None)
@given(pools(), BRIEFS, st.data())
def test_who_somebody_is_never_changes_the_ranking(
    people: tuple[TalentProfile, ...], brief: Brief, data: st.DataObject
) -> None:
    plain = rank(brief, pool_of(*people), k=20)
    swapped = [
        p.model_copy(
            update={
                "name": data.draw(NAMES),
                "text": f"{p.text} {data.draw(ABOUT)}".strip(),
                "self_declared": {"sex": data.draw(st.sampled_from(["female", "male"]))},
            }
        )
        for p in people
    ]
    again = rank(brief, pool_of(*swapped), k=20)
    assert [(c.id, c.score) for c in again.candidates] == [
        (c.id, c.score) for c in plain.candidates
    ]


@pytest.mark.parametrize(
    "said",
    [
        "ada@example.org",
        "Ada Lovelace",
        "42 years old",
        "Stanford University",
        "French national",
        "she/her",
    ],
)
def test_what_must_not_be_compared_is_taken_out(said: str) -> None:
    profile = TalentProfile(id="x", name="Ada Lovelace")
    assert said not in blind(f"I write code. {said} I test it.", profile)


def test_languages_people_work_in_are_kept() -> None:
    profile = TalentProfile(id="x")
    assert blind("English to German translator", profile) == "English to German translator"


THIRTY = {f"f{n}": "female" for n in range(30)} | {f"m{n}": "male" for n in range(30)}


def counts(chosen: dict[str, int], high: dict[str, int] | None = None) -> Counts:
    return Counts(1, chosen, dict.fromkeys([*THIRTY, "x0"], 1), high or {}, 1)


def test_a_group_chosen_less_than_four_fifths_as_often_is_marked() -> None:
    chosen = {f"f{n}": 1 for n in range(9)} | {f"m{n}": 1 for n in range(15)}
    groups = {g.group: g for g in impact("sex", THIRTY, counts(chosen))}
    assert groups["female"].impact_ratio == 0.6
    assert groups["female"].below_four_fifths
    assert not groups["male"].below_four_fifths


def test_scoring_above_the_median_is_compared_as_selection_is() -> None:
    high = {f"f{n}": 1 for n in range(20)} | {f"m{n}": 1 for n in range(10)}
    groups = {g.group: g for g in impact("sex", THIRTY, counts({}, high))}
    assert groups["male"].scoring_impact_ratio == 0.5
    assert groups["male"].scoring_below_four_fifths


def test_a_group_under_two_percent_is_counted_and_not_compared() -> None:
    groups = {g.group: g for g in impact("sex", THIRTY | {"x0": "x"}, counts({"x0": 1}))}
    assert (groups["x"].people, groups["x"].impact_ratio) == (1, None)
    assert "Less than 2 %" in groups["x"].note


def test_few_people_are_compared_with_a_warning() -> None:
    few = {"f1": "female", "m1": "male"}
    groups = {g.group: g for g in impact("sex", few, counts({"m1": 1}))}
    assert groups["female"].impact_ratio == 0
    assert "Fewer than 20" in groups["female"].note
