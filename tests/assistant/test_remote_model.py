"""Whatever a remote endpoint does, the person gets a good answer and nothing is half-written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from assistant.agent import MODEL_CALLS
from assistant.bootstrap import World
from assistant.conversation import answer
from assistant.replies import FALLBACK_NOTE
from assistant.resilience import PatienceMiddleware
from integrations.reply import Reply
from knowledge.records.audit import AuditEntry
from knowledge.records.requests import Request
from tests.assistant.conftest import pass_time
from tests.assistant.openai_server import (
    HANGS,
    NO_CHOICES,
    NOT_JSON,
    REFUSES,
    Answer,
    OpenAIServer,
    fails,
    remote_settings,
    says,
    uses,
)
from tests.conftest import MAYA
from tests.tools.conftest import WHOLE

Ask = Callable[..., Reply]


def statuses(world: World, thread: str) -> list[str]:
    with world.sessions() as session:
        return [r.status for r in session.query(Request).filter(Request.thread == thread)]


def unfounded(world: World) -> set[str]:
    """Records without a trail, and trails without a record: what a half-done turn leaves."""
    with world.sessions() as session:
        told = {entry.subject for entry in session.query(AuditEntry)}
        return told ^ {request.id for request in session.query(Request)}


def test_words_come_back_as_they_were_sent(ask: Ask, server: OpenAIServer) -> None:
    server.will(says("Nothing is open."))
    reply = ask("Is anything open?")
    assert reply.text.strip() == "Nothing is open."
    assert len(server.bodies) == 1


def test_calls_in_parallel_and_in_pieces_are_all_made(
    ask: Ask, server: OpenAIServer, remote: World, thread: str
) -> None:
    server.will(
        uses(("update_request", {"fields": WHOLE}), ("list_requests", {})), says("Written down.")
    )
    reply = ask("I need a brand designer")
    assert reply.text.strip() == "Written down."
    assert statuses(remote, thread) == ["draft"]
    results = [m for m in server.seen[1]["messages"] if m["role"] == "tool"]
    assert len(results) == 2


@pytest.mark.parametrize("ids", [None, "", "call_0"])
def test_calls_without_an_id_of_their_own_are_made_and_answered(
    ask: Ask, server: OpenAIServer, remote: World, thread: str, ids: str | None
) -> None:
    server.will(
        uses(("update_request", {"fields": WHOLE}), ("list_requests", {}), ids=ids),
        says("Written down."),
    )
    assert ask("I need a brand designer").text.strip() == "Written down."
    assert statuses(remote, thread) == ["draft"]
    answered = [m["tool_call_id"] for m in server.seen[1]["messages"] if m["role"] == "tool"]
    assert len(set(filter(None, answered))) == 2


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(fails(429), id="too many requests"),
        pytest.param(fails(500), id="server error"),
        pytest.param(fails(503), id="unavailable"),
        pytest.param(says("One two three four five six", cut=True), id="cut"),
        pytest.param(NO_CHOICES, id="no choices"),
        pytest.param(NOT_JSON, id="not JSON"),
        pytest.param(uses(("update_request", '{"fields": {"role": ')), id="broken arguments"),
        pytest.param(says(""), id="empty"),
    ],
)
def test_a_passing_fault_is_not_noticed(
    ask: Ask, server: OpenAIServer, remote: World, thread: str, fault: Answer
) -> None:
    server.will(fault, uses(("update_request", {"fields": WHOLE})), says("Written down."))
    reply = ask("I need a brand designer")
    assert reply.text.strip() == "Written down."
    assert statuses(remote, thread) == ["draft"]
    assert len(server.bodies) == 3


def test_a_stream_that_ends_without_its_end_is_asked_for_again(
    remote: World, server: OpenAIServer
) -> None:
    server.will(says("One two three four five six", ends_early=True), says("Whole."))
    (reply,) = answer(remote, "cut", MAYA, text="Hi there", listener=lambda kind, words: None)
    assert reply.text.strip() == "Whole."


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(fails(429), id="too many requests"),
        pytest.param(fails(500), id="server error"),
        pytest.param(fails(401), id="wrong key"),
        pytest.param(fails(404), id="no such model"),
        pytest.param(says("One two three four", cut=True), id="cut"),
        pytest.param(NO_CHOICES, id="no choices"),
        pytest.param(NOT_JSON, id="not JSON"),
        pytest.param(uses(("update_request", "{not json")), id="broken arguments"),
        pytest.param(says(""), id="empty"),
        pytest.param(says("Half a sen", finish="length"), id="too long"),
        pytest.param(Answer(text="", finish="content_filter"), id="filtered"),
        pytest.param(REFUSES, id="refusal"),
        pytest.param(HANGS, id="timeout"),
    ],
)
def test_a_lasting_fault_lets_the_embedded_model_answer_and_says_so(
    ask: Ask, server: OpenAIServer, remote: World, thread: str, fault: Answer
) -> None:
    server.last = fault
    reply = ask("I need a brand designer for three weeks from 1 December, about $8,000")
    assert reply.text.endswith(FALLBACK_NOTE)
    assert reply.outcome == "done"
    assert len(reply.text) > len(FALLBACK_NOTE) + 20
    assert not any(word in reply.text for word in ("secret detail", "Error", "Traceback"))
    assert statuses(remote, thread) == ["draft"]
    assert unfounded(remote) == set()


def test_a_mistake_in_a_tool_is_told_as_one_and_not_as_a_failing_model(
    home: Path, server: OpenAIServer
) -> None:
    broken = World(remote_settings(home, server))
    broken.__dict__["pool"] = None
    server.will(uses(("update_request", {"fields": WHOLE}), ("find_talent", {})))
    with capture_logs() as logs:
        (reply,) = answer(broken, "t1", MAYA, text="I need a brand designer, who fits?")
    broken.close()
    assert reply.outcome == "failed"
    assert FALLBACK_NOTE not in reply.text
    assert [line["log_level"] for line in logs] == ["error"]
    assert len(server.bodies) == 1


def test_a_wrong_key_is_not_tried_again(ask: Ask, server: OpenAIServer) -> None:
    server.last = fails(401)
    ask("Is anything open?")
    assert len(server.bodies) == 1


def test_the_wait_that_the_endpoint_asks_for_is_kept(
    ask: Ask, server: OpenAIServer, waits: list[float]
) -> None:
    server.will(fails(429, retry_after="0.4"), fails(500), says("Here."))
    assert ask("Hello").text.strip() == "Here."
    assert waits[0] == pytest.approx(0.4)


def test_nobody_waits_longer_than_the_setting_allows(
    ask: Ask, server: OpenAIServer, waits: list[float]
) -> None:
    server.will(fails(429, retry_after="30"))
    assert ask("Is anything open?").text.endswith(FALLBACK_NOTE)
    assert waits == []
    assert len(server.bodies) == 1


def test_a_trickle_of_words_does_not_keep_anybody_waiting(
    remote: World, server: OpenAIServer
) -> None:
    server.will(says("word. " * 60, slow=0.3))
    told: list[str] = []
    (reply,) = answer(
        remote, "slow", MAYA, text="Is anything open?", listener=lambda kind, w: told.append(w)
    )
    assert reply.text.endswith(FALLBACK_NOTE)
    assert "word. word" not in reply.text
    assert 2 < told.count("word. ") < 30


def test_a_failing_endpoint_is_left_alone_for_a_while(
    ask: Ask, server: OpenAIServer, remote: World
) -> None:
    server.will(fails(401))
    ask("Is anything open?")
    ask("And now?")
    assert len(server.bodies) == 1
    pass_time(remote, minutes=6)
    assert FALLBACK_NOTE not in ask("And now?").text


def test_broken_arguments_are_explained_to_the_model(ask: Ask, server: OpenAIServer) -> None:
    server.will(uses(("update_request", "{oops")), says("Sorry."))
    ask("I need a designer")
    assert "update_request" in server.seen[1]["messages"][-1]["content"]
    assert "oops" not in server.bodies[1].decode()


def test_unknown_tools_and_wrong_arguments_are_answered_and_the_turn_goes_on(
    ask: Ask, server: OpenAIServer, remote: World, thread: str
) -> None:
    server.will(
        uses(("drop_tables", {}), ("update_request", {"fields": {"budget": "lots"}})),
        says("I could not do that."),
    )
    assert ask("Do something").text.strip() == "I could not do that."
    assert statuses(remote, thread) == []


def test_a_fault_in_the_middle_keeps_what_was_done_and_goes_on_embedded(
    ask: Ask, server: OpenAIServer, remote: World, thread: str
) -> None:
    server.will(uses(("update_request", {"fields": WHOLE})))
    server.last = fails(500)
    reply = ask("I need a brand designer for three weeks from 1 December, about $8,000")
    assert reply.text.endswith(FALLBACK_NOTE)
    assert statuses(remote, thread) == ["draft"]
    assert unfounded(remote) == set()


def test_a_model_that_calls_for_ever_is_stopped_with_a_sentence(
    ask: Ask, server: OpenAIServer
) -> None:
    server.last = uses(("list_requests", {}))
    reply = ask("Go on")
    assert len(server.bodies) <= MODEL_CALLS
    assert "limit" not in reply.text.lower()
    assert reply.text


def test_the_patience_of_a_resting_endpoint_is_bounded() -> None:
    waiting = PatienceMiddleware(object(), object(), patience=1, sleep=lambda seconds: None)
    for number in range(1000):
        waiting.given_up.append(str(number))
    assert len(waiting.given_up) == 256


ASKED = uses(("ask_policy", {"question": "When are invoices paid?"}))


def test_a_remote_answer_about_rules_is_shown_as_far_as_its_citations_carry_it(
    ask: Ask, server: OpenAIServer
) -> None:
    server.will(ASKED, says("It is 45 days [1]. The owner of it is Elvis [1]. Anything else?"))
    reply = ask("When are invoices paid?")
    assert "45" not in reply.text
    assert "Elvis" not in reply.text
    assert reply.citations[0].quote.split(".")[0] in reply.text
    assert reply.text.endswith("Anything else?")


def test_unchecked_words_about_rules_are_not_even_streamed(
    remote: World, server: OpenAIServer
) -> None:
    server.will(ASKED, says("It is 45 days. Elvis decides."))
    told: list[str] = []
    (reply,) = answer(
        remote, "streamed rules", MAYA, text="When are invoices paid?",
        listener=lambda kind, words: told.append(words if kind == "text" else ""),
    )  # fmt: skip
    assert "45" not in "".join(told)
    assert "".join(told) == reply.text


def test_a_model_that_tells_a_rule_without_asking_is_made_to_ask(
    ask: Ask, server: OpenAIServer
) -> None:
    server.will(says("Invoices must be paid within 45 days."), says("It is 45 days [1]."))
    reply = ask("When are invoices paid?")
    assert "45" not in reply.text
    assert reply.citations[0].quote.split(".")[0] in reply.text


def test_what_a_model_reads_off_the_record_stays_without_the_rule_beside_it(
    ask: Ask, server: OpenAIServer
) -> None:
    server.will(uses(("update_request", {"fields": WHOLE})), says("Noted."))
    ask("I need a brand designer")
    server.will(says("Daniel Brandt decides as budget owner. Nobody else must, up to $77,000."))
    reply = ask("Who has to approve this?")
    assert reply.text == "Daniel Brandt decides as budget owner."
    assert not reply.citations
