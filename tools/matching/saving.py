"""Adding and replacing profiles: each is read, packed and embedded once, and its past is kept."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.database import Sessions
from knowledge.records.talent import TalentRecord
from knowledge.talent import TalentProfile
from tools.matching.building import facts_of, judged, person_key, profile_vectors
from tools.matching.columns import Embed
from tools.matching.history import archive, next_change
from tools.matching.packing import READER
from tools.matching.reading import read_profile

BATCH = 500


def save_profiles(
    sessions: Sessions,
    profiles: Sequence[TalentProfile],
    embed: Embed,
    now: datetime,
    progress: Callable[[str], None] = lambda _: None,
) -> int:
    """Add or replace profiles; those that say nothing new stay as they are. How many there were."""
    for start in range(0, len(profiles), BATCH):
        _save(sessions, profiles[start : start + BATCH], embed, now)
        progress(f"talent profiles {min(start + BATCH, len(profiles))} of {len(profiles)}")
    return len(profiles)


def renew(sessions: Sessions, embed: Embed, now: datetime) -> int:
    """Read again what an earlier version of this program read; how many profiles that were."""
    asked, count = select(TalentRecord.data).where(TalentRecord.reader != READER), 0
    while True:
        with sessions() as session:
            rows = session.scalars(asked.limit(BATCH)).all()
        if not rows:
            return count
        old = [TalentProfile.model_validate(data) for data in rows]
        count += save_profiles(sessions, old, embed, now)


def _save(
    sessions: Sessions, profiles: Sequence[TalentProfile], embed: Embed, now: datetime
) -> None:
    ids = [one.id for one in profiles]
    with sessions() as session:
        known = session.execute(
            select(TalentRecord.id, TalentRecord.data).where(
                TalentRecord.id.in_(ids), TalentRecord.reader == READER
            )
        )
        same = {row.id: row.data for row in known}
    new = [one for one in profiles if same.get(one.id) != one.model_dump(mode="json")]
    if not new:
        return
    rows = read(new, embed, now)
    with sessions.begin() as session:
        put(session, rows, now)


def read(
    profiles: Sequence[TalentProfile], embed: Embed, now: datetime
) -> tuple[TalentRecord, ...]:
    """Profiles as they are stored: read, packed and embedded."""
    return tuple(_records(profiles, profile_vectors(profiles, embed), now))


def put(session: Session, rows: Sequence[TalentRecord], now: datetime) -> None:
    """Store what was read, as one change of the pool; what it replaces goes to the past."""
    change = next_change(session, now)
    replaced = session.scalars(
        select(TalentRecord).where(TalentRecord.id.in_([row.id for row in rows]))
    ).all()
    archive(session, replaced, change, now, erase=False)
    for row in rows:
        row.since = change
    session.add_all(rows)


def _records(
    profiles: Sequence[TalentProfile], vectors: Sequence[bytes], now: datetime
) -> Iterable[TalentRecord]:
    for profile, vector in zip(profiles, vectors, strict=True):
        reading = read_profile(profile, now.date())
        kept = judged(reading, vector)
        yield TalentRecord(
            id=profile.id,
            source=profile.source,
            external_id=profile.external_id or profile.id,
            person=person_key(profile),
            data=profile.model_dump(mode="json"),
            reading=reading.as_json(),
            facts=facts_of(profile, reading).packed(),
            vector=kept,
            reader=READER,
            changed_at=now,
            expires_at=profile.expires_at,
        )
