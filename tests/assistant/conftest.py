"""A chat model that says what the test tells it: in the program, or behind an endpoint."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import Field

from assistant.bootstrap import World
from tests.assistant.openai_server import OpenAIServer, says, serving


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
