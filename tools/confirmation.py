"""Procurement confirms a suggested match, or chooses another with a reason."""

from typing import TYPE_CHECKING, Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from knowledge.database import compare_and_set
from knowledge.errors import BadInput, NotAllowed, NotFound, Refused, Stale, WrongState
from knowledge.records.requests import Request
from tools.audit import record
from tools.context import Context
from tools.notices import tell
from tools.selection import keep_override
from tools.views import approvals_of, get_request, title_of, view

OF_THE_CHOSEN = ("id", "name", "source", "rate", "total_cost", "quoted")
"""What is kept of whoever was confirmed, as it was shown."""

if TYPE_CHECKING:
    from tools.matching import Columns


def confirm(
    ctx: Context, request_id: str, candidate: str | None, reason: str = "", *, another: bool = False
) -> dict[str, Any]:
    """Procurement confirms a suggested match, or chooses another with a reason; returns the record.

    Raises:
        NotAllowed: the actor is not in procurement, or it is their own request.
        WrongState: the request is not approved, or a match is confirmed already.
        Refused: somebody other than the first suggestion was chosen without a reason.
    """
    from tools.matching.store import joined_to

    pool = ctx.pool().columns()
    with ctx.sessions.begin() as session:
        pool = joined_to(session, pool)
        request = get_request(session, request_id, lock=True)
        _must_be_a_buyer(ctx, request)
        chosen = _candidate(pool, request, candidate)
        first = request.shortlist[0]["id"] if request.shortlist else None
        if (another or chosen["id"] != first) and not reason.strip():
            raise Refused(
                f"Say why {chosen['name']} and not the first suggestion: it goes into the record.",
                rule="R32",
            )
        _set_match(session, ctx, request, pool, chosen, reason.strip())
        record(session, ctx, "match.confirmed", request, id=chosen["id"], reason=reason.strip())
        if chosen["id"] != first:
            keep_override(session, ctx, request, "choose", chosen["id"], reason.strip(), over=first)
        involved = {request.requester, *(a.approver for a in approvals_of(session, request))}
        text = (
            f"{ctx.actor.name} confirmed {chosen['name']} for {title_of(request)} ({request.id})."
        )
        tell(session, ctx, involved, request, text, "status")
        session.flush()
        return view(session, request)


def _must_be_a_buyer(ctx: Context, request: Request) -> None:
    if not ctx.actor.has("procurement"):
        raise NotAllowed("Only procurement confirms a match.", rule="R53")
    if request.requester == ctx.actor.email:
        raise NotAllowed(
            f"{request.id} is your own request: somebody else in procurement confirms its match.",
            rule="R54",
            policy="separation-of-duties",
        )
    if request.status == "match_confirmed":
        raise WrongState(f"{request.match['name']} is confirmed for {request.id} already.")
    if request.status != "approved":
        state = request.status.replace("_", " ")
        raise WrongState(f"{request.id} is {state}: a match is confirmed once it is approved.")


def _candidate(pool: "Columns", request: Request, candidate: str | None) -> dict[str, Any]:
    if candidate is None:
        if not request.shortlist:
            raise BadInput(f"{request.id} has no suggestions: name somebody of the pool by id.")
        return request.shortlist[0]
    for one in request.shortlist:
        if candidate in (one["id"], one["name"]):
            return one
    if pool.row(candidate) is None:
        raise NotFound(f"Nobody in the talent pool has the id {candidate!r}: check it.")
    profile, _ = pool.records.profiles([candidate])[0]
    return {"id": candidate, "name": profile.name or candidate, "source": profile.source}


def _set_match(
    session: Session,
    ctx: Context,
    request: Request,
    pool: "Columns",
    chosen: dict[str, Any],
    reason: str,
) -> None:
    here = pool.row(chosen["id"]) is not None
    profile = pool.records.profiles([chosen["id"]])[0][0] if here else None
    match = {
        **{key: chosen.get(key) for key in OF_THE_CHOSEN},
        # Whoever was shown without a name gets it back once they are chosen.
        "name": (profile.name if profile else "") or chosen["name"],
        "screening": list(profile.screening) if profile else [],
        "reason": reason,
        "confirmed_by": ctx.actor.email,
        "confirmed_at": ctx.clock().isoformat(),
    }
    done = compare_and_set(
        session,
        update(Request)
        .where(Request.id == request.id, Request.status == "approved")
        .where(Request.version == request.version)
        .values(status="match_confirmed", match=match, updated_at=ctx.clock()),
    )
    if not done:
        raise Stale(f"{request.id} changed a moment ago: look at it once more.")
    session.refresh(request)
