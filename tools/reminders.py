"""Reminders: whose decision is late by the turnaround target, and telling them (R69).

An approval is due two working days after the request was filed. Whoever is late is reminded with
the requester, at most once in three working days; from the second reminder on their manager is
told as well.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.records.approvals import Approval
from knowledge.records.audit import AuditEntry
from knowledge.records.people import Person
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


@dataclass(frozen=True)
class Waiting:
    """A decision that can be taken now, and when its approver was reminded, oldest first."""

    approval: Approval
    request: Request
    zone: ZoneInfo
    reminded: tuple[datetime, ...]

    def late(self, now: datetime) -> Late:
        """How late it is, by the days where the approver is."""
        filed = self.request.filed_at or self.request.updated_at
        return Late(
            request_id=self.request.id,
            title=title_of(self.request),
            requester=self.request.requester,
            approver=self.approval.approver,
            role=self.approval.role,
            filed_on=filed.astimezone(self.zone).date(),
            days_late=working_days(filed, now, self.zone) - TARGET,
            reminders=len(self.reminded),
        )

    def is_due(self, now: datetime) -> bool:
        """Whether its approver is to be reminded."""
        if self.reminded:
            return working_days(self.reminded[-1], now, self.zone) >= AGAIN_AFTER
        return self.late(now).days_late > 0


def late_approvals(session: Session, now: datetime) -> list[Late]:
    """The decisions that are late, the latest first; who cannot decide yet is not late."""
    found = [one.late(now) for one in _waiting(session)]
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
        due = [one for one in _waiting(session) if one.is_due(ctx.clock())]
        told = [one.late(ctx.clock()) for one in due]
        for late, one in zip(told, due, strict=True):
            _tell(session, ctx, late, one.request)
            details = {"approver": late.approver, "days_late": late.days_late}
            record(session, ctx, ACT, one.request, role=late.role, **details)
        return told


def _waiting(session: Session) -> list[Waiting]:
    rows = session.execute(
        select(Approval, Request, Person.timezone)
        .join(Request, Request.id == Approval.request_id)
        .join(Person, Person.email == Approval.approver)
        .where(Approval.decision == "pending", Request.status == "in_approval")
        .order_by(Request.filed_at, Approval.position)
    ).all()
    reminded = _reminded(session)
    return [
        Waiting(a, r, ZoneInfo(zone), tuple(reminded[r.id, a.request_version, a.approver]))
        for a, r, zone in rows
        if may_be_decided(session, r, a)
    ]


def _reminded(session: Session) -> dict[tuple[str, int | None, str], list[datetime]]:
    """When approvers were reminded, by request, version and approver."""
    undecided = select(Request.id).where(Request.status == "in_approval")
    entries = session.scalars(
        select(AuditEntry)
        .where(AuditEntry.act == ACT, AuditEntry.subject.in_(undecided))
        .order_by(AuditEntry.number)
    )
    found = defaultdict(list)
    for entry in entries:
        found[entry.subject, entry.version, entry.details["approver"]].append(entry.at)
    return found


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
