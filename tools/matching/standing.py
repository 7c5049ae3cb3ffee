"""Where one person stands in a ranking, without explaining everybody else."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from tools.matching.brief import Brief
from tools.matching.columns import Columns
from tools.matching.constraints import sieve
from tools.matching.explain import explain
from tools.matching.learning import weights_in_force
from tools.matching.overrides import Overrides
from tools.matching.recall import candidates
from tools.matching.scoring import embed_brief, score, view_of


def standing_of(
    session: Session,
    brief: Brief,
    pool: Columns,
    person: str,
    overrides: Overrides,
    now: datetime,
) -> dict[str, Any]:
    """The reason why somebody is left out, or their place with what speaks most against them."""
    import numpy as np

    row = pool.row(person)
    if row is None:
        return {"id": person, "reason": "the source allows no longer use of this data."}
    if person in overrides.excluded:
        return {"id": person, "reason": f"you said so ({overrides.excluded[person]})"}
    out = sieve(brief, pool, now.timestamp())
    if out.codes[row]:
        return {"id": person, "reason": out.drop(row).reason}
    weights = weights_in_force(session).prioritised(brief.priorities)
    vectors = embed_brief(brief, pool)
    none = view_of(brief, pool, np.arange(0), vectors)
    scored = candidates(none, weights, out.codes == 0)
    scores = score(view_of(brief, pool, np.union1d(scored, [row]), vectors), weights)
    at = int(np.searchsorted(scores.rows, row))
    place = int((scores.totals > scores.totals[at]).sum()) + 1
    one = explain(brief, pool, scores, [at], rank=place, pinned={}, vectors=vectors)
    told = {"place": place, "of": int((out.codes == 0).sum()), "against": one.against}
    return {"id": person, **told, "points": round(100 * one.score)}
