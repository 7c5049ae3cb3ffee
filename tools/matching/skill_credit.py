"""How well people show a skill: by its name, by what stands in for it, by telling words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.skills import Taxonomy, stand_ins
from tools.matching.brief import Wanted
from tools.matching.lexicon import bag
from tools.matching.other_words import meant
from tools.matching.packing import number_of
from tools.matching.reading import FREE
from tools.matching.view import Values, View

if TYPE_CHECKING:
    import numpy as np

HINTS, HINT = 12, 0.5
MISSING = 0.2
"""What a skill that is not shown leaves of the product, so that the others still count."""


def skill_credit(view: View, wanted: Wanted, meant: "np.ndarray | None" = None) -> "np.ndarray":
    """How well each row shows a skill: itself, or by the best of what stands in for it.

    `meant` is the credit for saying it in other words.
    """
    import numpy as np

    best = np.zeros(len(view.rows), np.float32)
    if wanted.key.startswith(FREE):
        best = _by_words(view, wanted.name)
    stands = {wanted.key: 1.0} | stand_ins(wanted.key)
    for key, share in stands.items():
        rows, credit = view.skills.holders(number_of(key))
        best[rows] = np.maximum(best[rows], credit * np.float32(share))
    if view.hints:
        best = np.maximum(best, _hinted(view, wanted))
    if meant is not None:
        best = np.maximum(best, meant)
    best *= view.own_trade
    refuses, _ = view.denied.holders(number_of(wanted.key))
    best[refuses] = np.minimum(best[refuses], 0.15)
    return best


def _hinted(view: View, wanted: Wanted) -> "np.ndarray":
    """A little credit where telling words of the skill's names stand, though no name does."""
    import numpy as np

    concept = Taxonomy.load().by_id.get(wanted.key)
    best = np.zeros(len(view.rows), np.float32)
    bags = [sorted(bag(form)) for form in (concept.forms[:HINTS] if concept else ())]
    telling = [columns for columns in bags if len(columns) > 1]
    if not telling:
        return best
    every = sorted({column for columns in telling for column in columns})
    uses = _uses(view, every)
    for columns in telling:
        idf = view.pool.idf[columns]
        share = (uses[:, np.searchsorted(every, columns)] * idf).sum(1) / max(idf.sum(), 1e-9)
        np.maximum(best, np.where(share >= 0.5, share * HINT, 0).astype(np.float32), out=best)
    return best


def _uses(view: View, columns: Sequence[int]) -> "np.ndarray":
    """Which of the words each row uses, a column a word."""
    import numpy as np

    return np.asarray(view.terms[:, list(columns)].toarray() > 0)


def _by_words(view: View, name: str) -> "np.ndarray":
    import numpy as np

    columns = sorted(bag(name))
    if not columns:
        return np.zeros(len(view.rows), np.float32)
    idf = view.pool.idf[columns]
    share = (_uses(view, columns) * idf).sum(1) / max(float(idf.sum()), 1e-9)
    weak: np.ndarray = np.where(share > 0.99, 0.75, share * 0.5).astype(np.float32)
    return weak


def shown_skills(view: View, wanted: tuple[Wanted, ...]) -> Values:
    """The credit for several skills in one value, multiplied: each one that is missing tells."""
    import numpy as np

    said = meant(view, wanted)
    credit = np.stack([skill_credit(view, one, said.get(one.name)) for one in wanted])
    whole = np.maximum(credit, MISSING).astype(np.float64).prod(0) ** (1 / len(wanted))
    value = (whole - MISSING) / (1 - MISSING)
    return Values(value.round(9), view.column("amount_read") > 0)
