"""What a turn is read from, and what its calls and its answer keep for later steps and turns."""

import itertools
import json
import re
from collections.abc import Sequence
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from assistant.offline.turn import TURNING, About, Before, Call, Result, Turn
from assistant.offline.understanding.text.letters import without_greeting
from knowledge.fields import refused

STATE = "STATE "
OFFERS = "offers"
"""Under this name an answer keeps the words that it offers to note."""
DID, CHANGED = "did", "changed"
"""Under these names it keeps what was done for it, and whether that changed a request."""


def read_turn(messages: Sequence[BaseMessage]) -> Turn:
    """Take a turn out of the messages any chat model is given."""
    last = max((i for i, m in enumerate(messages) if isinstance(m, HumanMessage)), default=None)
    if last is None:
        return Turn("")
    said = [m.text for m in messages[:last] if isinstance(m, HumanMessage)]
    text, about = _meant(messages[last + 1 :])
    planned = _planned(messages[last + 1 :])
    return Turn(
        text=text or without_greeting(messages[last].text),
        about=about,
        state=_state(messages) | (planned.get("before") or {}),
        results=tuple(_results(messages[last + 1 :])),
        earlier=tuple(said),
        before=_just_before(messages[:last]),
        row=planned.get("row"),
    )


def of_answer(turn: Turn, *, changed: bool, offered: str) -> dict[str, Any]:
    """What the next turn needs to know of an answer, to be kept with it; nothing that is empty."""
    did = [[result.name, result.args] for result in turn.results if not result.error]
    kept = {DID: did, CHANGED: changed, OFFERS: offered}
    return {name: value for name, value in kept.items() if value}


def _just_before(messages: Sequence[BaseMessage]) -> Before:
    """What the answer to the last message keeps; nothing where none of ours was given."""
    since = itertools.takewhile(lambda one: not isinstance(one, HumanMessage), reversed(messages))
    answer = next((message for message in since if isinstance(message, AIMessage)), None)
    kept = answer.response_metadata if answer else {}
    calls = tuple(Call(name, args) for name, args in kept.get(DID) or ())
    return Before(calls, bool(kept.get(CHANGED)), str(kept.get(OFFERS) or ""))


def kept(turn: Turn) -> dict[str, Any]:
    """What later steps of a turn need to know of its first calls, to be kept with them."""
    return {"before": _before(turn), "meant": _about(turn), "row": turn.row}


def _about(turn: Turn) -> dict[str, Any] | None:
    """Which request the message is about, and its words."""
    if not turn.about:
        return None
    requests = [dict(one) for one in turn.about.requests]
    return {"text": turn.text, "requests": requests, "kind": turn.about.kind}


def _meant(messages: Sequence[BaseMessage]) -> tuple[str, About | None]:
    """What the first calls of this turn were made for."""
    first = next((message for message in messages if isinstance(message, AIMessage)), None)
    kept = first.response_metadata.get("meant") if first else None
    if not kept:
        return "", None
    return kept["text"], About(tuple(kept["requests"]), kept["kind"])


def _before(turn: Turn) -> dict[str, Any]:
    """The state as it was when the turn was planned."""
    kept = {
        k: turn.state.get(k) for k in ("context", "asked", "shortlist", "left_out", "days_away")
    }
    wanted = (
        "id",
        "group",
        "status",
        "version",
        "fields",
        "origins",
        "rulings",
        "missing",
        "ask_next",
        "set_aside",
    )
    request = {k: turn.request[k] for k in wanted if k in turn.request}
    return {**kept, "request": request or None}


def _planned(messages: Sequence[BaseMessage]) -> dict[str, Any]:
    """What the calls of this turn were planned on, and by; tools may have moved the state on.

    Turning to another request comes before them: what is planned after it rests on that request.
    """
    planned = [message for message in messages if isinstance(message, AIMessage)]
    since = itertools.takewhile(lambda message: not _turns(message), reversed(planned))
    first = next(reversed(list(since)), None)
    return dict(first.response_metadata) if first else {}


def _turns(message: AIMessage) -> bool:
    return [call["name"] for call in message.tool_calls] == [TURNING]


def _state(messages: Sequence[BaseMessage]) -> dict[str, Any]:
    for message in reversed(messages):
        if isinstance(message, SystemMessage) and message.text.startswith(STATE):
            found = _json(message.text[len(STATE) :])
            return found if isinstance(found, dict) else {}
    return {}


def _results(messages: Sequence[BaseMessage]) -> list[Result]:
    calls = {
        call["id"]: call["args"]
        for message in messages
        if isinstance(message, AIMessage)
        for call in message.tool_calls
    }
    return [
        Result(message.name or "", calls.get(message.tool_call_id, {}), _as_data(message))
        for message in messages
        if isinstance(message, ToolMessage)
    ]


def _as_data(message: ToolMessage) -> dict[str, Any]:
    """What a tool made; of arguments that its schema refused, which field of them and why."""
    found = _json(message.text)
    if isinstance(found, dict):
        return found
    if message.status != "error":
        return {"text": message.text}
    named = re.search(r"\bfields\.(\w+)", message.text)
    return {"error": refused(named[1] if named else "")}


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return None
