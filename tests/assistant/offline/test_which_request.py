"""A message that names one of the person's requests is about that one, and nothing else changes."""

from dataclasses import replace
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from assistant.offline.planning import next_calls
from assistant.offline.requests.which_request import resolved
from assistant.offline.turn import TURNING, Call, Result, Turn
from assistant.offline.wording.answer import worded
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
        "cap the copywriter at 6k",
        "limit the copywriter to 10 hours a week",
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
        "file the copywriter, keep the other as a draft",
        "submit the copywriter and leave the auditor for later",
        "file the copywriter, not the tax one",
        "fine. file the copywriter",
        "perfect, submit the copywriter",
        "makes sense. please file the copywriter now",
    ],
)
def test_an_order_about_another_request_answers_no_open_question(model: Ask, said: str) -> None:
    assert turned(said, model) == TO_WRITER


@pytest.mark.parametrize(
    "said",
    [
        "show me people for the copywriter",
        "who is available for the copywriter?",
        "find me some candidates for the copywriter please",
        "list people for the second one",
    ],
)
def test_people_for_another_request_are_those_for_that_one(model: Ask, said: str) -> None:
    assert turned(said, model) == TO_WRITER


@pytest.mark.parametrize(
    "said",
    [
        "make the copywriter 7000, and file it",
        "lower the copywriter to 7000 and then send it off",
        "set the copywriter to 7000. file it please",
        "make the copywriter 7000, then submit it for approval",
    ],
)
def test_a_change_and_the_order_to_file_are_both_carried_out(model: Ask, said: str) -> None:
    assert turned(said, model) == TO_WRITER
    there = beside(request={**DRAFT, "id": "REQ-2", "fields": {"role": "copywriter"}})
    turned_there = (TURNING, {"request_id": "REQ-2"}, {"record": there["request"]})
    ((name, args),) = called(model(said, turned_there, **there))
    assert (name, args["fields"]["budget"]["amount"]) == ("update_request", 7000)
    written = ("update_request", args, {"id": "REQ-2", "missing": []})
    assert called(model(said, turned_there, written, **there)) == [("propose_filing", {})]


EACH = [("show_request", {"request_id": f"REQ-{number}"}) for number in (1, 2, 3)]
OF_EACH = [
    ("which of them needs procurement?", "Procurement decides on this"),
    ("do they both need procurement, or only the auditor?", "Procurement decides on this"),
    ("which one has to go to procurement", "Procurement decides on this"),
    ("which one is riskier?", "The risk is low"),
    ("how risky is each of these three?", "The risk is low"),
    ("who approves which of these?", "budget owner"),
    ("who has to sign off each of them?", "budget owner"),
    ("did Daniel approve all of them?", "not filed yet"),
    ("who approved what so far?", "not filed yet"),
    ("what does each of them cost?", "$8,000"),
    ("what is still missing for each?", "Nothing is missing"),
]


@pytest.mark.parametrize(
    "said",
    ["what did Daniel say?", "what has daniel decided?", "why did Daniel send it back?",
     "what did Daniel Brandt write"],
)  # fmt: skip
def test_what_an_approver_said_is_told_from_the_record(model: Ask, said: str) -> None:
    approval = {"approver": "daniel.brandt@calderfinch.example", "decision": "changes_requested"}
    sent_back = {"approvals": [{**approval, "reason": "Too long."}], "status": "changes_requested"}
    request = {**DRAFT, **sent_back}
    state = {"context": "scoping", "request": request, "shortlist": SHORTLIST}
    assert called(model(said, **state)) == [("show_request", {"request_id": "REQ-1"})]
    told = model(said, ("show_request", {}, {"record": request}), **state)
    assert "wrote: Too long." in told.text


@pytest.mark.parametrize("said", ["what is still open on the copywriter?", "what's missing for it"])
def test_beside_a_list_what_is_open_on_a_request_is_told_and_not_the_list(
    model: Ask, said: str
) -> None:
    there = {**DRAFT, "id": "REQ-2", "missing": ["budget"], "fields": {"role": "copywriter"}}
    turn = Turn(said, state=beside(context="shortlist_shown", shortlist=SHORTLIST))
    shown = Result("show_request", {"request_id": "REQ-2"}, {"record": there})
    assert "Still needed: budget" in worded(replace(resolved(turn), results=(shown,)))


@pytest.mark.parametrize(
    "said",
    [
        "when does the copywriter start?",
        "who approves the copywriter?",
        "what does the copywriter cost us?",
    ],
)
def test_beside_work_that_is_agreed_what_is_asked_of_another_request_is_answered(
    said: str,
) -> None:
    match = {"name": "Ana Silva", "total_cost": 7800.0}
    agreed = {**DRAFT, "status": "match_confirmed", "match": match}
    engaged = [{"id": "REQ-1", "name": "Ana Silva"}, {"id": "REQ-2", "name": "Mei Kaur"}]
    state = beside(context="filed", request=agreed, engaged=engaged)
    turn, calls = next_calls(resolved(Turn(said, state=state)))
    assert calls == [Call("show_request", {"request_id": "REQ-2"})]
    there = {**agreed, "id": "REQ-2", "fields": {"role": "copywriter"}, "match": {"name": "Mei"}}
    answer = worded(
        replace(turn, results=(Result(calls[0].name, calls[0].args, {"record": there}),))
    )
    assert answer.startswith("Copywriter (REQ-2)")


@pytest.mark.parametrize(("said", "answer"), OF_EACH)
def test_a_question_about_several_requests_is_answered_from_the_record_of_each(
    model: Ask, said: str, answer: str
) -> None:
    assert turned(said, model) == EACH
    needs = [{"role": "budget_owner"}, {"role": "procurement", "reason": "It is above $10,000."}]
    rulings = {
        "risk": {"verdict": "low", "reasons": ["It uses internal material."]},
        "approvals": {"details": needs},
    }
    record = {**DRAFT, "rulings": rulings, "total": {"usd": 8000}}
    shown = [
        Result(name, args, {"record": record | {"id": args["request_id"]}}) for name, args in EACH
    ]
    turn = resolved(Turn(said, state=beside()))
    assert worded(replace(turn, results=tuple(shown))).count(answer) == len(EACH)


@pytest.mark.parametrize("said", [said for said, _ in OF_EACH if "cost" not in said])
def test_beside_a_list_of_people_it_is_the_requests_that_need_approval(
    model: Ask, said: str
) -> None:
    state = {"context": "shortlist_shown", "shortlist": SHORTLIST}
    assert turned(said, model, **state) == EACH


@pytest.mark.parametrize(
    "said",
    ["which one is cheaper?", "what does each of them cost?", "do both speak German?",
     "which of these two has better ratings?", "is Ana free from 4 January?"],
)  # fmt: skip
def test_beside_a_list_it_is_the_people_whose_price_and_profile_are_asked_for(
    model: Ask, said: str
) -> None:
    state = {"context": "shortlist_shown", "shortlist": SHORTLIST}
    assert turned(said, model, **state) != EACH


def test_which_one_is_asked_of_the_only_request(model: Ask) -> None:
    calls = called(model("do both need procurement?", context="scoping", request=DRAFT))
    assert ("show_request", {"request_id": "REQ-2"}) not in calls


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


@pytest.mark.parametrize("status", ["draft", "in_approval"])
@pytest.mark.parametrize(
    "said",
    [
        "what if the copywriter took 5 days and cost 1,900?",
        "what if I cut the copywriter to 9500?",
        "and if the copywriter took 5 weeks?",
        "what would happen if the copywriter started in March?",
        "what if the copywriter delivered 4 newsletters",
        "suppose the second one took 8 weeks, who approves then?",
    ],
)
def test_what_is_supposed_of_a_request_that_is_named_is_asked_there(
    model: Ask, said: str, status: str
) -> None:
    assert turned(said, model, status=status) == TO_WRITER
    record = {"record": {**DRAFT, "id": "REQ-2"}}
    then = called(model(said, (TURNING, {"request_id": "REQ-2"}, record), **beside(status)))
    assert {name for name, _ in then} <= {"what_if", "ask_policy"}


@pytest.mark.parametrize(
    "said", ["what if the tax guy cost 11000", "what if the tax person cost 11k?"]
)
def test_somebody_may_stand_for_the_request_that_is_named(model: Ask, said: str) -> None:
    assert turned(said, model) == TO_AUDITOR


@pytest.mark.parametrize(
    "said", ["what if the copywriter falls ill?", "what if we pay more than the copywriter, 9k?"]
)
def test_a_mere_mention_in_a_what_if_turns_to_nothing(model: Ask, said: str) -> None:
    assert TURNING not in [name for name, _ in turned(said, model)]


def test_what_was_supposed_of_the_one_that_is_named_is_written_there(model: Ask) -> None:
    before = [HumanMessage("what if I cut the designer to 5500?")]
    ((name, args),) = called(model("do it", before=before, **beside()))
    assert (name, args["fields"]["budget"]["amount"]) == ("update_request", 5500)


@pytest.mark.parametrize(
    "said",
    [
        "what if I move both to 15 December?",
        "what if both started on 15 December?",
        "what if all three started on 15 December?",
    ],
)
def test_what_is_supposed_of_several_is_asked_and_written_for_each(model: Ask, said: str) -> None:
    fields = {"fields": {"start_date": "2026-12-15"}}
    turns = [(TURNING, {"request_id": one}) for one in ("REQ-2", "REQ-3", "REQ-1")]
    asked = [call for turn in turns for call in (turn, ("what_if", fields))]
    assert turned(said, model) == asked
    written = [call for turn in turns for call in (turn, ("update_request", fields))]
    assert called(model("do it", before=[HumanMessage(said)], **beside())) == written


@pytest.mark.parametrize("said", ["move both to 15 December", "push them all to 15 December"])
def test_what_is_told_of_several_is_written_into_each(model: Ask, said: str) -> None:
    names = [name for name, _ in turned(said, model)]
    assert names == [TURNING, "update_request"] * 3


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


@pytest.mark.parametrize("said", ["PM 8 hours a week", "the PM is 50 an hour", "PM's budget is 5k"])
def test_a_role_is_named_by_its_short_form(model: Ask, said: str) -> None:
    manager = {"id": "REQ-4", "title": "Project manager", "opened_at": "2026-11-04", "here": True}
    state = beside()
    mine = [*state["my_requests"], {**manager, "status": "draft", "group": "REQ-1"}]
    calls = called(model(said, **state | {"my_requests": mine}))
    assert calls == [(TURNING, {"request_id": "REQ-4"})]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("what about the rejected one?", "REQ-3"),
        ("show me the one that was sent back", "REQ-2"),
        ("where is the one that waits for Daniel?", "REQ-7"),
        ("what is the status of the request that is pending", "REQ-7"),
    ],
)
def test_a_request_may_be_named_by_where_it_stands(model: Ask, said: str, number: str) -> None:
    own = [{**WRITER, "status": "changes_requested"}, {**AUDITOR, "status": "rejected"}]
    mine = [*({**one, "here": False} for one in own), ELSEWHERE]
    state = {"context": "none", "request": None, "my_requests": mine}
    assert ("show_request", {"request_id": number}) in called(model(said, **state))
