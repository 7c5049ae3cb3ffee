"""What people say, as vectors, which are compared only for the few who are scored exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class Meanings:
    """Some people's vectors as bytes: one of the whole text, and one of each unit.

    Person n has the units from `unit_ends[n]` to `unit_ends[n + 1]`.
    """

    texts: "np.ndarray"
    units: "np.ndarray"
    unit_ends: "np.ndarray"

    def of(self, rows: "np.ndarray") -> "Meanings":
        """Those of some of the people, in the order given."""
        import numpy as np

        if len(rows) == len(self.texts) and bool((rows == np.arange(len(rows))).all()):
            return self
        ends = ends_of(np.diff(self.unit_ends)[rows])
        return Meanings(self.texts[rows], self.units[pieces(self.unit_ends, rows)], ends)


def split_vectors(vectors: Sequence[bytes], width: int) -> tuple["np.ndarray", Meanings]:
    """Stored vectors of that width: what each person works as, and the rest."""
    import numpy as np

    flat = np.frombuffer(b"".join(vectors), np.int8).reshape(-1, width)
    counts = np.array([len(one) // width for one in vectors], np.int64)
    first = counts.cumsum() - counts
    units = np.ones(len(flat), bool)
    units[first], units[first + 1] = False, False
    return flat[first], Meanings(flat[first + 1], flat[units], ends_of(counts - 2))


def ends_of(lengths: "np.ndarray") -> "np.ndarray":
    """Where rows of these lengths end, the first at 0."""
    import numpy as np

    return np.append(0, lengths.cumsum())


def pieces(ends: "np.ndarray", rows: "np.ndarray") -> "np.ndarray":
    """The places of everything that some rows have, row by row."""
    import numpy as np

    lengths = np.diff(ends)[rows]
    after = lengths.cumsum()
    total = int(after[-1]) if len(after) else 0
    places: np.ndarray = np.repeat(ends[:-1][rows] - (after - lengths), lengths) + np.arange(total)
    return places
