"""One turn as the embedded model sees it: the state, what the person wrote, what tools returned."""

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.offline.language import pattern
from assistant.offline.understanding.reader import Understanding, understand
from assistant.offline.understanding.requirements import settled
from assistant.offline.understanding.text.passage import PersonRef

TURNING = "turn_to_request"
SCOPING = ("scoping", "shortlist_shown")
"""Contexts of a draft that its requester goes on with."""
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


@dataclass(frozen=True)
class Before:
    """What the last message led to: the calls that were done, and whether they changed anything.

    `changed` is whether what a request said was put otherwise, and no question answered by it;
    `offered` are the words that it was then offered to note with the request.
    """

    calls: tuple[Call, ...] = ()
    changed: bool = False
    offered: str = ""

    def call(self, name: str) -> Call | None:
        """The last call of a tool."""
        return next((one for one in reversed(self.calls) if one.name == name), None)


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
    `row` names what of `WHATEVER_THE_INTENT` made the plan: empty if the intent or the request that
    is meant made it, None before there is a plan.
    """

    text: str
    state: Mapping[str, Any] = field(default_factory=dict)
    results: tuple[Result, ...] = ()
    earlier: tuple[str, ...] = ()
    about: About | None = None
    before: Before = Before()
    row: str | None = None

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
    def said_before(self) -> str:
        """The message before this one; empty if there was none."""
        return self.earlier[-1] if self.earlier else ""

    @property
    def context(self) -> str:
        """Where the conversation stands."""
        return str(self.state.get("context") or "none")

    @property
    def request(self) -> dict[str, Any]:
        """The request of this thread, empty if there is none."""
        return self.state.get("request") or {}

    @property
    def me(self) -> str:
        """The address of whoever writes; empty if it is not known."""
        return str((self.state.get("person") or {}).get("email") or "")

    @property
    def mine(self) -> Sequence[Mapping[str, Any]]:
        """The requests of whoever writes."""
        return self.state.get("my_requests") or ()

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

    def planned(self, row: str) -> "Turn":
        """The same turn with a plan; what was read of it is not read again."""
        there = copy.copy(self)
        object.__setattr__(there, "row", row)
        return there

    def planned_by(self, *rows: Callable[["Turn"], bool]) -> bool:
        """Whether the plan was made by one of these rows, each named by what it applies to."""
        return any(self.row == row_name(row) for row in rows)

    def last(self, *names: str) -> Result | None:
        """The last result of these tools in this turn."""
        return next((r for r in reversed(self.results) if r.name in names), None)


def row_name(applies: Callable[[Turn], bool]) -> str:
    """The name of a row of the plan: that of what it applies to, with its module."""
    return f"{applies.__module__.rpartition('.')[2]}.{applies.__name__}"


def has_form(turn: Turn, *names: str) -> bool:
    """Whether a message has one of these forms."""
    return any(pattern("intents_plans", name).search(turn.text) for name in names)
