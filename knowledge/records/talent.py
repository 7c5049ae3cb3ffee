"""Talent: profiles by source, rankings as they were shown, overrides, and versions of weights."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.records.base import Record

NO_REASON = "no reason given"
"""What stands for the reason of an override that was given none."""


class Shown:
    """A profile as its source gave it, what was read from it, and what rankings compare of it."""

    source: Mapped[str] = mapped_column(String(40), index=True)
    person: Mapped[str] = mapped_column(String(200), index=True)
    data: Mapped[dict[str, Any]]
    reading: Mapped[dict[str, Any]]
    facts: Mapped[bytes | None] = mapped_column(LargeBinary)
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)
    reader: Mapped[str] = mapped_column(String(8), default="", server_default="", index=True)
    since: Mapped[int] = mapped_column(Integer, default=0, server_default="0", index=True)
    expires_at: Mapped[datetime | None] = mapped_column(index=True)


class TalentRecord(Shown, Record):
    """A profile in the pool now; `since` is the change that brought it."""

    __tablename__ = "talent"
    __table_args__ = (UniqueConstraint("source", "external_id"),)

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime] = mapped_column(index=True)


class TalentPast(Shown, Record):
    """A profile as it was until the change `until`; empty once the person is forgotten."""

    __tablename__ = "talent_past"

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    talent_id: Mapped[str] = mapped_column(String(120), index=True)
    until: Mapped[int] = mapped_column(Integer, index=True)
    left_at: Mapped[datetime] = mapped_column(index=True)


class TalentChange(Record):
    """A change of the pool: a pool is known by the last change it has seen."""

    __tablename__ = "talent_changes"

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True)
    token: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]


class MatchRun(Record):
    """A ranking as it was shown: everything that is needed to compute it again, bit for bit."""

    __tablename__ = "match_runs"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    request_id: Mapped[str | None] = mapped_column(String(40), index=True)
    actor: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime]
    brief: Mapped[dict[str, Any]]
    weights: Mapped[dict[str, Any]]
    overrides: Mapped[dict[str, Any]]
    model: Mapped[str] = mapped_column(String(80))
    pool_id: Mapped[str] = mapped_column(String(64), index=True)
    considered: Mapped[int] = mapped_column(Integer)
    outcome: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64))


class MatchOverride(Record):
    """A person's word against the ranking, with the reason: pin, exclude, reorder or choose."""

    __tablename__ = "match_overrides"
    __table_args__ = (Index("ix_match_overrides_request", "request_id", "at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    request_id: Mapped[str | None] = mapped_column(String(40))
    run_id: Mapped[str | None] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(254))
    kind: Mapped[str] = mapped_column(String(20))
    candidate: Mapped[str] = mapped_column(String(120), index=True)
    over: Mapped[str | None] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class WeightsVersion(Record):
    """A set of weights: who made it, why, from which decisions; one is in force at a time."""

    __tablename__ = "weights_versions"

    version: Mapped[str] = mapped_column(String(60), primary_key=True)
    weights: Mapped[dict[str, Any]]
    origin: Mapped[str] = mapped_column(String(20))
    in_force: Mapped[bool] = mapped_column(Boolean, default=False)
    reason: Mapped[str] = mapped_column(Text)
    comparison: Mapped[dict[str, Any]]
    made_by: Mapped[str] = mapped_column(String(254))
    made_at: Mapped[datetime]
