"""Selection: suggestions for a request, and what its requester says of them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from sqlalchemy.orm import Session

from knowledge.errors import BadInput, Incomplete, NotFound, WrongState
from knowledge.records.requests import EDITABLE, Request
from knowledge.records.talent import NO_REASON, MatchOverride
from tools.audit import LIST_CHANGED, UNDONE, last_change, record
from tools.context import Context
from tools.sought import brief_of, said_by_people
from tools.views import with_shortlist

if TYPE_CHECKING:
    from tools.matching import Columns, Ranking

Order: TypeAlias = Literal["fit", "cost"]
KEPT = 10
SAID = ("pinned", "excluded", "priorities", "order", "anonymous")
"""What a person says of the list: what is restored when it is undone."""


def suggest(ctx: Context, request_id: str) -> dict[str, Any]:
    """Rank the pool for the actor's request and keep the shortlist in it."""
    pool = ctx.pool().columns()
    with ctx.sessions.begin() as session:
        request = _open(session, ctx, request_id)
        ranking = fill_shortlist(session, ctx, request, pool)
        record(session, ctx, "matches.suggested", request, **_provenance(request, ranking))
        return _result(request, ranking)


def adjust(
    ctx: Context,
    request_id: str,
    *,
    pin: Sequence[str] = (),
    unpin: Sequence[str] = (),
    exclude: Mapping[str, str] | None = None,
    include: Sequence[str] = (),
    priorities: Mapping[str, float] | None = None,
    order: Order | None = None,
    anonymous: bool | None = None,
    reason: str = "",
) -> dict[str, Any]:
    """Pin, leave out, weigh anew or hide names, and rank again; what was before stays in the trail.

    `include` takes back who was left out, and a priority of 1 what was weighed anew. `order` puts
    the same people by cost, the cheapest first, or by fit again, pinned ones ahead.

    Raises:
        NotFound: nobody in the pool has that id.
        BadInput: no signal has that name.
    """
    from tools.matching.weights import signal_named

    excluded = dict(exclude or {})
    weights = {signal_named(name): weight for name, weight in (priorities or {}).items()}
    pool = ctx.pool().columns()
    with ctx.sessions.begin() as session:
        request = _open(session, ctx, request_id)
        _must_be_in_the_pool(pool, [*pin, *excluded])
        order = order or ("fit" if weights else None)
        before = [one["id"] for one in request.shortlist]
        was = {name: request.preferences[name] for name in SAID if name in request.preferences}
        preferences = _preferences(
            request, pin, [*unpin, *excluded], excluded, [*pin, *include], weights, reason
        )
        shown = {"order": order, "anonymous": anonymous}
        request.preferences = preferences | {k: v for k, v in shown.items() if v is not None}
        ranking = fill_shortlist(session, ctx, request, pool)
        changed = {"pinned": list(pin), "excluded": excluded, "priorities": weights}
        said = {"unpinned": list(unpin), "included": list(include), "order": order}
        changed |= {name: value for name, value in said.items() if value}
        changed["run"] = request.preferences["run"]
        record(session, ctx, LIST_CHANGED, request, before=before, was=was, **changed)
        for kind, chosen in (("pin", dict.fromkeys(pin, reason)), ("exclude", excluded)):
            for one, why in chosen.items():
                keep_override(session, ctx, request, kind, one, why)
        return _result(request, ranking)


def restore(ctx: Context, request_id: str) -> dict[str, Any]:
    """Take the last change of a list back, as it stands in the audit trail; then the one before.

    Raises:
        BadInput: the list was not changed since the request was opened or filed.
    """
    pool = ctx.pool().columns()
    with ctx.sessions.begin() as session:
        request = _open(session, ctx, request_id)
        last = last_change(session, request, [LIST_CHANGED])
        if last is None:
            raise BadInput(f"There is nothing to undo: the list of {request.id} is as I ranked it.")
        others = {name: v for name, v in request.preferences.items() if name not in SAID}
        request.preferences = others | last["details"].get("was", {})
        ranking = fill_shortlist(session, ctx, request, pool)
        record(session, ctx, UNDONE[LIST_CHANGED], request, run=request.preferences["run"])
        return _result(request, ranking)


def fill_shortlist(session: Session, ctx: Context, request: Request, pool: "Columns") -> "Ranking":
    """Rank the pool for the request as it stands and keep the best; the run can be replayed."""
    from tools.matching import rank
    from tools.matching.anonymous import anonymised
    from tools.matching.learning import weights_in_force
    from tools.matching.runs import keep_run
    from tools.matching.store import joined_to

    if not request.what.role:
        raise Incomplete("Say which role you need: then I can look.", missing=("role",))
    chosen = request.preferences
    brief, now = brief_of(ctx, request), ctx.now
    weights = weights_in_force(session)
    pool = joined_to(session, pool)
    ranking = rank(brief, pool, weights, said_by_people(request), k=KEPT, now=now)
    run = keep_run(
        session,
        ranking,
        run_id=ctx.new_id("RUN"),
        actor=ctx.actor.email,
        at=now,
        request_id=request.id,
    )
    by_cost, called = chosen.get("order") == "cost", chosen.get("called", {})
    shown = ranking.by_cost() if by_cost else ranking.candidates
    if hides_names(ctx, request):
        shown, called = anonymised(shown, called)
    request.shortlist = [one.as_json() for one in shown]
    looked_at = {"considered": ranking.considered, "left_out": dict(ranking.dropped.counts())}
    request.preferences = {**chosen, "run": run, "called": called, "looked_at": looked_at}
    request.updated_at = ctx.clock()
    return ranking


def hides_names(ctx: Context, request: Request) -> bool:
    """Whether people are shown without their names: by the setting, or as the requester wished."""
    return ctx.anonymous or bool(request.preferences.get("anonymous"))


def keep_override(
    session: Session,
    ctx: Context,
    request: Request,
    kind: str,
    candidate: str,
    reason: str,
    over: str | None = None,
) -> None:
    """Keep a person's word against the ranking, with its reason (R32)."""
    session.add(
        MatchOverride(
            id=ctx.new_id("OVR"),
            request_id=request.id,
            run_id=request.preferences.get("run"),
            actor=ctx.actor.email,
            kind=kind,
            candidate=candidate,
            over=over,
            reason=reason or NO_REASON,
            at=ctx.clock(),
        )
    )


def _open(session: Session, ctx: Context, request_id: str) -> Request:
    request = with_shortlist(session, ctx, request_id, lock=True)
    if request.status not in EDITABLE:
        raise WrongState(
            f"{request.id} is {request.status.replace('_', ' ')}: its shortlist stays as filed."
        )
    return request


def _preferences(
    request: Request,
    pin: Sequence[str],
    unpin: Sequence[str],
    excluded: Mapping[str, str],
    include: Sequence[str],
    weights: Mapping[str, float],
    reason: str,
) -> dict[str, Any]:
    old = request.preferences
    pinned = {**dict.fromkeys(pin, reason or NO_REASON), **old.get("pinned", {})}
    still_out = {k: v for k, v in old.get("excluded", {}).items() if k not in include}
    return {
        **old,
        "pinned": {k: v for k, v in pinned.items() if k not in unpin},
        "excluded": {**still_out, **excluded},
        "priorities": {
            signal: weight
            for signal, weight in {**old.get("priorities", {}), **weights}.items()
            if weight != 1
        },
    }


def _must_be_in_the_pool(pool: "Columns", ids: Sequence[str]) -> None:
    for one in ids:
        if pool.row(one) is None:
            raise NotFound(f"Nobody in the talent pool has the id {one!r}: take one of the list.")


def _provenance(request: Request, ranking: "Ranking") -> dict[str, Any]:
    return {
        "run": request.preferences["run"],
        "model": ranking.model,
        "weights": ranking.weights.version,
        "pool": ranking.pool_id,
        "considered": ranking.considered,
        "first": [one.id for one in ranking.candidates[:3]],
    }


def _result(request: Request, ranking: "Ranking") -> dict[str, Any]:
    return {
        "request_id": request.id,
        "shortlist": request.shortlist[:5],
        "considered": ranking.considered,
        "dropped": len(ranking.dropped),
    }
