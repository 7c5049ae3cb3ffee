"""Several requests in brief: a person's own, those that wait for them, what they decided."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.records.approvals import Approval
from knowledge.records.people import Person
from knowledge.records.requests import Request
from tools.views import asked_by, brief_view, to_decide, to_match

LONGEST_WORK = 120
"""So much of what a request is about tells it from others."""


def with_work(request: Request) -> dict[str, Any]:
    """A request in brief, with the beginning of what its work is about."""
    return brief_view(request) | {"work": str(request.fields.get("scope") or "")[:LONGEST_WORK]}


def decided_by(session: Session, person: Person, limit: int) -> list[dict[str, Any]]:
    """What the person decided last, in brief, with the decision, its reason and the moment."""
    mine = select(Request, Approval).join(Approval, Approval.request_id == Request.id)
    mine = mine.where(Approval.decided_by == person.email, Approval.decision != "superseded")
    latest = mine.order_by(Approval.decided_at.desc(), Approval.id).limit(limit)
    return [
        with_work(request)
        | {
            "decision": approval.decision,
            "reason": approval.condition or approval.reason,
            "decided_at": approval.decided_at.isoformat() if approval.decided_at else None,
        }
        for request, approval in session.execute(latest)
    ]


def briefly(session: Session, person: Person, limit: int) -> dict[str, list[dict[str, Any]]]:
    """The person's own requests, and the decisions and matches that wait for them, in brief."""
    found = {
        "requests": asked_by(session, person, limit),
        "waiting_for_you": to_decide(session, person)[:limit],
        "matches_to_confirm": to_match(session, person)[:limit],
    }
    told = {name: [brief_view(one) for one in each] for name, each in found.items()}
    return told | {"decided_by_you": decided_by(session, person, limit)}
