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
    languages: Mapping[str, "np.ndarray"]
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
    def idf(self) -> "np.ndarray":
        """How telling each word is in this pool."""
        import numpy as np

        held = np.bincount(self.terms.indices, minlength=self.terms.shape[1])
        return np.log1p((len(self) - held + 0.5) / (held + 0.5)).astype(np.float32)

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
