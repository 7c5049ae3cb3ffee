"""The pool through time: every change has a number, and what it replaced is kept for a while."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, bindparam, delete, exists, or_, select, union_all
from sqlalchemy.orm import Session

from knowledge.records.talent import Shown, TalentChange, TalentPast, TalentRecord


class State(NamedTuple):
    """A pool as it was: the number and mark of its last change, and when expired rows left it."""

    sequence: int
    token: str
    as_of: datetime

    @property
    def pool_id(self) -> str:
        """How rankings name the pool."""
        return f"{self.sequence}@{self.as_of.isoformat()}"

    @staticmethod
    def of(pool_id: str) -> "State | None":
        """The state that a pool's id names; None for an id of another kind."""
        sequence, _, moment = pool_id.partition("@")
        return State(int(sequence), "", datetime.fromisoformat(moment)) if moment else None


LATEST = select(TalentChange.sequence, TalentChange.token).order_by(TalentChange.sequence.desc())


def newest(session: Session) -> tuple[int, str]:
    """The last change; 0 where there was none."""
    found = session.execute(LATEST.limit(1)).one_or_none()
    return (found.sequence, found.token) if found else (0, "")


def next_change(session: Session, at: datetime) -> int:
    """Begin a change; others wait for it, so that numbers appear in their order."""
    session.execute(LATEST.limit(1).with_for_update())
    sequence = newest(session)[0] + 1
    session.add(TalentChange(sequence=sequence, token=uuid4().hex, at=at))
    return sequence


def has_seen(session: Session, state: State) -> bool:
    """Whether a pool in that state is one of this database's."""
    kept = session.get(TalentChange, state.sequence)
    return state.sequence == 0 or (kept is not None and kept.token == state.token)


def versions(state: State, *names: str) -> tuple[Select[Any], Select[Any]]:
    """Id and some columns of who was in a pool in that state: unchanged since, and changed."""

    def part(table: type[Shown], key: Any, *where: ColumnElement[bool]) -> Select[Any]:
        alive = or_(table.expires_at.is_(None), table.expires_at > state.as_of)
        asked = select(key.label("id"), *(getattr(table, name) for name in names))
        return asked.where(table.since <= state.sequence, alive, *where)

    past = part(TalentPast, TalentPast.talent_id, TalentPast.until > state.sequence)
    return part(TalentRecord, TalentRecord.id), past


def among(asked: Select[Any]) -> Select[Any]:
    """The same of those whose ids are given as `ids`."""
    return asked.where(asked.selected_columns[0].in_(bindparam("ids", expanding=True)))


def erased_at(state: State) -> ColumnElement[bool]:
    """Whether anybody who was in a pool in that state was erased since."""
    held = union_all(*versions(state, "facts")).subquery()
    return exists().where(held.c.facts.is_(None))


def archive(
    session: Session, records: Sequence[TalentRecord], until: int, at: datetime, *, erase: bool
) -> None:
    """Move profiles out of the pool into its past, or only the fact that they were there."""
    for one in records:
        past = TalentPast(talent_id=one.id, until=until, left_at=at)
        for name in Shown.__annotations__:
            setattr(past, name, getattr(one, name))
        if erase:
            _empty(past)
        session.add(past)
    session.execute(delete(TalentRecord).where(TalentRecord.id.in_([one.id for one in records])))


def erase_past(session: Session, ids: Sequence[str]) -> int:
    """Empty every earlier version of some people; how many there were."""
    found = session.scalars(
        select(TalentPast).where(TalentPast.talent_id.in_(ids), TalentPast.facts.is_not(None))
    ).all()
    for past in found:
        _empty(past)
    return len(found)


def _empty(past: TalentPast) -> None:
    past.person, past.data, past.reading, past.facts, past.vector = "", {}, {}, None, None
