"""Skills in other words: what a sentence is nearest to, the skill or a rival of it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge.skills.told import rivals, told
from tools.matching.brief import Wanted
from tools.matching.exact import likenesses
from tools.matching.view import View

if TYPE_CHECKING:
    import numpy as np

UNLIKE, ALIKE, MEANT = 0.3, 0.57, 0.75
OUTDONE = 0.7
"""What share of the lead of a likelier rival a skill loses."""


class Meant(NamedTuple):
    """A unit of a profile that says a skill in other words, and the credit for it."""

    unit: int
    credit: float


def meant(view: View, wanted: Sequence[Wanted]) -> "dict[str, np.ndarray]":
    """Credit for what says the same in other words, by the likest unit of each row, by skill."""
    import numpy as np

    asked = _asked(wanted, view.skill_vectors)
    if not asked or not view.hints:
        return {}
    ends = view.meaning.unit_ends
    rows = np.flatnonzero(np.diff(ends))
    found = {}
    for name, near in nearness(view.meaning.units, asked, view.skill_vectors).items():
        credit = np.zeros(len(view.rows), np.float32)
        if len(rows):
            credit[rows] = credit_of_likeness(np.maximum.reduceat(near, ends[rows]))
        found[name] = credit
    return found


def meant_by(view: View, wanted: Sequence[Wanted]) -> dict[str, Meant]:
    """For each skill asked for, the likest unit of the view's only row and its credit."""
    asked = _asked(wanted, view.skill_vectors)
    if not asked or not len(view.meaning.units):
        return {}
    kept = float(view.own_trade[0])
    found = {}
    for name, near in nearness(view.meaning.units, asked, view.skill_vectors).items():
        found[name] = Meant(int(near.argmax()), float(credit_of_likeness(near.max())) * kept)
    return found


def nearness(
    units: "np.ndarray", wanted: Sequence[Wanted], vectors: Mapping[str, "np.ndarray"]
) -> "dict[str, np.ndarray]":
    """How near each unit is to each skill, less where it is nearer to a rival; by name."""
    import numpy as np

    parts = [part for one in wanted for part in _compared(one.key, vectors[one.name])]
    rows = np.ascontiguousarray(likenesses(units, np.concatenate(parts)).T)
    near = np.split(rows, np.cumsum([*map(len, parts)]))
    found = {}
    for place, one in enumerate(wanted):
        own, others = near[2 * place].max(0), near[2 * place + 1].max(0, initial=-1)
        found[one.name] = own - OUTDONE * np.maximum(0, others - own)
    return found


def credit_of_likeness(near: Any) -> Any:
    """None up to a likeness of a third, most from six tenths on."""
    import numpy as np

    return MEANT * np.clip((near - UNLIKE) / (ALIKE - UNLIKE), 0, 1)


def _asked(wanted: Sequence[Wanted], vectors: Mapping[str, "np.ndarray"]) -> list[Wanted]:
    return [one for one in wanted if one.name in vectors]


def _compared(key: str, vector: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
    """The vectors that speak for a skill, and for its rivals; only its name in another model."""
    import numpy as np

    said, others = told(key), rivals(key)
    if said.shape[1] != len(vector):
        return vector[None], vector[None][:0]
    return np.concatenate([vector[None], said]), others
