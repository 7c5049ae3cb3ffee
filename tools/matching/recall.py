"""Which rows are scored exactly: all of a small pool, the most promising of a large one."""

from dataclasses import replace
from typing import TYPE_CHECKING

from tools.matching.exact import likeness
from tools.matching.skill_credit import skill_credit
from tools.matching.view import View
from tools.matching.weights import Weights

if TYPE_CHECKING:
    import numpy as np

SMALL = 4000
"""Of a pool up to this size every row is scored with every signal."""
EXACT = 1000
"""So many rows of a larger pool are scored with every signal."""
WIDE = 15_000
"""So many rows, the best by must-have skills and role, are scored without reading their texts."""
BINS = 250
COSTLY = ("relevance", "nice_skills")


def candidates(view: View, weights: Weights, eligible: "np.ndarray") -> "np.ndarray":
    """The rows to score exactly, among those that are eligible."""
    import numpy as np

    if np.count_nonzero(eligible) <= SMALL:
        return np.flatnonzero(eligible)
    wide = _wide(view, eligible)
    return _narrow(replace(view, rows=wide, hints=False), weights) if len(wide) > EXACT else wide


def _wide(view: View, eligible: "np.ndarray") -> "np.ndarray":
    """The best rows by must-have skills and role, found by counting, not by sorting."""
    import numpy as np

    bins = (promise(view) * BINS).astype(np.uint8)
    bins *= eligible
    counted = np.bincount(bins, minlength=BINS + 6)[::-1].cumsum()[::-1]
    enough = np.flatnonzero(counted >= WIDE)
    least = max(1, int(enough[-1])) if len(enough) else 1
    found = np.flatnonzero(bins >= least)
    return found if len(found) else np.flatnonzero(eligible)[:WIDE]


def promise(view: View) -> "np.ndarray":
    """For every row of the pool, how promising it looks from the inverted index and the role."""
    import numpy as np

    pool, brief = view.pool, view.brief
    everybody = replace(view, rows=np.arange(len(pool)), hints=False)
    found = np.zeros(len(pool), np.float32)
    for wanted in brief.must:
        found += skill_credit(everybody, wanted) * np.float32(0.7 / len(brief.must))
    if brief.title and view.title_vector is not None:
        near = likeness(pool.role_vectors, view.title_vector)
        near = np.clip((near - 0.1) / 0.5, 0.02, 1) * 0.3
        found += near.astype(np.float32)[pool.role_of]
    return found if brief.must or brief.title else found + np.float32(0.5)


def _narrow(view: View, weights: Weights) -> "np.ndarray":
    """The best rows by everything that needs no text."""
    import numpy as np

    from tools.matching.scoring import score

    cheap = replace(weights, priorities={**weights.priorities, **dict.fromkeys(COSTLY, 0.0)})
    totals = score(view, cheap).totals
    best = np.argpartition(-totals, EXACT)[:EXACT]
    return np.sort(view.rows[best])
