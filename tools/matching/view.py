"""What a signal sees, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tools.matching.brief import Brief
from tools.matching.columns import Columns
from tools.matching.meanings import Meanings

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix


class Values(NamedTuple):
    """A signal's values for some rows, and where they rest on something stated."""

    value: "np.ndarray"
    known: "np.ndarray"


@dataclass(frozen=True)
class View:
    """What a signal sees; `changed` are numbers the rows would have, to ask "what if"."""

    brief: Brief
    pool: Columns
    rows: "np.ndarray"
    title_vector: "np.ndarray | None"
    text_vector: "np.ndarray | None"
    skill_vectors: "Mapping[str, np.ndarray]" = field(default_factory=dict)
    hints: bool = True
    changed: "Mapping[str, np.ndarray] | None" = None

    def column(self, name: str) -> "np.ndarray":
        """A column of numbers for the rows."""
        if self.changed and name in self.changed:
            return self.changed[name]
        values: np.ndarray = self.pool.numbers[name][self.rows]
        return values

    @cached_property
    def terms(self) -> "csr_matrix":
        """How often each row uses which word."""
        whole = len(self.rows) == len(self.pool)
        return self.pool.terms if whole else self.pool.terms[self.rows]

    @cached_property
    def meaning(self) -> Meanings:
        """What the rows say, as vectors."""
        return self.pool.meaning(self.rows)
