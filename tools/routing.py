"""Routing: whom the rules ask to decide, and which approvals an amendment leaves standing."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from integrations import wording
from knowledge.database import compare_and_set
from knowledge.errors import Refused, Stale
from knowledge.records.approvals import Approval
from knowledge.records.people import Person
from knowledge.records.requests import FiledVersion, Request
from tools.context import Context
from tools.notices import tell
from tools.people import find_person, holders, line_above, name_of
from tools.stand_ins import stand_ins
from tools.views import approvals_of, title_of

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
MOST_TOLD, LONGEST = 3, 120
"""So many changes, so long each, are told to whoever decides anew; the rest is counted."""


def open_approvals(session: Session, ctx: Context, request: Request) -> list[Approval]:
    """Ask everybody whom the rules name to decide on the filed version; tells them."""
    requester = find_person(session, request.requester)
    before = _filed_before(session, request)
    earlier = _still_good(session, request, before)
    asked: list[Approval] = []
    chosen: list[Person] = []
    for position, need in enumerate(request.rulings["approvals"]["details"]):
        approver = _choose(session, request, requester, need["role"], chosen)
        chosen.append(approver)
        approval = _ask(ctx, request, position, need, approver)
        kept = earlier.get(need["role"])
        if kept is not None:
            _carry_over(approval, kept)
        asked.append(approval)
    session.add_all(asked)
    session.flush()
    pending = [a for a in asked if a.decision == "pending"]
    others = stand_ins(session, request, asked)
    for approval in pending:
        text = f"{requester.name} asks for {title_of(request)} ({request.id}). "
        text += f"{_what_is_new(request, before)}{approval.why}"
        tell(session, ctx, {approval.approver}, request, text, "approval")
        as_well = wording.instead_of(name_of(session, approval.approver))
        tell(session, ctx, {*others[approval.id]}, request, f"{text} {as_well}", "approval")
    if not pending:
        all_approved(session, ctx, request)
    return asked


def will_decide(session: Session, request: Request) -> list[dict[str, str]]:
    """Who would be asked if a draft were filed as it is: never its requester (R54)."""
    needs = (request.rulings.get("approvals") or {}).get("details") or ()
    if not request.fields.get("budget_owner"):
        return []
    requester = find_person(session, request.requester)
    asked: list[Person] = []
    for need in needs:
        try:
            asked.append(_choose(session, request, requester, need["role"], asked))
        except Refused:
            return []
    pairs = zip(needs, asked, strict=True)
    return [{"role": need["role"], "approver": person.email} for need, person in pairs]


def supersede_pending(session: Session, request: Request) -> set[str]:
    """Close what is still undecided; returns whom it had waited for."""
    pending = [a for a in approvals_of(session, request) if a.decision == "pending"]
    for approval in pending:
        approval.decision = "superseded"
    return {approval.approver for approval in pending}


def _choose(
    session: Session, request: Request, requester: Person, role: str, asked: Sequence[Person]
) -> Person:
    taken = {requester.email, *(person.email for person in asked)}
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


def _filed_before(session: Session, request: Request) -> FiledVersion | None:
    found: FiledVersion | None = session.scalar(
        select(FiledVersion)
        .where(FiledVersion.request_id == request.id, FiledVersion.version < request.version)
        .order_by(FiledVersion.version.desc())
        .limit(1)
    )
    return found


def _changed(request: Request, before: FiledVersion) -> list[str]:
    """The fields that say something else than in the version filed before."""
    old = before.record["fields"]
    return [name for name, value in request.fields.items() if old.get(name) != value]


def _what_is_new(request: Request, before: FiledVersion | None) -> str:
    """What changed since the version filed before, in a sentence; empty for the first one."""
    if before is None:
        return ""
    changed = [name for name in _changed(request, before) if name in wording.LABEL]
    told = [f"{wording.LABEL[one].lower()} {_now(request, one)}" for one in changed[:MOST_TOLD]]
    more = f" and {len(changed) - MOST_TOLD} more" if len(changed) > MOST_TOLD else ""
    return f"Changed since it was filed before: {'; '.join(told)}{more}. " if told else ""


def _now(request: Request, name: str) -> str:
    """What a field says now, in a line."""
    lines = wording.field_text(name, request.fields[name]).split("\n")
    return ", ".join(line.removeprefix("• ") for line in lines).rstrip(".")[:LONGEST] or "open"


def _still_good(
    session: Session, request: Request, before: FiledVersion | None
) -> dict[str, Approval]:
    """Approvals of the version filed before, by role, that no change since puts in question."""
    if before is None:
        return {}
    affected = {role for name in _changed(request, before) for role in AFFECTED_BY.get(name, ())}
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
    approval.condition = kept.condition
    approval.decided_by = kept.decided_by
    approval.decided_at = kept.decided_at


def all_approved(session: Session, ctx: Context, request: Request) -> None:
    """Close the approvals: the request is approved, and procurement is told."""
    set_status(session, ctx, request, "approved")
    text = f"{title_of(request)} ({request.id}) is approved: confirm one of the suggested matches."
    buyers = {person.email for person in holders(session, "procurement")} - {request.requester}
    tell(session, ctx, buyers, request, text, "match_confirmation")


def set_status(session: Session, ctx: Context, request: Request, status: str) -> None:
    """Move a request on from approval, if nobody else has.

    Raises:
        Stale: somebody has.
    """
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
