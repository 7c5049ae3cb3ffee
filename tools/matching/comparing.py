"""Where one person stands, why somebody is absent, and how two differ."""

from typing import Any

from knowledge.errors import NotFound
from tools.matching.brief import Brief
from tools.matching.columns import Columns
from tools.matching.explain import Candidate
from tools.matching.overrides import Overrides
from tools.matching.ranking import NOBODY, Ranking, rank


def standing(
    brief: Brief, pool: Columns, person: str, overrides: Overrides = NOBODY
) -> dict[str, Any]:
    """The person's place with its reasons, or the reason why they have none.

    Raises:
        NotFound: nobody in the pool has that id.
    """
    ranking = _all(brief, pool, overrides, person)
    for one in ranking.candidates:
        if person == one.id or person in {route.id for route in one.routes}:
            return {"id": person, "placed": True, "of": len(ranking.candidates)} | one.as_json()
    reason = next(
        (d.reason for d in ranking.dropped if d.id == person), "Ranked below the last place."
    )
    return {"id": person, "placed": False, "reason": reason}


def compare(brief: Brief, pool: Columns, one: str, other: str) -> dict[str, Any]:
    """What two candidates gain and lose against each other, signal by signal.

    Raises:
        NotFound: one of them is not in the pool, or is left out.
    """
    ranking = _all(brief, pool, NOBODY, one, other)
    placed = {candidate.id: candidate for candidate in ranking.candidates}
    for name in (one, other):
        if name not in placed:
            reason = next((d.reason for d in ranking.dropped if d.id == name), "not ranked")
            raise NotFound(f"{name} cannot be compared: {reason}")
    return _compared(placed[one], placed[other])


def _compared(one: Candidate, other: Candidate) -> dict[str, Any]:
    theirs = {c.signal: c for c in other.contributions}
    gaps = [
        {
            "signal": c.signal,
            "label": c.label,
            one.id: c.contribution,
            other.id: theirs[c.signal].contribution,
            "difference": c.contribution - theirs[c.signal].contribution,
        }
        for c in one.contributions
    ]
    gaps.sort(key=lambda gap: -abs(float(str(gap["difference"]))))
    return {"scores": {one.id: one.score, other.id: other.score}, "differences": gaps}


def _all(brief: Brief, pool: Columns, overrides: Overrides, *people: str) -> Ranking:
    for person in people:
        if pool.row(person) is None:
            raise NotFound(f"Nobody in the pool has the id {person!r}.")
    return rank(brief, pool, overrides=overrides, k=len(pool))
