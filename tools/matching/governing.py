"""Weights in procurement's hands: learnt as a shadow, promoted, set by hand, taken back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from knowledge.errors import BadInput, NotAllowed, Refused
from knowledge.records.talent import WeightsVersion
from tools.audit import note
from tools.context import Context
from tools.matching.decisions import decisions
from tools.matching.learning import (
    learn,
    promote,
    propose,
    weights_in_force,
)
from tools.matching.weights import Weights, default_weights, signal_named


def learn_weights(ctx: Context, reason: str) -> dict[str, Any]:
    """Learn from choices, overrides and how work went; a shadow until it is promoted.

    Raises:
        NotAllowed: the actor is not in procurement.
        Refused: there are too few decisions to learn from.
    """
    with ctx.sessions.begin() as session:
        _must_govern(ctx)
        learned = learn(decisions(session), weights_in_force(session))
        number = session.scalar(select(func.count()).select_from(WeightsVersion)) or 0
        version = propose(session, learned, made_by=ctx.actor.email, at=ctx.clock(), reason=reason)
        version.version = f"learnt-{number + 1}"
        version.weights = learned.weights.as_json() | {"version": version.version}
        note(session, ctx, "weights.learnt", version.version, learned.comparison)
        return {"version": version.version, "in_force": False, **learned.comparison}


def set_weights(ctx: Context, shares: Mapping[str, float], reason: str) -> dict[str, Any]:
    """Put weights set by hand in force, with a reason; the others stay as they are.

    Raises:
        NotAllowed: the actor is not in procurement.
        BadInput: no signal has that name, or a weight lies outside 0 to 1.
        Refused: no reason was given.
    """
    changed = {signal_named(name): share for name, share in shares.items()}
    if not all(0 <= share <= 1 for share in changed.values()):
        raise BadInput("A weight lies between 0 and 1.")
    with ctx.sessions.begin() as session:
        _must_govern(ctx)
        now = weights_in_force(session)
        number = session.scalar(select(func.count()).select_from(WeightsVersion)) or 0
        weights = Weights(f"set-{number + 1}", {**now.shares, **changed}, {})
        session.add(
            WeightsVersion(
                version=weights.version,
                weights=weights.as_json(),
                origin="set",
                in_force=False,
                reason=reason.strip(),
                comparison={},
                made_by=ctx.actor.email,
                made_at=ctx.clock(),
            )
        )
        session.flush()
        return _put_in_force(session, ctx, weights.version, reason)


def promote_weights(ctx: Context, version: str, reason: str) -> dict[str, Any]:
    """Put a version in force, a new one or an earlier one again.

    Raises:
        NotAllowed: the actor is not in procurement.
        NotFound: there is no such version.
        Refused: no reason was given.
    """
    with ctx.sessions.begin() as session:
        _must_govern(ctx)
        return _put_in_force(session, ctx, version, reason)


def _put_in_force(session: Session, ctx: Context, version: str, reason: str) -> dict[str, Any]:
    before = weights_in_force(session)
    if not reason.strip():
        raise Refused("Say why these weights should count from now on.", rule="R32")
    if version == default_weights().version:
        session.execute(update(WeightsVersion).values(in_force=False))
        weights = default_weights()
    else:
        weights = promote(session, version, by=ctx.actor.email, at=ctx.clock(), reason=reason)
    told = {"before": before.version, "reason": reason.strip()}
    note(session, ctx, "weights.promoted", version, told)
    return {"version": version, "in_force": True, "before": before.version, **weights.as_json()}


def _must_govern(ctx: Context) -> None:
    if not ctx.actor.has("procurement"):
        raise NotAllowed("Only procurement changes how people are ranked.", rule="R30")
