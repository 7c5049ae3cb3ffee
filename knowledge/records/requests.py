"""Requests for outside work: what was asked, in which state, by which rules."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.fields import RequestFields
from knowledge.records.base import Record

STATUSES = (
    "draft",
    "awaiting_confirmation",
    "in_approval",
    "changes_requested",
    "approved",
    "rejected",
    "match_confirmed",
    "withdrawn",
)
EDITABLE = ("draft", "awaiting_confirmation", "changes_requested")
CLOSED = ("rejected", "match_confirmed", "withdrawn")


class Request(Record):
    """A request; `version` rises with every change and is what decisions are compared with."""

    __tablename__ = "requests"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    status: Mapped[str] = mapped_column(String(30), index=True)
    version: Mapped[int] = mapped_column(Integer, default=1)
    requester: Mapped[str] = mapped_column(ForeignKey("people.email"), index=True)
    thread: Mapped[str] = mapped_column(String(200), index=True)
    template: Mapped[str | None] = mapped_column(String(80))
    fields: Mapped[dict[str, Any]]
    origins: Mapped[dict[str, Any]]
    rulings: Mapped[dict[str, Any]]
    shortlist: Mapped[list[dict[str, Any]]]
    preferences: Mapped[dict[str, Any]]
    match: Mapped[dict[str, Any]]
    group: Mapped[str | None] = mapped_column(String(40), index=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]

    @property
    def what(self) -> RequestFields:
        """The fields, typed."""
        return RequestFields.model_validate(self.fields)


class FiledVersion(Record):
    """The record as the requester confirmed it, kept word for word."""

    __tablename__ = "filed_versions"
    __table_args__ = (UniqueConstraint("request_id", "version"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"), index=True)
    version: Mapped[int] = mapped_column(Integer)
    record: Mapped[dict[str, Any]]
    confirmed_by: Mapped[str] = mapped_column(ForeignKey("people.email"))
    confirmed_at: Mapped[datetime]
