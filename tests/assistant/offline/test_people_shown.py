"""Questions about the people on a list, choosing among them, and what costs less."""

import json
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

from assistant.offline.model import EmbeddedChatModel
from tests.assistant.offline.planned import (
    DRAFT,
    EUROPE,
    LISTED,
    SHORTLIST,
    STATES,
    Ask,
    Result,
    called,
)

PROFILE = {"languages": ["English", "German"], "rating": 4.5, "ratings_count": 8, "engagements": 0}


@pytest.mark.parametrize(
    ("said", "skills"),
    [
        ("does the second one speak German?", None),
        ("what does the third cost in total?", None),
        ("does number 1 know Looker?", ["Looker"]),
        ("what would Mei Kaur cost us for both?", None),
        ("which one has worked with Xero?", ["Xero"]),
        ("who worked with us before?", None),
        ("how many people have you looked at?", None),
        ("is number 3 free in February?", None),
    ],
)
def test_what_is_asked_of_people_is_read_from_their_profiles(
    model: Ask, said: str, skills: list[str] | None
) -> None:
    args = {"skills": skills} if skills else {}
    assert called(model(said, **LISTED)) == [("read_profiles", args)]


@pytest.mark.parametrize(
    "said",
    [
        "what does the first month cost?",
        "can she work from home?",
        "who approves the first milestone?",
        "the second deliverable is a German landing page",
        "they must speak German",
    ],
)
def test_what_is_no_question_about_the_people_shown_reads_no_profile(model: Ask, said: str) -> None:
    assert "read_profiles" not in [name for name, _ in called(model(said, **LISTED))]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("does the first one speak German?", "Yes: Ana Silva speaks English and German."),
        ("does the first one speak French?", "No: Ana Silva lists English and German only."),
        (
            "does the second one speak French?",
            "Jonas Frey says nothing of languages",
        ),
        ("has the first one worked with us before?", "Ana Silva has not worked with us before."),
    ],
)
def test_the_answer_is_yes_no_or_that_the_profile_does_not_say(
    model: Ask, said: str, answer: str
) -> None:
    people = [{**SHORTLIST[0], "profile": PROFILE}, {**SHORTLIST[1], "profile": {}}]
    told = model(said, ("read_profiles", {}, {"shortlist": people}), **LISTED)
    assert answer in told.text


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("is anyone cheaper than the first one?", "Yes: Jonas Frey $4,800 in total"),
        ("is the second cheaper than the first?", "Yes: Jonas Frey $4,800 in total"),
        ("anyone cheaper than the second?", "No: Jonas Frey is the cheapest on the list"),
        ("which is the cheapest of these?", "Jonas Frey is the cheapest on the list"),
    ],
)
def test_who_costs_less_is_told_by_the_whole_cost(model: Ask, said: str, answer: str) -> None:
    people = [
        {**SHORTLIST[0], "rate": "$300 a day", "total_cost": 5400},
        {**SHORTLIST[1], "rate": "$40 an hour", "total_cost": 4800},
    ]
    told = model(said, ("read_profiles", {}, {"shortlist": people}), **LISTED)
    assert answer in told.text


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("no, better the first", {"pin": ["T-1"]}),
        ("pin number 2 and file it", {"pin": ["T-2"]}),
        ("unpin", {"unpin": ["T-1"]}),
        ("cheaper pls", {"priorities": {"price": 2.0}, "order": "cost"}),
        ("too expensive, cheaper pls", {"priorities": {"price": 2.0}, "order": "cost"}),
    ],
)
def test_the_list_is_changed_as_it_is_said(model: Ask, said: str, done: dict[str, Any]) -> None:
    pinned = [{**SHORTLIST[0], "pinned": "known"}, *LISTED["shortlist"][1:]]
    state = {**LISTED, "shortlist": pinned}
    assert called(model(said, **state)) == [("adjust_shortlist", done)]


@pytest.mark.parametrize(
    ("said", "asks_for"),
    [
        ("who confirms the candidate?", "Who decides"),
        ("who makes the final choice here?", "Who decides"),
        ("did you check them?", "background checks"),
        ("are they vetted?", "background checks"),
        ("is there anyone in-house?", "internal bench"),
        ("what does 0.76 mean?", "scores"),
        ("how reliable is this ranking?", "scores"),
        ("how old is the first one?", "age"),
        ("can I talk to the second one first?", "interview"),
        ("what's the fee there?", "fees"),
    ],
)
def test_how_people_are_found_and_chosen_is_looked_up(model: Ask, said: str, asks_for: str) -> None:
    ((name, args),) = called(model(said, **LISTED))
    assert (name, asks_for in args["question"]) == ("ask_policy", True)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("who is left out and why?", "You left out Rosa Lind (too late)."),
        ("which people did you exclude?", "You left out Rosa Lind (too late)."),
        ("which of them are in Europe?", "Europe: Ana Silva"),
        ("why is nobody from Spain?", "Spain: nobody on the list"),
    ],
)
def test_who_is_left_out_or_from_somewhere_is_told(model: Ask, said: str, answer: str) -> None:
    people = [{**SHORTLIST[0], "profile": EUROPE}, {**SHORTLIST[1], "profile": STATES}]
    state = {**LISTED, "left_out": [{"id": "T-7", "name": "Rosa Lind", "reason": "too late"}]}
    assert [name for name, _ in called(model(said, **state))] == ["read_profiles"]
    result: Result = ("read_profiles", {}, {"shortlist": people, "considered": 9, "dropped": 4})
    assert answer in model(said, result, **state).text


def test_somebody_is_left_out_by_pronoun(model: Ask) -> None:
    ((name, args),) = called(model("not him, next", **LISTED))
    assert (name, [one["id"] for one in args["exclude"]]) == ("adjust_shortlist", ["T-1"])


def test_whoever_was_asked_about_is_chosen_by_pronoun() -> None:
    told = [HumanMessage("does the second one speak German?"), AIMessage("Yes.")]
    told += [SystemMessage("STATE " + json.dumps(LISTED)), HumanMessage("take her")]
    said = EmbeddedChatModel().invoke(told)
    assert called(said) == [("adjust_shortlist", {"pin": ["T-2"]})]


@pytest.mark.parametrize(
    "said", ["who have you got?", "find people", "who can do it", "matches", "ok show me"]
)
def test_people_are_asked_for_in_few_words(model: Ask, said: str) -> None:
    asked = {"context": "scoping", "request": DRAFT, "asked": ["deliverables"]}
    assert called(model(said, **asked)) == [("find_talent", {})]


@pytest.mark.parametrize("said", ["the second one is good", "tell me more about the first"])
def test_one_of_a_list_that_is_not_there_changes_nothing(model: Ask, said: str) -> None:
    told = model(said, context="scoping", request=DRAFT)
    assert (called(told), "no shortlist yet" in told.text) == ([], True)


def test_what_lowers_the_cost_is_told_before_there_is_a_list(model: Ask) -> None:
    told = model("can you make it cheaper?", context="scoping", request=DRAFT)
    assert (called(told), "fewer deliverables" in told.text) == ([], True)


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("it's 3 designers now", {"headcount": 3}),
        ("make it 1", {"headcount": 1}),
        ("forget the second person", {"headcount": 1}),
        ("+10% budget", {"budget": 8800}),
        ("budget 20% less", {"budget": 6400}),
    ],
)
def test_a_change_said_beside_a_list_changes_the_request(
    model: Ask, said: str, fields: dict[str, Any]
) -> None:
    two = {**DRAFT, "fields": {**DRAFT["fields"], "headcount": 2}}
    ((name, args),) = called(model(said, **{**LISTED, "request": two}))
    budget = args["fields"].get("budget", {})
    written = {**args["fields"], **({"budget": budget["amount"]} if budget else {})}
    assert (name, written) == ("update_request", fields)


@pytest.mark.parametrize(
    "said",
    [
        "total?",
        "how much in total",
        "how much costs it all together?",
        "how much is for one person?",
        "what's the cost with fees?",
        "end date?",
        "rate?",
        "who sees my request?",
        "what did I change since filing?",
    ],
)
def test_what_the_request_says_is_read_from_it(model: Ask, said: str) -> None:
    assert called(model(said, **LISTED)) == [("show_request", {"request_id": "REQ-1"})]


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        ({"budget": {"amount": 50, "currency": "USD", "basis": "hourly"}}, "know the length"),
        ({"duration_weeks": 3}, "know the budget"),
    ],
)
def test_a_total_that_cannot_be_told_says_what_is_missing(
    model: Ask, fields: dict[str, Any], answer: str
) -> None:
    record = {**DRAFT, "fields": fields, "total": {"usd": None}}
    told = model("total?", ("show_request", {}, {"record": record}), **LISTED)
    assert answer in told.text


def test_a_draft_is_turned_to_by_its_role_alone(model: Ask) -> None:
    both = [
        {"id": "REQ-1", "title": "Brand designer", "status": "draft", "group": "REQ-1"},
        {"id": "REQ-2", "title": "Photographer", "status": "draft", "group": "REQ-1"},
    ]
    state = {"context": "scoping", "request": {**DRAFT, "group": "REQ-1"}, "my_requests": both}
    said = model("and the photographer?", **state)
    assert called(said) == [("turn_to_request", {"request_id": "REQ-2"})]


@pytest.mark.parametrize(
    "said",
    [
        "Jonas it is",
        "Jonas then",
        "ok Jonas",
        "Jonas Frey please",
        "jonas.",
        "I'd go for the second one",
    ],
)
def test_a_name_alone_chooses(model: Ask, said: str) -> None:
    calls = called(model(said, context="shortlist_shown", request=DRAFT, shortlist=SHORTLIST))
    assert calls == [("adjust_shortlist", {"pin": ["T-2"]})]


@pytest.mark.parametrize("said", ["Jonas speaks German?", "remote then", "is Jonas good?"])
def test_a_name_in_a_question_chooses_nobody(model: Ask, said: str) -> None:
    calls = called(model(said, context="shortlist_shown", request=DRAFT, shortlist=SHORTLIST))
    assert "adjust_shortlist" not in [name for name, _ in calls]


@pytest.mark.parametrize(
    ("quoted", "told"),
    [
        ({"currency": "EUR", "usd_per_unit": 1.16, "total_cost": 6481.03}, "about €6,481 in total"),
        ({"currency": "GBP", "usd_per_unit": 1.34, "total_cost": 5610.4}, "about £5,610 in total"),
        (None, "$7,518 in total"),
    ],
)
def test_what_somebody_costs_is_told_in_the_currency_of_the_budget(
    model: Ask, quoted: dict[str, Any] | None, told: str
) -> None:
    one = {**SHORTLIST[0], "total_cost": 7518.0, "quoted": quoted}
    found: Result = (
        "find_talent",
        {},
        {"shortlist": [one, SHORTLIST[1]], "considered": 9, "dropped": 0},
    )
    text = model("show me who fits", found, request=DRAFT, context="scoping").text
    assert told in text
    assert ("converted" in text) is (quoted is not None)


@pytest.mark.parametrize(
    "said", ["what does it cost?", "how much is it", "what would it cost", "how much does it cost?"]
)
def test_what_it_costs_is_no_question_about_a_colleague(model: Ask, said: str) -> None:
    assert "Ask " not in model(said, **LISTED).text
