"""Conversations: which request a thread is about, and what is still to be told to whom."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.records.base import Record


class Thread(Record):
    """A conversation; `asked` are the fields asked for last.

    `clarifying` is the policy question that is open still, and what it may mean, if several things;
    `answered` is the number of the policy question that was answered last.
    """

    __tablename__ = "threads"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    started_by: Mapped[str] = mapped_column(ForeignKey("people.email"))
    request_id: Mapped[str | None] = mapped_column(String(40))
    asked: Mapped[list[str]]
    questions: Mapped[list[str]]
    clarifying: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    answered: Mapped[int | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Notice(Record):
    """Something a person is to be told; written with the decision that caused it, sent after."""

    __tablename__ = "notices"
    __table_args__ = (Index("ix_notices_waiting", "recipient", "delivered_at"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    recipient: Mapped[str] = mapped_column(ForeignKey("people.email"))
    thread: Mapped[str | None] = mapped_column(String(200), index=True)
    request_id: Mapped[str | None] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    card: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]


class OpenQuestion(Record):
    """A question that the policy library did not answer, waiting for a person."""

    __tablename__ = "open_questions"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    thread: Mapped[str] = mapped_column(String(200), index=True)
    asker: Mapped[str] = mapped_column(ForeignKey("people.email"))
    question: Mapped[str] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(String(254))
    answer: Mapped[str | None] = mapped_column(Text)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
