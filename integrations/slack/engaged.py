"""In which threads of channels the assistant takes part: only there it answers unasked."""

from collections.abc import Callable
from datetime import datetime

from integrations.slack.places import Place
from knowledge.database import Sessions
from knowledge.records.slack import EngagedThread


class Engaged:
    """Threads the assistant was called into; kept, and remembered in memory."""

    def __init__(self, sessions: Sessions, clock: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._clock = clock
        self._known: set[str] = set()

    def add(self, place: Place) -> None:
        """The assistant was mentioned here."""
        if place.key in self._known:
            return
        with self._sessions.begin() as session:
            if session.get(EngagedThread, place.key) is None:
                session.add(EngagedThread(id=place.key, since=self._clock()))
        self._known.add(place.key)

    def has(self, place: Place) -> bool:
        """Whether the assistant takes part in the thread."""
        if place.key in self._known:
            return True
        with self._sessions() as session:
            if session.get(EngagedThread, place.key) is None:
                return False
        self._known.add(place.key)
        return True
