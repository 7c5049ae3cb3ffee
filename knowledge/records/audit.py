"""The audit trail: append-only, one line an act (R84–R90)."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, Integer, String, event
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.records.base import Record


class AuditEntry(Record):
    """Who did what to which record, when, and with which details."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(254))
    act: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    version: Mapped[int | None] = mapped_column(Integer)
    details: Mapped[dict[str, Any]]


SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER IF NOT EXISTS audit_no_{verb} BEFORE {verb.upper()} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
    for verb in ("update", "delete")
)
POSTGRES_GUARDS = (
    """CREATE OR REPLACE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$""",
    """CREATE OR REPLACE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_append_only()""",
)
GUARDS = {"sqlite": SQLITE_GUARDS, "postgresql": POSTGRES_GUARDS}

for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        event.listen(
            AuditEntry.__table__,
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
