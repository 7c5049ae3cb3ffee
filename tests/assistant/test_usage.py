"""What a language model used is written down call by call, and never guessed."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.bootstrap import World
from assistant.cli import app
from assistant.conversation import answer
from knowledge.prices import cost_usd, price_tables
from knowledge.records.usage import ModelCall
from tests.assistant.openai_server import OpenAIServer, fails, remote_settings, says, uses
from tests.conftest import MAYA, PRIYA, Clock
from tests.tools.conftest import WHOLE
from tools import filing, intake
from tools.usage import usage_report

DAY = date(2026, 11, 21)


@pytest.fixture
def remote(home: Path, server: OpenAIServer) -> Iterator[World]:
    world = World(remote_settings(home, server), clock=Clock(), sleep=lambda seconds: None)
    yield world
    world.close()


def turn(
    world: World,
    text: str = "I need a designer",
    action: str | None = None,
    value: str | None = None,
) -> None:
    answer(world, "t1", MAYA, text=None if action else text, action=action, value=value)


def report(world: World) -> dict[str, Any]:
    with world.sessions() as session:
        return usage_report(session)


def test_a_call_is_priced_by_fresh_cached_and_output_tokens() -> None:
    assert cost_usd("gpt-5-mini", DAY, 1200, 1000, 40) == pytest.approx(
        (200 * 0.25 + 1000 * 0.025 + 40 * 2.0) / 1e6
    )


def test_a_dated_model_name_costs_what_its_model_costs() -> None:
    assert cost_usd("gpt-5-mini-2025-08-07", DAY, 10**6, 0, 0) == 0.25


@pytest.mark.parametrize("model", ["llama-local", "gpt-5-mini-turbo", ""])
def test_an_unknown_model_costs_an_unknown_amount_and_not_nothing(model: str) -> None:
    assert cost_usd(model, DAY, 1000, 0, 1000) is None


def test_no_price_holds_before_its_day() -> None:
    assert cost_usd("gpt-5-mini", date(2025, 1, 1), 1000, 0, 1000) is None


def test_every_price_names_its_source_and_day() -> None:
    for table in price_tables():
        assert table.source.startswith("https://")
        assert table.checked >= table.effective_from


@pytest.mark.parametrize("streamed", [False, True])
def test_each_call_is_written_down_with_its_turn_and_request(
    remote: World, server: OpenAIServer, streamed: bool
) -> None:
    server.will(uses(("update_request", {"fields": WHOLE})), says("Noted."))
    listener = (lambda kind, words: None) if streamed else None
    answer(remote, "t1", MAYA, text="I need a designer", listener=listener)
    with remote.sessions() as session:
        first, second = session.query(ModelCall).order_by(ModelCall.number)
    assert (first.input_tokens, first.cached_tokens, first.output_tokens) == (1200, 1000, 40)
    assert first.cost_usd == pytest.approx(0.000155)
    assert first.turn == second.turn
    assert second.request_id is not None
    assert (second.actor, second.thread, second.fallback) == (MAYA, "t1", False)


def test_a_filed_request_counts_every_call_of_its_turns(
    remote: World, server: OpenAIServer
) -> None:
    server.will(
        uses(("update_request", {"fields": WHOLE})), uses(("propose_filing", {})), says("Right?")
    )
    turn(remote)
    turn(remote, action="confirm", value="")
    found = report(remote)
    assert found["per_filed_request"]["count"] == 1
    assert found["per_filed_request"]["calls"] == 3
    assert found["per_filed_request"]["input_tokens"] == 3600
    assert found["per_turn"]["cost_usd"] == pytest.approx(3 * 0.000155)


def test_what_is_asked_about_a_draft_counts_for_its_own_request_and_turn(
    remote: World, server: OpenAIServer
) -> None:
    server.last = says('{"questions": []}')
    ids = [_filed(remote, actor, thread) for actor, thread in ((MAYA, "t1"), (PRIYA, "t2"))]
    for actor, thread, request_id in (
        (MAYA, "t9", ids[0]),
        (PRIYA, "t2", ids[1]),
        (MAYA, "t1", ""),
    ):
        (drafted,) = answer(remote, thread, actor, action="statement", value=request_id)
        assert drafted.outcome == "done"
    found = report(remote)
    assert {one["request_id"]: one["calls"] for one in found["filed_requests"]} == {
        ids[0]: 2, ids[1]: 1,
    }  # fmt: skip
    assert found["per_turn"]["count"] == 3


def _filed(world: World, actor: str, thread: str) -> str:
    ctx = world.acting(actor, thread)
    request_id = str(intake.start_request(ctx, WHOLE)["id"])
    shown = filing.propose_filing(ctx, request_id)
    filing.file_request(ctx.confirmed(request_id, shown["version"]), request_id, shown["version"])
    return request_id


def test_failures_and_the_fallback_are_counted_apart(remote: World, server: OpenAIServer) -> None:
    server.last = fails(401)
    turn(remote, "What is open?")
    found = report(remote)["total"]
    assert found["failed"] == 1
    assert found["fallback"] >= 1
    assert found["cost_usd"] == 0


def test_one_call_of_unknown_price_makes_the_sum_unknown(home: Path, server: OpenAIServer) -> None:
    world = World(remote_settings(home, server, SOURCING_MODEL="llama-local"), clock=Clock())
    turn(world)
    found = report(world)["total"]
    world.close()
    assert found["cost_usd"] is None
    assert found["cost_unknown_calls"] == 1
    assert found["input_tokens"] == 1200


def test_the_embedded_model_alone_writes_nothing_down(world: World) -> None:
    turn(world)
    assert report(world)["total"]["calls"] == 0


def test_the_command_prints_the_report(
    remote: World, server: OpenAIServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    turn(remote)
    monkeypatch.setenv("SOURCING_HOME", str(remote.settings.home))
    told = CliRunner().invoke(app, ["report", "usage", "--json"])
    assert json.loads(told.stdout)["total"]["calls"] == 1
    read = CliRunner().invoke(app, ["report", "usage", "--since", "2026-11-01"])
    assert "gpt-5-mini" in read.stdout
    later = CliRunner().invoke(app, ["report", "usage", "--since", "2027-01-01"])
    assert "No language model" in later.stdout
