"""Rank a pool for a brief: hard rules, recall, exact score, a person's overrides, explanations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tools.matching.brief import Brief
from tools.matching.columns import Columns
from tools.matching.constraints import Drop, Dropped, Sieve, sieve
from tools.matching.counterfactual import nearest
from tools.matching.explain import Candidate, explain
from tools.matching.grouping import Group, groups
from tools.matching.overrides import Overrides
from tools.matching.recall import candidates
from tools.matching.scoring import BriefVectors, Scores, embed_brief, score, view_of
from tools.matching.weights import Weights, default_weights

if TYPE_CHECKING:
    pass

MODEL = "additive-3"
NOBODY = Overrides()


@dataclass(frozen=True)
class Ranking:
    """The best k, everybody who is out with the reason, and what it was computed from."""

    candidates: tuple[Candidate, ...]
    dropped: Dropped
    considered: int
    brief: Brief
    weights: Weights
    overrides: Overrides
    vectors: BriefVectors
    pool_id: str
    model: str = MODEL
    shares: Mapping[str, float] = field(default_factory=dict)
    recalled: tuple[str, ...] = ()
    """Whom the database found, where the pool is not in memory."""

    def by_cost(self) -> tuple[Candidate, ...]:
        """The same people, the cheapest first; pinned ones stay ahead."""

        def costs(one: Candidate) -> tuple[bool, float]:
            cost = one.total_cost or one.hourly_usd
            return one.pinned is None, float("inf") if cost is None else cost

        return tuple(sorted(self.candidates, key=costs))

    def as_json(self, most_dropped: int = 1000) -> dict[str, Any]:
        """The ranking for programs; those left out are all counted, and named up to a limit."""
        return {
            "results": [one.as_json() for one in self.candidates],
            "dropped": [{"id": d.id, "reason": d.reason} for d in self.dropped[:most_dropped]],
            "considered": self.considered,
            "dropped_counts": dict(self.dropped.counts()),
            "weights": {"version": self.weights.version, "shares": dict(self.shares)},
            "model": self.model,
            "pool": self.pool_id,
        }


def rank(
    brief: Brief,
    pool: Columns,
    weights: Weights | None = None,
    overrides: Overrides = NOBODY,
    *,
    k: int = 10,
    now: datetime | None = None,
    vectors: BriefVectors | None = None,
) -> Ranking:
    """Rank the pool for the brief; the same inputs give the same ranking, bit for bit."""
    import numpy as np

    weighed = (weights or default_weights()).prioritised(brief.priorities)
    given = vectors or embed_brief(brief, pool)
    found = pool.records.recall(brief, given) if pool.records.recall else None
    pool = found or pool
    out = sieve(brief, pool, now.timestamp() if now else None)
    excluded = [row for one in overrides.excluded if (row := pool.row(one)) is not None]
    eligible = out.codes == 0
    eligible[excluded] = False
    rows = candidates(view_of(brief, pool, np.arange(0), given), weighed, eligible)
    scores = score(view_of(brief, pool, rows, given), weighed)
    chosen = groups(pool, scores, overrides, k)
    shown = tuple(_explained(brief, pool, scores, overrides, chosen, given))
    return Ranking(
        candidates=shown,
        dropped=_dropped(out, overrides, pool, excluded, _copies(pool, scores, chosen)),
        considered=len(pool),
        brief=brief,
        weights=weighed,
        overrides=overrides,
        vectors=given,
        pool_id=pool.pool_id,
        recalled=tuple(found.ids) if found else (),
        shares=dict(zip(scores.signals, scores.weights.tolist(), strict=True)),
    )


def _explained(
    brief: Brief,
    pool: Columns,
    scores: Scores,
    overrides: Overrides,
    chosen: Sequence[Group],
    given: BriefVectors,
) -> list[Candidate]:
    """Those who are shown; one person on two sources is one, with two routes."""
    pool = pool.holding([int(scores.rows[place]) for one in chosen for place in one.routes])
    found: list[Candidate] = []
    for n, (places, alike) in enumerate(chosen):
        one = explain(
            brief, pool, scores, places, rank=n + 1, pinned=overrides.pinned, vectors=given
        )
        if n and not one.pinned and not found[-1].pinned and not one.routes:
            above = found[-1].score
            change = nearest(brief, pool, scores, places[0], above, n + 1)
            one = replace(one, counterfactual=change)
        found.append(one.beside([pool.ids[scores.rows[place]] for place in alike]))
    return found


def _copies(pool: Columns, scores: Scores, chosen: Sequence[Group]) -> Iterator[Drop]:
    for one in chosen:
        shown = pool.ids[scores.rows[one.routes[0]]]
        for place in one.alike:
            said = f"Says almost the same as {shown}, who is shown."
            yield Drop(pool.ids[scores.rows[place]], said, "near_identical")


def _dropped(
    out: Sieve,
    overrides: Overrides,
    pool: Columns,
    excluded: Sequence[int],
    copies: Iterable[Drop],
) -> Dropped:
    said = [
        Drop(
            pool.ids[row],
            f"Left out by a person: {overrides.excluded[pool.ids[row]]}",
            "excluded_by_person",
        )
        for row in excluded
    ]
    out.codes[list(excluded)] = 0
    return Dropped(out, [*said, *copies])
