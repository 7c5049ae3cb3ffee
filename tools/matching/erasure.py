"""Forgetting a person, and purging what a source no longer allows us to keep."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select

from knowledge.database import Sessions
from knowledge.errors import NotFound
from knowledge.records.talent import TalentRecord
from tools.matching.runs import erase_from_snapshots


@dataclass(frozen=True)
class Erased:
    """What was erased: profiles, and kept pools that no longer hold the person."""

    profiles: tuple[str, ...]
    snapshots: int

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def forget(sessions: Sessions, person: str) -> Erased:
    """Erase somebody on every source, by profile id or person key; rankings keep ids, no data.

    Raises:
        NotFound: nobody in the pool has that id.
    """
    with sessions.begin() as session:
        known = session.get(TalentRecord, person)
        key = known.person if known else person
        same = or_(TalentRecord.person == key, TalentRecord.id == person)
        ids = tuple(session.scalars(select(TalentRecord.id).where(same).order_by(TalentRecord.id)))
        if not ids:
            raise NotFound(f"Nobody in the talent pool has the id {person!r}.")
        session.execute(delete(TalentRecord).where(TalentRecord.id.in_(ids)))
        return Erased(ids, erase_from_snapshots(session, ids))


def purge_expired(sessions: Sessions, now: datetime) -> Erased:
    """Erase profiles whose source allows no longer keeping, from kept pools too."""
    with sessions.begin() as session:
        expired = TalentRecord.expires_at <= now
        ids = tuple(session.scalars(select(TalentRecord.id).where(expired)))
        session.execute(delete(TalentRecord).where(expired))
        return Erased(ids, erase_from_snapshots(session, ids) if ids else 0)
