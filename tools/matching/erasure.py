"""Forgetting a person, purging what a source no longer allows, and letting go of the past."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from knowledge.database import Sessions
from knowledge.errors import NotFound
from knowledge.records.talent import TalentPast, TalentRecord
from tools.matching.history import archive, erase_past, next_change


@dataclass(frozen=True)
class Erased:
    """What was erased: profiles, and how many earlier versions of them."""

    profiles: tuple[str, ...]
    earlier: int

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return asdict(self)


def forget(session: Session, person: str, now: datetime) -> Erased:
    """Erase somebody on every source, by profile id or person key; rankings keep ids, no data.

    Raises:
        NotFound: nobody in the pool has that id.
    """
    known = session.get(TalentRecord, person)
    key = known.person if known else person
    same = or_(TalentRecord.person == key, TalentRecord.id == person)
    records = session.scalars(select(TalentRecord).where(same).order_by(TalentRecord.id)).all()
    if not records:
        raise NotFound(f"Nobody in the talent pool has the id {person!r}.")
    return _erase(session, records, now)


def purge_expired(sessions: Sessions, now: datetime) -> Erased:
    """Erase profiles whose source allows no longer keeping, from the past of the pool too."""
    with sessions.begin() as session:
        expired = select(TalentRecord).where(TalentRecord.expires_at <= now)
        erased = _erase(session, session.scalars(expired.order_by(TalentRecord.id)).all(), now)
        earlier = session.scalars(select(TalentPast.talent_id).where(TalentPast.expires_at <= now))
        return replace(erased, earlier=erased.earlier + erase_past(session, earlier.all()))


def prune_past(sessions: Sessions, before: datetime) -> int:
    """Let go of what profiles said until that day; how many versions that were.

    Rankings, decisions and reasons stay. Those over pools that lost a version can no longer be
    computed again, and say so.
    """
    with sessions.begin() as session:
        old = TalentPast.left_at < before
        count = session.scalar(select(func.count()).select_from(TalentPast).where(old)) or 0
        session.execute(delete(TalentPast).where(old))
        return count


def _erase(session: Session, records: Sequence[TalentRecord], now: datetime) -> Erased:
    ids = tuple(one.id for one in records)
    if not ids:
        return Erased((), 0)
    earlier = erase_past(session, ids)
    archive(session, records, next_change(session, now), now, erase=True)
    return Erased(ids, earlier)
