"""People of a list held against one another, who was chosen, and what to do where nobody fits."""

from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from tests.assistant.offline.planned import LISTED, Ask, Result, called

FACTS: dict[str, dict[str, Any]] = {
    "T-1": {"rating": 4.9, "ratings_count": 30, "engagements": 1},
    "T-2": {"rating": 4.2, "ratings_count": 8, "engagements": 0},
    "T-3": {"rating": None, "ratings_count": None, "engagements": 0},
}
STARTS = {"T-1": "2026-12-07", "T-2": "2026-11-30", "T-3": "2026-12-07"}
PRICES = {"T-1": 40, "T-2": 30, "T-3": 50}
PEOPLE = [
    {**one, "pinned": None, "rank": place, "source": "upwork", "red_flags": [],
     "rate": {"amount": PRICES[one["id"]], "currency": "USD", "basis": "hourly"},
     "total_cost": PRICES[one["id"]] * 100, "earliest_start": STARTS[one["id"]],
     "contributions": [{"signal": "price", "label": "Rate", "contribution": one["score"]}],
     "profile": FACTS[one["id"]]}
    for place, one in enumerate(LISTED["shortlist"], 1)
]  # fmt: skip


def answered(model: Ask, said: str, *before: str, pinned: str | None = None) -> str:
    """What is said once the profiles were read."""
    people = [{**one, "pinned": "hers" if one["id"] == pinned else None} for one in PEOPLE]
    earlier = [HumanMessage(one) for one in before]
    state = {**LISTED, "shortlist": people}
    assert [name for name, _ in called(model(said, before=earlier, **state))] == ["read_profiles"]
    told: Result = ("read_profiles", {}, {"shortlist": people, "considered": 40, "dropped": 9})
    return str(model(said, told, before=earlier, **state).text)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("who is faster, 1 or 2?", "Jonas Frey can start first: Ana Silva: from 7 Dec 2026;"),
        ("can Mei start sooner than Jonas?", "Jonas Frey can start first"),
        ("who could begin earlier, Ana or Mei?", "They can start on the same day"),
        ("who has the better reviews, the first or the second?", "Ana Silva is rated higher."),
        ("is Mei cheaper than Jonas?", "No: Mei Kaur $50 an hour, $5,000 in total; Jonas Frey"),
    ],
)
def test_two_are_held_against_one_another_in_what_is_asked(
    model: Ask, said: str, answer: str
) -> None:
    assert answer in answered(model, said)


def test_she_is_held_against_whom_the_question_names(model: Ask) -> None:
    told = answered(model, "is she cheaper than Mei?", "tell me about Jonas")
    assert told.startswith("Yes: Jonas Frey $30 an hour, $3,000 in total; Mei Kaur $50")


@pytest.mark.parametrize(
    "said",
    [
        "what is the difference between the first two?",
        "how do 1 and 2 differ?",
        "compare Ana and Jonas",
        "is Ana better than Jonas?",
        "who is more reliable, Ana or Jonas?",
    ],
)
def test_two_are_compared_by_their_points_and_figures(model: Ask, said: str) -> None:
    told = answered(model, said)
    assert "Ana Silva scores 80 of 100, Jonas Frey 70." in told
    assert "$4,000 in total" in told


@pytest.mark.parametrize("said", ["compare all three", "compare them", "compare 1, 2 and 3"])
def test_each_of_several_has_a_line_of_figures(model: Ask, said: str) -> None:
    lines = [one for one in answered(model, said).splitlines() if one.startswith("- ")]
    assert [line.split(":")[0] for line in lines] == ["- Ana Silva", "- Jonas Frey", "- Mei Kaur"]
    assert "rated 4.9 of 5 over 30 reviews" in lines[0]


def test_what_would_lift_somebody_is_said_beside_the_one_just_above_only(model: Ask) -> None:
    lifted = {"text": "At $45 an hour would be second."}
    people = [*PEOPLE[:2], {**PEOPLE[2], "counterfactual": lifted}]
    state = {**LISTED, "shortlist": people}

    def told(said: str) -> str:
        found: Result = ("read_profiles", {}, {"shortlist": people})
        return str(model(said, found, **state).text)

    assert "would be second" in told("compare 2 and 3")
    assert "would be second" not in told("compare 1 and 3")


@pytest.mark.parametrize(
    "said",
    [
        "what is the difference between milestones and hourly billing?",
        "compare Upwork and Fiverr",
    ],
)
def test_what_is_compared_beside_people_reads_no_profiles(model: Ask, said: str) -> None:
    assert "read_profiles" not in dict(called(model(said, **LISTED)))


@pytest.mark.parametrize(
    "said", ["who did I choose?", "whom have I picked?", "who is my choice?", "who did I pick"]
)
def test_whom_a_requester_chose_is_told(model: Ask, said: str) -> None:
    assert "You chose Jonas Frey, 0.70, through Upwork" in answered(model, said, pinned="T-2")
    assert "You have chosen nobody yet" in answered(model, said)


@pytest.mark.parametrize(
    "said", ["take back my choice", "unchoose her", "clear my pick", "I don't want her after all"]
)
def test_a_choice_is_taken_back(model: Ask, said: str) -> None:
    people = [{**PEOPLE[1], "pinned": "hers"}, PEOPLE[0], PEOPLE[2]]
    made = called(model(said, **{**LISTED, "shortlist": people}))
    assert made == [("adjust_shortlist", {"unpin": ["T-2"]})]


@pytest.mark.parametrize("said", ["no, the other one", "sorry, I meant the other", "the other one"])
def test_the_other_of_two_is_put_first(model: Ask, said: str) -> None:
    people = [{**PEOPLE[1], "pinned": "hers"}, PEOPLE[0], PEOPLE[2]]
    before = [HumanMessage("take the second one"), HumanMessage("compare Ana and Jonas")]
    made = called(model(said, before=before, **{**LISTED, "shortlist": people}))
    assert made == [("adjust_shortlist", {"pin": ["T-1"], "unpin": ["T-2"]})]


def test_where_no_two_were_named_the_other_one_leaves_nobody_out(model: Ask) -> None:
    assert called(model("no, the other one", **LISTED)) == [("find_talent", {})]


@pytest.mark.parametrize(
    "said",
    ["nobody fits, what now?", "none of them is good enough", "what if none of these suits us?"],
)
def test_where_nobody_fits_the_ways_on_are_told(model: Ask, said: str) -> None:
    told = answered(model, said)
    assert ("40 people were considered" in told, "widen" in told, "$" in told) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize("said", ["anyone else?", "who else is there?", "any other people?"])
def test_whoever_comes_after_is_shown(model: Ask, said: str) -> None:
    assert called(model(said, **LISTED)) == [("read_profiles", {})]


@pytest.mark.parametrize(
    "said",
    [
        "which of them did you work with before?",
        "have you used any of these already?",
        "did anyone here work with one of them?",
    ],
)
def test_who_has_worked_with_us_is_told_from_the_profiles(model: Ask, said: str) -> None:
    assert "Ana Silva" in answered(model, said)
