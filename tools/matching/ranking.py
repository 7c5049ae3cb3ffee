"""Rank a pool for a brief: hard rules, recall, exact score, a person's overrides, explanations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tools.matching.brief import Brief
from tools.matching.columns import Columns
from tools.matching.constraints import Drop, Dropped, Sieve, sieve
from tools.matching.counterfactual import nearest
from tools.matching.explain import Candidate, explain
from tools.matching.overrides import Overrides
from tools.matching.recall import candidates
from tools.matching.scoring import BriefVectors, Scores, embed_brief, score, view_of
from tools.matching.weights import Weights, default_weights

if TYPE_CHECKING:
    pass

MODEL = "additive-2"
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
    out = sieve(brief, pool, now.timestamp() if now else None)
    excluded = [row for one in overrides.excluded if (row := pool.row(one)) is not None]
    eligible = out.codes == 0
    eligible[excluded] = False
    rows = candidates(view_of(brief, pool, np.arange(0), given), weighed, eligible)
    scores = score(view_of(brief, pool, rows, given), weighed)
    shown = tuple(_explained(brief, pool, scores, overrides, k, given))
    return Ranking(
        candidates=shown,
        dropped=_dropped(out, overrides, pool, excluded),
        considered=len(pool),
        brief=brief,
        weights=weighed,
        overrides=overrides,
        vectors=given,
        pool_id=pool.pool_id,
        shares=dict(zip(scores.signals, scores.weights.tolist(), strict=True)),
    )


def _explained(
    brief: Brief,
    pool: Columns,
    scores: Scores,
    overrides: Overrides,
    k: int,
    given: BriefVectors,
) -> list[Candidate]:
    """The k best people, pinned ones first; one person on two sources is one, with two routes."""
    chosen = _persons(pool, scores, overrides, k)
    pool = pool.holding([int(scores.rows[place]) for places in chosen for place in places])
    found: list[Candidate] = []
    for n, places in enumerate(chosen):
        one = explain(
            brief, pool, scores, places, rank=n + 1, pinned=overrides.pinned, vectors=given
        )
        if n and not one.pinned and not found[-1].pinned and not one.routes:
            above = found[-1].score
            change = nearest(brief, pool, scores, places[0], above, n + 1)
            one = replace(one, counterfactual=change)
        found.append(one)
    return found


def _persons(pool: Columns, scores: Scores, overrides: Overrides, k: int) -> list[list[int]]:
    """Places of the best route of each person, each with the person's other routes after it."""
    import numpy as np

    pinned = [row for one in overrides.pinned if (row := pool.row(one)) is not None]
    at = {int(scores.rows[p]): p for p in np.flatnonzero(np.isin(scores.rows, pinned)).tolist()}
    first = [at[row] for row in pinned if row in at]
    ordered = first + [p for p in scores.best(k * 3 + len(first), pool.ids) if p not in first]
    groups: dict[int, list[int]] = {}
    for place in ordered:
        groups.setdefault(int(pool.persons[scores.rows[place]]), []).append(place)
    best = list(groups.items())[:k]
    persons = pool.persons[scores.rows]
    for person, places in best:
        if pool.routes[person] > 1:
            others = np.flatnonzero(persons == person).tolist()
            places.extend(p for p in others if p not in places)
    return [places for _, places in best]


def _dropped(out: Sieve, overrides: Overrides, pool: Columns, excluded: Sequence[int]) -> Dropped:
    said = [
        Drop(
            pool.ids[row],
            f"Left out by a person: {overrides.excluded[pool.ids[row]]}",
            "excluded_by_person",
        )
        for row in excluded
    ]
    out.codes[list(excluded)] = 0
    return Dropped(out, said)
