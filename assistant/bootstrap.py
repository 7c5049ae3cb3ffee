"""The composition root: what the program is made of, opened when it is first needed."""

import atexit
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.settings import Settings, read_settings
from knowledge.database import Sessions, connect, is_current, upgrade
from knowledge.records.people import Person
from tools.context import Context, random_id, utc_now
from tools.people import find_person

ITSELF = "sourcing-assistant"
"""Who stands in the trail where no person acted."""

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from knowledge.library.library import Library
    from knowledge.seed.vectors import Embed
    from tools.matching import Pool


@dataclass
class World:
    """One running program; `model` answers instead of the one that the settings name."""

    settings: Settings
    clock: Callable[[], datetime] = utc_now
    new_id: Callable[[str], str] = random_id
    model: "BaseChatModel | None" = None
    sleep: Callable[[float], None] = time.sleep

    @cached_property
    def sessions(self) -> Sessions:
        """The session factory, over tables at the newest revision."""
        self.settings.made_home()
        sessions = connect(self.settings.database)
        if not is_current(sessions):
            upgrade(sessions)
        return sessions

    @cached_property
    def embedder(self) -> "Embed":
        """The local sentence embedder, shared by everything that embeds."""
        from knowledge.embedding import Embedder
        from knowledge.seed.vectors import Remembering

        return Remembering(Embedder())

    @cached_property
    def library(self) -> "Library":
        """The policy library over its index."""
        from knowledge.library.library import Library

        return Library.open(self.settings.home, self.embedder, self.sessions)

    @cached_property
    def pool(self) -> "Pool":
        """The talent pool, in memory."""
        from tools.matching import Pool

        most = self.settings.pool_in_memory
        return Pool(self.sessions, self.embedder, self.clock, in_memory=most)

    @cached_property
    def agent(self) -> Any:
        """The agent over its checkpoints."""
        from assistant.agent import build_agent

        return build_agent(self)

    def acting(self, email: str, thread: str = "", *, public_channel: bool = False) -> Context:
        """The context in which that person acts.

        Raises:
            NotFound: nobody in the directory has that address.
        """
        with self.sessions() as session:
            actor = find_person(session, email)
        return self._context(actor, thread=thread, public_channel=public_channel)

    def itself(self) -> Context:
        """The context in which the program acts by itself, as jobs do; it holds no role."""
        name = "Sourcing assistant"
        return self._context(Person(email=ITSELF, name=name, roles=[], timezone="UTC"))

    def _context(self, actor: Person, **place: Any) -> Context:
        return Context(
            actor=actor,
            sessions=self.sessions,
            library=lambda: self.library,
            pool=lambda: self.pool,
            clock=self.clock,
            new_id=self.new_id,
            embed=self.embedder,
            anonymous=self.settings.anonymous,
            **place,
        )

    def incident(self, error: Exception) -> str:
        """Keep what went wrong for the operator; returns the number that people are told."""
        import structlog

        from assistant.logs import keep_incident

        number = self.new_id("INC")
        keep_incident(self.settings.made_home(), number, error)
        structlog.get_logger().error("incident", number=number, kind=type(error).__name__)
        return number

    def warm(self) -> None:
        """Load what a first turn needs, so that the first person does not wait for it."""
        from tools.policy import asking as policy

        _ = self.agent
        self.pool.columns()
        policy.search(self.library, "Who approves a request?", as_of=self.clock().date(), count=1)

    def close(self) -> None:
        """Let go of what was opened; closing twice does no harm."""
        for name in ("agent", "library", "pool", "embedder"):
            opened = self.__dict__.pop(name, None)
            if opened is not None and hasattr(opened, "close"):
                opened.close()
        sessions = self.__dict__.pop("sessions", None)
        if sessions is not None:
            sessions.kw["bind"].dispose()


def open_world(settings: Settings | None = None, **parts: Any) -> World:
    """A program over the given settings, or those of the environment, closed when the process ends.

    It logs to stderr.
    """
    from assistant.logs import configure

    settings = settings or read_settings()
    configure(settings.log_level)
    world = World(settings, **parts)
    atexit.register(world.close)
    return world
