"""What every use case is handed: the actor, the database, the clock, ids, library and talent."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from knowledge.database import Sessions
from knowledge.records.people import Person

if TYPE_CHECKING:
    from knowledge.library.library import Library
    from tools.matching import Pool

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def random_id(prefix: str) -> str:
    """A short id that people can read aloud, such as REQ-7K2QFDM."""
    return f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(7))}"


def utc_now() -> datetime:
    """The present moment, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Confirmation:
    """A person's own click on a record as they saw it; no model can make one."""

    person: str
    request_id: str
    version: int


@dataclass(frozen=True)
class Context:
    """The actor and everything a use case may touch; time, ids and chance come from here."""

    actor: Person
    sessions: Sessions
    library: Callable[[], "Library"]
    pool: Callable[[], "Pool"]
    clock: Callable[[], datetime] = utc_now
    new_id: Callable[[str], str] = random_id
    thread: str = ""
    public_channel: bool = False
    confirmation: Confirmation | None = None
    embed: Callable[[Sequence[str]], Any] | None = None
    anonymous: bool = False

    @property
    def now(self) -> datetime:
        """The present moment, in the actor's own time zone."""
        return self.clock().astimezone(ZoneInfo(self.actor.timezone))

    @property
    def today(self) -> date:
        """Today's date where the actor is."""
        return self.now.date()

    @property
    def conversation(self) -> str:
        """The conversation: one person in one thread, so that nobody speaks for another."""
        return f"{self.thread}|{self.actor.email}"

    def confirmed(self, request_id: str, version: int) -> "Context":
        """The same context, carrying the actor's own confirmation of that record and version."""
        return replace(self, confirmation=Confirmation(self.actor.email, request_id, version))
