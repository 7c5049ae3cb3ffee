"""What managers ask of a list as it stands: of one person, of all, of some kind, to keep it."""

from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from tests.assistant.offline.planned import LISTED, SHORTLIST, Ask, called

RATED = {"hourly_usd": 40, "total_cost": 4800, "source": "upwork"}
DEAR = {"hourly_usd": 75, "total_cost": 9000, "source": "agency"}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("anyone under $60?", "Within $60 an hour: Ana Silva, of the 2 on the list."),
        ("under 60", "Within $60 an hour: Ana Silva."),
        ("who charges less than 50 an hour?", "Within $50 an hour: Ana Silva, of the 2"),
        ("is there anyone below 5k?", "Within $5,000: Ana Silva, of the 2"),
        ("someone we worked with before?", "Work with us before: Jonas Frey, of the 2"),
        ("only people we used before", "Work with us before: Jonas Frey. I can't"),
        ("only from direct contracts", "From a direct contract: nobody. I can't"),
        ("which platform is she on?", "Ana Silva is found through Upwork."),
        ("is the second one from Upwork?", "Jonas Frey is found through an agency."),
        ("any with good reviews?", "as far as the profiles tell"),
        ("exclude agencies", "From an agency: Jonas Frey. I can't keep"),
        ("anyone from Toptal?", "From Toptal: nobody, of the 2 on the list."),
        ("why is nobody from Toptal?", "nobody, of the 2 on the list. The rules bar Toptal."),
        ("how come no one is from Fiverr?", "From Fiverr: nobody, of the 2 on the list. The list"),
        ("why no Upwork people?", "From Upwork: Ana Silva, of the 2 on the list. The list"),
        ("is anyone from an agency in there?", "From an agency: Jonas Frey, of the 2"),
        (
            "who is most senior?",
            "first: Jonas Frey (senior, 9 years); Ana Silva (senior, 8 years).",
        ),
        ("which one has the most experience?", "The most senior first: Jonas Frey (senior, 9"),
        ("is the first one senior?", "Ana Silva (senior, 8 years)."),
        ("who can start first?", "Ana Silva and Jonas Frey can start first: free now."),
        ("who is available first", "Ana Silva and Jonas Frey can start first: free now."),
        ("who's fastest?", "first: free now. How fast they work the profiles don't say."),
        ("are they all free?", "Ana Silva is free now. Jonas Frey is free now."),
        ("who could start sooner?", "Ana Silva and Jonas Frey can start first: free now."),
        ("any red flags?", "Jonas Frey: Few reviews"),
        ("what's wrong with the second?", "Against Jonas Frey: Few reviews."),
        ("what are the risks with number 1?", "Against Ana Silva: Free from May."),
        ("can I see her work?", "The profile of Ana Silva tells of “A poster”"),
        ("has the second one a portfolio?", "The profile of Jonas Frey names no earlier work."),
    ],
)
def test_what_managers_ask_of_a_list_is_answered_and_changes_nothing(
    model: Ask, said: str, answer: str
) -> None:
    flag = {"kind": "quality", "text": "Few reviews."}
    free = {"earliest_start": "2026-01-01", "against": "Free from May.", "red_flags": []}
    ana = {"engagements": 0, "work": ["A poster"], "level": 2, "years": 8}
    jonas = {"engagements": 2, "level": 2, "years": 9}
    people = [
        {**SHORTLIST[0], **RATED, **free, "profile": ana},
        {**SHORTLIST[1], **DEAR, **free, "red_flags": [flag], "profile": jonas},
    ]
    because = [{"effect": "disqualified", "reason": "The rules bar Toptal."}]
    barred = {"channel": "toptal", "disqualified": True, "because": because}
    ruled = {**LISTED["request"], "rulings": {"channel": {"details": [barred]}}}
    state = {**LISTED, "request": ruled}
    assert [name for name, _ in called(model(said, **state))] == ["read_profiles"]
    told = model(said, ("read_profiles", {}, {"shortlist": people}), **state)
    assert answer in told.text


def test_he_may_be_either_of_two_that_were_just_held_together(model: Ask) -> None:
    people = [{**SHORTLIST[0], **RATED}, {**SHORTLIST[1], **DEAR}]
    told = model(
        "what does he charge?",
        ("read_profiles", {}, {"shortlist": people}),
        before=[HumanMessage("is the second cheaper than the first?"), AIMessage("No.")],
        **LISTED,
    )
    assert all(str(one["name"]) in told.text for one in SHORTLIST)


@pytest.mark.parametrize("said", ["take her", "fine, take him"])
def test_who_is_taken_before_anybody_was_spoken_of_is_the_first(model: Ask, said: str) -> None:
    assert called(model(said, **LISTED)) == [("adjust_shortlist", {"pin": ["T-1"]})]


@pytest.mark.parametrize("said", ["why her?", "is he any good?", "why is number 1 there?"])
def test_who_is_meant_before_anybody_was_spoken_of_is_the_first(model: Ask, said: str) -> None:
    people = [{**one, "reasons": [f"Reason {one['id']}."]} for one in SHORTLIST]
    assert [name for name, _ in called(model(said, **LISTED))] == ["find_talent"]
    told = model(said, ("find_talent", {}, {"shortlist": people}), **LISTED).text
    assert ("Reason T-1" in told, "Reason T-2" in told) == (True, False)


@pytest.mark.parametrize(
    "said",
    [
        "save the list for tomorrow", "keep the list", "can you send me this list by email?",
        "export the shortlist as pdf",
    ],
)  # fmt: skip
def test_a_list_that_is_to_be_kept_changes_no_day(model: Ask, said: str) -> None:
    told = model(said, **LISTED)
    assert (called(told), "stays with this request" in told.text) == ([], True)


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("under $6,000", ["budget"]),
        ("max 40 an hour", []),
        ("budget under $6,000", []),
        ("ok 2k", ["budget", "start_date"]),
        ("fine, 2500", ["budget"]),
    ],
)
def test_an_amount_that_is_the_budget_is_noted(model: Ask, said: str, asked: list[str]) -> None:
    assert "update_request" in [name for name, _ in called(model(said, **LISTED, asked=asked))]


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("I like the first and the third", {"pin": ["T-1", "T-3"]}),
        ("book 2 and 3", {"pin": ["T-2", "T-3"]}),
        ("take the first three", {"pin": ["T-1", "T-2", "T-3"]}),
        ("both please", {"pin": ["T-1", "T-2"]}),
        ("the second one, and the third", {"pin": ["T-2", "T-3"]}),
        ("the first and third please", {"pin": ["T-1", "T-3"]}),
        ("I prefer the second over the first", {"pin": ["T-2"]}),
        ("take the second rather than the third", {"pin": ["T-2"]}),
    ],
)
def test_all_who_are_chosen_together_are_put_first(
    model: Ask, said: str, done: dict[str, Any]
) -> None:
    assert called(model(said, **LISTED)) == [("adjust_shortlist", done)]
