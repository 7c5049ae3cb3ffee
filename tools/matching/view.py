"""What a signal sees, and what it answers."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from tools.matching.brief import Brief
from tools.matching.columns import Columns

if TYPE_CHECKING:
    import numpy as np


class Values(NamedTuple):
    """A signal's values for some rows, and where they rest on something stated."""

    value: "np.ndarray"
    known: "np.ndarray"


class View(NamedTuple):
    """What a signal sees; `changed` are numbers the rows would have, to ask "what if"."""

    brief: Brief
    pool: Columns
    rows: "np.ndarray"
    title_vector: "np.ndarray | None"
    text_vector: "np.ndarray | None"
    skill_vectors: "Mapping[str, np.ndarray]" = {}  # noqa: RUF012  (never written to)
    hints: bool = True
    changed: "Mapping[str, np.ndarray] | None" = None

    def column(self, name: str) -> "np.ndarray":
        """A column of numbers for the rows."""
        if self.changed and name in self.changed:
            return self.changed[name]
        values: np.ndarray = self.pool.numbers[name][self.rows]
        return values
