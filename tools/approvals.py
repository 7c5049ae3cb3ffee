"""Approvals: who must decide, by which rule, and each decision taken once (R47, R53, R54, R76)."""

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from knowledge.database import compare_and_set
from knowledge.errors import NotAllowed, Refused, Stale, WrongState
from knowledge.records.approvals import Approval
from knowledge.records.people import Person
from knowledge.records.requests import FiledVersion, Request
from tools.audit import record
from tools.context import Context
from tools.notices import tell
from tools.people import find_person, holders, line_above
from tools.views import approvals_of, get_request, title_of, view

Verdict = Literal["approved", "rejected", "changes_requested"]
STATUS_AFTER = {"rejected": "rejected", "changes_requested": "changes_requested"}
FIRST_WHEN_PAUSED = ("hr", "legal")
AFFECTED_BY = {
    "role": ("budget_owner",),
    "scope": ("budget_owner",),
    "deliverables": ("budget_owner",),
    "budget": ("budget_owner", "procurement", "finance", "executive"),
    "headcount": ("budget_owner", "procurement", "finance", "executive"),
    "business_unit": ("budget_owner",),
    "budget_owner": ("budget_owner",),
    "channel": ("procurement",),
    "duration_weeks": ("budget_owner", "hr", "legal"),
    "hours_per_week": ("budget_owner", "hr", "legal"),
    "arrangement": ("hr", "legal"),
    "location": ("hr", "legal"),
    "sensitive_data": ("security", "legal"),
    "systems": ("security", "legal"),
    "security_classification": ("security", "legal"),
}
"""Whose approval a changed field puts in question; other fields put nobody's in question."""


def open_approvals(session: Session, ctx: Context, request: Request) -> list[Approval]:
    """Ask everybody whom the rules name to decide on the filed version; tells them."""
    requester = find_person(session, request.requester)
    earlier = _still_good(session, request)
    asked: list[Approval] = []
    for position, need in enumerate(request.rulings["approvals"]["details"]):
        approver = _choose(session, request, requester, need["role"], asked)
        approval = _ask(ctx, request, position, need, approver)
        kept = earlier.get(need["role"])
        if kept is not None:
            _carry_over(approval, kept)
        asked.append(approval)
    session.add_all(asked)
    session.flush()
    pending = [a for a in asked if a.decision == "pending"]
    for approval in pending:
        text = f"{requester.name} asks for {title_of(request)} ({request.id}). {approval.why}"
        tell(session, ctx, {approval.approver}, request, text, "approval")
    if not pending:
        _all_approved(session, ctx, request)
    return asked


def decide(
    ctx: Context, request_id: str, verdict: Verdict, reason: str = "", version: int | None = None
) -> dict[str, Any]:
    """Take the actor's decision on a request, once, on the version they saw; returns the record.

    Raises:
        NotAllowed: the decision is not the actor's, or the request is their own.
        Refused: a rejection or a wish for changes came without a reason.
        Stale: somebody decided, or the record changed, after it was shown.
    """
    with ctx.sessions.begin() as session:
        request = get_request(session, request_id)
        approval = _the_actors(session, ctx, request, version)
        if verdict != "approved" and not reason.strip():
            raise Refused(
                f"Say why, in a sentence: {request.requester} needs it to go on.", rule="APR-REASON"
            )
        _claim(session, ctx, approval, verdict, reason.strip())
        record(
            session, ctx, f"approval.{verdict}", request, role=approval.role, reason=reason.strip()
        )
        if verdict == "approved":
            _tell_progress(session, ctx, request)
        else:
            _stop(session, ctx, request, verdict, reason.strip())
        session.flush()
        return view(session, request)


def waiting_for(session: Session, person: Person) -> list[Approval]:
    """The decisions that wait for the person, oldest request first."""
    return list(
        session.scalars(
            select(Approval)
            .join(Request, Request.id == Approval.request_id)
            .where(
                Approval.approver == person.email,
                Approval.decision == "pending",
                Request.status == "in_approval",
            )
            .order_by(Request.filed_at, Approval.id)
        )
    )


def supersede_pending(session: Session, request: Request) -> set[str]:
    """Close what is still undecided; returns whom it had waited for."""
    pending = [a for a in approvals_of(session, request) if a.decision == "pending"]
    for approval in pending:
        approval.decision = "superseded"
    return {approval.approver for approval in pending}


def _choose(
    session: Session, request: Request, requester: Person, role: str, asked: Sequence[Approval]
) -> Person:
    taken = {requester.email, *(a.approver for a in asked)}
    candidates = [*_holders(session, request, role), *line_above(session, requester)]
    if role == "budget_owner":
        candidates += holders(session, "executive")
    for person in candidates:
        if person.email not in taken:
            return person
    raise Refused(
        f"Nobody but you could approve this as {role.replace('_', ' ')}: ask procurement to add "
        "a second holder of that role.",
        rule="R54",
    )


def _holders(session: Session, request: Request, role: str) -> list[Person]:
    if role == "budget_owner":
        return [find_person(session, str(request.fields["budget_owner"]))]
    return holders(session, role)


def _ask(
    ctx: Context, request: Request, position: int, need: dict[str, Any], approver: Person
) -> Approval:
    return Approval(
        id=ctx.new_id("APR"),
        request_id=request.id,
        request_version=request.version,
        position=position,
        role=need["role"],
        approver=approver.email,
        rule=need["rule"],
        why=need["reason"],
        decision="pending",
    )


def _still_good(session: Session, request: Request) -> dict[str, Approval]:
    """Approvals of the version filed before, by role, that no change since puts in question."""
    before = session.scalar(
        select(FiledVersion)
        .where(FiledVersion.request_id == request.id, FiledVersion.version < request.version)
        .order_by(FiledVersion.version.desc())
        .limit(1)
    )
    if before is None:
        return {}
    old = before.record["fields"]
    changed = [name for name, value in request.fields.items() if old.get(name) != value]
    affected = {role for name in changed for role in AFFECTED_BY.get(name, ())}
    return {
        a.role: a
        for a in approvals_of(session, request)
        if a.request_version == before.version and a.decision == "approved"
        if a.role not in affected
    }


def _carry_over(approval: Approval, kept: Approval) -> None:
    approval.approver = kept.approver
    approval.decision = "approved"
    approval.reason = (
        f"Carried over from version {kept.request_version}: nothing they decided on changed."
    )
    approval.decided_by = kept.decided_by
    approval.decided_at = kept.decided_at


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
        raise WrongState(_decided_already(request, mine))
    _others_first(session, request, pending[0])
    return pending[0]


def _may_decide(session: Session, actor: Person, request: Request, approval: Approval) -> bool:
    """The approver asked, or another holder of the role who has not decided on this version yet."""
    if approval.approver == actor.email:
        return True
    if approval.role == "budget_owner" or not actor.has(approval.role):
        return False
    return all(
        actor.email not in (a.decided_by, a.approver)
        for a in approvals_of(session, request)
        if a.request_version == request.version
    )


def _with_whom(session: Session, request: Request) -> str:
    current = [a for a in approvals_of(session, request) if a.request_version == request.version]
    return ", ".join(a.approver for a in current) or "nobody yet"


def _decided_already(request: Request, mine: list[Approval]) -> str:
    decided = next((a for a in mine if a.decided_by), None)
    if decided is None:
        return f"{request.id} is {request.status.replace('_', ' ')}: there is nothing to decide."
    return (
        f"{request.id} was {decided.decision.replace('_', ' ')} by {decided.decided_by} "
        f"on {decided.decided_at:%-d %b %Y}: nothing was changed."
    )


def _others_first(session: Session, request: Request, approval: Approval) -> None:
    if request.rulings["classification"]["verdict"] != "resembles_employment":
        return
    if approval.role in FIRST_WHEN_PAUSED:
        return
    reviews = [
        a.approver
        for a in approvals_of(session, request)
        if a.request_version == request.version
        if a.role in FIRST_WHEN_PAUSED and a.decision == "pending"
    ]
    if reviews:
        raise Refused(
            f"{request.id} resembles employment: {' and '.join(reviews)} must review it first.",
            rule="R76",
            policy="worker-classification",
        )


def _claim(
    session: Session, ctx: Context, approval: Approval, verdict: Verdict, reason: str
) -> None:
    done = compare_and_set(
        session,
        update(Approval)
        .where(Approval.id == approval.id, Approval.decision == "pending")
        .values(
            decision=verdict,
            reason=reason or None,
            decided_by=ctx.actor.email,
            decided_at=ctx.clock(),
        ),
    )
    if not done:
        raise Stale(
            f"Somebody decided on {approval.request_id} a moment ago: look at it once more."
        )
    session.refresh(approval)


def _tell_progress(session: Session, ctx: Context, request: Request) -> None:
    current = [a for a in approvals_of(session, request) if a.request_version == request.version]
    left = [a for a in current if a.decision == "pending"]
    text = f"{ctx.actor.name} approved {title_of(request)} ({request.id})"
    if left:
        still = " and ".join(a.approver for a in left)
        tell(session, ctx, {request.requester}, request, f"{text}; still with {still}.", "status")
        return
    tell(session, ctx, {request.requester}, request, f"{text}: all have approved.", "status")
    _all_approved(session, ctx, request)


def _all_approved(session: Session, ctx: Context, request: Request) -> None:
    _set_status(session, ctx, request, "approved")
    text = f"{title_of(request)} ({request.id}) is approved: confirm one of the suggested matches."
    buyers = {person.email for person in holders(session, "procurement")} - {request.requester}
    tell(session, ctx, buyers, request, text, "match_confirmation")


def _stop(session: Session, ctx: Context, request: Request, verdict: Verdict, reason: str) -> None:
    _set_status(session, ctx, request, STATUS_AFTER[verdict])
    others = supersede_pending(session, request)
    did = "rejected" if verdict == "rejected" else "asked for changes to"
    text = f"{ctx.actor.name} {did} {title_of(request)} ({request.id}): {reason}"
    tell(session, ctx, {request.requester} | others, request, text, "status")


def _set_status(session: Session, ctx: Context, request: Request, status: str) -> None:
    done = compare_and_set(
        session,
        update(Request)
        .where(Request.id == request.id, Request.status == "in_approval")
        .where(Request.version == request.version)
        .values(status=status, updated_at=ctx.clock()),
    )
    if not done:
        raise Stale(f"{request.id} changed a moment ago: look at it once more, then decide.")
    session.refresh(request)
