"""What people also ask at work that a library of policies may have nothing about.

A question that is nearer to one of these subjects than to any section is likely not answered here.
Subjects that a reader's part of the library does cover are left out.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    import numpy as np

    from knowledge.library.index import Index

SUBJECTS = Path(__file__).parent / "data" / "elsewhere.txt"
VECTORS = Path(__file__).parent / "data" / "elsewhere.npy"
COVERED = 0.5
KEPT = 64
BLOCK = 20_000

_covered: "WeakKeyDictionary[Index, dict[object, np.ndarray]]" = WeakKeyDictionary()


def nearness(index: "Index", question: "np.ndarray", allowed: "np.ndarray", key: object) -> float:
    """The cosine of the nearest subject that the library does not cover.

    `allowed` are the chunks the reader may read on the day, and `key` names them.
    """
    import numpy as np

    open_to = _covered.setdefault(index, {})
    if key not in open_to:
        if len(open_to) >= KEPT:
            open_to.clear()
        open_to[key] = _best(np.asarray(index.vectors), allowed) > COVERED
    return float(np.where(open_to[key], 0.0, _subjects() @ question).max())


def subjects() -> list[str]:
    """The subjects as sentences."""
    return SUBJECTS.read_text().splitlines()


@cache
def _subjects() -> "np.ndarray":
    import numpy as np

    found: np.ndarray = np.load(VECTORS).astype(np.float32)
    return found


def _best(vectors: "np.ndarray", allowed: "np.ndarray") -> "np.ndarray":
    """The best cosine of each subject with any allowed chunk."""
    import numpy as np

    best = np.zeros(len(_subjects()), np.float32)
    for start in range(0, len(vectors), BLOCK):
        block = vectors[start : start + BLOCK][allowed[start : start + BLOCK]]
        if len(block):
            best = np.maximum(best, (_subjects() @ block.T).max(axis=1))
    return best
