"""Where a filed request stands, whom nobody may write to, and what is nobody's business."""

from typing import Any

import pytest

from tests.assistant.offline.planned import DRAFT, LISTED, SHORTLIST, Ask, called

ME = "maya.ortiz@calderfinch.example"
PENDING = {
    "role": "budget_owner", "approver": "daniel.brandt@calderfinch.example",
    "decision": "pending", "version": 2, "decided_at": None,
}  # fmt: skip
FILED: dict[str, Any] = {
    **DRAFT, "status": "in_approval", "requester": ME, "approvals": [PENDING], "match": None,
    "filed_at": "2026-11-16T09:00:00+00:00",
    "fields": {**DRAFT["fields"], "start_date": "2027-01-04"},
}  # fmt: skip
STATE: dict[str, Any] = {
    "request": FILED, "context": "filed", "shortlist": SHORTLIST, "person": {"email": ME},
    "my_requests": [{"id": "REQ-1", "status": "in_approval", "title": "Brand designer"}],
}  # fmt: skip


def told(model: Ask, said: str, **changes: Any) -> str:
    """What is said once the record was looked at."""
    record = {**FILED, **changes}
    shown = ("show_request", {"request_id": "REQ-1"}, {"record": record})
    assert [name for name, _ in called(model(said, **STATE))] == ["show_request"]
    return str(model(said, shown, **STATE).text)


@pytest.mark.parametrize(
    "said",
    [
        "did Daniel approve?",
        "what did Daniel say?",
        "has Daniel decided yet?",
        "who approved what so far?",
        "who has signed off already?",
        "who is it waiting for and since when?",
        "what is it waiting for?",
    ],
)
def test_an_undecided_request_says_not_yet_who_was_asked_and_when(model: Ask, said: str) -> None:
    assert told(model, said) == (
        "Not yet. Daniel Brandt was asked on 16 Nov 2026 and has two working days."
    )


def test_a_decision_is_told_with_its_day(model: Ask) -> None:
    decided = {**PENDING, "decision": "approved", "decided_at": "2026-11-17T09:00:00+00:00"}
    said = told(model, "did Daniel approve?", approvals=[decided], status="approved")
    assert said == "Daniel Brandt has approved (17 Nov 2026)."


@pytest.mark.parametrize(
    "said",
    [
        "what does procurement do next?",
        "what happens after I file?",
        "what comes after the approval?",
        "when does procurement come in?",
        "how does it go on from here?",
        "what's procurement's part in this?",
    ],
)
def test_what_happens_after_filing_is_told_of_the_request_at_hand(model: Ask, said: str) -> None:
    then = "When all have approved, procurement confirms one of the people suggested"
    filed = told(model, said)
    assert ("Daniel Brandt" in filed, then in filed, "you see" in filed) == (True, True, False)
    draft = {**STATE, "request": {**FILED, "status": "draft"}, "context": "scoping"}
    shown = ("show_request", {"request_id": "REQ-1"}, {"record": draft["request"]})
    assert "First you see the complete record and file it" in model(said, shown, **draft).text
    assert "confirms one of the people suggested now" in told(model, said, status="approved")


@pytest.mark.parametrize("said", ["did Daniel approve?", "who is it waiting for?"])
def test_in_another_thread_the_one_request_with_approvers_is_meant(model: Ask, said: str) -> None:
    state = {**STATE, "request": None, "context": "none", "shortlist": []}
    assert called(model(said, **state)) == [("show_request", {"request_id": "REQ-1"})]


@pytest.mark.parametrize(
    "said", ["can I remind him?", "should I nudge Daniel?", "how do I remind them?"]
)
def test_reminding_tells_where_it_stands_and_that_reminders_go_out(model: Ask, said: str) -> None:
    answer = told(model, said)
    assert ("asked on 16 Nov 2026" in answer, "two working days is reminded" in answer) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    "said", ["when does the designer start?", "when will it start?", "when does the work begin"]
)
def test_when_the_work_starts_is_told_from_the_request(model: Ask, said: str) -> None:
    assert told(model, said).startswith("The request says 4 Jan 2027.")


@pytest.mark.parametrize(
    "said",
    [
        "please contact Ana",
        "can you call the second one?",
        "ask Jonas if he is free in March",
        "write to Mei Kaur please",
        "ask her if she is free in March",
    ],
)
def test_who_is_on_the_list_is_not_written_to_but_told_how_contact_works(
    model: Ask, said: str
) -> None:
    question = {"question": "May I interview a freelancer before choosing?"}
    assert called(model(said, **LISTED)) == [("ask_policy", question)]
    answer = ("ask_policy", question, {"answer": "Yes. One video call.", "question": "…"})
    assert model(said, answer, **LISTED).text.startswith("I write to nobody on the list myself.")


@pytest.mark.parametrize("said", ["ask a person", "contact procurement please", "ask legal"])
def test_people_of_ours_are_still_asked(model: Ask, said: str) -> None:
    assert "ask_policy" not in dict(called(model(said, **LISTED)))


@pytest.mark.parametrize(
    "said",
    [
        "what did Chloe pay for hers?",
        "who did Chloe hire?",
        "what does Leo pay for the designer?",
    ],
)
def test_what_a_colleague_pays_is_not_told(model: Ask, said: str) -> None:
    assert called(model(said, **LISTED)) == []
    assert "their own requests" in model(said, **LISTED).text


@pytest.mark.parametrize(
    "said", ["who else is using freelancers?", "do other teams use freelancers here?"]
)
def test_who_else_uses_freelancers_is_not_kept_here(model: Ask, said: str) -> None:
    assert "procurement keeps those" in model(said, **LISTED).text


@pytest.mark.parametrize("said", ["who is the ceo?", "who is our head of marketing?"])
def test_an_office_of_the_company_is_no_question_of_matches(model: Ask, said: str) -> None:
    assert [name for name, _ in called(model(said, **LISTED))] == ["ask_policy"]


@pytest.mark.parametrize(
    ("said", "beside"),
    [
        ("is she booked?", ""),
        ("what is she costing me so far?", "finance and procurement know"),
        ("how much did it cost until now?", "finance and procurement know"),
        ("has she signed?", "procurement has it"),
        ("is the contract already signed?", "procurement has it"),
    ],
)
def test_of_agreed_work_the_record_is_told_and_who_has_the_rest(
    model: Ask, said: str, beside: str
) -> None:
    match = {"id": "T-1", "name": "Ana Silva", "total_cost": 4000}
    record = {**FILED, "status": "match_confirmed", "match": match, "approvals": []}
    state = {**STATE, "request": record}
    shown = ("show_request", {"request_id": "REQ-1"}, {"record": record})
    assert [name for name, _ in called(model(said, **state))] == ["show_request"]
    answer = model(said, shown, **state).text
    assert ("Ana Silva is confirmed" in answer, beside in answer) == (True, True)


SENT_BACK = {**PENDING, "decision": "changes_requested", "reason": "make it 2k",
             "decided_at": "2026-11-17T09:00:00+00:00"}  # fmt: skip


@pytest.mark.parametrize("said", ["why?", "but why?", "how come?", "what does he want?"])
@pytest.mark.parametrize("status", ["changes_requested", "rejected"])
def test_why_after_a_refusal_is_answered_with_what_was_written(
    model: Ask, said: str, status: str
) -> None:
    record = {**FILED, "status": status, "rulings": {"risk": {}}, "approvals": [SENT_BACK]}
    here = {**STATE, "request": record, "context": "scoping", "shortlist": []}
    gone = {**STATE, "request": None, "context": "none", "shortlist": []}
    gone["my_requests"] = [{"id": "REQ-1", "status": status, "title": "Brand designer"}]
    for state in [here] if "want" in said else [here, gone]:
        calls = called(model(said, **state))
        assert calls == [("show_request", {"request_id": "REQ-1"})]
        assert "Make it 2k" in model(said, (*calls[0], {"record": record}), **state).text


@pytest.mark.parametrize("said", ["why?", "why so many approvals?", "why two approvers"])
def test_why_of_a_filed_request_gives_the_rules_that_ask(model: Ask, said: str) -> None:
    needed = [{"role": "budget_owner", "reason": "Every request goes to the budget owner."}]
    rulings = {"approvals": {"verdict": "1", "reasons": [], "details": needed}}
    state = {**STATE, "request": {**FILED, "rulings": rulings}}
    shown = ("show_request", {"request_id": "REQ-1"}, {"record": {**FILED, "rulings": rulings}})
    assert called(model(said, **state)) == [shown[:2]]
    assert "Every request goes to the budget owner." in model(said, shown, **state).text


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("approve it", "your own request"),
        ("I approve it myself", "your own request"),
        ("can Daniel decide today?", "It waits for Daniel Brandt"),
        ("will they look at it before Friday?", "It waits for Daniel Brandt"),
        ("who is the budget approver?", "Daniel Brandt"),
        ("who decides for security?", "Security does not decide on this"),
        ("who is the legal reviewer", "Legal does not decide on this"),
    ],
)
def test_the_requester_of_what_waits_hears_who_decides(model: Ask, said: str, answer: str) -> None:
    call = ("show_request", {"request_id": "REQ-1"})
    assert call in called(model(said, **STATE))
    assert answer in model(said, (*call, {"record": FILED}), **STATE).text


def test_what_was_said_of_a_version_before_is_not_told_of_the_one_at_hand(model: Ask) -> None:
    earlier = {**SENT_BACK, "version": 1}
    assert "make it 2k" not in told(model, "what now?", approvals=[earlier, PENDING]).lower()


@pytest.mark.parametrize(
    "said",
    [
        "remind me what I filed last week",
        "which requests have I filed so far",
        "what did I request last month?",
        "what have I asked for so far this year",
        "what did I order in October?",
    ],
)
def test_what_was_filed_of_late_is_listed(model: Ask, said: str) -> None:
    for state in (STATE, {**STATE, "request": None, "context": "none", "shortlist": []}):
        assert called(model(said, **state)) == [("list_requests", {})]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("can I hire someone from Russia?", "Russia"),
        ("can we take somebody from India", "India"),
        ("may I book a photographer who lives in Cuba?", "Cuba"),
        ("is it allowed to work with people based in Iran?", "Iran"),
    ],
)
def test_whether_a_country_is_eligible_is_looked_up_and_opens_nothing(
    model: Ask, said: str, place: str
) -> None:
    asked = {"question": f"hire from {place}?"}
    assert called(model(said, context="none", request=None)) == [("ask_policy", asked)]
