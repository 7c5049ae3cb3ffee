"""Writing the audit trail, and answering the questions an auditor asks first (R84–R89)."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from integrations import wording
from knowledge.records.approvals import Approval
from knowledge.records.audit import AuditEntry
from knowledge.records.requests import Request
from tools.context import Context

BEGINNINGS = ("request.opened", "request.filed")
"""What a draft begins with: nothing before it is undone."""


CHANGES = ("request.changed", "request.undone", "request.amended")
"""The acts that change fields; each names them with the value before and after."""
LIST_CHANGED = "matches.overridden"
ASKED, ANSWERED = "request.asked", "request.answered"
UNDONE = {
    "request.changed": "request.undone",
    "request.amended": "request.undone",
    LIST_CHANGED: "matches.restored",
}
"""The acts that are undone one by one, each with the act that undoes it."""


def record(session: Session, ctx: Context, act: str, request: Request, **details: Any) -> None:
    """Add one line on a request to the trail, in the transaction of the act itself."""
    note(session, ctx, act, request.id, details, request.version)


def note(
    session: Session,
    ctx: Context,
    act: str,
    subject: str,
    details: Mapping[str, Any],
    version: int = 1,
) -> None:
    """Add one line on any record to the trail, in the transaction of the act itself."""
    session.add(
        AuditEntry(
            at=ctx.clock(),
            actor=ctx.actor.email,
            act=act,
            subject=subject,
            version=version,
            details=dict(details),
        )
    )


def trail(session: Session, subject: str) -> list[dict[str, Any]]:
    """Everything that happened to a record, oldest first, as JSON."""
    entries = session.scalars(
        select(AuditEntry).where(AuditEntry.subject == subject).order_by(AuditEntry.number)
    )
    return [
        {
            "at": entry.at.isoformat(),
            "actor": entry.actor,
            "act": entry.act,
            "version": entry.version,
            "details": entry.details,
        }
        for entry in entries
    ]


def questions_on(session: Session, subject: str) -> list[dict[str, Any]]:
    """What its requester was asked about a request, oldest first: by whom, and the answer if any.

    An answer is to all that was open when it was given.
    """
    query = select(AuditEntry).where(AuditEntry.subject == subject)
    told = query.where(AuditEntry.act.in_((ASKED, ANSWERED))).order_by(AuditEntry.number)
    found: list[dict[str, Any]] = []
    for entry in session.scalars(told):
        text = entry.details["text"]
        if entry.act == ASKED:
            found.append({"by": entry.actor, "question": text, "answer": None})
        else:
            found = [one | {"answer": one["answer"] or text} for one in found]
    return found


def last_change(
    session: Session, request: Request, acts: Collection[str] = tuple(UNDONE)
) -> dict[str, Any] | None:
    """The newest line on a draft or its list that was not undone; none since it began."""
    undone: Counter[str] = Counter()
    for entry in reversed(trail(session, request.id)):
        act = entry["act"]
        if act in UNDONE.values():
            undone[act] += 1
        elif act in acts and undone[UNDONE[act]]:
            undone[UNDONE[act]] -= 1
        elif act in acts:
            return dict(entry)
        elif act in BEGINNINGS:
            return None
    return None


def changed_since(session: Session, request: Request) -> dict[str, Any]:
    """What changed since the request was last filed: each field with its value before and now.

    `filed` is false where it never was; then everything since it was opened counts. Of what was
    filed anew, and not touched since, it is what changed from the filing before (`anew`).
    """
    entries = trail(session, request.id)
    filings = [n for n, entry in enumerate(entries) if entry["act"] == "request.filed"]
    touched = any(e["act"] in CHANGES for e in entries[filings[-1] :]) if filings else False
    anew = len(filings) > 1 and not touched
    before: dict[str, Any] = {}
    for entry in entries[filings[-2] if anew else filings[-1] if filings else 0 :]:
        if entry["act"] in CHANGES:
            for name, (was, _) in entry["details"]["fields"].items():
                before.setdefault(name, was)
    now = request.fields
    fields = {name: [was, now.get(name)] for name, was in before.items() if was != now.get(name)}
    return {"filed": bool(filings), "anew": anew, "fields": fields}


def six_answers(request: Request, approvals: list[Approval]) -> dict[str, str]:
    """The audit questions R84–R89; what has not happened yet is said to be so."""
    return {
        "who_requested_the_work": request.requester,
        "why_was_that_platform_selected": _platform_reason(request),
        "who_approved_the_budget": _budget_approval(approvals),
        "what_screening_was_done": _screening(request),
        "what_was_delivered": "Nothing yet: no engagement has started.",
        "was_the_invoice_matched": "No invoice yet: no engagement has started.",
    }


def _platform_reason(request: Request) -> str:
    own = request.what.channel_reason
    if own:
        return f"{request.what.channel}: {own} (the requester's choice)."
    ruling = request.rulings.get("channel")
    if not ruling:
        return "No channel has been recommended yet."
    return f"{request.what.channel or ruling['verdict']}: {' '.join(ruling['reasons'][:3])}"


def _budget_approval(approvals: list[Approval]) -> str:
    for approval in approvals:
        if approval.role == "budget_owner" and approval.decision != "superseded":
            if approval.decided_at is None:
                return f"Waiting for {approval.approver}."
            done = approval.decision.replace("_", " ")
            terms = f", on a condition: {approval.condition}" if approval.condition else ""
            return f"{approval.decided_by}, {done} on {wording.day(approval.decided_at)}{terms}."
    return "Nobody yet: the request has not been filed."


def _screening(request: Request) -> str:
    if not request.match:
        return "None yet: no match has been confirmed."
    done = request.match.get("screening") or []
    name = request.match.get("name", request.match.get("id"))
    return f"{name}: {', '.join(done)}." if done else f"{name}: none on record."
