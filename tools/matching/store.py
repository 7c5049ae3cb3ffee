"""The pool out of the database: read once, kept in memory, and told only what changed since."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from threading import Lock
from typing import Any

from sqlalchemy import CompoundSelect, Select, collate, column, select, union_all
from sqlalchemy.orm import Session

from knowledge.database import Sessions
from knowledge.errors import NotFound
from knowledge.records.talent import TalentPast, TalentRecord
from knowledge.talent import TalentProfile
from tools.matching.brief import Brief
from tools.matching.building import MEANINGS, arrays_of, pool_of
from tools.matching.columns import Columns, Embed, Records
from tools.matching.history import State, among, has_seen, newest, versions
from tools.matching.in_database import can_recall, follow, recalled
from tools.matching.joining import updated
from tools.matching.reading import Reading
from tools.matching.saving import renew
from tools.matching.scoring import BriefVectors

CHUNK, FETCHED = 20_000, 5_000
HELD = 200_000
"""Up to so many people, what they say is held as vectors; of more it is fetched for the few."""
IN_MEMORY = 2_000_000
"""Of more people, PostgreSQL with pgvector finds those who are scored."""
SHOWN = ("source", "facts", "vector")
BYTEWISE = {"sqlite": "BINARY", "postgresql": "C"}
"""The order in which Python sorts texts, by database."""


class Pool:
    """The talent pool of an organisation: `columns()` is always what the database holds now."""

    def __init__(
        self,
        sessions: Sessions,
        embed: Embed,
        clock: Callable[[], datetime] | None = None,
        held: int = HELD,
        in_memory: int = IN_MEMORY,
    ) -> None:
        self._sessions, self._embed = sessions, embed
        self._held, self._in_memory = held, in_memory
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

    @property
    def is_read(self) -> bool:
        """Whether the profiles were read already."""
        return self._columns is not None

    def start_from(self, other: "Pool") -> None:
        """Begin with what another pool has read; only what differs here is then read."""
        self._state, self._columns = other._state, other._columns

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
        after = State(*latest, now)
        recalls = before is not None and before.records.recall is not None
        unchanged = state is not None and latest == (state.sequence, state.token)
        if recalls if unchanged else self._is_too_large(session):
            return self._left_in_database(session, after), after
        if before is None or state is None or recalls or not has_seen(session, state):
            return self._ready(columns_at(session, after, self._embed, self._held), after), after
        gone = _expired(before, now)
        if not gone and unchanged:
            return before, state
        changed, _ = versions(after, *SHOWN)
        rows = _in_order(session, changed.where(TalentRecord.since > state.sequence))
        new = columns_of(rows, before.records, self._embed)
        left = select(TalentPast.talent_id).where(TalentPast.until > state.sequence)
        whole = updated(before, [*gone, *session.scalars(left)], new)
        return self._ready(whole, after), after

    def _is_too_large(self, session: Session) -> bool:
        many = select(TalentRecord.id).offset(self._in_memory).limit(1)
        return can_recall(session) and session.scalar(many) is not None

    def _left_in_database(self, session: Session, state: State) -> Columns:
        """Columns without rows, for whose briefs the database finds people."""
        if follow(session):
            session.commit()
        records = self._records(state, recalls=True)
        nobody = pool_of([], (), arrays_of([], []), records, self._embed)
        return nobody.through(records, state.pool_id)

    def _ready(self, columns: Columns, state: State) -> Columns:
        if len(columns) > self._held:
            columns = replace(columns, meanings=None)
        return columns.through(self._records(state), state.pool_id).warm()

    def _records(self, state: State, *, recalls: bool = False) -> Records:
        def profiles(ids: Sequence[str]) -> Sequence[tuple[TalentProfile, Reading]]:
            with self._sessions() as session:
                return records_in(session, state).profiles(ids)

        def vectors(ids: Sequence[str]) -> Sequence[bytes]:
            with self._sessions() as session:
                return records_in(session, state).vectors(ids)

        def recall(brief: Brief, given: BriefVectors) -> Columns:
            with self._sessions() as session:
                found = _recalled_columns(session, state, brief, given)
            return found.through(self._records(state), state.pool_id)

        return Records(profiles, vectors, recall if recalls else None)


def records_in(session: Session, state: State, *, recalls: bool = False) -> Records:
    """What the people of a pool in that state say, fetched in a session that is open already."""

    def profiles(ids: Sequence[str]) -> list[tuple[TalentProfile, Reading]]:
        return [
            (TalentProfile.kept(row.data), Reading.from_json(row.reading))
            for row in _found(session, state, ids, "facts", "data", "reading")
        ]

    def vectors(ids: Sequence[str]) -> list[bytes]:
        return [vector for _, vector in _found(session, state, ids, "vector")]

    def recall(brief: Brief, given: BriefVectors) -> Columns:
        return _recalled_columns(session, state, brief, given)

    return Records(profiles, vectors, recall if recalls else None)


def _found(session: Session, state: State, ids: Sequence[str], *names: str) -> list[Any]:
    rows: dict[str, Any] = {}
    for asked in map(among, versions(state, *names)):
        missing = [one for one in ids if one not in rows]
        for start in range(0, len(missing), FETCHED):
            some = {"ids": missing[start : start + FETCHED]}
            rows.update({row[0]: row for row in session.execute(asked, some).all()})
    for one in ids:
        if one not in rows or rows[one][1] is None:
            raise NotFound(f"{one} left the talent pool a moment ago: look again.")
    return [rows[one] for one in ids]


def _recalled_columns(session: Session, state: State, brief: Brief, given: BriefVectors) -> Columns:
    pool = columns_among(session, state, recalled(session, state, brief, given))
    return pool.through(pool.records, state.pool_id)


def joined_to(session: Session, pool: Columns) -> Columns:
    """The pool, with what its people say fetched in a session that is open already."""
    state = State.of(pool.pool_id)
    if state is None:
        return pool
    return pool.through(records_in(session, state, recalls=pool.records.recall is not None))


def columns_at(
    session: Session, state: State, embed: Embed | None = None, held: int = HELD
) -> Columns:
    """The columns of a pool as it was in that state."""
    rows = _in_order(session, union_all(*versions(state, *SHOWN)))
    return columns_of(rows, records_in(session, state), embed, held)


def columns_among(
    session: Session, state: State, ids: Sequence[str], embed: Embed | None = None
) -> Columns:
    """The columns of some people of a pool in that state."""
    rows = _found(session, state, sorted(ids), *SHOWN)
    return columns_of(rows, records_in(session, state), embed)


def columns_of(
    rows: Iterable[Sequence[Any]],
    records: Records,
    embed: Embed | None = None,
    held: int = HELD,
) -> Columns:
    """Columns over rows of id, source, facts and vector, which come in the order of their ids."""
    import numpy as np

    ids: list[str] = []
    sources: list[str] = []
    gathered: dict[str, list[np.ndarray]] = {}
    given = iter(rows)
    while chunk := list(islice(given, CHUNK)):
        of_chunk, from_, facts, vectors = zip(*chunk, strict=True)
        ids += of_chunk
        sources += from_
        for name, array in arrays_of(facts, vectors).items():
            gathered.setdefault(name, []).append(array)
        if len(ids) > held:
            for name in MEANINGS:
                gathered.pop(name, None)
    if not ids:
        return pool_of([], (), arrays_of([], []), records, embed)
    arrays = {name: np.concatenate(gathered.pop(name)) for name in list(gathered)}
    return pool_of(ids, sources, arrays, records, embed)


def _in_order(session: Session, asked: Select[Any] | CompoundSelect[Any]) -> Iterable[Any]:
    # PostgreSQL orders a union by its columns' names alone, so it is put into a FROM clause.
    within = select(asked.subquery()) if isinstance(asked, CompoundSelect) else asked
    order = collate(column("id"), BYTEWISE[session.get_bind().dialect.name])
    return session.execute(within.order_by(order)).yield_per(CHUNK)


def _expired(pool: Columns, now: datetime) -> list[str]:
    import numpy as np

    return [pool.ids[row] for row in np.flatnonzero(pool.numbers["expires"] <= now.timestamp())]
