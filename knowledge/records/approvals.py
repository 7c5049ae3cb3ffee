"""Who must decide on a filed request, by which rule, and what they decided."""

from datetime import datetime

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.records.base import Record


class Approval(Record):
    """One decision that a rule asks for; it is taken once, by compare-and-set on `decision`."""

    __tablename__ = "approvals"
    __table_args__ = (UniqueConstraint("request_id", "request_version", "role"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("requests.id"), index=True)
    request_version: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    role: Mapped[str] = mapped_column(String(30))
    approver: Mapped[str] = mapped_column(ForeignKey("people.email"), index=True)
    rule: Mapped[str] = mapped_column(String(40))
    why: Mapped[str] = mapped_column(Text)
    decision: Mapped[str] = mapped_column(String(30), default="pending", index=True)
    reason: Mapped[str | None] = mapped_column(Text)
    condition: Mapped[str | None] = mapped_column(Text)
    decided_by: Mapped[str | None] = mapped_column(String(254))
    decided_at: Mapped[datetime | None]
