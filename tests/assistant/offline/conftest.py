"""A Wednesday morning in Portland, the directory, and ways to read and to ask the model."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from assistant.commands.understand import directory
from assistant.offline.model import EmbeddedChatModel, with_answer
from assistant.offline.remembered import read_turn
from assistant.offline.understanding.reader import Understanding, understand
from tests.assistant.offline.planned import Result

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=ZoneInfo("America/Los_Angeles"))


@pytest.fixture(scope="session")
def read() -> Callable[..., Understanding]:
    """Read a message as the embedded model does."""
    people = directory()

    def reading(text: str, context: str = "scoping", **more: Any) -> Understanding:
        return understand(text, context=context, now=NOW, people=people, **more)

    return reading


def _answered(before: Sequence[BaseMessage], where: SystemMessage) -> list[BaseMessage]:
    """What was said before, with what the last message led to here, if it is not told."""
    if not before or before[-1].response_metadata:
        return [*before]
    last = max(at for at, one in enumerate(before) if isinstance(one, HumanMessage))
    said = [*before[:last], where, before[last]]
    planned = EmbeddedChatModel().invoke(said)
    done = [ToolMessage("{}", tool_call_id=c["id"], name=c["name"]) for c in planned.tool_calls]
    kept = with_answer(read_turn([*said, planned, *done])) | planned.response_metadata
    return [*before[: last + 1], AIMessage("Done.", response_metadata=kept)]


@pytest.fixture
def model() -> Callable[..., AIMessage]:
    """Ask the embedded model for its next message in a state, after the results of this turn."""

    def ask(
        text: str,
        *results: Result,
        before: Sequence[BaseMessage] = (),
        **state: Any,
    ) -> AIMessage:
        told = {"now": NOW.isoformat(), "context": "none", "asked": [], **state}
        people = [
            {"email": p.email, "name": p.name, "unit": p.business_unit, "roles": list(p.roles)}
            for p in directory()
        ]
        told.setdefault("people", people)
        where = SystemMessage("STATE " + json.dumps(told))
        messages = [SystemMessage("You are the sourcing assistant."), *_answered(before, where)]
        messages += [where, HumanMessage(text)]
        for number, (name, args, data) in enumerate(results):
            call = {"name": name, "args": args, "id": f"c{number}", "type": "tool_call"}
            messages.append(AIMessage("", tool_calls=[call]))
            messages.append(ToolMessage(json.dumps(data), tool_call_id=f"c{number}", name=name))
        return EmbeddedChatModel().invoke(messages)

    return ask
