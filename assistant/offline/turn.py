"""One turn as the embedded model sees it: the state, what the person wrote, what tools returned."""

import itertools
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from assistant.offline.language import pattern
from assistant.offline.understanding.passage import PersonRef
from assistant.offline.understanding.reader import Understanding, understand
from assistant.offline.understanding.requirements import settled
from knowledge.fields import refused

STATE = "STATE "
TURNING = "turn_to_request"
SCOPING = ("scoping", "shortlist_shown")
"""Contexts of a draft that its requester goes on with."""
OFFERS = "offers"
"""Under this name an answer keeps the words that it offers to note."""
REQUEST_ID = re.compile(r"\bREQ-[A-Z0-9-]{1,20}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Call:
    """A tool to call, with its arguments."""

    name: str
    args: dict[str, Any] = field(default_factory=dict)


ANSWERED_LATER = ("budget", "duration_weeks", "start_date")
"""What is recognised by itself when it is said after all."""


@dataclass(frozen=True)
class Result:
    """What one tool call of this turn returned, and the arguments it was given."""

    name: str
    args: dict[str, Any]
    data: dict[str, Any]

    @property
    def error(self) -> str | None:
        """The sentence of a refusal."""
        return str(self.data["error"]) if "error" in self.data else None


Kind = Literal["orders", "asks", "tells", "each"]


@dataclass(frozen=True)
class About:
    """The requests that a message may be about, and whether it orders, asks or tells something.

    One that asks of `each` is about all of them; any other is about one of them.
    """

    requests: tuple[Mapping[str, Any], ...]
    kind: Kind


@dataclass(frozen=True)
class Turn:
    """Everything the next step depends on; the plan comes from `text` alone, never from results.

    Where the message is `about` one of several requests, the text has "it" for the name of it.
    `offered` are the words that it was offered just before to note with the request.
    """

    text: str
    state: Mapping[str, Any] = field(default_factory=dict)
    results: tuple[Result, ...] = ()
    earlier: tuple[str, ...] = ()
    about: About | None = None
    offered: str = ""

    @cached_property
    def read(self) -> Understanding:
        """What the person's message means here."""
        read = understand(
            self.text,
            context=str(self.state.get("context") or "none"),
            now=self.now,
            known=self.fields,
            people=self.people,
            units=tuple(self.state.get("business_units") or ()),
            asked=self.asked,
        )
        requests = tuple(settled(one) for one in read.requests)
        return replace(read, fields=settled(read.fields), requests=requests)

    @property
    def own(self) -> "Turn":
        """The turn by the person's own words, without a text they quote that gives orders."""
        return replace(self, text=self.read.outside) if self.read.outside else self

    @property
    def context(self) -> str:
        """Where the conversation stands."""
        return str(self.state.get("context") or "none")

    @property
    def request(self) -> dict[str, Any]:
        """The request of this thread, empty if there is none."""
        return self.state.get("request") or {}

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields asked for last, and those that were left open for later.

        What was asked of one request is not answered by what is said of another.
        """
        turned = any(result.name == TURNING for result in self.results)
        asked = () if turned else self.state.get("asked") or ()
        later = [n for n in self.request.get("set_aside") or () if n in ANSWERED_LATER]
        return tuple(dict.fromkeys([*asked, *later]))

    @property
    def fields(self) -> dict[str, Any]:
        """What the request says so far."""
        return self.request.get("fields") or {}

    @property
    def shortlist(self) -> list[dict[str, Any]]:
        """The candidates last shown."""
        return self.state.get("shortlist") or []

    @property
    def left_out(self) -> list[dict[str, Any]]:
        """Who was taken off the list by its requester, each with the reason."""
        return self.state.get("left_out") or []

    @property
    def people(self) -> tuple[PersonRef, ...]:
        """The directory, as far as the state tells it."""
        listed = self.state.get("people") or ()
        return tuple(
            PersonRef(
                p["email"], p["name"], p.get("business_unit") or p.get("unit") or "",
                tuple(p.get("roles") or ()),
            )
            for p in listed
        )  # fmt: skip

    @cached_property
    def now(self) -> datetime:
        """The moment, in the person's own zone."""
        written = str(self.state.get("now") or "")
        moment = datetime.fromisoformat(written) if written else datetime.now(UTC)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        zone = str((self.state.get("person") or {}).get("timezone") or "")
        try:
            return moment.astimezone(ZoneInfo(zone)) if zone else moment
        except (ZoneInfoNotFoundError, ValueError):
            return moment

    @cached_property
    def seed(self) -> int:
        """A number drawn from the thread's words: the same talk gets the same wording."""
        said = "\n".join([*self.earlier, self.text])
        return int.from_bytes(sha256(said.encode()).digest()[:4], "big")

    def apart(self) -> "Turn":
        """The same message without the request at hand, for one that is begun beside it."""
        return replace(self, state={**self.state, "request": None, "shortlist": [], "asked": []})

    def last(self, *names: str) -> Result | None:
        """The last result of these tools in this turn."""
        return next((r for r in reversed(self.results) if r.name in names), None)


def read_turn(messages: Sequence[BaseMessage]) -> Turn:
    """Take a turn out of the messages any chat model is given."""
    last = max((i for i, m in enumerate(messages) if isinstance(m, HumanMessage)), default=None)
    if last is None:
        return Turn("")
    said = [m.text for m in messages[:last] if isinstance(m, HumanMessage)]
    text, about = _meant(messages[last + 1 :])
    return Turn(
        text=text or messages[last].text,
        about=about,
        state=_state(messages) | _before(messages[last + 1 :]),
        results=tuple(_results(messages[last + 1 :])),
        earlier=tuple(said),
        offered=_offered(messages[:last]),
    )


def _offered(messages: Sequence[BaseMessage]) -> str:
    """What the last answer offered to note."""
    answers = [message for message in messages if isinstance(message, AIMessage)]
    return str(answers[-1].response_metadata.get(OFFERS) or "") if answers else ""


def meant(turn: "Turn") -> dict[str, Any] | None:
    """Which request the message is about and its words, to be kept with the first calls."""
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


def before(turn: "Turn") -> dict[str, Any]:
    """The state as it was when the turn was planned, to be kept with the first calls."""
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


def _before(messages: Sequence[BaseMessage]) -> dict[str, Any]:
    """The state that the calls of this turn were planned on; tools may have moved it on.

    Turning to another request comes before them: what is planned after it rests on that request.
    """
    planned = [message for message in messages if isinstance(message, AIMessage)]
    since = itertools.takewhile(lambda message: not _turns(message), reversed(planned))
    first = next(reversed(list(since)), None)
    kept = first.response_metadata.get("before") if first else None
    return dict(kept) if isinstance(kept, dict) else {}


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


def has_form(turn: Turn, *names: str) -> bool:
    """Whether a message has one of these forms."""
    return any(pattern("intents_plans", name).search(turn.text) for name in names)
