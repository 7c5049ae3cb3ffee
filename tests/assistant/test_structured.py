"""Answers in a form: by schema, by tool where the endpoint knows no schemas, else not at all."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from assistant.bootstrap import World
from assistant.conversation import answer
from assistant.structured import gaps_in
from integrations.reply import Reply
from knowledge.records.usage import ModelCall
from tests.assistant.openai_server import (
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
from tools import intake

ASKED = {"questions": ["Who pays for stock photos?"]}
DRAFT = "Scope: a logo. Write to jo.freelancer@gmail.com."


@pytest.fixture(scope="module")
def remote(
    seeded_home: Path, tmp_path_factory: pytest.TempPathFactory, endpoint: OpenAIServer
) -> Iterator[World]:
    home = Path(shutil.copytree(seeded_home, tmp_path_factory.mktemp("structured") / "home"))
    world = World(remote_settings(home, endpoint))
    yield world
    world.close()


@pytest.fixture
def gaps(remote: World) -> Callable[[], tuple[str, ...]]:
    return lambda: gaps_in(remote, remote.acting(MAYA, "t1"), DRAFT)


def outcomes(world: World) -> list[str]:
    with world.sessions() as session:
        return list(session.scalars(select(ModelCall.outcome).order_by(ModelCall.number)))


def test_the_form_is_asked_for_as_a_schema(
    server: OpenAIServer, remote: World, gaps: Callable[[], Any]
) -> None:
    server.will(says(json.dumps(ASKED)))
    assert gaps() == ("Who pays for stock photos?",)
    assert server.seen[0]["response_format"]["type"] == "json_schema"
    assert outcomes(remote)[-1] == "ok"


def test_an_endpoint_without_schemas_is_asked_by_a_tool(
    server: OpenAIServer, remote: World, gaps: Callable[[], Any]
) -> None:
    server.will(fails(400), uses(("Gaps", ASKED)))
    assert gaps() == ("Who pays for stock photos?",)
    assert server.seen[1]["tools"][0]["function"]["name"] == "Gaps"
    assert "Invalid" in outcomes(remote)[-2]
    assert outcomes(remote)[-1] == "ok"


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(says('{"questions": "none"}'), id="another form"),
        pytest.param(says("I would rather chat."), id="words"),
        pytest.param(says('{"questions": ["a", "b", "c", "d"]}'), id="too many"),
        *(pytest.param(fails(status), id=str(status)) for status in (400, 401, 429, 500)),
        pytest.param(NOT_JSON, id="not JSON"),
        pytest.param(REFUSES, id="refusal"),
    ],
)
def test_whatever_else_comes_back_is_nothing(
    server: OpenAIServer, gaps: Callable[[], Any], fault: Answer
) -> None:
    server.last = fault
    assert gaps() == ()


def test_what_is_sent_is_redacted(server: OpenAIServer, gaps: Callable[[], Any]) -> None:
    gaps()
    assert "jo.freelancer@gmail.com" not in server.bodies[0].decode()


def test_without_a_model_nothing_is_asked(world: World) -> None:
    assert gaps_in(world, world.acting(MAYA, "t1"), DRAFT) == ()


def statement_of(world: World) -> Reply:
    made = intake.start_request(world.acting(MAYA, "t1"), WHOLE)
    (reply,) = answer(world, "t1", MAYA, action="statement", value=made["id"])
    return reply


def test_the_statement_ends_with_what_the_model_would_settle(
    server: OpenAIServer, remote: World
) -> None:
    server.will(says(json.dumps(ASKED)))
    assert statement_of(remote).text.endswith("- Who pays for stock photos?")


def test_the_statement_is_drafted_whatever_the_model_does(
    server: OpenAIServer, remote: World
) -> None:
    server.last = fails(500)
    reply = statement_of(remote)
    assert reply.outcome == "done"
    assert "language model" not in reply.text
