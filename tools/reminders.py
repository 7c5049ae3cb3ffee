"""Reminders: whose decision is late by the turnaround target, and telling them (R69).

An approval is due two working days after the request was filed. Whoever is late is reminded with
the requester, at most once in three working days; from the second reminder on their manager is
told as well.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.records.approvals import Approval
from knowledge.records.audit import AuditEntry
from knowledge.records.requests import Request
from tools.approvals import may_be_decided
from tools.audit import record
from tools.context import Context
from tools.notices import tell
from tools.people import find_person
from tools.views import OVERSIGHT, title_of

TARGET = 2
"""Working days in which an approver decides."""
AGAIN_AFTER = 3
"""Working days between two reminders."""
ACT = "approval.reminded"


@dataclass(frozen=True)
class Late:
    """A decision that is late: whose, on what, and by how many working days."""

    request_id: str
    title: str
    requester: str
    approver: str
    role: str
    filed_on: date
    days_late: int
    reminders: int

    def as_json(self) -> dict[str, Any]:
        """The same as JSON."""
        return asdict(self) | {"filed_on": self.filed_on.isoformat()}


def late_approvals(session: Session, now: datetime) -> list[Late]:
    """The decisions that are late, the latest first; who cannot decide yet is not late."""
    found = [_late(session, *pair, now) for pair in _pending(session)]
    return sorted((one for one in found if one.days_late > 0), key=lambda one: -one.days_late)


def late_for(session: Session, ctx: Context) -> list[Late]:
    """The late decisions that the actor may know of: on their requests, or all for oversight."""
    late = late_approvals(session, ctx.clock())
    if any(ctx.actor.has(role) for role in OVERSIGHT):
        return late
    return [one for one in late if one.requester == ctx.actor.email]


def remind(ctx: Context) -> list[Late]:
    """Remind everybody who is late and was not reminded of late; returns whom.

    It runs as often as you like: nobody is reminded twice within three working days.
    """
    with ctx.sessions.begin() as session:
        pending = [pair for pair in _pending(session) if _is_due(session, *pair, ctx.clock())]
        told = [_late(session, *pair, ctx.clock()) for pair in pending]
        for late, (approval, request) in zip(told, pending, strict=True):
            _tell(session, ctx, late, request)
            details = {"approver": approval.approver, "days_late": late.days_late}
            record(session, ctx, ACT, request, role=approval.role, **details)
        return told


def _pending(session: Session) -> list[tuple[Approval, Request]]:
    rows = session.execute(
        select(Approval, Request)
        .join(Request, Request.id == Approval.request_id)
        .where(Approval.decision == "pending", Request.status == "in_approval")
        .order_by(Request.filed_at, Approval.position)
    )
    return [(a, r) for a, r in rows if may_be_decided(session, r, a)]


def _late(session: Session, approval: Approval, request: Request, now: datetime) -> Late:
    zone = ZoneInfo(find_person(session, approval.approver).timezone)
    filed = request.filed_at or request.updated_at
    return Late(
        request_id=request.id,
        title=title_of(request),
        requester=request.requester,
        approver=approval.approver,
        role=approval.role,
        filed_on=filed.astimezone(zone).date(),
        days_late=working_days(filed, now, zone) - TARGET,
        reminders=len(_reminders(session, approval)),
    )


def _is_due(session: Session, approval: Approval, request: Request, now: datetime) -> bool:
    zone = ZoneInfo(find_person(session, approval.approver).timezone)
    before = _reminders(session, approval)
    if before:
        return working_days(before[-1].at, now, zone) >= AGAIN_AFTER
    return _late(session, approval, request, now).days_late > 0


def _reminders(session: Session, approval: Approval) -> list[AuditEntry]:
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject == approval.request_id, AuditEntry.act == ACT)
        .where(AuditEntry.version == approval.request_version)
        .order_by(AuditEntry.number)
    )
    return [entry for entry in entries if entry.details["approver"] == approval.approver]


def _tell(session: Session, ctx: Context, late: Late, request: Request) -> None:
    approver = find_person(session, late.approver)
    what = f"{late.title} ({late.request_id})"
    days = "a working day" if late.days_late == 1 else f"{late.days_late} working days"
    asks = f"{find_person(session, late.requester).name} waits for your decision on {what}"
    tell(session, ctx, {approver.email}, request, f"{asks}: it is {days} late.", "approval")
    others = {late.requester}
    if late.reminders and approver.manager:
        others.add(approver.manager)
    text = f"{approver.name}'s decision on {what} is {days} late; they have been reminded."
    tell(session, ctx, others - {approver.email}, request, text, "status")


def working_days(begin: datetime, end: datetime, zone: ZoneInfo) -> int:
    """The working days from one moment to another, Monday to Friday, by the days of that zone."""
    import numpy as np

    return int(np.busday_count(begin.astimezone(zone).date(), end.astimezone(zone).date()))
