"""Approvals: who must decide, by which rule, and each decision taken once (R47, R53, R54, R76)."""

from typing import Any, Literal

from sqlalchemy import update
from sqlalchemy.orm import Session

from integrations import wording
from knowledge.database import compare_and_set
from knowledge.errors import NotAllowed, Refused, Stale, WrongState
from knowledge.records.approvals import Approval
from knowledge.records.people import Person
from knowledge.records.requests import Request
from tools import routing
from tools.audit import record
from tools.context import Context
from tools.notices import tell
from tools.people import name_of
from tools.stand_ins import stand_ins
from tools.views import approvals_of, get_request, title_of, view

Verdict = Literal["approved", "rejected", "changes_requested"]
STATUS_AFTER = {"rejected": "rejected", "changes_requested": "changes_requested"}
DID = {"approved": "approved", "rejected": "rejected", "changes_requested": "asked for changes to"}
FIRST_WHEN_PAUSED = ("hr", "legal")


def decide(
    ctx: Context,
    request_id: str,
    verdict: Verdict,
    reason: str = "",
    version: int | None = None,
    *,
    condition: str | None = None,
) -> dict[str, Any]:
    """Take the actor's decision on a request, once, on the version they saw; returns the record.

    An approval may hold only on a condition: it stays with the request, its statement of work and
    the trail, and is kept where a later version leaves the approval standing.

    Raises:
        NotAllowed: the decision is not the actor's, or the request is their own.
        Refused: a rejection or a wish for changes came without a reason, or a condition is empty.
        Stale: somebody decided, or the record changed, after it was shown.
    """
    with ctx.sessions.begin() as session:
        request = get_request(session, request_id, lock=True)
        approval = _the_actors(session, ctx, request, version)
        reason, terms = reason.strip(), None if condition is None else condition.strip()
        _must_say_enough(session, request, verdict, reason, terms)
        _claim(session, ctx, approval, verdict, reason, terms)
        told = {"role": approval.role, "reason": reason} | ({"condition": terms} if terms else {})
        record(session, ctx, f"approval.{verdict}", request, **told)
        if verdict == "approved":
            _tell_progress(session, ctx, request, terms)
        else:
            _stop(session, ctx, request, verdict, reason)
        session.flush()
        return view(session, request)


def _must_say_enough(
    session: Session, request: Request, verdict: Verdict, reason: str, condition: str | None
) -> None:
    if verdict != "approved" and not reason:
        raise Refused(
            f"Say why, in a sentence: {name_of(session, request.requester)} needs it to go on.",
            rule="APR-REASON",
        )
    if condition == "" or (condition and verdict != "approved"):
        raise Refused(
            "Say on which condition you approve, in a sentence: it is kept with the request.",
            rule="APR-CONDITION",
        )


def _the_actors(session: Session, ctx: Context, request: Request, version: int | None) -> Approval:
    if request.requester == ctx.actor.email:
        raise NotAllowed(
            f"{request.id} is your own request: somebody else has to decide on it.",
            rule="R54",
            policy="separation-of-duties",
        )
    if version is not None and version != request.version:
        raise Stale(
            f"{request.id} has changed since you saw it: look at it once more, then decide."
        )
    mine = [
        a
        for a in approvals_of(session, request)
        if a.request_version == request.version and _may_decide(session, ctx.actor, request, a)
    ]
    if not mine:
        raise NotAllowed(
            f"The decision on {request.id} is not yours: "
            f"it is with {_with_whom(session, request)}.",
            rule="R53",
        )
    pending = [a for a in mine if a.decision == "pending"]
    if not pending or request.status != "in_approval":
        raise WrongState(_decided_already(session, ctx, request, mine))
    reviews = _reviews_first(session, request, pending[0])
    if reviews:
        raise Refused(
            f"{request.id} resembles employment: {' and '.join(reviews)} must review it first.",
            rule="R76",
            policy="worker-classification",
        )
    return pending[0]


def may_be_decided(session: Session, request: Request, approval: Approval) -> bool:
    """Whether the approver can decide now, or others have to review the request first."""
    return not _reviews_first(session, request, approval)


def _may_decide(session: Session, actor: Person, request: Request, approval: Approval) -> bool:
    """The approver asked, or another holder of the role with no other part in this version."""
    others = stand_ins(session, request, approvals_of(session, request))
    return actor.email in (approval.approver, *others[approval.id])


def _with_whom(session: Session, request: Request) -> str:
    current = [a for a in approvals_of(session, request) if a.request_version == request.version]
    return ", ".join(name_of(session, a.approver) for a in current) or "nobody yet"


def _decided_already(session: Session, ctx: Context, request: Request, mine: list[Approval]) -> str:
    decided = next((a for a in mine if a.decided_by), None)
    if decided is None:
        return f"{request.id} is {request.status.replace('_', ' ')}: there is nothing to decide."
    yours = decided.decided_by == ctx.actor.email
    who = "You" if yours else name_of(session, str(decided.decided_by))
    did = DID[decided.decision]
    return f"{who} {did} {request.id} on {wording.day(decided.decided_at)}: nothing was changed."


def _reviews_first(session: Session, request: Request, approval: Approval) -> list[str]:
    """Who must review work that resembles employment before this approval (R76)."""
    if request.rulings["classification"]["verdict"] != "resembles_employment":
        return []
    if approval.role in FIRST_WHEN_PAUSED:
        return []
    return [
        a.approver
        for a in approvals_of(session, request)
        if a.request_version == request.version
        if a.role in FIRST_WHEN_PAUSED and a.decision == "pending"
    ]


def _claim(
    session: Session,
    ctx: Context,
    approval: Approval,
    verdict: Verdict,
    reason: str,
    condition: str | None,
) -> None:
    done = compare_and_set(
        session,
        update(Approval)
        .where(Approval.id == approval.id, Approval.decision == "pending")
        .values(
            decision=verdict,
            reason=reason or None,
            condition=condition,
            decided_by=ctx.actor.email,
            decided_at=ctx.clock(),
        ),
    )
    if not done:
        raise Stale(
            f"Somebody decided on {approval.request_id} a moment ago: look at it once more."
        )
    session.refresh(approval)


def _tell_progress(session: Session, ctx: Context, request: Request, condition: str | None) -> None:
    current = [a for a in approvals_of(session, request) if a.request_version == request.version]
    left = [a for a in current if a.decision == "pending"]
    text = f"{ctx.actor.name} approved {title_of(request)} ({request.id})"
    if condition:
        text += f" on a condition: {condition.rstrip('.')}"
    if left:
        still = wording.together([name_of(session, a.approver) for a in left])
        tell(session, ctx, {request.requester}, request, f"{text}; still with {still}.", "status")
        return
    tell(session, ctx, {request.requester}, request, f"{text}: all have approved.", "status")
    routing.all_approved(session, ctx, request)


def _stop(session: Session, ctx: Context, request: Request, verdict: Verdict, reason: str) -> None:
    routing.set_status(session, ctx, request, STATUS_AFTER[verdict])
    others = routing.supersede_pending(session, request)
    text = f"{ctx.actor.name} {DID[verdict]} {title_of(request)} ({request.id}): {reason}"
    tell(session, ctx, {request.requester} | others, request, text, "status")
