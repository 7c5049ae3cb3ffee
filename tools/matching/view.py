"""What a signal sees, and what it answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tools.matching.brief import Brief
from tools.matching.columns import Columns, Keyed
from tools.matching.meanings import Meanings
from tools.matching.reading import DOUBTED

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
        values = self.pool.numbers[name]
        return values if self._whole else values[self.rows]

    @cached_property
    def terms(self) -> "csr_matrix":
        """How often each row uses which word."""
        return self.pool.terms if self._whole else self.pool.terms[self.rows]

    @cached_property
    def skills(self) -> Keyed:
        """The skills that the rows show, with their credit."""
        return self.pool.skills.of(self.rows)

    @cached_property
    def denied(self) -> Keyed:
        """The skills that the rows say they do not have."""
        return self.pool.denied.of(self.rows)

    @cached_property
    def languages(self) -> Keyed:
        """The languages that the rows speak."""
        return self.pool.languages.of(self.rows)

    @cached_property
    def own_trade(self) -> "np.ndarray":
        """What share of their credit the rows keep, as they may tell of other people's trade.

        All of it where the brief asks for such a trade: whoever hires is right for hiring.
        """
        import numpy as np

        if self.brief.is_peoples_trade:
            return np.ones(len(self.rows), np.float32)
        kept: np.ndarray = (1 - DOUBTED * self.column("others_trade")).astype(np.float32)
        return kept

    @cached_property
    def meaning(self) -> Meanings:
        """What the rows say, as vectors."""
        return self.pool.meaning(self.rows)

    @property
    def _whole(self) -> bool:
        return len(self.rows) == len(self.pool)
