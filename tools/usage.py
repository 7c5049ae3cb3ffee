"""What the language model cost: written call by call, reported by turn, request and model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.prices import cost_usd, price_tables
from knowledge.records.requests import Request
from knowledge.records.usage import ModelCall
from tools.context import Context
from tools.intake import newest_here


@dataclass(frozen=True)
class Used:
    """What one call took; tokens are None where the endpoint did not say."""

    model: str
    seconds: float
    fallback: bool
    outcome: str = "ok"
    input_tokens: int | None = None
    cached_tokens: int | None = None
    output_tokens: int | None = None


def note_call(ctx: Context, turn: str, used: Used, request_id: str | None = None) -> None:
    """Write down one call to a model, with the request that it was about.

    Where none is named, that is the request that the person is on.
    """
    with ctx.sessions.begin() as session:
        request_id = request_id or session.scalar(newest_here(ctx, Request.id))
        session.add(
            ModelCall(
                at=ctx.clock(),
                thread=ctx.thread,
                actor=ctx.actor.email,
                turn=turn,
                request_id=request_id,
                model=used.model,
                input_tokens=used.input_tokens,
                cached_tokens=used.cached_tokens,
                output_tokens=used.output_tokens,
                cost_usd=_cost(used, ctx.clock()),
                seconds=used.seconds,
                fallback=used.fallback,
                outcome=used.outcome,
            )
        )


def usage_report(session: Session, since: datetime | None = None) -> dict[str, Any]:
    """Calls, tokens, cost and time: in all, a model, a turn, and a request that was filed."""
    query = select(ModelCall).order_by(ModelCall.number)
    if since is not None:
        query = query.where(ModelCall.at >= since)
    calls = list(session.scalars(query))
    filed = set(session.scalars(select(Request.id).where(Request.filed_at.is_not(None))))
    turns = _grouped(calls, "turn")
    requests = {k: v for k, v in _by_request(turns).items() if k in filed}
    return {
        "total": _sum(calls),
        "models": [{"model": k, **_sum(v)} for k, v in _grouped(calls, "model").items()],
        "per_turn": _typical(turns),
        "per_filed_request": _typical(requests),
        "filed_requests": [{"request_id": k, **_sum(v)} for k, v in requests.items()],
        "prices": [
            {
                "provider": table.provider,
                "effective_from": table.effective_from.isoformat(),
                "checked": table.checked.isoformat(),
                "source": table.source,
            }
            for table in price_tables()
        ],
    }


def _cost(used: Used, at: datetime) -> float | None:
    if used.input_tokens is None or used.output_tokens is None:
        return None
    if used.fallback:
        return 0.0  # The embedded model runs on this machine.
    cached = used.cached_tokens or 0
    return cost_usd(used.model, at.date(), used.input_tokens, cached, used.output_tokens)


def _grouped(calls: Iterable[ModelCall], name: str) -> dict[str, list[ModelCall]]:
    groups: dict[str, list[ModelCall]] = {}
    for call in calls:
        groups.setdefault(getattr(call, name) or "", []).append(call)
    return groups


def _by_request(turns: Mapping[str, list[ModelCall]]) -> dict[str, list[ModelCall]]:
    """The calls of whole turns, by the request that the turn ended with: the first opens it."""
    groups: dict[str, list[ModelCall]] = {}
    for calls in turns.values():
        last = next((call.request_id for call in reversed(calls) if call.request_id), None)
        if last is not None:
            groups.setdefault(last, []).extend(calls)
    return groups


def _sum(calls: list[ModelCall]) -> dict[str, Any]:
    done = [call for call in calls if call.outcome == "ok"]
    costs = [call.cost_usd for call in done]
    known = [cost for cost in costs if cost is not None]
    return {
        "calls": len(calls),
        "failed": len(calls) - len(done),
        "fallback": sum(call.fallback for call in calls),
        "input_tokens": sum(call.input_tokens or 0 for call in done),
        "cached_tokens": sum(call.cached_tokens or 0 for call in done),
        "output_tokens": sum(call.output_tokens or 0 for call in done),
        # One call of unknown price makes the sum unknown: a part of it would look like all of it.
        "cost_usd": round(sum(known), 6) if len(known) == len(costs) else None,
        "cost_unknown_calls": len(costs) - len(known),
        "seconds": round(sum(call.seconds for call in calls), 3),
    }


def _typical(groups: Mapping[str, list[ModelCall]]) -> dict[str, Any]:
    sums = [_sum(calls) for calls in groups.values()]
    names = ("calls", "input_tokens", "cached_tokens", "output_tokens", "cost_usd", "seconds")
    return {"count": len(sums)} | {name: _median(sums, name) for name in names}


def _median(sums: list[dict[str, Any]], name: str) -> float | None:
    values = [one[name] for one in sums]
    if not values or any(value is None for value in values):
        return None
    return float(median(values))
