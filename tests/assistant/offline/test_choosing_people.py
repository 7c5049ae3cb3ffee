"""Choosing among the people on a list: who comes first, who goes, who comes back, what weighs."""

from typing import Any

import pytest
from langchain_core.messages import HumanMessage

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


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("put Rosa back", ["T-7"]),
        ("please take rosa back on the list", ["T-7"]),
        ("bring Tom Berg back please", ["T-8"]),
        ("actually I'd like rosa again", ["T-7"]),
        ("re-add Tom", ["T-8"]),
        ("don't leave Rosa out after all", ["T-7"]),
        ("get him back", ["T-8"]),
        ("put them all back", ["T-7", "T-8"]),
    ],
)
def test_whoever_was_left_out_is_put_back(model: Ask, said: str, back: list[str]) -> None:
    out = [{"id": "T-7", "name": "Rosa Lind"}, {"id": "T-8", "name": "Tom Berg"}]
    assert called(model(said, **LISTED, left_out=out)) == [("adjust_shortlist", {"include": back})]


def test_whoever_is_on_the_list_is_not_pinned_when_put_back(model: Ask) -> None:
    told = model("put Jonas back", **LISTED)
    assert (called(told), "left out" in told.text) == ([], True)


@pytest.mark.parametrize("said", ["bring the start back a week", "put the logo back in"])
def test_what_is_moved_back_is_nobody_on_the_list(model: Ask, said: str) -> None:
    out = [{"id": "T-7", "name": "Rosa Lind"}]
    assert "adjust_shortlist" not in dict(called(model(said, **LISTED, left_out=out)))


@pytest.mark.parametrize(
    "said",
    [
        "forget that, back to the normal order",
        "usual ranking please",
        "reset the weights",
        "rank them as before",
    ],
)
def test_what_was_weighed_anew_weighs_as_usual_again(model: Ask, said: str) -> None:
    usual = {"priorities": {"price": 1.0}, "order": "fit"}
    weighed = {"price": 2.0}
    assert called(model(said, **LISTED, weighed=weighed)) == [("adjust_shortlist", usual)]


@pytest.mark.parametrize(
    ("before", "said", "done"),
    [
        ("leave out the first", "and the third too", {"exclude": ["T-3"]}),
        ("drop Ana, she was late", "Jonas as well", {"exclude": ["T-2"]}),
        ("take out number 1", "same for Mei", {"exclude": ["T-3"]}),
        ("pin the second", "also the third please", {"pin": ["T-3"]}),
    ],
)
def test_what_is_said_of_one_more_is_done_as_before(
    model: Ask, before: str, said: str, done: dict[str, Any]
) -> None:
    ((name, args),) = called(model(said, before=[HumanMessage(before)], **LISTED))
    out = [one["id"] for one in args.get("exclude", ())]
    assert (name, {**args, "exclude": out} if out else args) == ("adjust_shortlist", done)


@pytest.mark.parametrize(
    ("said", "pinned"),
    [
        ("pin Jonas and file it", ["T-2"]),
        ("take Mei Kaur and submit it please", ["T-3"]),
        ("put the second one first", ["T-2"]),
        ("move Mei to the top", ["T-3"]),
        ("pin Jonas and Mei", ["T-2", "T-3"]),
        ("only Ana and Mei", ["T-1", "T-3"]),
        ("Jonas and Mei only please", ["T-2", "T-3"]),
        ("swap 2 and 3", ["T-1", "T-3", "T-2"]),
        ("swap the first and the second", ["T-2"]),
        ("leave out everyone but Jonas", ["T-2"]),
        ("drop all except Ana and Mei please", ["T-1", "T-3"]),
        ("put Mei second", ["T-1", "T-3"]),
        ("move the first to second place", ["T-2", "T-1"]),
    ],
)
def test_whoever_is_named_comes_first(model: Ask, said: str, pinned: list[str]) -> None:
    assert called(model(said, **LISTED)) == [("adjust_shortlist", {"pin": pinned})]


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("put Ravi first", "Ravi"),
        ("leave out Ravi, he was late", "Ravi"),
        ("pin Ana Moreau", "Ana Moreau"),
        ("why not Jonas Ferrari?", "Jonas Ferrari"),
        ("move ravi to the top", "ravi"),
    ],
)
def test_whoever_is_not_on_the_list_is_taken_for_nobody_on_it(
    model: Ask, said: str, who: str
) -> None:
    assert called(model(said, **LISTED)) == [("why_absent", {"person": who})]


@pytest.mark.parametrize("said", ["keep everyone but Jonas", "show all of them except Jonas"])
def test_whoever_is_excepted_is_left_out(model: Ask, said: str) -> None:
    ((_, args),) = called(model(said, **LISTED))
    assert [one["id"] for one in args["exclude"]] == ["T-2"]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("leave out Jonas, he was rude", "he was rude"),
        ("Jonas is far too cheap to be any good, remove him", "Jonas is far too cheap to be any"),
        ("Jonas was late last time, take him off the list", "Jonas was late last time"),
    ],
)
def test_the_reason_for_leaving_out_stands_before_or_after_the_order(
    model: Ask, said: str, reason: str
) -> None:
    ((_, args),) = called(model(said, **LISTED))
    assert args["exclude"][0]["reason"].startswith(reason)


@pytest.mark.parametrize(
    ("said", "such"),
    [
        ("drop everyone over budget", "Over $8,000: Jonas Frey."),
        ("only people within the budget please", "Within $8,000: Ana Silva."),
        ("i only want people with more than 20 reviews", "20 reviews or more: Ana Silva."),
        ("leave out the ones in the US", "In United States: Jonas Frey."),
        ("show me only freelancers from Europe", "In Europe: Ana Silva."),
        ("I'd rather have somebody in Portugal", "In Portugal: Ana Silva."),
        ("only those under 60 an hour", "Within $60 an hour: Ana Silva."),
        ("i don't like the list, too many beginners", "can't limit the list to that"),
    ],
)
def test_a_list_that_cannot_be_filtered_is_told_and_nothing_changes(
    model: Ask, said: str, such: str
) -> None:
    people = [
        {**SHORTLIST[0], "profile": EUROPE, "total_cost": 7000, "hourly_usd": 50},
        {**SHORTLIST[1], "profile": STATES, "total_cost": 9000, "hourly_usd": 70},
    ]
    assert called(model(said, **LISTED)) == [("read_profiles", {})]
    assert such in model(said, ("read_profiles", {}, {"shortlist": people}), **LISTED).text


@pytest.mark.parametrize(
    "said",
    [
        "leave the budget alone",
        "don't touch the deadline",
        "Priya should be budget owner",
        "remove the budget owner",
        "the budget code is M1",
    ],
)
def test_a_field_that_is_named_weighs_nothing_anew(model: Ask, said: str) -> None:
    assert "adjust_shortlist" not in dict(called(model(said, **LISTED)))


@pytest.mark.parametrize(
    ("said", "weights"),
    [
        ("price counts triple", {"price": 3.0}),
        ("price doesn't matter so much", {"price": 0.5}),
        ("reviews aren't counted, price weighs twice", {"price": 2.0}),
        ("availability isn't that important", {"availability": 0.5}),
    ],
)
def test_it_counts_as_much_as_is_said(model: Ask, said: str, weights: dict[str, float]) -> None:
    assert called(model(said, **LISTED)) == [("adjust_shortlist", {"priorities": weights})]


def test_a_request_filed_with_a_choice_is_told_without_the_list(model: Ask) -> None:
    pinned = ("adjust_shortlist", {"pin": ["T-2"]}, {"shortlist": SHORTLIST, "considered": 9})
    record = {"id": "REQ-1", "status": "in_approval", "approvals": [], "fields": {}}
    proposed: Result = ("propose_filing", {}, {})
    filed: Result = ("file_request", {}, {"record": record})
    told = model("pin Jonas and file it", pinned, proposed, filed, **LISTED).text
    assert ("REQ-1" in told, "the order" in told) == (True, False)


@pytest.mark.parametrize(("bands", "told"), [("ww", True), ("wp", False), ("sg", False)])
def test_a_list_on_which_nobody_does_such_work_says_so(model: Ask, bands: str, told: bool) -> None:
    named = {"w": "weak", "p": "possible", "s": "strong", "g": "good"}
    pairs = zip(SHORTLIST, bands, strict=True)
    people = [{**one, "band": named[each]} for one, each in pairs]
    found: Result = ("find_talent", {}, {"shortlist": people, "considered": 9, "dropped": 0})
    text = model("show me who fits", found, request=DRAFT, context="scoping").text
    assert ("Nobody fits this well" in text) is told


@pytest.mark.parametrize(("near", "told"), [((0.8, 0.5), True), ((1.0, 0.5), False)])
def test_a_list_without_anybody_of_the_trade_says_so_and_praises_no_headline(
    model: Ask, near: tuple[float, float], told: bool
) -> None:
    people = [
        {**one, "band": "weak", "contributions": [
            {"signal": "role", "label": "Role", "value": value, "contribution": value / 5,
             "weight": 0.2, "known": True}]}
        for one, value in zip(SHORTLIST, near, strict=True)
    ]  # fmt: skip
    found: Result = ("find_talent", {}, {"shortlist": people, "considered": 9, "dropped": 0})
    text = model("show me who fits", found, request=DRAFT, context="scoping").text
    assert ("Nobody on record works as a brand designer" in text) is told
    assert "headline nearest" not in text


@pytest.mark.parametrize(("bands", "told"), [("pp", True), ("wp", True), ("gp", False)])
def test_a_list_without_a_good_fit_says_so(model: Ask, bands: str, told: bool) -> None:
    named = {"w": "weak", "p": "possible", "g": "good"}
    pairs = zip(SHORTLIST, bands, strict=True)
    people = [{**one, "band": named[each]} for one, each in pairs]
    found: Result = ("find_talent", {}, {"shortlist": people, "considered": 9, "dropped": 0})
    text = model("show me who fits", found, request=DRAFT, context="scoping").text
    assert ("Nobody is a good fit" in text) is told


def _signal(signal: str, contribution: float) -> dict[str, Any]:
    return {"signal": signal, "value": 0.9, "contribution": contribution, "known": True}


ALIKE = ["Shows Figma and SEO (2 of 2 must-haves).", "Describes work much like this."]
THREE = [
    {"id": "T-1", "name": "Ana Silva", "reasons": [*ALIKE, "Rated 4.9 of 5 over 30 reviews."],
     "contributions": [_signal("our_history", 0.06)], "total_cost": 900.0},
    {"id": "T-2", "name": "Jonas Frey", "reasons": ALIKE,
     "contributions": [_signal("our_history", 0.02)], "total_cost": 700.0},
    {"id": "T-3", "name": "Mei Kaur", "reasons": [*ALIKE, "$800 in all, within the budget."],
     "contributions": [_signal("timezone", 0.03)], "total_cost": 800.0},
]  # fmt: skip


@pytest.mark.parametrize(
    ("people", "shared"),
    [
        (THREE, "All three show Figma and SEO (2 of 2 must-haves) and describe work much"),
        (THREE[:2], "Both show Figma and SEO (2 of 2 must-haves) and describe work much"),
        (THREE[:1], ""),
    ],
)
def test_what_all_of_a_list_share_is_said_once(
    model: Ask, people: list[dict[str, Any]], shared: str
) -> None:
    found: Result = ("find_talent", {}, {"shortlist": people, "considered": 9, "dropped": 0})
    text = model("show me who fits", found, request=DRAFT, context="scoping").text
    assert shared in text
    assert text.lower().count("figma") == 1


@pytest.mark.parametrize(
    ("name", "apart"),
    [
        ("Ana Silva", ["Rated 4.9 of 5", "the best history with us"]),
        ("Jonas Frey", ["the cheapest of these"]),
        ("Mei Kaur", ["shares the most working hours"]),
    ],
)
def test_each_line_says_what_sets_that_person_apart(
    model: Ask, name: str, apart: list[str]
) -> None:
    found: Result = ("find_talent", {}, {"shortlist": THREE, "considered": 9, "dropped": 0})
    text = model("show me who fits", found, request=DRAFT, context="scoping").text
    lines = {line.split(". ")[1][: len(name)]: line for line in text.splitlines() if ". " in line}
    assert all(words in lines[name] for words in apart)
    assert not any(apart[-1] in line for other, line in lines.items() if other != name)


@pytest.mark.parametrize(
    "said",
    ["leave out the last one, he was late", "drop the last", "the last one is out, remove him"],
)
def test_the_last_one_is_the_last_that_was_shown(model: Ask, said: str) -> None:
    further = [{"id": f"T-{n}", "name": f"No {n}", "band": "good", "score": 0.5} for n in (4, 5)]
    told = model(said, **{**LISTED, "shortlist": [*LISTED["shortlist"], *further]})
    ((_, args),) = called(told)
    assert [one["id"] for one in args["exclude"]] == ["T-3"]
