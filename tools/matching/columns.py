"""The talent pool as columns: everything the ranking compares, in numbers, one row a profile."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from knowledge.talent import TalentProfile
from tools.matching.reading import Reading

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix

Profiles = Callable[[int], tuple[TalentProfile, Reading]]
Embed = Callable[[Sequence[str]], Any]

NUMBERS = (
    "hourly_usd",
    "available",
    "hours_per_week",
    "level",
    "years",
    "utc_offset",
    "reputation",
    "reviews",
    "response",
    "history",
    "engagements",
    "screening",
    "flags",
    "expires",
    "amount_read",
    "others_trade",
    "fee_share",
    "fee_once",
)
"""Columns of plain numbers; not a number (NaN) where a profile does not state it."""


@dataclass(frozen=True)
class Columns:
    """A pool of n profiles; `numbers` has a column of n values for each name in NUMBERS."""

    ids: Sequence[str]
    sources: "np.ndarray"
    source_names: tuple[str, ...]
    persons: "np.ndarray"
    skills: "csr_matrix"
    skill_columns: Mapping[str, int]
    denied: "csr_matrix"
    terms: "csr_matrix"
    numbers: Mapping[str, "np.ndarray"]
    languages: Mapping[str, int]
    speaks: "np.ndarray"
    role_of: "np.ndarray"
    role_vectors: "np.ndarray"
    text_vectors: "np.ndarray"
    profiles: Profiles
    pool_id: str = ""
    embed: Embed | None = None

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def by_skill(self) -> Any:
        """Who shows a skill, and with which credit: the inverted index."""
        return self.skills.tocsc()

    @cached_property
    def by_denied(self) -> Any:
        """Who denies a skill, by skill."""
        return self.denied.tocsc()

    @cached_property
    def by_term(self) -> Any:
        """Who uses a word, by word."""
        return self.terms.tocsc()

    def nearness(self, rows: "np.ndarray", vector: "np.ndarray") -> "np.ndarray":
        """Likeness of the rows' texts to a vector; stored bytes are brought back to length one."""
        import numpy as np

        texts = self.text_vectors if len(rows) == len(self) else self.text_vectors[rows]
        if texts.dtype != np.int8:
            plain: np.ndarray = texts @ vector
            return plain
        whole = texts.astype(np.float32)
        turned: np.ndarray = (whole @ vector) / np.maximum(np.linalg.norm(whole, axis=1), 1e-9)
        return turned

    @cached_property
    def idf(self) -> "np.ndarray":
        """How telling each word is in this pool."""
        import numpy as np

        held = np.diff(self.by_term.indptr)
        idf: np.ndarray = np.log1p((len(self) - held + 0.5) / (held + 0.5)).astype(np.float32)
        return idf

    @cached_property
    def stated(self) -> frozenset[str]:
        """Signals about performance that at least one profile of the pool states something of."""
        import numpy as np

        columns = {
            "our_history": "history",
            "reputation": "reputation",
            "responsiveness": "response",
            "screening": "screening",
        }
        found = {s for s, name in columns.items() if not np.isnan(self.numbers[name]).all()}
        return frozenset(found | {"exploration"} if "our_history" in found else found)

    @cached_property
    def routes(self) -> "np.ndarray":
        """How many profiles each person has."""
        import numpy as np

        return np.bincount(self.persons)

    @cached_property
    def rows(self) -> Mapping[str, int]:
        """Rows by id."""
        return {one: row for row, one in enumerate(self.ids)}


LANGUAGE_BITS = 63


def held_by(matrix: Any, column: int, rows: "np.ndarray", count: int) -> "np.ndarray":
    """A column of a matrix kept by columns, for some of its `count` rows (all if as many)."""
    import numpy as np

    start, end = matrix.indptr[column : column + 2]
    held, values = matrix.indices[start:end], matrix.data[start:end]
    if len(rows) == count:
        found = np.zeros(count, np.float32)
        found[held] = values
        return found
    if not len(held):
        return np.zeros(len(rows), np.float32)
    at = np.minimum(np.searchsorted(held, rows), len(held) - 1)
    chosen: np.ndarray = np.where(held[at] == rows, values[at], np.float32(0))
    return chosen
