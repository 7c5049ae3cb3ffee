"""The pool out of the database: read once, kept in memory, and told only what changed since."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from threading import Lock
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from knowledge.database import Sessions
from knowledge.errors import NotFound
from knowledge.records.talent import TalentPast, TalentRecord
from knowledge.talent import TalentProfile
from tools.matching.building import arrays_of, pool_of
from tools.matching.columns import Columns, Embed, Profiles
from tools.matching.history import State, has_seen, newest
from tools.matching.joining import by_id, updated
from tools.matching.reading import Reading
from tools.matching.saving import renew

CHUNK = 20_000
SHOWN = (TalentRecord.id, TalentRecord.source, TalentRecord.facts, TalentRecord.vector)


class Pool:
    """The talent pool of an organisation: `columns()` is always what the database holds now."""

    def __init__(
        self, sessions: Sessions, embed: Embed, clock: Callable[[], datetime] | None = None
    ) -> None:
        self._sessions, self._embed = sessions, embed
        self._clock = clock or (lambda: datetime.now(UTC))
        self._state: State | None = None
        self._columns: Columns | None = None
        self._lock = Lock()

    @staticmethod
    def load(
        sessions: Sessions, embed: Embed | None = None, clock: Callable[[], datetime] | None = None
    ) -> "Pool":
        """The pool over a database; nothing is read before it is needed."""
        from knowledge.embedding import Embedder

        return Pool(sessions, embed or Embedder(), clock)

    def columns(self) -> Columns:
        """The profiles as columns; only what changed or expired since the last time is read."""
        with self._lock:
            now = self._clock()
            if self._columns is None or self._state is None:
                renew(self._sessions, self._embed, now)
            with self._sessions() as session:
                self._columns, self._state = self._current(session, now)
            return self._columns

    def _current(self, session: Session, now: datetime) -> tuple[Columns, State]:
        before, state, latest = self._columns, self._state, newest(session)
        if before is None or state is None or not has_seen(session, state):
            state = State(*latest, now)
            rows = session.execute(select(*SHOWN).where(_alive(now)).order_by(TalentRecord.id))
            whole = columns_of(rows.yield_per(CHUNK), self._profile, self._embed)
            return self._ready(whole, state), state
        gone = _expired(before, now)
        if not gone and latest == (state.sequence, state.token):
            return before, state
        changed = TalentRecord.since > state.sequence
        rows = session.execute(select(*SHOWN).where(changed, _alive(now)))
        new = columns_of(rows, self._profile, self._embed)
        left = select(TalentPast.talent_id).where(TalentPast.until > state.sequence)
        after = State(*latest, now)
        return self._ready(updated(before, [*gone, *session.scalars(left)], new), after), after

    def _ready(self, columns: Columns, state: State) -> Columns:
        return columns.through(self._profile, state.pool_id).warm()

    def _profile(self, ids: Sequence[str]) -> Sequence[tuple[TalentProfile, Reading]]:
        with self._sessions() as session:
            return profiles_in(session)(ids)


def profiles_in(session: Session) -> Profiles:
    """Profiles by id, fetched in a session that is open already."""

    def fetch(ids: Sequence[str]) -> list[tuple[TalentProfile, Reading]]:
        asked = select(TalentRecord.id, TalentRecord.data, TalentRecord.reading)
        rows = session.execute(asked.where(TalentRecord.id.in_(ids)))
        found = {row.id: row for row in rows}
        for one in ids:
            if one not in found:
                raise NotFound(f"{one} left the talent pool a moment ago: look again.")
        return [
            (TalentProfile.model_validate(found[i].data), Reading.from_json(found[i].reading))
            for i in ids
        ]

    return fetch


def columns_of(
    rows: Iterable[Sequence[Any]], profiles: Profiles, embed: Embed | None = None
) -> Columns:
    """Columns over rows of id, source, facts and vector, in the order of their ids."""
    import numpy as np

    names: list[str] = []
    from_: list[str] = []
    gathered: dict[str, list[np.ndarray]] = {}
    given = iter(rows)
    while chunk := list(islice(given, CHUNK)):
        ids, sources, facts, vectors = zip(*chunk, strict=True)
        names += ids
        from_ += sources
        for name, array in arrays_of(facts, vectors).items():
            gathered.setdefault(name, []).append(array)
    if not names:
        return pool_of([], (), arrays_of([], []), profiles, embed)
    arrays = {name: np.concatenate(gathered.pop(name)) for name in list(gathered)}
    return by_id(pool_of(names, from_, arrays, profiles, embed))


def _alive(now: datetime) -> ColumnElement[bool]:
    return or_(TalentRecord.expires_at.is_(None), TalentRecord.expires_at > now)


def _expired(pool: Columns, now: datetime) -> list[str]:
    import numpy as np

    return [pool.ids[row] for row in np.flatnonzero(pool.numbers["expires"] <= now.timestamp())]
