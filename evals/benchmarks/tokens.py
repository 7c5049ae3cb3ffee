"""Input tokens of a filed request: this agent against a plain one.

Over the scenarios only the design differs (`tokens_replayed`). Over one long conversation both are
real agents on the real use cases, the plain one with a tool a field, and only the words of the
model are scripted. Tokens are counted over what goes over the wire (instructions, tools, messages)
with a Llama tokenizer that is on this machine; the ratio matters, not the count.
"""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import resources
from itertools import count
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import PrivateAttr

from assistant.bootstrap import World
from assistant.conversation import answer
from assistant.seeding import STEPS
from assistant.settings import Settings
from evals.benchmarks.plain_agent import plain_agent
from evals.benchmarks.tokens_replayed import LIMIT, filed_scenarios, replay_all
from evals.benchmarks.wire import counted, tokens
from evals.suites import sample
from knowledge.records.requests import Request

MAYA = "maya.ortiz@calderfinch.example"


@dataclass
class Counted:
    """Input tokens, a number for each call to the model."""

    calls: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All input tokens of the conversation."""
        return sum(self.calls)


class ScriptedModel(BaseChatModel):
    """Says what a good model would say, and counts what it was sent.

    Where it is made to ask the library before it may tell a rule, it says its words once more.
    """

    _script: list[AIMessage] = PrivateAttr(default_factory=list)
    _counted: Counted = PrivateAttr(default_factory=Counted)
    _resolve: Callable[[Any], Any] | None = PrivateAttr(default=None)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **_: Any) -> Runnable[Any, AIMessage]:
        """Remember the tools, as they go over the wire."""
        return self.bind(sent=json.dumps([convert_to_openai_tool(each) for each in tools]))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002  (the base class calls it so)
        run_manager: Any = None,  # noqa: ARG002
        *,
        sent: str = "",
        **_: Any,
    ) -> ChatResult:
        self._counted.calls.append(tokens(sent) + sum(map(counted, messages)))
        said = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        known = self._resolve or (lambda args: args)
        calls = [{**call, "args": known(call["args"])} for call in said.tool_calls]
        message = said.model_copy(update={"tool_calls": calls})
        return ChatResult(generations=[ChatGeneration(message=message)])


def bench_tokens(*, quick: bool = False) -> dict[str, Any]:
    """Replay the scenarios in both designs, and one long conversation with both agents."""
    chosen = filed_scenarios()
    replayed = replay_all(sample(chosen) if quick else chosen)
    turns = conversation()
    short = [turn for turn in turns if not turn.get("matching")]
    with _seeded() as home:
        found = {"whole": compare(home, turns, "whole")}
        if not quick:
            found["without matching"] = compare(home, short, "short")
    return {
        "bars": [
            _bar("over the scenarios, in all", replayed["share"]),
            _bar("over the scenarios, median", replayed["median_share"]),
            *(_bar(f"scripted, {name}", one["share"]) for name, one in found.items()),
            {
                "name": "scenarios that were not filed as they should",
                "value": len(replayed["failed"]),
                "unit": "scenarios",
                "limit": 0,
                "ok": not replayed["failed"],
            },
        ],
        "counted_with": "the Llama 2 tokenizer of the package wordllama",
        "scenarios": replayed,
        "conversations": found,
    }


def _bar(name: str, share: float) -> dict[str, Any]:
    return {
        "name": f"input tokens of a filed request against a plain agent, {name}",
        "value": round(share, 4),
        "unit": "share",
        "limit": round(LIMIT, 4),
        "ok": share <= LIMIT,
    }


def compare(home: Path, turns: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """Input tokens of both agents over the turns, each in a thread of its own."""
    ours, plain = _ours(home, turns, f"{name}-ours"), _plain(home, turns, f"{name}-plain")
    return {
        "share": ours.total / plain.total,
        "turns": len(turns),
        "ours": {"input_tokens": ours.total, "calls": ours.calls},
        "plain": {"input_tokens": plain.total, "calls": plain.calls},
    }


def conversation() -> list[dict[str, Any]]:
    """What the manager writes, and what the model does about it with either set of tools."""
    file = resources.files("evals.benchmarks").joinpath("data", "tokens_conversation.json")
    turns: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["turns"]
    return turns


@contextmanager
def _seeded() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        world = World(Settings(SOURCING_HOME=Path(folder)))
        for step in STEPS.values():
            step(world)
        world.close()
        yield Path(folder)


def _messages(turn: dict[str, Any], whose: str) -> list[AIMessage]:
    """The messages of a turn: its calls, round by round, and then the words."""
    made = []
    for number, parallel in enumerate(turn[whose]):
        calls = [
            {"id": f"call_{number}_{n}", "type": "tool_call", "name": name, "args": args}
            for n, (name, args) in enumerate(parallel)
        ]
        made.append(AIMessage("", tool_calls=calls))
    return [*made, AIMessage(turn["says"])]


def _ours(home: Path, turns: list[dict[str, Any]], thread: str) -> Counted:
    with _world(home, thread) as (world, model):
        for turn in turns:
            model._script = _messages(turn, "ours")
            answer(world, thread, MAYA, text=turn["text"])
        answer(world, thread, MAYA, action="confirm", value="")
        _must_be_filed(world, thread)
        return model._counted


def _plain(home: Path, turns: list[dict[str, Any]], thread: str) -> Counted:
    with _world(home, thread) as (world, model):
        say = plain_agent(model, world.acting(MAYA, thread))
        for turn in turns:
            model._script = _messages(turn, "plain")
            say(turn["text"])
        _must_be_filed(world, thread)
        return model._counted


@contextmanager
def _world(home: Path, thread: str) -> Iterator[tuple[World, ScriptedModel]]:
    numbers, model = count(1), ScriptedModel()
    world = World(
        Settings(SOURCING_HOME=home),
        new_id=lambda prefix: f"{prefix}-{thread.upper()}{next(numbers)}",
        model=model,
    )
    model._resolve = lambda args: _resolved(world, thread, args)
    yield world, model
    world.close()


def _resolved(world: World, thread: str, args: Any) -> Any:
    """The arguments with the ids that only the running conversation knows."""
    if isinstance(args, dict):
        return {name: _resolved(world, thread, each) for name, each in args.items()}
    if isinstance(args, list):
        return [_resolved(world, thread, each) for each in args]
    if not isinstance(args, str) or not args.startswith("$"):
        return args
    request = _request(world, thread)
    first = request.shortlist[0]["id"] if request.shortlist else ""
    return {"$REQUEST": request.id, "$VERSION": request.version, "$FIRST": first}[args]


def _request(world: World, thread: str) -> Request:
    with world.sessions() as session:
        return session.query(Request).filter(Request.thread == thread).one()


def _must_be_filed(world: World, thread: str) -> None:
    status = _request(world, thread).status
    if status != "in_approval":
        raise RuntimeError(f"the conversation {thread!r} filed nothing: it is {status}")
