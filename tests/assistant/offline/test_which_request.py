"""A message that names one of the person's requests is about that one, and nothing else changes."""

from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from assistant.offline.turn import TURNING
from tests.assistant.offline.planned import DRAFT, SHORTLIST, Ask, called

WRITER = {"id": "REQ-2", "title": "Copywriter", "opened_at": "2026-11-02", "here": True}
AUDITOR = {"id": "REQ-3", "title": "Tax auditor", "opened_at": "2026-11-03", "here": True}
ELSEWHERE = {"id": "REQ-7", "title": "Photographer", "status": "in_approval", "here": False}
FREE_QUESTION = ["scope", "deliverables"]


def beside(status: str = "draft", **state: Any) -> dict[str, Any]:
    """The state of a thread with a draft for a brand designer and two more requests."""
    group = {"group": "REQ-1"} if status == "draft" else {}
    here = {"id": "REQ-1", "title": "Brand designer", "status": "draft", "opened_at": "2026-11-01"}
    mine = [here | group, *({**one, "status": status} | group for one in (WRITER, AUDITOR))]
    known = {"context": "scoping", "request": {**DRAFT, **group}, "asked": FREE_QUESTION}
    return known | {"my_requests": [*mine, ELSEWHERE]} | state


def turned(said: str, model: Ask, **state: Any) -> list[tuple[str, dict[str, Any]]]:
    """The first calls of a message in that thread."""
    return called(model(said, **beside(**state)))


TO_WRITER = [(TURNING, {"request_id": "REQ-2"})]
TO_AUDITOR = [(TURNING, {"request_id": "REQ-3"})]


@pytest.mark.parametrize("status", ["draft", "in_approval"])
@pytest.mark.parametrize(
    "said",
    [
        "make the copywriter 15k",
        "raise the copywriter to 14k",
        "change the copywriter to 10 weeks",
        "set the copywriter request to start 25 January instead",
        "and the copywriter gets 26k",
        "the copywriter's budget is 5k",
        "5k for the copywriter, please",
        "change the second one to 7k",
        "the second request should be 10 weeks not 8",
        "REQ-2: they start on 20 January",
        "the copywriter needs to start a week later",
        "I need the copywriter for 10 weeks",
    ],
)
def test_a_change_of_a_request_that_is_named_is_made_there(
    model: Ask, said: str, status: str
) -> None:
    assert turned(said, model, status=status) == TO_WRITER


@pytest.mark.parametrize(
    "said",
    [
        "file the copywriter",
        "ok let's file the copywriter first",
        "please submit the copywriter",
        "put through the copywriter",
        "show me the copywriter",
        "open the copywriter draft",
        "reopen the copywriter",
        "next one: the copywriter",
        "the copywriter please",
        "cancel the copywriter",
        "drop the copywriter, we do it ourselves",
        "go on with the second one",
    ],
)
def test_an_order_about_another_request_answers_no_open_question(model: Ask, said: str) -> None:
    assert turned(said, model) == TO_WRITER


@pytest.mark.parametrize("said", ["file the tax one", "drop tax after all", "and the auditor?"])
def test_one_word_that_sets_a_request_apart_names_it(model: Ask, said: str) -> None:
    assert turned(said, model) == TO_AUDITOR


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("who approves the copywriter?", "REQ-2"),
        ("does the tax one need finance approval?", "REQ-3"),
        ("what approvals does the third one need?", "REQ-3"),
        ("what about the copywriter, is that one filed too?", "REQ-2"),
        ("what's the status of the photographer request?", "REQ-7"),
        ("how much is the copywriter in total?", "REQ-2"),
        ("show me the photographer request", "REQ-7"),
    ],
)
def test_a_question_about_another_request_is_answered_from_its_record(
    model: Ask, said: str, number: str
) -> None:
    assert turned(said, model) == [("show_request", {"request_id": number})]


@pytest.mark.parametrize(
    "said",
    [
        "they work with the copywriter, 10 weeks",
        "10 weeks, like the copywriter",
        "the brief comes from the auditor",
        "the texts are for the copywriter",
        "make it 2k cheaper than the auditor",
        "can the copywriter work from home?",
        "the tax is paid in Berlin, 10 weeks",
        "set the tax deadline to 1 March",
    ],
)
def test_a_mere_mention_turns_to_nothing(model: Ask, said: str) -> None:
    calls = turned(said, model)
    assert not {TURNING, "show_request"} & {name for name, _ in calls}
    assert all("role" not in args.get("fields", {}) for _, args in calls)


@pytest.mark.parametrize("said", ["make REQ-99 50k", "cancel REQ-99", "REQ-99: they need Jira too"])
def test_a_request_of_somebody_else_is_refused_by_the_tool_and_opens_no_draft(
    model: Ask, said: str
) -> None:
    assert called(model(said)) == [(TURNING, {"request_id": "REQ-99"})]
    refused = {"error": "REQ-99 is Ana's request: only they can change or file it."}
    message = model(said, (TURNING, {"request_id": "REQ-99"}, refused))
    assert not called(message)
    assert refused["error"] in message.text


@pytest.mark.parametrize(
    "said", ["make the designer 9k", "show me the designer", "cancel designer"]
)
def test_where_several_requests_fit_it_is_asked_which(model: Ask, said: str) -> None:
    mine = [
        {"id": "REQ-4", "title": "UX designer", "status": "draft"},
        {"id": "REQ-5", "title": "Web designer", "status": "in_approval"},
    ]
    request = {**DRAFT, "fields": {"role": "Copywriter"}}
    message = model(said, context="scoping", request=request, my_requests=mine)
    assert not called(message)
    assert "REQ-4" in message.text
    assert "REQ-5" in message.text


@pytest.mark.parametrize(
    "said", ["make the devops one 80k", "raise the accountant to 22k", "cancel the caterer"]
)
def test_a_name_that_no_request_has_changes_none(model: Ask, said: str) -> None:
    assert turned(said, model) == [("list_requests", {})]


@pytest.mark.parametrize(
    "said", ["make it 5 copywriters", "three copywriters", "only 2 copywriters"]
)
def test_how_many_are_wanted_is_said_of_the_request_with_that_role(model: Ask, said: str) -> None:
    assert turned(said, model) == TO_WRITER


def test_the_first_one_of_a_list_that_is_shown_is_somebody_on_it(model: Ask) -> None:
    state = {"context": "shortlist_shown", "shortlist": SHORTLIST}
    calls = turned("take the second one", model, **state)
    assert calls == [("adjust_shortlist", {"pin": ["T-2"]})]


def test_the_first_is_a_day_where_one_was_asked_for(model: Ask) -> None:
    ((name, args),) = turned("the first", model, asked=["start_date"])
    assert (name, [*args["fields"]]) == ("update_request", ["start_date"])


def test_what_was_asked_of_one_request_is_not_answered_by_what_is_said_of_another(
    model: Ask,
) -> None:
    there = {**DRAFT, "id": "REQ-2", "fields": {"role": "copywriter"}}
    result = (TURNING, {"request_id": "REQ-2"}, {"record": there})
    state = beside(request=there)
    message = model("file it", result, **state)
    assert called(message) == [("propose_filing", {})]


def test_the_current_request_is_changed_where_its_own_name_is_said(model: Ask) -> None:
    calls = turned("make the brand designer 9k", model)
    assert calls == [
        ("update_request", {"fields": {"budget": DRAFT["fields"]["budget"] | {"amount": 9000}}})
    ]


def test_a_later_message_is_read_as_it_is(model: Ask) -> None:
    before = [HumanMessage("file the copywriter")]
    calls = turned("Paris, from 1 March", model, before=before)
    assert [name for name, _ in calls] == ["update_request"]


@pytest.mark.parametrize(
    "said",
    [
        "back to tax - must know Xero",
        "ok back to the tax thing – four weeks",
        "let's go back to tax; they must know Excel",
        "now back to tax",
    ],
)
def test_a_short_word_of_a_role_is_enough_to_go_back_to_it(model: Ask, said: str) -> None:
    assert turned(said, model) == TO_AUDITOR
    assert turned(said.replace("tax", "law"), model) != TO_AUDITOR
