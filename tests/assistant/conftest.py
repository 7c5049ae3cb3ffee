"""A chat model that says what the test tells it: in the program, or behind an endpoint."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

from assistant.bootstrap import World
from assistant.conversation import answer
from integrations.reply import Reply
from tests.assistant.openai_server import OpenAIServer, remote_settings, says, serving
from tests.conftest import MAYA, Clock


class ScriptedModel(BaseChatModel):
    """Says the next thing of its script; when that is over, only words."""

    script: list[AIMessage] = Field(default_factory=list)
    seen: list[list[BaseMessage]] = Field(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> "ScriptedModel":
        return self

    def _generate(self, messages: list[BaseMessage], *args: Any, **kwargs: Any) -> ChatResult:
        self.seen.append(messages)
        said = self.script.pop(0) if self.script else AIMessage("Done.")
        return ChatResult(generations=[ChatGeneration(message=said)])


def calls(*named: tuple[str, dict[str, Any]], text: str = "") -> AIMessage:
    """A message that calls tools by name with arguments."""
    made = [
        {"name": name, "args": args, "id": f"call-{id(args)}-{n}", "type": "tool_call"}
        for n, (name, args) in enumerate(named)
    ]
    return AIMessage(text, tool_calls=made)


@pytest.fixture
def scripted(world: World) -> Callable[..., ScriptedModel]:
    """Let a model with this script answer in the test's world."""

    def use(*script: AIMessage) -> ScriptedModel:
        world.model = ScriptedModel(script=list(script), seen=[])
        world.__dict__.pop("agent", None)
        return world.model

    return use


@pytest.fixture(scope="module")
def endpoint() -> Iterator[OpenAIServer]:
    """An endpoint on this machine that speaks as OpenAI's does."""
    with serving() as running:
        yield running


@pytest.fixture
def server(endpoint: OpenAIServer) -> OpenAIServer:
    """The endpoint as it is at first."""
    endpoint.script, endpoint.bodies, endpoint.last = [], [], says("All done.")
    return endpoint


@pytest.fixture(scope="module")
def program(
    seeded_home: Path, tmp_path_factory: pytest.TempPathFactory, endpoint: OpenAIServer
) -> Iterator[World]:
    """A whole program that talks to the local endpoint through the real client."""
    home = Path(shutil.copytree(seeded_home, tmp_path_factory.mktemp("remote") / "home"))
    waits: list[float] = []
    program = World(remote_settings(home, endpoint), clock=Clock(), sleep=waits.append)
    program.__dict__["waits"] = waits
    yield program
    program.close()


@pytest.fixture
def remote(program: World, server: OpenAIServer) -> World:
    """The program, long after what an earlier test did to it."""
    pass_time(program, minutes=30)
    program.__dict__["waits"].clear()
    return program


@pytest.fixture
def waits(remote: World) -> list[float]:
    """The waits between attempts, noted instead of slept."""
    noted: list[float] = remote.__dict__["waits"]
    return noted


@pytest.fixture
def thread(request: pytest.FixtureRequest) -> str:
    """A thread of the test's own."""
    return f"thread {request.node.name}"[:200]


@pytest.fixture(params=["whole", "streamed"])
def ask(request: pytest.FixtureRequest, remote: World, thread: str) -> Callable[..., Reply]:
    """One turn, with the answer taken whole or as a stream."""

    def speak(text: str, thread: str = thread, actor: str = MAYA) -> Reply:
        listener = (lambda kind, words: None) if request.param == "streamed" else None
        (reply,) = answer(remote, thread, actor, text=text, listener=listener)
        return reply

    return speak


def pass_time(world: World, **span: float) -> None:
    assert isinstance(world.clock, Clock)
    world.clock.now += timedelta(**span)
