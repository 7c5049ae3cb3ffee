"""What lives on in Slack: posted cards, engaged threads, feedback, questions put to people."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.records.base import Record


class PostedCard(Record):
    """A card that stands in a conversation; it is updated when its record changes anywhere."""

    __tablename__ = "slack_posted_cards"
    __table_args__ = (Index("ix_slack_posted_cards_place", "team", "channel", "ts", unique=True),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    team: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(40))
    ts: Mapped[str] = mapped_column(String(40))
    thread: Mapped[str] = mapped_column(String(40), default="")
    part: Mapped[int] = mapped_column(Integer, default=0)
    request_id: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(30))
    viewer: Mapped[str | None] = mapped_column(String(254))
    text: Mapped[str] = mapped_column(Text)
    shown: Mapped[str] = mapped_column(String(64))
    """A digest of what is shown now, so that an unchanged card is left alone."""
    posted_at: Mapped[datetime]


class EngagedThread(Record):
    """A thread in a channel that the assistant was called into; it answers there unasked."""

    __tablename__ = "slack_engaged_threads"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    since: Mapped[datetime]


class AnswerFeedback(Record):
    """Whether an answer was right, and what was wrong with it."""

    __tablename__ = "slack_answer_feedback"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.email"), index=True)
    verdict: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class HelpRequest(Record):
    """A question passed to people; its answer goes back and is kept as a candidate FAQ entry."""

    __tablename__ = "slack_help_requests"
    __table_args__ = (Index("ix_slack_help_requests_place", "team", "channel", "ts", unique=True),)

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    team: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(40))
    ts: Mapped[str] = mapped_column(String(40))
    question_id: Mapped[str] = mapped_column(String(40), index=True)
    thread: Mapped[str] = mapped_column(String(200))
    asker: Mapped[str] = mapped_column(ForeignKey("people.email"))
    question: Mapped[str] = mapped_column(Text)
    passages: Mapped[list[dict[str, Any]]]
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(String(254))
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class PolicyAnswer(Record):
    """What somebody asked about policy and was told, for them to find again."""

    __tablename__ = "slack_policy_answers"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.email"), index=True)
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    sources: Mapped[list[dict[str, Any]]]
    at: Mapped[datetime]
