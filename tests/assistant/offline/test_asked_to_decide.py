"""What people who decide or confirm ask of the request that waits for them, and what they hear."""

from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage

from tests.assistant.offline.planned import Ask, Result, called

MAYA, DANIEL = "maya.ortiz@calderfinch.example", "daniel.brandt@calderfinch.example"
BEN = "ben.whitaker@calderfinch.example"
THEIRS = {"id": "REQ-9", "title": "Video editor", "requester": MAYA, "status": "in_approval"}
ALONE: dict[str, Any] = {"context": "none", "request": None, "person": {"email": DANIEL}}
DECIDES = {**ALONE, "approvals_waiting": [THEIRS]}
CONFIRMS = {**ALONE, "matches_to_confirm": [{**THEIRS, "status": "approved"}]}
RECORD: dict[str, Any] = {
    **THEIRS,
    "fields": {"role": "video editor", "scope": "Cut three interviews.",
               "systems": ["BigQuery"],
               "budget": {"amount": 4000, "currency": "USD", "basis": "fixed"}},
    "changed": {"filed": True, "anew": True, "fields": {"budget": [
        {"amount": 5000, "currency": "USD", "basis": "fixed"},
        {"amount": 4000, "currency": "USD", "basis": "fixed"}]}},
    "approvals": [
        {"role": "budget_owner", "approver": DANIEL, "decision": "pending", "why": "It is yours."},
        {"role": "procurement", "approver": BEN, "decision": "approved", "why": "Above 10k."},
    ],
    "rulings": {
        "risk": {"verdict": "low", "reasons": ["The work uses internal material."]},
        "channel": {"verdict": "upwork", "details": [{"name": "Upwork", "because": []}]},
    },
    "shortlist": [{"id": "T-1", "name": "Ana Silva", "total_cost": 3600.0, "score": 0.8,
                   "pinned": "knows us", "reasons": ["Shows Premiere."], "red_flags": []}],
}  # fmt: skip
SHOWN = ("show_request", {"request_id": "REQ-9"}, {"record": RECORD})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("who asked for this?", "Maya Ortiz asks for Video editor"),
        ("whose request is it", "Maya Ortiz asks for Video editor"),
        ("who wants that?", "Cut three interviews"),
        ("why do I get this?", "You decide as budget owner. It is yours."),
        ("why me?", "You decide as budget owner"),
        ("why?", "You decide as budget owner"),
        ("why am i involved", "You decide as budget owner"),
        ("who else has to approve?", "Ben Whitaker (procurement)"),
        ("has anyone else signed off, or who else decides?", "Ben Whitaker (procurement)"),
        ("am I the only one who decides?", "Beside you: Ben Whitaker"),
        ("can I approve part of it?", "for the whole request"),
        ("could i approve only half", "for the whole request"),
        ("ask her why 3 weeks", "Click Ask Maya Ortiz"),
        ("please tell Maya that 2 weeks must do", "Click Ask Maya Ortiz"),
        ("pls check with him if it can be cheaper", "Click Ask Maya Ortiz"),
        ("is it within budget?", "Ana Silva, whom Maya Ortiz put first: $3,600"),
        ("how much is it", "The budget of the request is $4,000"),
        ("show me the request", "So far: $4,000"),
        ("more details please", "So far: $4,000"),
        ("how long is this for", "So far: $4,000"),
        ("when does it start?", "So far: $4,000"),
        ("can she do it for less?", "Click Ask Maya Ortiz"),
        ("could they finish by january", "Click Ask Maya Ortiz"),
        ("can we get it for 3k?", "Click Ask Maya Ortiz"),
        ("couldn't it wait until after Easter", "Click Ask Maya Ortiz"),
        ("who is she going to hire?", "Maya Ortiz put Ana Silva first"),
        ("who will they take", "Maya Ortiz put Ana Silva first"),
        ("does she have someone in mind?", "Maya Ortiz put Ana Silva first"),
        ("do we really need this?", "Cut three interviews"),
        ("what are we getting for 4k", "Cut three interviews"),
        ("what data do they see?", "systems: BigQuery"),
        ("do they get access to our systems", "systems: BigQuery"),
        ("is procurement in on this?", "Ben Whitaker (procurement) has approved"),
        ("what did she change?", "budget $4,000 (before: $5,000)"),
        ("is it what I asked for", "budget $4,000 (before: $5,000)"),
        ("why do I have to approve it again?", "budget $4,000 (before: $5,000)"),
        ("why 14k", "Click Ask Maya Ortiz"),
        ("why so long?", "Click Ask Maya Ortiz"),
        ("i don't see why we need this", "Cut three interviews"),
        ("what are the deliverables?", "So far: $4,000"),
        ("when would it end", "So far: $4,000"),
        ("how many hours is it in total?", "So far: $4,000"),
        ("is it on-site?", "So far: $4,000"),
        ("where do they work", "So far: $4,000"),
        ("why 6 weeks and not 3?", "only Maya Ortiz can say"),
        ("why only two days?", "only Maya Ortiz can say"),
        ("ok, and why German", "Maya Ortiz wrote: Cut three interviews"),
        ("why does it take so long?", "only Maya Ortiz can say"),
        ("why must they start in January", "only Maya Ortiz can say"),
        ("What's the reason for it?", "only Maya Ortiz can say"),
        ("how did she get to 4k?", "So far: $4,000"),
        ("who asked for this, and why me?", "You decide as budget owner"),
        ("is it within budget? and who asked for it", "Maya Ortiz asks for Video editor"),
        ("for the editor: who else has to approve?", "Ben Whitaker (procurement)"),
        ("how risky is it?", "The risk is low"),
        ("is this risky", "The risk is low"),
        ("any risks?", "The risk is low"),
        ("what's the risk level", "The risk is low"),
        ("how high is the risk?", "The risk is low"),
        ("which channel?", "Upwork"),
        ("what platform will they use", "Upwork"),
        ("and which channel is it", "Upwork"),
        ("what happens if I reject it?", "asking again takes a new one"),
        ("if I say no, what then?", "asking again takes a new one"),
        ("what will Maya hear if i decline", "asking again takes a new one"),
        ("is my rejection final?", "asking again takes a new one"),
        ("what happens when I send it back?", "puts it right and files it anew"),
        ("what happens if i ask for changes", "puts it right and files it anew"),
        ("Hello, who else has to approve?", "Ben Whitaker (procurement)"),
        ("good morning! which channel?", "Upwork"),
    ],
)
def test_an_approver_is_answered_from_the_request_that_waits(
    model: Ask, said: str, told: str
) -> None:
    assert _looked_at(model(said, **DECIDES)) == ["REQ-9"]
    assert told in model(said, SHOWN, **DECIDES).text


def _looked_at(answer: Any) -> list[str]:
    """The requests that are looked at, where nothing else is done."""
    calls = called(answer)
    assert {name for name, _ in calls} == {"show_request"}
    return [str(args["request_id"]) for _, args in calls]


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("why 6 weeks and not 3?", "Why 6 weeks and not 3?"),
        ("ask Maya why it takes 3 weeks", "Why it takes 3 weeks"),
        ("please check with her if 5 days would do", "If 5 days would do"),
        ("who asked for this?", None),
        ("is it within budget?", None),
    ],
)
def test_what_only_the_requester_can_say_is_offered_to_be_put_to_them(
    model: Ask, said: str, question: str | None
) -> None:
    ((_, args),) = called(model(said, **DECIDES))
    assert args.get("words") == question


def test_who_only_says_to_ask_means_what_they_asked_before(model: Ask) -> None:
    before = [HumanMessage("how many interviews are there?")]
    ((_, args),) = called(model("yes please, ask her", before=before, **DECIDES))
    assert args["words"] == "How many interviews are there?"


REFUSED = ("ask_policy", {"question": "how many words is it?"},
           {"answer": "The policy library does not say.", "refused": True})  # fmt: skip


@pytest.mark.parametrize(
    "said", ["how many words is it?", "what is the editor to film?", "what are the interviews on?"]
)
def test_what_the_library_does_not_say_of_a_request_is_for_its_requester(
    model: Ask, said: str
) -> None:
    one = {**THEIRS, "work": "Cut three interviews"}
    state = {**ALONE, "approvals_waiting": [one]}
    (call,) = called(model(said, REFUSED, **state))
    assert call == (
        "show_request",
        {"request_id": "REQ-9", "words": said[:1].upper() + said[1:].rstrip("?") + "?"},
    )
    shown = ("show_request", call[1], {"record": RECORD, "words": said})
    told = model(said, REFUSED, shown, **state).text
    assert "only Maya Ortiz can say" in told
    assert "The policy library" not in told


def test_a_question_of_policy_stays_with_the_library(model: Ask) -> None:
    told: Result = (REFUSED[0], {}, {"answer": "Within two working days.", "refused": False})
    assert called(model("how long do I have to pay an invoice?", told, **DECIDES)) == []


def test_the_answer_of_the_requester_is_told_to_who_asks_again(model: Ask) -> None:
    asked = {"by": DANIEL, "question": "Why 6 weeks?", "answer": "Six sessions."}
    shown = (*SHOWN[:2], {"record": {**RECORD, "questions": [asked]}})
    told = model("why 6 weeks?", shown, **DECIDES).text
    assert "To “Why 6 weeks?” Maya Ortiz answered: “Six sessions.”" in told


@pytest.mark.parametrize("said", ["why 3 weeks?", "ok then approve", "who else decides?"])
@pytest.mark.parametrize("shown_before", [True, False])
def test_of_several_that_wait_the_one_talked_about_is_meant(
    model: Ask, said: str, *, shown_before: bool
) -> None:
    two = [THEIRS, {**THEIRS, "id": "REQ-8", "title": "Illustrator"}]
    before = [HumanMessage("who asked for the editor?"), answered("show_request")]
    here = {} if shown_before else {"theirs_here": THEIRS | {"readable": True}}
    state = {**ALONE, "approvals_waiting": two} | here
    ((_, args),) = called(model(said, before=before if shown_before else [], **state))
    assert args["request_id"] == "REQ-9"


def answered(tool: str) -> AIMessage:
    """An answer for which the request was looked at."""
    return AIMessage("…", response_metadata={"did": [[tool, {"request_id": "REQ-9"}]]})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("remind me tomorrow", "It stays with you until you decide"),
        ("I'll look at it on Monday", "It stays with you until you decide"),
        ("not now", "It stays with you until you decide"),
        ("when do i have to decide?", "2 working days"),
        ("undo that", "a decision that was clicked stands"),
        ("i approved by mistake", "a decision that was clicked stands"),
        ("oh no, I shouldn't have approved that", "a decision that was clicked stands"),
        ("sorry, I meant to reject", "a decision that was clicked stands"),
        ("wrong button", "a decision that was clicked stands"),
        ("take back my approval", "a decision that was clicked stands"),
    ],
)
def test_what_needs_no_request_is_answered_at_once(model: Ask, said: str, told: str) -> None:
    answer = model(said, **DECIDES)
    assert called(answer) == []
    assert told in answer.text


@pytest.mark.parametrize(
    "said",
    [
        "I'm out next week, who decides for me?",
        "who approves for me while I'm away?",
        "ask Helen instead",
        "i'd rather Helen decides",
        "could Helen approve it for me?",
        "pass it on to Helen",
        "this is not my call",
        "not my area",
        "I'm on leave from tomorrow",
        "can I delegate my approvals?",
    ],
)
def test_an_approver_who_is_away_hears_of_stand_ins(model: Ask, said: str) -> None:
    ((name, args),) = called(model(said, **DECIDES))
    assert (name, "delegate" in args["question"]) == ("ask_policy", True)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("why is he first?", "Maya Ortiz put Ana Silva first"),
        ("why her?", "Shows Premiere"),
        ("none of these, look for others", "Maya Ortiz changes what is asked for"),
        ("find other people", "Maya Ortiz changes what is asked for"),
        ("contract is signed", "I keep no signature"),
        ("ask her why 3 weeks", "Click Ask Maya Ortiz"),
    ],
)
def test_procurement_is_answered_from_the_match_that_waits(
    model: Ask, said: str, told: str
) -> None:
    approved = {**RECORD, "status": "approved", "approvals": []}
    shown = (*SHOWN[:2], {"record": approved})
    assert _looked_at(model(said, **CONFIRMS)) == ["REQ-9"]
    assert told in model(said, shown, **CONFIRMS).text


@pytest.mark.parametrize(
    "said", ["why do I get this?", "ask her why 3 weeks", "show me the request"]
)
def test_where_several_wait_it_is_asked_which_is_meant(model: Ask, said: str) -> None:
    two = [THEIRS, {**THEIRS, "id": "REQ-8", "title": "Illustrator"}]
    answer = model(said, **{**ALONE, "approvals_waiting": two})
    assert called(answer) == []
    assert "Video editor (REQ-9) or Illustrator (REQ-8)" in answer.text


@pytest.mark.parametrize(
    "said",
    [
        "who approves requests over 10k?",
        "tell me what needs legal review",
        "what's waiting for me?",
        "I need a copywriter for two weeks, 3k",
        "approve it",
    ],
)
def test_other_talk_of_an_approver_is_read_as_before(model: Ask, said: str) -> None:
    assert called(model(said, **DECIDES))
    assert ("show_request", {"request_id": "REQ-9"}) not in called(model(said, **DECIDES))


@pytest.mark.parametrize(
    "said",
    [
        "I'm not happy with her work, what now?",
        "his work is not good enough. what do I do now",
        "we are disappointed with the results, what can we do?",
        "the designer's work is poor",
        "her texts aren't usable",
    ],
)
@pytest.mark.parametrize("before", [[], ["how do I extend her contract?"]])
def test_poor_work_is_answered_as_such_whatever_was_asked_before(
    model: Ask, said: str, before: list[str]
) -> None:
    state = {**ALONE, "last_question": before[0] if before else None}
    answer = model(said, before=[HumanMessage(one) for one in before], **state)
    asked = {"question": "What if the work is not good enough?"}
    assert called(answer) == [("ask_policy", asked)]


@pytest.mark.parametrize(
    ("said", "mine"),
    [
        ("who approved what so far?", []),
        ("who approved what so far?", ["REQ-1", "REQ-2"]),
        ("who has approved already", ["REQ-1", "REQ-2"]),
        ("did Daniel approve yet?", ["REQ-1", "REQ-2"]),
    ],
)
def test_what_was_decided_so_far_is_told_of_ones_own_requests(
    model: Ask, said: str, mine: list[str]
) -> None:
    rows = [{"id": one, "title": "Editor", "status": "in_approval"} for one in mine]
    state = {**ALONE, "person": {"email": MAYA}, "my_requests": rows}
    assert called(model(said, **state)) == [("list_requests", {})]
    told = model(said, ("list_requests", {}, {"requests": rows}), **state).text
    assert all(one in told for one in mine)
    assert "waits for you" not in told


@pytest.mark.parametrize(
    ("said", "verdict", "reason"),
    [
        ("ok from me", "approved", ""),
        ("fine by me", "approved", ""),
        ("go ahead then", "approved", ""),
        ("LGTM", "approved", ""),
        ("👍", "approved", ""),
        ("no objections from my side", "approved", ""),
        ("she can go ahead", "approved", ""),
        ("ok for 3k, not 5", "approved", "for 3k, not 5"),
        ("fine, but only until March", "approved", "only until March"),
        ("ok from me, but only up to 900", "approved", "only up to 900"),
        ("all good from our side, but max 900", "approved", "max 900"),
        ("from me ok, but only until March", "approved", "only until March"),
        ("approved on my end if she keeps to 3k", "approved", "if she keeps to 3k"),
        ("no objections, but only with an NDA", "approved", "only with an NDA"),
        ("approve it if she keeps to 3k", "approved", "if she keeps to 3k"),
        ("I'm fine with it if it stays under 3k", "approved", "if it stays under 3k"),
        ("ok for the video editor, but only up to 900", "approved", "only up to 900"),
        ("ok from me for REQ-9, but only with an NDA", "approved", "only with an NDA"),
        ("fine for Maya's editor if she keeps to 3k", "approved", "if she keeps to 3k"),
        ("approved for that request, but only until March", "approved", "only until March"),
        ("ok for the first editor, but only up to 900", "approved", "only up to 900"),
        ("far too expensive", "changes_requested", "far too expensive"),
        ("nope", "rejected", ""),
        ("no, too expensive", "rejected", "too expensive"),
        ("reject it, too expensive", "rejected", "too expensive"),
        ("sorry no, we have no money left", "rejected", "we have no money left"),
        ("not like this", "changes_requested", "not like this"),
        ("it needs a smaller budget", "changes_requested", "it needs a smaller budget"),
        ("send it back: three weeks must do", "changes_requested", "three weeks must do"),
    ],
)
def test_a_verdict_is_heard_in_plain_words_with_what_is_given_as_its_reason(
    model: Ask, said: str, verdict: str, reason: str
) -> None:
    args = {"request_id": "REQ-9", "verdict": verdict, "reason": reason}
    assert called(model(said, **DECIDES)) == [("decide_request", args)]
    shown = {"record": RECORD, "to_decide": True, "verdict": verdict, "reason": reason}
    told = model(said, ("decide_request", args, shown), **DECIDES).text
    assert reason in told
    assert ("A reason is needed" in told) == (verdict != "approved" and not reason)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ok for Maya's editor", ["REQ-9"]),
        ("fine with me for Leo's editor", ["REQ-8"]),
        ("reject the editor for Leo, too expensive", ["REQ-8"]),
        ("approve Maya's tester", ["REQ-7"]),
        ("ok for the video editor of Maya, but only up to 900", ["REQ-9"]),
        ("approve the editor", []),
    ],
)
def test_of_several_that_wait_the_one_named_by_its_role_and_its_requester_is_meant(
    model: Ask, said: str, meant: list[str]
) -> None:
    leos = {**THEIRS, "id": "REQ-8", "requester": "leo.castillo@calderfinch.example"}
    tester = {**THEIRS, "id": "REQ-7", "title": "Tester"}
    planned = called(model(said, **{**ALONE, "approvals_waiting": [THEIRS, leos, tester]}))
    assert [args["request_id"] for name, args in planned if name == "decide_request"] == meant


@pytest.mark.parametrize(
    "said",
    ["what needs my approval?", "anything waiting for my ok", "which requests need my decision"],
)
def test_what_needs_ones_approval_is_listed(model: Ask, said: str) -> None:
    assert called(model(said, **DECIDES)) == [("list_requests", {})]


@pytest.mark.parametrize("said", ["no objections, but who else decides?", "no, I need a designer"])
def test_what_asks_or_wants_something_is_no_verdict(model: Ask, said: str) -> None:
    assert "decide_request" not in [name for name, _ in called(model(said, **DECIDES))]


def test_who_has_no_part_in_a_request_is_told_so_when_asking_why(model: Ask) -> None:
    state = {**ALONE, "person": {"email": "lukas.weber@calderfinch.example"}}
    state["theirs_here"] = {**THEIRS, "readable": True}
    told = model("why me?", SHOWN, **state).text
    assert "is not yours" in told
    assert "Ben Whitaker has approved" in told


TWO = [{**THEIRS, "work": "Cut three interviews"},
       {**THEIRS, "id": "REQ-8", "title": "Trainer", "work": "Leadership offsite"}]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "decided"),
    [
        ("approve the editor, but send the trainer back: too long",
         {"REQ-9": ("approved", ""), "REQ-8": ("changes_requested", "too long")}),
        ("yes to the interviews, no to the offsite: too expensive",
         {"REQ-9": ("approved", ""), "REQ-8": ("rejected", "too expensive")}),
        ("reject the trainer because it is too dear and approve the editor",
         {"REQ-9": ("approved", ""), "REQ-8": ("rejected", "it is too dear")}),
        ("approve the editor and the trainer",
         {"REQ-9": ("approved", ""), "REQ-8": ("approved", "")}),
        ("ok to both", {"REQ-9": ("approved", ""), "REQ-8": ("approved", "")}),
        ("approve everything", {"REQ-9": ("approved", ""), "REQ-8": ("approved", "")}),
        ("please reject both, no budget left",
         {"REQ-9": ("rejected", "no budget left"), "REQ-8": ("rejected", "no budget left")}),
        ("I approve all of them if they start in February",
         dict.fromkeys(("REQ-9", "REQ-8"), ("approved", "if they start in February"))),
    ],
)  # fmt: skip
def test_what_is_decided_on_several_at_once_is_put_up_one_by_one(
    model: Ask, said: str, decided: dict[str, tuple[str, str]]
) -> None:
    calls = called(model(said, **{**ALONE, "approvals_waiting": TWO}))
    assert {name for name, _ in calls} == {"decide_request"}
    found = {a["request_id"]: (a["verdict"], a["reason"].removeprefix("it is ")) for _, a in calls}
    assert found == {one: (v, r.removeprefix("it is ")) for one, (v, r) in decided.items()}


@pytest.mark.parametrize(
    "said",
    ["approve the editor, the trainer can wait", "can I approve both?", "both came from Maya",
     "approve the editor"],
)  # fmt: skip
def test_one_decision_or_none_is_no_decision_on_several(model: Ask, said: str) -> None:
    calls = called(model(said, **{**ALONE, "approvals_waiting": TWO}))
    assert [name for name, _ in calls].count("decide_request") < 2


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("send the editor back: 4 weeks please", "changes_requested"),
        ("no to the interviews, too expensive", "rejected"),
        ("ok for the editor, but only 3k", "approved"),
        ("reject the editor, we have someone in-house for that", "rejected"),
        ("decline the interviews: somebody in Sales does them", "rejected"),
    ],
)
def test_a_decision_is_read_whatever_the_request_is_called(
    model: Ask, said: str, verdict: str
) -> None:
    ((_, args),) = called(model(said, **{**ALONE, "approvals_waiting": TWO}))
    assert (args["request_id"], args["verdict"]) == ("REQ-9", verdict)


@pytest.mark.parametrize(
    ("said", "told", "left_out"),
    [
        ("what waits for me from Ben?", "REQ-8", "REQ-9"),
        ("which approvals are pending for the interviews?", "REQ-9", "REQ-8"),
        ("what waits for me?", "REQ-8", "nothing"),
    ],
)
def test_what_waits_is_narrowed_to_who_or_what_is_named(
    model: Ask, said: str, told: str, left_out: str
) -> None:
    waiting = [TWO[0], {**TWO[1], "requester": BEN}]
    result: Result = ("list_requests", {}, {"waiting_for_you": waiting})
    text = model(said, result, **{**ALONE, "approvals_waiting": waiting}).text
    assert told in text
    assert left_out not in text


DECIDED = {**TWO[1], "decision": "approved", "reason": "done by 22 January",
           "decided_at": "2026-11-20T09:00:00+00:00"}  # fmt: skip


@pytest.mark.parametrize(
    "said",
    ["what have I approved?", "what did I decide this week", "which requests did I reject and why?",
     "show me my decisions"],
)  # fmt: skip
def test_what_one_decided_is_told_with_the_reason(model: Ask, said: str) -> None:
    state = {**ALONE, "approvals_waiting": TWO[:1], "decided": [DECIDED]}
    assert called(model(said, **state)) == [("list_requests", {})]
    told = model(said, ("list_requests", {}, {"decided_by_you": [DECIDED]}), **state).text
    assert "Trainer (REQ-8), approved on 20 Nov 2026 (“done by 22 January”)" in told


@pytest.mark.parametrize(
    "said",
    ["why did I approve the trainer?", "did they find someone for the trainer?",
     "when did I sign off the offsite?", "who asked for the trainer?"],
)  # fmt: skip
def test_a_request_that_was_decided_is_not_mistaken_for_the_one_that_waits(
    model: Ask, said: str
) -> None:
    state = {**ALONE, "approvals_waiting": TWO[:1], "decided": [DECIDED]}
    assert _looked_at(model(said, **state)) == ["REQ-8"]
