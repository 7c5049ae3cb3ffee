"""The main job, line by line as other programs drive it: from the first message to the match."""

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from assistant.bootstrap import World
from assistant.lines import serve_lines
from tests.conftest import DANIEL, GRACE, MAYA, PRIYA
from tools import views
from tools.policy.feedback import policies_report

Drive = Callable[..., dict[str, Any]]
ASK = (
    "I need a freelance brand designer for about three weeks from 1 December, roughly $8k, "
    "for the spring campaign"
)
COMPLETE = "No customer data. They deliver a logo refresh, a key visual and a style guide"


@pytest.fixture
def drive(world: World) -> Drive:
    """Send one line; returns the line that comes out, with the exit status under `status`."""

    def send(actor: str = MAYA, thread: str = "t1", **said: Any) -> dict[str, Any]:
        out = io.StringIO()
        line = json.dumps({"thread": thread, "actor": actor, **said})
        status = serve_lines(world, [line], out)
        return {**json.loads(out.getvalue()), "status": status}

    return send


def record(world: World, request_id: str) -> dict[str, Any]:
    with world.sessions() as session:
        return views.audited_view(session, views.get_request(session, request_id))


def offer(said: dict[str, Any], action: str) -> str:
    actions: list[dict[str, str]] = [a for reply in said["replies"] for a in reply["actions"]]
    return next(a["value"] for a in actions if a["action"] == action)


@pytest.fixture
def approved(drive: Drive) -> str:
    """A request that Maya filed and Daniel approved; returns its id."""
    drive(text=ASK)
    drive(text=COMPLETE)
    shown = drive(text="file it")
    drive(action="confirm", value=offer(shown, "confirm"))
    drive(DANIEL, action="approve", value=shown["request_id"])
    return str(shown["request_id"])


def test_a_first_message_opens_a_prefilled_draft(world: World, drive: Drive) -> None:
    said = drive(text=ASK)
    fields = record(world, said["request_id"])["fields"]
    assert fields["budget"] == {"amount": 8000, "max": None, "currency": "USD", "basis": "fixed"}
    assert (fields["start_date"], fields["duration_weeks"]) == ("2026-12-01", 3)
    assert fields["budget_owner"] == DANIEL
    assert len(said["replies"][0]["asks"]) <= 2


def test_what_the_rules_say_is_shown_while_scoping(world: World, drive: Drive) -> None:
    rulings = record(world, drive(text=ASK)["request_id"])["rulings"]
    assert set(rulings) >= {"risk", "classification", "approvals", "channel", "billing"}
    assert all(rulings[name]["reasons"] for name in set(rulings) - {"plausibility"})


def test_a_policy_question_is_answered_with_its_source_and_scoping_goes_on(drive: Drive) -> None:
    asked = drive(text=ASK)["replies"][0]["asks"]
    (reply,) = drive(text="Can they get access to customer data?")["replies"]
    assert reply["citations"][0]["document"] == "data-access-for-freelancers"
    assert reply["citations"][0]["quote"]
    assert reply["asks"] == asked


@pytest.mark.parametrize(
    "told", ["I hired a designer without asking procurement", "I sent the wrong file to our agency"]
)
def test_what_went_wrong_is_offered_to_a_person_in_the_words_it_was_told(
    drive: Drive, told: str
) -> None:
    assert offer(drive(text=told), "ask_person") == told


def test_what_the_library_does_not_say_is_offered_to_a_person(world: World, drive: Drive) -> None:
    said = drive(text="What is the policy on bringing parrots to the Hamburg office?")
    assert not said["replies"][0]["citations"]
    drive(action="ask_person", value=offer(said, "ask_person"))
    told = drive(GRACE, thread="g", text="hello")["replies"]
    assert any("parrots" in reply["text"] for reply in told)


def test_a_question_to_the_requester_comes_back_with_their_answer(drive: Drive) -> None:
    drive(text=ASK)
    drive(text=COMPLETE)
    shown = drive(text="file it")
    drive(action="confirm", value=offer(shown, "confirm"))
    asked = drive(DANIEL, thread="d", text="why three weeks and not two?")
    drive(DANIEL, thread="d", action="ask_requester", value=offer(asked, "ask_requester"))
    said = drive(text="because two reviewers have to read it, a week each")
    status = said["replies"][0]["card"]["data"]["status"]
    drive(action="answer_asked", value=offer(said, "answer_asked"))
    told = drive(DANIEL, thread="d", text="hello")["replies"]
    assert any("two reviewers have to read it" in reply["text"] for reply in told)
    assert status == "in_approval"


def test_two_decisions_in_one_message_are_two_clicks(world: World, drive: Drive) -> None:
    filed = []
    for thread, role in (("t1", "brand designer"), ("t2", "copywriter")):
        drive(thread=thread, text=ASK.replace("brand designer", role))
        drive(thread=thread, text=COMPLETE)
        shown = drive(thread=thread, text="file it")
        drive(thread=thread, action="confirm", value=offer(shown, "confirm"))
        filed.append(shown["request_id"])
    said = drive(
        DANIEL, thread="d", text="approve the designer, but reject the copywriter: too dear"
    )
    drive(DANIEL, thread="d", action="approve", value=offer(said, "approve"))
    drive(DANIEL, thread="d", action="reject", value=offer(said, "reject"))
    assert [record(world, one)["status"] for one in filed] == ["approved", "rejected"]


def test_an_answer_that_is_objected_to_is_reported_and_goes_to_a_person(
    world: World, drive: Drive
) -> None:
    asked, against = "Do we need an NDA?", "wrong answer, agencies have their own"
    drive(text=asked)
    assert offer(drive(text=against), "ask_person") == asked
    with world.sessions() as session:
        report = policies_report(session, world.library, world.clock().date())
    assert report["wrong"] == [{"about": asked, "reason": against}]
    drive(text="yes please")
    told = drive(GRACE, thread="g", text="hello")["replies"]
    assert any(asked in reply["text"] for reply in told)


def test_a_shortlist_explains_itself_and_changes_with_what_matters(
    world: World, drive: Drive
) -> None:
    drive(text=ASK)
    first = drive(text="Show me who fits")
    ranked = record(world, first["request_id"])["shortlist"]
    for one in ranked:
        assert sum(c["contribution"] for c in one["contributions"]) == pytest.approx(one["score"])
    drive(action="exclude", value=json.dumps({"id": ranked[0]["id"], "reason": "worked badly"}))
    drive(action="pin", value=ranked[2]["id"])
    again = [one["id"] for one in record(world, first["request_id"])["shortlist"]]
    assert again[0] == ranked[2]["id"]
    assert ranked[0]["id"] not in again


def test_who_decides_in_the_place_of_a_budget_owner_who_asks_is_told(
    world: World, drive: Drive
) -> None:
    said = "Brand designer for a logo, 3 weeks from 11 January, $6,000, no personal data"
    drive(actor=DANIEL, text=said)
    told = drive(actor=DANIEL, text="who has to approve this?")["replies"][0]["text"]
    proposed = drive(actor=DANIEL, text="file it")
    filed = drive(actor=DANIEL, action="confirm", value=offer(proposed, "confirm"))
    (approval,) = record(world, filed["request_id"])["approvals"]
    name = approval["approver"].split("@")[0].replace(".", " ").title()
    assert f"{name} in your place" in told


def test_a_list_is_made_after_what_was_said_beside_it_is_written(
    world: World, drive: Drive
) -> None:
    drive(text=ASK)
    first = drive(text="Show me who fits")
    drive(text="leave out anyone without Figma")
    after = record(world, first["request_id"])
    assert "Figma" in after["fields"]["skills"]["must"]
    assert after["shortlist"]
    for one in after["shortlist"]:
        assert any("Figma" in str(need) for need in one["requirements"])


def test_a_list_is_shown_without_names_for_as_long_as_its_requester_wants(
    world: World, drive: Drive
) -> None:
    drive(text=ASK)
    first = drive(text="Show me who fits")
    names = [one["name"] for one in record(world, first["request_id"])["shortlist"]]
    hidden = drive(text="hide the names please")["replies"][0]["text"]
    assert "Candidate A" in hidden
    assert not [name for name in names if name in hidden]
    again = drive(text="show me the names again")["replies"][0]["text"]
    assert names[0] in again


def test_the_whole_job_ends_in_a_confirmed_match_and_an_answered_audit(
    world: World, drive: Drive, approved: str
) -> None:
    told = drive(GRACE, thread="g", text="what waits for me?")
    done = drive(GRACE, thread="g", action="confirm_match", value=offer(told, "confirm_match"))
    assert done["status"] == 0
    kept = record(world, approved)
    assert kept["status"] == "match_confirmed"
    assert kept["answers"]["who_requested_the_work"] == MAYA
    assert DANIEL in kept["answers"]["who_approved_the_budget"]
    acts = [entry["act"] for entry in kept["audit"]]
    assert acts.index("request.filed") < acts.index("approval.approved")
    assert acts[-1] == "match.confirmed"


def test_requester_and_approvers_are_told_of_the_match(drive: Drive, approved: str) -> None:
    drive(GRACE, action="confirm_match", value=approved)
    for person in (MAYA, DANIEL):
        told = drive(person, thread="later", text="thanks")["replies"]
        assert any("Grace Okafor confirmed" in reply["text"] for reply in told)


def test_choosing_another_match_needs_a_reason(drive: Drive, approved: str, world: World) -> None:
    other = record(world, approved)["shortlist"][1]["id"]
    choice = {"request": approved, "id": other}
    assert drive(GRACE, action="choose_match", value=json.dumps(choice))["status"] == 1
    with_reason = json.dumps(choice | {"reason": "Worked with our agency before"})
    assert drive(GRACE, action="choose_match", value=with_reason)["status"] == 0
    assert record(world, approved)["match"]["id"] == other


def test_a_typed_yes_to_the_shown_record_files_it(world: World, drive: Drive) -> None:
    drive(text=ASK)
    drive(text=COMPLETE)
    shown = drive(text="Looks good, please file it")
    assert record(world, shown["request_id"])["status"] == "awaiting_confirmation"
    drive(text="yes")
    assert record(world, shown["request_id"])["status"] == "in_approval"


@pytest.mark.parametrize(
    "said",
    [
        "Yep.",
        "sure",
        "perfect, go ahead",
        "ok ship it",
        "Looks good!",
        "yes please, and thank you!",
    ],
)
def test_many_words_say_yes(world: World, drive: Drive, said: str) -> None:
    drive(text=ASK)
    drive(text=COMPLETE)
    shown = drive(text="file it")
    drive(text=said)
    assert record(world, shown["request_id"])["status"] == "in_approval"


@pytest.mark.parametrize(
    "said", ["ok", "great, thanks", "yes, but make it 9k", "sure, once Daniel has seen it", "yes?"]
)
def test_no_words_but_a_plain_yes_file(world: World, drive: Drive, said: str) -> None:
    drive(text=ASK)
    drive(text=COMPLETE)
    shown = drive(text="file it")
    drive(text=said)
    assert record(world, shown["request_id"])["status"] != "in_approval"


def test_a_later_process_goes_on_where_the_thread_was(world: World, drive: Drive) -> None:
    first = drive(text=ASK)
    settings = world.settings
    world.close()
    later = World(settings, clock=world.clock, new_id=world.new_id)
    out = io.StringIO()
    line = json.dumps({"thread": "t1", "actor": MAYA, "text": COMPLETE})
    serve_lines(later, [line], out)
    later.close()
    assert json.loads(out.getvalue())["request_id"] == first["request_id"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "is no JSON"),
        ('{"thread": "t"}', "actor"),
        ('{"thread": "t", "actor": "a@b.c"}', "either text or action"),
        ('{"thread": "t", "actor": "nobody@x.y", "text": "hi"}', "Nobody in the directory"),
        (f'{{"thread": "", "actor": "{MAYA}", "text": "hi"}}', "thread needs a name"),
        (f'{{"thread": "t", "actor": "{MAYA}", "text": " "}}', "There is no text"),
        (f'{{"thread": "t", "actor": "{MAYA}", "action": "dance"}}', "no action 'dance'"),
        (
            f'{{"thread": "t", "actor": "{MAYA}", "action": "approve", "value": "REQ-NONE"}}',
            "no request 'REQ-NONE'",
        ),
    ],
)
def test_bad_lines_get_one_clear_sentence_and_status_2(
    world: World, line: str, sentence: str
) -> None:
    out = io.StringIO()
    assert serve_lines(world, [line], out) == 2
    (said,) = out.getvalue().splitlines()
    assert sentence in json.loads(said)["replies"][0]["text"]


def test_a_refusal_is_status_1_and_changes_nothing(
    world: World, drive: Drive, approved: str
) -> None:
    refused = drive(PRIYA, action="confirm_match", value=approved)
    assert refused["status"] == 1
    assert record(world, approved)["status"] == "approved"
