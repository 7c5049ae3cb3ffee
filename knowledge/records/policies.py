"""Policy documents with their history, the questions asked of them, feedback and FAQ candidates."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.records.base import Record


class PolicyDocument(Record):
    """A document of record, whatever its editions say; `root` is the folder it was added from."""

    __tablename__ = "policy_documents"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    path: Mapped[str] = mapped_column(String(500), index=True)
    root: Mapped[str] = mapped_column(String(500), default="")
    removed_on: Mapped[date | None]


class PolicyEdition(Record):
    """One wording of a document; nothing here is ever changed except that it was replaced."""

    __tablename__ = "policy_editions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("policy_documents.id"), index=True)
    path: Mapped[str] = mapped_column(String(500), default="")
    digest: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(300))
    owner: Mapped[str] = mapped_column(String(254), default="")
    version: Mapped[str] = mapped_column(String(40), default="")
    status: Mapped[str] = mapped_column(String(20), default="in_force")
    effective_from: Mapped[date | None]
    effective_until: Mapped[date | None]
    review_by: Mapped[date | None]
    jurisdiction: Mapped[list[str]]
    department: Mapped[str] = mapped_column(String(120), default="")
    audience: Mapped[list[str]]
    source: Mapped[str] = mapped_column(String(500), default="")
    supersedes: Mapped[list[str]]
    missing: Mapped[list[str]]
    findings: Mapped[list[str]]
    text: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class PolicyQuestion(Record):
    """A question somebody asked, and what the library made of it."""

    __tablename__ = "policy_questions"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    asked_by: Mapped[str] = mapped_column(String(254), default="", index=True)
    question: Mapped[str] = mapped_column(Text)
    refused: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(40), default="")
    citations: Mapped[list[dict[str, Any]]]
    as_of: Mapped[date]
    asked_at: Mapped[datetime]


class PolicyFeedback(Record):
    """Whether an answer was right, and if not, why."""

    __tablename__ = "policy_feedback"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("policy_questions.id"), index=True)
    given_by: Mapped[str] = mapped_column(String(254))
    right: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime]


class FaqCandidate(Record):
    """A question put to a person, their answer, and whether the owner took it into the library."""

    __tablename__ = "policy_faq_candidates"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    question: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[str] = mapped_column(String(254))
    asked_of: Mapped[str] = mapped_column(String(254), default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[str] = mapped_column(String(254), default="")
    status: Mapped[str] = mapped_column(String(20), default="open")
    document_id: Mapped[str] = mapped_column(String(200), default="")
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
