"""How well people show a skill: by its name, by what stands in for it, by telling words."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge.skills import Taxonomy, stand_ins
from tools.matching.brief import Wanted
from tools.matching.columns import Columns
from tools.matching.exact import likeness, likenesses
from tools.matching.lexicon import bag
from tools.matching.packing import number_of
from tools.matching.reading import DOUBTED, FREE
from tools.matching.view import Values, View

if TYPE_CHECKING:
    import numpy as np

HINTS, HINT = 12, 0.5
UNLIKE, ALIKE, MEANT = 0.3, 0.6, 0.7


class Meant(NamedTuple):
    """A unit of a profile that says a skill in other words, and the credit for it."""

    unit: int
    credit: float


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


def meant(view: View, wanted: Sequence[Wanted]) -> "dict[str, np.ndarray]":
    """Credit for what says the same in other words, by the likest unit of each row, by skill."""
    import numpy as np

    names = [one.name for one in wanted if one.name in view.skill_vectors]
    if not names or not view.hints:
        return {}
    near = likest(view, np.stack([view.skill_vectors[name] for name in names]))
    credit = credit_of_likeness(near).astype(np.float32)
    return {name: credit[:, place] for place, name in enumerate(names)}


def meant_by(pool: Columns, row: int, vectors: Mapping[str, "np.ndarray"]) -> dict[str, Meant]:
    """For each skill asked for, the likest unit of a row and the credit that it earns."""
    import numpy as np

    units = pool.meaning(np.array([row])).units
    if not len(units):
        return {}
    found = {}
    doubted = 1 - DOUBTED * float(pool.numbers["others_trade"][row])
    for name, vector in vectors.items():
        near = likeness(units, vector)
        best = int(np.argmax(near))
        found[name] = Meant(best, float(credit_of_likeness(near[best])) * doubted)
    return found


def likest(view: View, vectors: "np.ndarray") -> "np.ndarray":
    """The likeness of the likest unit of each row to each vector; 0 for rows without units."""
    import numpy as np

    found, ends = np.zeros((len(view.rows), len(vectors))), view.meaning.unit_ends
    rows = np.flatnonzero(np.diff(ends))
    if len(rows):
        found[rows] = np.maximum.reduceat(likenesses(view.meaning.units, vectors), ends[rows])
    return found


def credit_of_likeness(near: Any) -> Any:
    """None up to a likeness of a quarter, most from six tenths on."""
    import numpy as np

    return MEANT * np.clip((near - UNLIKE) / (ALIKE - UNLIKE), 0, 1)


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
    """The credit for several skills in one value; a missing one hurts more than a strong helps."""
    import numpy as np

    said = meant(view, wanted)
    credit = np.stack([skill_credit(view, one, said.get(one.name)) for one in wanted])
    value = 0.75 * credit.mean(0) + 0.25 * np.sort(credit, 0)[: max(1, len(wanted) // 2)].mean(0)
    return Values(value.astype(np.float64), view.column("amount_read") > 0)
