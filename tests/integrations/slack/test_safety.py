"""Duplicates, retries, late and repeated clicks, restarts, order, limits: nothing lost or twice."""

import asyncio
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from slack_sdk.signature import SignatureVerifier
from sqlalchemy import select, text

from integrations.slack.notices import LONGEST_RUN
from integrations.slack.serving import EVENTS_PATH, http_app
from integrations.slack.workspace.state import BOT_USER, SIGNING_SECRET
from knowledge.database import engine_of
from knowledge.records.people import Person
from knowledge.records.requests import Request
from knowledge.records.slack import AnswerFeedback, HelpRequest, PostedCard
from knowledge.records.threads import Notice
from tests import postgres
from tests.integrations.slack.conftest import (
    DANIEL,
    EMAIL,
    GENERAL,
    GRACE,
    HELP,
    MARKETING,
    MAYA,
    Rig,
    action_ids,
    words,
)


def filed(rig: Rig) -> tuple[str, dict[str, object]]:
    """A thread of Maya's with a record that waits for her confirmation, and its card."""
    ts = rig.say(MAYA, MARKETING, f"<@{BOT_USER}> need a designer, file")
    return ts, rig.seen(MAYA, MARKETING, ts)[-1]


def test_a_redelivered_event_is_answered_once(wire: Rig) -> None:
    wire.workspace.faults.duplicates = 3
    ts = wire.say(MAYA, GENERAL, f"<@{BOT_USER}> once only")
    wire.workspace.faults.duplicates = 0
    assert words(wire.seen(MAYA, GENERAL, ts)).count("You said: once only") == 2  # text and block


def test_turns_of_a_thread_run_in_the_order_they_were_written(wire: Rig) -> None:
    ts = wire.say(MAYA, GENERAL, f"<@{BOT_USER}> begin")
    for number in range(12):
        wire.workspace.acts.say(MAYA, GENERAL, f"number {number}", ts)
    wire.settle()
    said = [t for _, _, t in wire.assistant.turns if t.startswith("number")][-12:]
    assert said == [f"number {number}" for number in range(12)]


def test_reordered_deliveries_that_wait_together_run_in_the_order_they_were_written(
    rig: Rig,
) -> None:
    ts = rig.say(MAYA, GENERAL, f"<@{BOT_USER}> begin")
    rig.workspace.deliveries.echoes = False
    rig.assistant.delay = 0.3
    rig.workspace.acts.say(MAYA, GENERAL, "keeps the thread busy", ts)
    time.sleep(0.1)
    rig.workspace.faults.reorder = 5
    for number in range(5):
        rig.workspace.acts.say(MAYA, GENERAL, f"number {number}", ts)
    rig.settle()
    said = [t for _, _, t in rig.assistant.turns if t.startswith("number")]
    assert said == [f"number {number}" for number in range(5)]


def test_an_acknowledgement_never_waits_for_the_model(rig: Rig) -> None:
    rig.assistant.delay = 1.0
    rig.say(MAYA, GENERAL, f"<@{BOT_USER}> slow one")
    mine = [d for d in rig.workspace.deliveries.log if "slow one" in json.dumps(d.payload)]
    assert max(attempt.seconds for d in mine for attempt in d.attempts) < 0.9


def test_a_restart_between_card_and_click_loses_nothing(rig: Rig) -> None:
    ts, card = filed(rig)
    rig.stop_app()
    rig.app = rig.start_app()
    rig.click(MAYA, card, MARKETING, "confirm")
    assert "chat:approve" in words(rig.seen(DANIEL, rig.direct(DANIEL)))
    assert "In approval" in words(rig.seen(MAYA, MARKETING, ts))


def test_events_that_came_while_the_app_was_down_are_answered_when_it_is_back(rig: Rig) -> None:
    rig.workspace.deliveries.retry_delays = (0.2, 3.0, 3.0)
    rig.stop_app()
    ts = rig.workspace.acts.say(MAYA, rig.direct(MAYA), "are you there")
    time.sleep(0.5)
    rig.app = rig.start_app()
    rig.settle()
    assert words(rig.seen(MAYA, rig.direct(MAYA), ts)).count("You said: are you there") == 2
    delivery = next(d for d in rig.workspace.deliveries.log if "are you" in json.dumps(d.payload))
    assert [a.outcome for a in delivery.attempts][-1] == "ok"
    assert len(delivery.attempts) > 1


def test_an_answer_that_cannot_be_posted_is_not_called_undone(rig: Rig) -> None:
    rig.workspace.faults.refuse("chat.postMessage", "internal_error")
    ts = rig.say(MAYA, rig.direct(MAYA), "need a designer")
    shown = words(rig.seen(MAYA, rig.direct(MAYA), ts))
    assert "this one may have been done" in shown
    assert "as it was before" not in shown
    assert "INC-1" in shown
    assert len(rig.incidents) == 1


def test_what_was_accepted_before_a_stop_is_answered_after_it(rig: Rig) -> None:
    rig.assistant.delay = 0.4
    ts = rig.say(MAYA, GENERAL, f"<@{BOT_USER}> begin")
    for number in range(4):
        rig.workspace.acts.say(MAYA, GENERAL, f"number {number}", ts)
    time.sleep(0.3)
    rig.stop_app()
    rig.assistant.delay = 0.0
    rig.app = rig.start_app()
    rig.settle()
    said = [t for _, _, t in rig.assistant.turns if t.startswith("number")]
    assert said == [f"number {number}" for number in range(4)]


def test_two_clicks_at_once_file_once_and_the_second_is_told(wire: Rig) -> None:
    ts, card = filed(wire)
    where = {"channel": MARKETING, "ts": card["ts"]}
    click = next(a for a in action_ids(card["blocks"]) if ":confirm:" in a)  # type: ignore[arg-type]
    with ThreadPoolExecutor(2) as both:
        list(both.map(lambda _: wire.workspace.acts.click(MAYA, where, click), range(2)))
    wire.settle()
    shown = words(wire.seen(MAYA, MARKETING, ts))
    assert "nothing was done twice" in shown
    assert words(wire.seen(DANIEL, wire.direct(DANIEL))).count("waits for you.") % 2 == 0


def test_a_late_click_on_a_settled_card_is_refused_in_words(wire: Rig) -> None:
    _, card = filed(wire)
    wire.click(MAYA, card, MARKETING, "confirm")
    late = json.loads(json.dumps(card))
    settled = wire.workspace.state.find(MARKETING, card["ts"])
    blocks, settled["blocks"] = settled["blocks"], late["blocks"]
    wire.click(MAYA, late, MARKETING, "confirm")
    settled["blocks"] = blocks
    assert "nothing was done twice" in words(wire.seen(MAYA, MARKETING))


def test_a_change_outside_slack_reaches_the_card(rig: Rig) -> None:
    ts, card = filed(rig)
    from datetime import UTC, datetime

    with rig.sessions.begin() as session:
        request = session.scalars(select(Request).order_by(Request.created_at.desc())).first()
        assert request is not None
        request.status, request.updated_at = "withdrawn", datetime.now(UTC)
    rig.app.sweep()
    assert "*Withdrawn*" in words(rig.seen(MAYA, MARKETING, ts))
    assert "chat:confirm" not in words([rig.workspace.state.find(MARKETING, card["ts"])])


def test_slack_saying_slow_down_delays_an_answer_and_loses_none(wire: Rig) -> None:
    wire.workspace.faults.rate_limit("chat.postMessage", times=2, retry_after=1)
    ts = wire.say(MAYA, wire.direct(MAYA), "slowly please")
    assert "You said: slowly please" in words(wire.seen(MAYA, wire.direct(MAYA), ts))


def test_a_stream_that_dies_is_mended_in_place(wire: Rig) -> None:
    wire.workspace.faults.refuse("chat.stopStream", "message_not_in_streaming_state", times=1)
    wire.workspace.faults.refuse("chat.appendStream", "message_not_in_streaming_state", times=1)
    original = wire.workspace.state.find

    def expired(channel_id: str, ts: Any) -> dict[str, Any]:
        message = original(channel_id, ts)
        message["streaming"] = False
        return message

    wire.workspace.state.find = expired  # type: ignore[method-assign]
    ts = wire.say(MAYA, wire.direct(MAYA), "policy on data please")
    wire.workspace.state.find = original  # type: ignore[method-assign]
    (answer,) = wire.seen(MAYA, wire.direct(MAYA), ts)
    assert words([answer]).count("feedback_buttons") == 1
    assert "Customer data stays" in words([answer])


def test_too_many_turns_of_one_person_get_a_friendly_word_and_others_do_not(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    rig = Rig(tmp_path_factory.mktemp("rate"), turns_a_person=3)
    for number in range(5):
        rig.say(MAYA, rig.direct(MAYA), f"hello {number}")
    rig.say(DANIEL, rig.direct(DANIEL), "hello from me")
    shown = words(rig.seen(MAYA, rig.direct(MAYA)))
    others = words(rig.seen(DANIEL, rig.direct(DANIEL)))
    rig.stop()
    assert "taking a breath" in shown
    assert "You said: hello 2" in shown
    assert "You said: hello 3" not in shown
    assert "You said: hello from me" in others


def test_an_unsigned_or_stale_request_is_refused(rig: Rig) -> None:
    url = rig.workspace.deliveries.request_url
    body = json.dumps({"type": "event_callback", "event_id": "Ev1", "event": {"type": "message"}})
    old = str(int(time.time()) - 600)
    stale = SignatureVerifier(SIGNING_SECRET).generate_signature(timestamp=old, body=body) or ""
    forged = {"X-Slack-Signature": "v0=0", "X-Slack-Request-Timestamp": str(int(time.time()))}
    late = {"X-Slack-Signature": stale, "X-Slack-Request-Timestamp": old}
    kind = {"Content-Type": "application/json"}
    assert httpx.post(url, content=body, headers=kind | forged).status_code == 401
    assert httpx.post(url, content=body, headers=kind | late).status_code == 401
    assert rig.assistant.turns == []


def test_a_request_that_does_not_end_is_not_read_to_its_end(rig: Rig) -> None:
    read, answered = [], []

    async def receive() -> dict[str, Any]:
        read.append(1)
        return {"type": "http.request", "body": b"x" * 1_000_000, "more_body": True}

    async def send(message: Any) -> None:
        answered.append(message.get("status"))

    scope = {"type": "http", "method": "POST", "path": EVENTS_PATH, "headers": []}
    asyncio.run(http_app(rig.app)(scope, receive, send))
    assert (len(read), answered[0]) == (3, 413)


def test_feedback_is_kept_with_its_reason(wire: Rig) -> None:
    direct = wire.direct(MAYA)
    ts = wire.say(MAYA, direct, "policy on feedback")
    (answer,) = wire.seen(MAYA, direct, ts)
    where = {"channel": direct, "ts": answer["ts"]}
    wire.workspace.acts.click(MAYA, where, "feedback", value="bad")
    modal = wire.modal(MAYA)
    assert not wire.workspace.acts.submit(MAYA, modal["id"], {"reason": "Out of date"})
    wire.settle()
    with wire.sessions() as session:
        kept = session.scalars(select(AnswerFeedback).where(AnswerFeedback.verdict == "bad")).all()
    assert [each.reason for each in kept] == ["Out of date"]


def test_a_question_for_people_is_answered_in_the_help_channel_and_comes_back(wire: Rig) -> None:
    ts = wire.say(MAYA, GENERAL, f"<@{BOT_USER}> unknown policy thing")
    answer = wire.seen(MAYA, GENERAL, ts)[-1]
    wire.click(MAYA, answer, GENERAL, "ask_person")
    asked = wire.seen(GRACE, HELP)[-1]
    assert "unknown policy thing" in words([asked])
    wire.say(GRACE, HELP, "Yes, with a note from legal.", asked["ts"])
    said = [t for _, actor, t in wire.assistant.turns if actor == EMAIL[GRACE]]
    assert "answer_question" in said[-1]
    assert "Yes, with a note from legal." in said[-1]
    with wire.sessions() as session:
        (kept,) = session.scalars(select(HelpRequest)).all()
    assert (kept.answer, kept.answered_by) == ("Yes, with a note from legal.", EMAIL[GRACE])


def test_a_person_outside_the_directory_is_told_who_can_help(wire: Rig) -> None:
    state = wire.workspace.state
    state.add_user("U0STRANGER", "stranger@elsewhere.example", "Some Stranger")
    ts = wire.say("U0STRANGER", wire.direct("U0STRANGER"), "hello")
    assert "Ask procurement" in words(wire.seen("U0STRANGER", wire.direct("U0STRANGER"), ts))


def test_every_card_that_was_posted_is_remembered_once(wire: Rig) -> None:
    _, card = filed(wire)
    with wire.sessions() as session:
        kept = session.scalars(select(PostedCard).where(PostedCard.ts == card["ts"])).all()
    assert [(each.channel, each.kind) for each in kept] == [(MARKETING, "confirm")]


def test_parallel_threads_do_not_wait_for_each_other(rig: Rig) -> None:
    rig.assistant.meets = threading.Barrier(3)
    threads = [
        threading.Thread(target=rig.workspace.acts.say, args=(who, rig.direct(who), "hello"))
        for who in (MAYA, DANIEL, GRACE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rig.settle()
    assert not rig.assistant.meets.broken
    assert [said for _, _, said in rig.assistant.turns] == ["hello"] * 3


def test_an_answer_posted_just_before_a_crash_is_not_posted_again(rig: Rig) -> None:
    ts = rig.say(MAYA, GENERAL, f"<@{BOT_USER}> once please")
    from integrations.slack.inbox import TABLE
    from knowledge.database import connect

    rig.stop_app()
    workflows = connect(f"sqlite:///{rig.home}/workflows.db")
    with engine_of(workflows).begin() as connection:
        connection.execute(text("delete from operation_outputs"))
        connection.execute(text("update workflow_status set status = 'PENDING'"))
    inbox = connect(f"sqlite:///{rig.home}/inbox.db")
    with engine_of(inbox).begin() as connection:
        connection.execute(TABLE.update().values(done=0))
    rig.app = rig.start_app()
    rig.settle()
    assert words(rig.seen(MAYA, GENERAL, ts)).count("You said: once please") == 2
    assert len([t for _, _, t in rig.assistant.turns if t == "once please"]) == 2


@pytest.mark.postgres
def test_inbox_and_workflows_live_on_postgresql_too(
    postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name = postgres.copied(postgres_server)
    uri = postgres.address(postgres_server, name)
    rig = Rig(tmp_path_factory.mktemp("postgres"), inbox_url=uri, workflows_url=uri)
    ts = rig.say(MAYA, GENERAL, f"<@{BOT_USER}> hello")
    rig.stop_app()
    rig.app = rig.start_app()
    rig.say(MAYA, GENERAL, "and again", ts)
    shown = words(rig.seen(MAYA, GENERAL, ts))
    rig.stop()
    postgres.dropped(postgres_server, name)
    assert "You said: hello" in shown
    assert "You said: and again" in shown


def test_what_was_done_days_ago_is_forgotten_with_its_workflow(rig: Rig) -> None:
    from datetime import UTC, datetime, timedelta

    from dbos import DBOS

    rig.say(MAYA, rig.direct(MAYA), "hello")
    event = next(
        d.event_id for d in rig.workspace.deliveries.log if d.payload["event"]["user"] == MAYA
    )
    assert DBOS.get_workflow_status(event) is not None
    assert rig.app.forget(datetime.now(UTC)) == 0
    assert rig.app.forget(datetime.now(UTC) + timedelta(days=4)) >= 1
    assert DBOS.get_workflow_status(event) is None


def test_people_who_are_not_in_slack_keep_nobody_from_being_told(rig: Rig) -> None:
    now = datetime.now(UTC)
    with rig.sessions.begin() as session:
        for number in range(LONGEST_RUN):
            email = f"nobody{number}@calderfinch.example"
            session.add(Person(email=email, name="N", roles=[], business_unit="M", country="US"))
            session.flush()
            session.add(Notice(id=email, recipient=email, text="–", card={}, created_at=now))
        later = now + timedelta(hours=1)
        session.add(Notice(id="N", recipient=EMAIL[MAYA], text="Told", card={}, created_at=later))
    rig.app.sweep()
    assert "Told" in words(rig.seen(MAYA, rig.direct(MAYA)))


def test_slack_is_not_asked_at_every_look_for_somebody_it_does_not_know(rig: Rig) -> None:
    team, client = rig.app.workspaces()[0]
    directory = rig.app.turns.directory
    assert directory.user_of(client, team, "nobody@calderfinch.example") is None
    rig.workspace.faults.refuse("users.lookupByEmail", "fatal_error")
    assert directory.user_of(client, team, "nobody@calderfinch.example") is None
    assert rig.workspace.faults.refused["users.lookupByEmail"] == ["fatal_error"]
