"""The pool out of the database, kept in memory and made anew when profiles change."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from knowledge.database import Sessions
from knowledge.records.talent import TalentRecord
from knowledge.talent import TalentProfile
from tools.matching.building import build_pool, person_key, profile_vectors
from tools.matching.columns import Columns, Embed
from tools.matching.reading import Reading, read_profile

if TYPE_CHECKING:
    import numpy as np

BATCH = 500


class Pool:
    """The talent pool of an organisation: `columns()` is always what the database holds now."""

    def __init__(
        self, sessions: Sessions, embed: Embed, clock: Callable[[], datetime] | None = None
    ) -> None:
        self._sessions, self._embed = sessions, embed
        self._clock = clock or (lambda: datetime.now(UTC))
        self._state: tuple[object, ...] | None = None
        self._columns: Columns | None = None

    @staticmethod
    def load(
        sessions: Sessions, embed: Embed | None = None, clock: Callable[[], datetime] | None = None
    ) -> "Pool":
        """The pool over a database; nothing is read before it is needed."""
        from knowledge.embedding import Embedder

        return Pool(sessions, embed or Embedder(), clock)

    def columns(self) -> Columns:
        """The profiles as columns; read again only when some changed or expired."""
        now = self._clock()
        with self._sessions() as session:
            state = session.execute(
                select(func.count(), func.max(TalentRecord.changed_at)).where(_alive(now))
            ).one()
            if self._columns is None or tuple(state) != self._state:
                self._columns = self._read(session, now)
                self._state = tuple(state)
        return self._columns

    def _read(self, session: Session, now: datetime) -> Columns:
        import numpy as np

        rows = session.scalars(
            select(TalentRecord).where(_alive(now)).order_by(TalentRecord.id)
        ).all()
        profiles = [TalentProfile.model_validate(row.data) for row in rows]
        readings = [Reading.from_json(row.reading) for row in rows]
        stored = [np.frombuffer(row.vector or b"", np.float32) for row in rows]
        vectors = np.stack(stored) if stored else np.zeros((0, 1), np.float32)
        return build_pool(profiles, self._embed, readings=readings, vectors=vectors)


def _alive(now: datetime) -> ColumnElement[bool]:
    return or_(TalentRecord.expires_at.is_(None), TalentRecord.expires_at > now)


def save_profiles(
    sessions: Sessions,
    profiles: Sequence[TalentProfile],
    embed: Embed,
    now: datetime,
    progress: Callable[[str], None] = lambda _: None,
) -> int:
    """Add or replace profiles, each read and embedded once; how many there were."""
    for start in range(0, len(profiles), BATCH):
        part = profiles[start : start + BATCH]
        rows = list(_records(part, profile_vectors(part, embed), now))
        with sessions.begin() as session:
            session.execute(
                delete(TalentRecord).where(TalentRecord.id.in_([row.id for row in rows]))
            )
            session.add_all(rows)
        progress(f"talent profiles {min(start + BATCH, len(profiles))} of {len(profiles)}")
    return len(profiles)


def _records(
    profiles: Sequence[TalentProfile], vectors: "np.ndarray", now: datetime
) -> Iterable[TalentRecord]:
    import numpy as np

    for profile, vector in zip(profiles, vectors, strict=True):
        yield TalentRecord(
            id=profile.id,
            source=profile.source,
            external_id=profile.external_id or profile.id,
            person=person_key(profile),
            data=profile.model_dump(mode="json"),
            reading=read_profile(profile).as_json(),
            vector=np.asarray(vector, np.float32).tobytes(),
            changed_at=now,
            expires_at=profile.expires_at,
        )
