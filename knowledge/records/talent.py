"""Talent: profiles by source, rankings as they were shown, overrides, and versions of weights."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.records.base import Record


class TalentRecord(Record):
    """A profile as its source gave it, and what was read from it; purged once expired."""

    __tablename__ = "talent"
    __table_args__ = (UniqueConstraint("source", "external_id"),)

    id: Mapped[str] = mapped_column(String(120), primary_key=True)
    source: Mapped[str] = mapped_column(String(40), index=True)
    external_id: Mapped[str] = mapped_column(String(200))
    person: Mapped[str] = mapped_column(String(200), index=True)
    data: Mapped[dict[str, Any]]
    reading: Mapped[dict[str, Any]]
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime | None] = mapped_column(index=True)


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


class PoolSnapshot(Record):
    """The rows and vectors a ranking was computed from, compressed; the forgotten are taken out."""

    __tablename__ = "pool_snapshots"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]
    profiles: Mapped[int] = mapped_column(Integer)
    content: Mapped[bytes] = mapped_column(LargeBinary)


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
