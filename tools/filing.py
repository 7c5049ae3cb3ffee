"""Filing: the proposal, and what only the requester's own act can do: file and withdraw."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from knowledge.database import compare_and_set
from knowledge.errors import Incomplete, NotAllowed, Refused, Stale, WrongState
from knowledge.records.requests import CLOSED, EDITABLE, FiledVersion, Request
from tools import routing, selection
from tools.audit import record
from tools.context import Confirmation, Context
from tools.intake import own, spoken
from tools.notices import tell
from tools.people import name_of
from tools.views import title_of, view


def propose_filing(ctx: Context, request_id: str) -> dict[str, Any]:
    """Put a complete draft before its requester for confirmation; files nothing.

    Raises:
        Incomplete: fields are missing.
        Refused: the rules do not allow this work to be bought from a freelancer.
    """
    with ctx.sessions.begin() as session:
        request = own(session, ctx, request_id)
        if request.status not in EDITABLE:
            raise WrongState(f"{request.id} is {spoken(request.status)} already.", rule="R1")
        _must_be_fileable(request)
        _must_differ_from_filed(session, request)
        if request.status != "awaiting_confirmation":
            request.status = "awaiting_confirmation"
            request.updated_at = ctx.clock()
            record(session, ctx, "filing.proposed", request)
        return view(session, request)


def cancel_filing(ctx: Context, request_id: str) -> dict[str, Any]:
    """Take a proposal back: the draft stays as it is."""
    with ctx.sessions.begin() as session:
        request = own(session, ctx, request_id)
        if request.status == "awaiting_confirmation":
            request.status = "draft"
            request.updated_at = ctx.clock()
            record(session, ctx, "filing.declined", request)
        return view(session, request)


def file_request(ctx: Context, request_id: str, version: int) -> dict[str, Any]:
    """File the record as its requester saw it, atomically and once; returns it.

    Raises:
        NotAllowed: the requester's own confirmation of this record and version is not there.
        Stale: the record changed after it was shown.
        WrongState: it is filed already, or was never proposed.
    """
    pool = ctx.pool().columns()
    with ctx.sessions.begin() as session:
        request = own(session, ctx, request_id)
        _must_be_confirmed(session, ctx, request, version)
        _must_be_fileable(request)
        _compare_and_set(session, ctx, request, version)
        session.refresh(request)
        if not request.shortlist:
            selection.fill_shortlist(session, ctx, request, pool)
        asked = routing.open_approvals(session, ctx, request)
        record(session, ctx, "request.filed", request, approvers=[a.approver for a in asked])
        session.flush()
        filed = view(session, request)
        session.add(
            FiledVersion(
                id=ctx.new_id("FIL"),
                request_id=request.id,
                version=request.version,
                record=filed,
                confirmed_by=ctx.actor.email,
                confirmed_at=ctx.clock(),
            )
        )
        return filed


def withdraw_request(ctx: Context, request_id: str, reason: str = "") -> dict[str, Any]:
    """Withdraw the actor's own request; approvers who were waiting are told."""
    with ctx.sessions.begin() as session:
        request = own(session, ctx, request_id)
        if request.status in CLOSED:
            raise WrongState(f"{request.id} is {spoken(request.status)} already.")
        _must_be_their_own_act(session, ctx, request, "withdraws")
        request.status = "withdrawn"
        request.updated_at = ctx.clock()
        record(session, ctx, "request.withdrawn", request, reason=reason)
        waiting = routing.supersede_pending(session, request)
        tell(session, ctx, waiting, request, f"{title_of(request)} ({request.id}) was withdrawn.")
        return view(session, request)


def _must_be_fileable(request: Request) -> None:
    missing = request.what.missing()
    if missing:
        names = ", ".join(name.replace("_", " ") for name in missing)
        raise Incomplete(
            f"{request.id} can't be filed yet; still needed: {names}.", missing=missing
        )
    eligibility = request.rulings.get("eligibility", {})
    if eligibility.get("verdict") == "not_eligible":
        raise Refused(" ".join(eligibility["reasons"]), rule=", ".join(eligibility["rules"]))


def _must_be_confirmed(session: Session, ctx: Context, request: Request, version: int) -> None:
    given = _must_be_their_own_act(session, ctx, request, "files")
    if given.version != version or request.version != version:
        raise Stale(
            f"{request.id} has changed since you saw it: look at it once more and confirm again."
        )
    if request.status != "awaiting_confirmation":
        raise WrongState(f"{request.id} is {spoken(request.status)}, so there is nothing to file.")


def _must_be_their_own_act(
    session: Session, ctx: Context, request: Request, does: str
) -> Confirmation:
    given = ctx.confirmation
    if given is None or (given.person, given.request_id) != (request.requester, request.id):
        raise NotAllowed(
            f"Only {name_of(session, request.requester)}'s own confirmation {does} {request.id}.",
            rule="R35",
        )
    return given


def _must_differ_from_filed(session: Session, request: Request) -> None:
    same = select(FiledVersion.id).where(
        FiledVersion.request_id == request.id, FiledVersion.version == request.version
    )
    if session.scalar(same):
        raise WrongState(
            f"Nothing in {request.id} has changed since it was filed: change something first."
        )


def _compare_and_set(session: Session, ctx: Context, request: Request, version: int) -> None:
    now = ctx.clock()
    done = compare_and_set(
        session,
        update(Request)
        .where(
            Request.id == request.id,
            Request.version == version,
            Request.status == "awaiting_confirmation",
        )
        .values(status="in_approval", filed_at=now, updated_at=now),
    )
    if not done:
        raise Stale(f"{request.id} was filed or changed a moment ago: nothing was done twice.")
