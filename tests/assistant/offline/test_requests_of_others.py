"""What the embedded model does about requests of others, agreed work, and figures over many."""

from typing import Any

import pytest

from tests.assistant.offline.planned import DRAFT, SHORTLIST, Ask, called

MAYA, DANIEL = "maya.ortiz@calderfinch.example", "daniel.brandt@calderfinch.example"
THEIRS = {"id": "REQ-9", "title": "Video editor", "requester": MAYA, "status": "in_approval"}
ALONE: dict[str, Any] = {"context": "none", "request": None, "person": {"email": DANIEL}}
DECIDES = {**ALONE, "approvals_waiting": [THEIRS]}
MATCHES = {**ALONE, "matches_to_confirm": [{**THEIRS, "status": "approved"}]}
READS_ALONG = {**ALONE, "theirs_here": {**THEIRS, "readable": False}}
SHOWS = [("show_request", {"request_id": "REQ-9"})]
REMARKS = [
    "too pricey, tell them 4k max",
    "do we really need that? the agency can do it",
    "no more than 3k please",
    "I'd take the agency for this",
    "we should shorten it to 2 weeks",
    "please move the start to February",
    "the budget should be 4,000 at most",
]


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("who else is on that list?", "1. Ana Silva"),
        ("show me the other two", "2. Jonas Frey"),
        ("why was she suggested?", "Ana Silva: Rated 4.9 of 5"),
        ("why is the second on the list?", "Jonas Frey: Describes work"),
        ("confirm the second instead, she is cheaper", "choose another with a reason"),
        ("I reject the first, she let us down in March", "choose another with a reason"),
        ("not her", "choose another with a reason"),
    ],
)
def test_procurement_is_told_of_the_people_suggested(model: Ask, said: str, answer: str) -> None:
    people = [
        {"id": "T-1", "name": "Ana Silva", "reasons": ["Rated 4.9 of 5."]},
        {"id": "T-2", "name": "Jonas Frey", "reasons": ["Describes work much like this."]},
    ]
    assert called(model(said, **MATCHES)) == SHOWS
    record = {**THEIRS, "status": "approved", "fields": {}, "shortlist": people}
    shown = ("show_request", {"request_id": "REQ-9"}, {"record": record})
    told = model(said, shown, **MATCHES)
    assert answer in told.text


@pytest.mark.parametrize("said", REMARKS)
def test_a_remark_of_an_approver_shows_what_they_may_decide_and_opens_nothing(
    model: Ask, said: str
) -> None:
    assert called(model(said, **DECIDES)) == SHOWS
    record = {**THEIRS, "fields": {"role": "video editor"}}
    told = model(said, ("show_request", {"request_id": "REQ-9"}, {"record": record}), **DECIDES)
    assert "Maya Ortiz" in told.text
    assert "ask for changes" in told.text


@pytest.mark.parametrize("said", REMARKS[:3])
def test_a_remark_that_may_mean_several_that_wait_asks_which(model: Ask, said: str) -> None:
    two = [THEIRS, {**THEIRS, "id": "REQ-8", "title": "Illustrator"}]
    told = model(said, **{**ALONE, "approvals_waiting": two})
    assert called(told) == []
    assert "Video editor (REQ-9) or Illustrator (REQ-8)" in told.text


@pytest.mark.parametrize("said", [*REMARKS, "nice list! I'd go for the second one", "I know Leila"])
def test_a_remark_of_a_colleague_is_told_whose_request_it_is(model: Ask, said: str) -> None:
    told = model(said, **READS_ALONG)
    assert called(told) == []
    assert "request of Maya Ortiz" in told.text or "did not get that" in told.text


@pytest.mark.parametrize(
    "said", ["I'd want to see a proof first", "that sounds expensive, 8k max", "budget is 5k"]
)
def test_a_bare_remark_opens_no_request(model: Ask, said: str) -> None:
    assert called(model(said, **ALONE)) == []


@pytest.mark.parametrize(
    "said",
    [
        "I need a photographer for 2 days, 900",
        "we need somebody for 4k",
        "looking for help with our newsletter",
        "we need our catalogue translated by March",
        "4k, from January, four weeks",
        "video editor, 2 weeks from 7 December, 3k",
    ],
)
@pytest.mark.parametrize("state", [ALONE, DECIDES, READS_ALONG])
def test_whoever_asks_for_a_role_or_work_opens_a_request(
    model: Ask, said: str, state: dict[str, Any]
) -> None:
    if said.startswith("4k") and state is not ALONE:
        pytest.skip("beside somebody's request bare terms are a remark on it")
    assert [name for name, _ in called(model(said, **state))][:1] == ["update_request"]


@pytest.mark.parametrize(
    "said",
    [
        "what has Hannah requested?",
        "where is chloe's request?",
        "what did Leo ask for this week?",
        "tell me about hannah's illustrator",
        "any news on Chloe's draft?",
    ],
)
@pytest.mark.parametrize("request_now", [None, DRAFT])
def test_what_a_colleague_asked_for_is_not_looked_up(
    model: Ask, said: str, request_now: dict[str, Any] | None
) -> None:
    told = model(said, **{**ALONE, "request": request_now})
    assert called(told) == []
    assert "I can't look up what others asked for" in told.text


@pytest.mark.parametrize("said", ["how is Daniel's approval going?", "what does Daniel want?"])
def test_who_decides_on_ones_own_request_may_be_asked_about(model: Ask, said: str) -> None:
    state = {**ALONE, "context": "filed", "request": {**DRAFT, "status": "in_approval"}}
    assert "what others asked for" not in model(said, **state).text


def test_ones_own_requests_are_listed_by_ones_own_name(model: Ask) -> None:
    assert called(model("what did Daniel file today?", **ALONE)) == [("list_requests", {})]


RECORD = {
    **THEIRS,
    "fields": {"role": "video editor", "scope": "cut the fair clips", "deliverables": ["3 clips"]},
    "shortlist": [
        {**SHORTLIST[0], "total_cost": 5000.0, "pinned": "I prefer it"},
        {**SHORTLIST[1], "pinned": None},
    ],
}


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("who is the person maya wants?", "put Ana Silva first: $5,000"),
        ("who did she pin?", "put Ana Silva first"),
        ("who would do the work?", "put Ana Silva first"),
        ("which match should I confirm?", "put Ana Silva first"),
        ("why is it needed?", "cut the fair clips"),
        ("what would they work on?", "3 clips"),
    ],
)
@pytest.mark.parametrize("state", [DECIDES, MATCHES])
def test_who_decides_learns_who_is_wanted_and_what_for(
    model: Ask, said: str, answer: str, state: dict[str, Any]
) -> None:
    assert called(model(said, **state)) == SHOWS
    result = ("show_request", {"request_id": "REQ-9"}, {"record": RECORD})
    assert answer in model(said, result, **state).text


@pytest.mark.parametrize("said", ["choose Leila Wojcik", "confirm the match", "I'd go with Ana"])
def test_whom_procurement_chooses_is_shown_with_the_buttons_for_it(model: Ask, said: str) -> None:
    assert called(model(said, **MATCHES)) == SHOWS


@pytest.mark.parametrize(
    "said",
    ["what do I have to confirm?", "which matches wait?", "show me what I have to confirm"],
)
def test_which_matches_wait_is_listed_for_procurement(model: Ask, said: str) -> None:
    assert called(model(said, **MATCHES)) == [("list_requests", {})]


@pytest.mark.parametrize("said", ["what about the video editor?", "show me the video editor one"])
def test_a_request_that_waits_is_shown_by_its_role(model: Ask, said: str) -> None:
    assert called(model(said, **MATCHES)) == SHOWS


DONE = {**DRAFT, "status": "match_confirmed", "match": {"name": "Ana Silva", "total_cost": 7800.0}}
AGREED: dict[str, Any] = {
    "context": "filed", "request": DONE, "engaged": [{"id": "REQ-1", "name": "Ana Silva"}],
}  # fmt: skip
BESIDE = {**AGREED, "context": "scoping", "request": {**DRAFT, "id": "REQ-2"}}


@pytest.mark.parametrize(
    "said",
    [
        "can we extend her by three weeks for 2k?",
        "keep him on for another month",
        "his invoice is 7000 dollars, what now?",
        "they delivered everything, lovely work",
        "she handed in the last part, how do I accept the work?",
    ],
)
def test_talk_about_agreed_work_is_answered_from_the_library(model: Ask, said: str) -> None:
    assert [name for name, _ in called(model(said, **AGREED))] == ["ask_policy"]


@pytest.mark.parametrize(
    "said",
    [
        "when does she start and end?",
        "what does it cost in the end?",
        "he can only begin on 18 January, is that ok?",
        "make it 9k",
    ],
)
def test_agreed_work_is_told_from_its_record_and_not_changed(model: Ask, said: str) -> None:
    assert called(model(said, **AGREED)) == [("show_request", {"request_id": "REQ-1"})]
    result = ("show_request", {"request_id": "REQ-1"}, {"record": DONE})
    assert "Ana Silva is confirmed for Brand designer" in model(said, result, **AGREED).text


@pytest.mark.parametrize(
    "said", ["Ana sent an invoice of 12500, is that ok?", "can I extend ana silva by 2 weeks?"]
)
def test_talk_about_somebody_engaged_changes_no_other_draft(model: Ask, said: str) -> None:
    assert [name for name, _ in called(model(said, **BESIDE))] == ["ask_policy"]


@pytest.mark.parametrize("said", ["I need a translator for 3 weeks, 2k", "and a photographer, 900"])
def test_another_role_after_a_match_opens_a_request(model: Ask, said: str) -> None:
    assert [name for name, _ in called(model(said, **AGREED))] == ["update_request"]


@pytest.mark.parametrize("said", ["can we reopen it with 8k?", "make it 9k", "4 weeks instead"])
def test_a_rejected_request_stays_closed_and_opens_no_other(model: Ask, said: str) -> None:
    state = {"context": "filed", "request": {**DRAFT, "status": "rejected"}}
    assert called(model(said, **state)) == [("show_request", {"request_id": "REQ-1"})]


def test_nobody_is_booked_before_the_match_is_confirmed(model: Ask) -> None:
    state: dict[str, Any] = {"context": "filed", "shortlist": SHORTLIST}
    state["request"] = record = {**DRAFT, "status": "approved"}
    assert called(model("is Ana booked now?", **state)) == [
        ("show_request", {"request_id": "REQ-1"})
    ]
    result = ("show_request", {"request_id": "REQ-1"}, {"record": record})
    assert "Nobody is booked" in model("is Ana booked now?", result, **state).text


@pytest.mark.parametrize(
    ("said", "kept_by"),
    [
        ("what did we spend on freelancers this quarter?", "finance"),
        ("how much of my budget is already committed?", "finance"),
        ("any invoices that do not match?", "finance"),
        ("what are our savings so far?", "finance"),
        ("which freelancers work for marketing right now?", "procurement"),
        ("which contracts end soon?", "procurement"),
        ("show me her scorecard", "procurement"),
        ("where are the scorecards of this team?", "procurement"),
    ],
)
def test_figures_that_are_not_kept_here_are_said_to_be_elsewhere(
    model: Ask, said: str, kept_by: str
) -> None:
    told = model(said, **ALONE)
    assert called(told) == []
    assert f"{kept_by} " in told.text
    assert "keep" in told.text


@pytest.mark.parametrize("said", ["are there any alerts?", "how many requests are open?"])
def test_alerts_and_counts_are_told_from_the_list(model: Ask, said: str) -> None:
    assert called(model(said, **ALONE)) == [("list_requests", {})]


@pytest.mark.parametrize(
    "said",
    [
        "how is ROI measured?",
        "what must be on an invoice?",
        "who can see a scorecard?",
        "when can a freelancer send an invoice?",
        "what alerts will I get?",
        "how much may we spend without procurement?",
        "which invoices need a PO number?",
        "how many requests can I file at once?",
    ],
)
def test_a_rule_about_figures_is_looked_up(model: Ask, said: str) -> None:
    assert [name for name, _ in called(model(said, **ALONE))] == ["ask_policy"]


@pytest.mark.parametrize(
    "said", ["hannah may file it for me", "can Chloe file it?", "my draft is done, Leo can file it"]
)
def test_nobody_files_in_the_place_of_the_requester(model: Ask, said: str) -> None:
    told = model(said, context="scoping", request=DRAFT)
    assert called(told) == []
    assert "Nobody can file a request for somebody else" in told.text


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("approve the editor, but ask for changes on the developer", "approved"),
        ("reject the translator and approve the editor", "approved"),
        ("send the designer back; the editor is approved", "approved"),
        ("yes to the editor, not the hostess, reject that role", "approved"),
        ("reject the editor, too pricey, and approve the illustrator", "rejected"),
        ("approve the editor but ask for changes to the budget", "changes_requested"),
        ("ask for changes on the editor, the start is too early", "changes_requested"),
    ],
)
def test_a_decision_on_one_request_is_not_that_on_another(
    model: Ask, said: str, verdict: str
) -> None:
    ((name, args),) = called(model(said, **DECIDES))
    assert (name, args["request_id"], args["verdict"]) == ("decide_request", "REQ-9", verdict)
