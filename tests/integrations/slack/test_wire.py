"""Every listener over the real protocols: signed HTTP and Socket Mode."""

from typing import Any

from integrations.slack.workspace.state import BOT_USER
from tests.integrations.slack.conftest import (
    DANIEL,
    GENERAL,
    MARKETING,
    MAYA,
    Rig,
    action_ids,
    words,
)


def test_a_mention_is_answered_once_in_its_thread(wire: Rig) -> None:
    ts = wire.say(MAYA, GENERAL, f"<@{BOT_USER}> hello")
    answers = wire.seen(MAYA, GENERAL, ts)
    assert [m["text"] for m in answers] == ["You said: hello"]


def test_a_direct_message_is_answered(wire: Rig) -> None:
    ts = wire.say(MAYA, wire.direct(MAYA), "hello there")
    assert "You said: hello there" in words(wire.seen(MAYA, wire.direct(MAYA), ts))


def test_a_follow_up_needs_no_mention_where_the_assistant_is_engaged(wire: Rig) -> None:
    ts = wire.say(MAYA, GENERAL, f"<@{BOT_USER}> first")
    wire.say(DANIEL, GENERAL, "second", ts)
    assert "You said: second" in words(wire.seen(MAYA, GENERAL, ts))


def test_a_thread_between_people_is_left_alone(wire: Rig) -> None:
    ts = wire.say(MAYA, GENERAL, "lunch?")
    wire.say(DANIEL, GENERAL, "at noon", ts)
    assert wire.seen(MAYA, GENERAL, ts) == []


def test_an_exception_shows_an_incident_and_nothing_of_its_text(wire: Rig) -> None:
    ts = wire.say(MAYA, wire.direct(MAYA), "boom")
    shown = words(wire.seen(MAYA, wire.direct(MAYA), ts))
    assert "INC-" in shown
    assert "secret inner text" not in shown


def test_filing_tells_the_approver_whose_decision_changes_every_card(wire: Rig) -> None:
    ts = wire.say(MAYA, MARKETING, f"<@{BOT_USER}> need a designer, file")
    card = wire.seen(MAYA, MARKETING, ts)[-1]
    wire.click(MAYA, card, MARKETING, "confirm")
    direct = wire.direct(DANIEL)
    approval = wire.seen(DANIEL, direct)[-1]
    wire.click(DANIEL, approval, direct, "approve")
    assert "chat:approve" not in words(wire.seen(DANIEL, direct))
    assert "chat:confirm" not in words(wire.seen(MAYA, MARKETING, ts))
    assert "*Approved*" in words(wire.seen(MAYA, MARKETING, ts))


def test_a_click_by_somebody_else_is_refused_and_they_are_told(wire: Rig) -> None:
    ts = wire.say(MAYA, MARKETING, f"<@{BOT_USER}> need a designer, file")
    card = wire.seen(MAYA, MARKETING, ts)[-1]
    wire.click(DANIEL, card, MARKETING, "confirm")
    told = [m for m in wire.seen(DANIEL, MARKETING, ts) if m.get("ephemeral_to") == DANIEL]
    assert "Only the requester files it" in words(told)
    assert "Only the requester files it" not in words(wire.seen(MAYA, MARKETING, ts))


def test_rejecting_asks_for_a_reason_first(wire: Rig) -> None:
    ts = wire.say(MAYA, MARKETING, f"<@{BOT_USER}> need a designer, file")
    wire.click(MAYA, wire.seen(MAYA, MARKETING, ts)[-1], MARKETING, "confirm")
    direct = wire.direct(DANIEL)
    wire.click(DANIEL, wire.seen(DANIEL, direct)[-1], direct, "reject")
    modal = wire.modal(DANIEL)
    assert wire.workspace.acts.submit(DANIEL, modal["id"], {"reason": ""})
    assert not wire.workspace.acts.submit(DANIEL, modal["id"], {"reason": "Too dear"})
    wire.settle()
    assert "reject: Too dear" in words(wire.seen(DANIEL, direct))
    assert "*Rejected*" in words(wire.seen(MAYA, MARKETING, ts))


def test_a_condition_said_in_chat_stands_in_the_modal_of_its_button(wire: Rig) -> None:
    ts = wire.say(MAYA, MARKETING, f"<@{BOT_USER}> need a designer, file")
    wire.click(MAYA, wire.seen(MAYA, MARKETING, ts)[-1], MARKETING, "confirm")
    direct = wire.direct(DANIEL)
    said = wire.say(DANIEL, direct, "shown again: only up to 12k")
    wire.click(DANIEL, wire.seen(DANIEL, direct, said)[-1], direct, "approve_on_condition")
    (field,) = [b["element"] for b in wire.modal(DANIEL)["blocks"] if b["type"] == "input"]
    assert field["initial_value"] == "only up to 12k"


def test_a_card_that_asks_to_file_stands_at_the_end_of_the_thread_whenever_it_is_asked(
    wire: Rig,
) -> None:
    ts = wire.say(MAYA, MARKETING, f"<@{BOT_USER}> need a designer, file")
    wire.say(MAYA, MARKETING, "shown again", ts)
    *earlier, last = wire.seen(MAYA, MARKETING, ts)
    assert any(":confirm:" in each for each in action_ids(last["blocks"]))
    assert not any(action_ids(message["blocks"]) for message in earlier)
    assert "A newer card stands below." in words(earlier)


def test_missing_fields_are_filled_in_a_modal_and_the_same_card_changes(wire: Rig) -> None:
    ts = wire.say(MAYA, GENERAL, f"<@{BOT_USER}> need a designer")
    card = wire.seen(MAYA, GENERAL, ts)[-1]
    wire.click(MAYA, card, GENERAL, "fill")
    modal = wire.modal(MAYA)
    values = {"scope": "A logo", "start_date": "2026-12-01"}
    assert not wire.workspace.acts.submit(MAYA, modal["id"], values)
    wire.settle()
    cards = [m for m in wire.seen(MAYA, GENERAL, ts) if "Brand designer" in words([m])]
    assert [m["ts"] for m in cards] == [card["ts"]]
    assert "1 Dec 2026" in words(cards)


def test_a_wrong_field_is_named_under_its_input(wire: Rig) -> None:
    rig = wire
    ts = rig.say(MAYA, GENERAL, f"<@{BOT_USER}> need a designer")
    with rig.sessions.begin() as session:
        from knowledge.records.requests import Request

        request = session.query(Request).order_by(Request.created_at.desc()).first()
        assert request is not None
    card = rig.seen(MAYA, GENERAL, ts)[-1]
    rig.click(MAYA, card, GENERAL, "fill")
    modal: dict[str, Any] = rig.modal(MAYA)
    errors = rig.workspace.acts.submit(MAYA, modal["id"], {"start_date": "soon"})
    assert "2026-12-01" in errors["start_date"]


def test_a_policy_answer_streams_ends_with_feedback_and_names_its_source(wire: Rig) -> None:
    ts = wire.say(MAYA, wire.direct(MAYA), "what is the policy on customer data")
    (answer,) = wire.seen(MAYA, wire.direct(MAYA), ts)
    shown = words([answer])
    assert not answer["streaming"]
    assert "Data access, Customer data" in shown
    assert "feedback_buttons" in shown
    assert '"status": "complete"' in shown


def test_a_restricted_answer_goes_to_the_asker_alone(wire: Rig) -> None:
    ts = wire.say(MAYA, GENERAL, f"<@{BOT_USER}> restricted policy on pay")
    assert "Customer data stays" in words(wire.seen(MAYA, GENERAL, ts))
    assert "Customer data stays" not in words(wire.seen(DANIEL, GENERAL, ts))


def test_the_slash_command_answers_its_user_alone_and_goes_on_in_the_direct_message(
    wire: Rig,
) -> None:
    wire.workspace.acts.command(MAYA, GENERAL, "/source", "need a copywriter")
    wire.settle()
    assert "I opened it in our direct message" in words(wire.seen(MAYA, GENERAL))
    assert "I opened it" not in words(wire.seen(DANIEL, GENERAL))
    assert "need a copywriter" in words(wire.seen(MAYA, wire.direct(MAYA)))
