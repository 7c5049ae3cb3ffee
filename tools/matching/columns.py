"""The talent pool as columns: everything the ranking compares, in numbers, one row a profile."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge.talent import TalentProfile
from tools.matching.meanings import Meanings, split_vectors
from tools.matching.reading import Reading

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix

Embed = Callable[[Sequence[str]], Any]


def _no_vectors(_: Sequence[str]) -> Sequence[bytes]:
    raise LookupError("These columns hold their vectors themselves.")


class Records(NamedTuple):
    """Where what is not in the columns is fetched from, by id."""

    profiles: Callable[[Sequence[str]], Sequence[tuple[TalentProfile, Reading]]]
    vectors: Callable[[Sequence[str]], Sequence[bytes]] = _no_vectors
    recall: Callable[[Any, Any], "Columns"] | None = None
    """Whom the database finds for a brief and its vectors, where the pool is not in memory."""


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
    "headed",
    "others_trade",
    "fee_share",
    "fee_once",
)
"""Columns of plain numbers; not a number (NaN) where a profile does not state it."""


@dataclass(frozen=True)
class Keyed:
    """Who has which of the named things: the numbers of the names, and a matrix with a column each.

    `matrix` is kept by rows, `by_key` by columns: the inverted index.
    """

    keys: "np.ndarray"
    matrix: "csr_matrix"

    @cached_property
    def by_key(self) -> Any:
        """The same matrix, kept by columns."""
        return self.matrix.tocsc()

    def holders(self, key: int) -> tuple["np.ndarray", "np.ndarray"]:
        """Who has a name, in rising order, and what each has of it."""
        import numpy as np

        at = int(np.searchsorted(self.keys, np.uint64(key)))
        if at == len(self.keys) or int(self.keys[at]) != key:
            return np.zeros(0, np.int32), np.zeros(0, np.float32)
        start, end = self.by_key.indptr[at : at + 2]
        return self.by_key.indices[start:end], self.by_key.data[start:end]

    def of(self, rows: "np.ndarray") -> "Keyed":
        """The same of some of the rows."""
        return self if len(rows) == self.matrix.shape[0] else Keyed(self.keys, self.matrix[rows])


@dataclass(frozen=True)
class Columns:
    """A pool of n profiles in the order of their ids; `records` has what they say.

    `numbers` has a column of n values for each name in NUMBERS. `terms` counts how often each row
    uses which word. Vectors are rows of small whole numbers, whose products are exact in any order,
    so that a ranking is the same on any machine. Without `meanings` they are fetched for the few.
    """

    ids: list[str]
    source_codes: "np.ndarray"
    source_names: tuple[str, ...]
    person_keys: "np.ndarray"
    numbers: Mapping[str, "np.ndarray"]
    skills: Keyed
    denied: Keyed
    languages: Keyed
    terms: "csr_matrix"
    role_keys: "np.ndarray"
    role_of: "np.ndarray"
    role_vectors: "np.ndarray"
    meanings: Meanings | None
    records: Records
    pool_id: str = ""
    embed: Embed | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, one: str) -> int | None:
        """The row of an id; None if nobody has it."""
        at = bisect_left(self.ids, one)
        return at if at < len(self.ids) and self.ids[at] == one else None

    def profile(self, row: int) -> tuple[TalentProfile, Reading]:
        """The profile of a row, and what was read from it."""
        return self.records.profiles([self.ids[row]])[0]

    def meaning(self, rows: "np.ndarray") -> Meanings:
        """What some rows say, as vectors."""
        if self.meanings is not None:
            return self.meanings.of(rows)
        stored = self.records.vectors([self.ids[row] for row in rows.tolist()])
        return split_vectors(stored, self.role_vectors.shape[1])[1]

    def holding(self, rows: Sequence[int]) -> "Columns":
        """The same columns with what these rows say fetched, all at once."""
        ids, records = [self.ids[row] for row in rows], self.records
        told = dict(zip(ids, records.profiles(ids), strict=True))
        stored = records.vectors(ids) if self.meanings is None else ()
        vectors = dict(zip(ids, stored, strict=False))
        return self.through(
            Records(
                lambda asked: [told[i] for i in asked], lambda asked: [vectors[i] for i in asked]
            )
        )

    def through(self, records: Records, pool_id: str | None = None) -> "Columns":
        """The same columns with what is not in them fetched another way."""
        other = copy(self)  # Not `replace`: the indexes made from the columns stay.
        object.__setattr__(other, "records", records)
        object.__setattr__(other, "pool_id", self.pool_id if pool_id is None else pool_id)
        return other

    def warm(self) -> "Columns":
        """Make the indexes now that are otherwise made when they are first needed."""
        _ = self.idf, self.stated, self.persons, self.routes
        _ = self.skills.by_key, self.denied.by_key, self.languages.by_key
        return self

    @cached_property
    def persons(self) -> "np.ndarray":
        """Rows of one person have the same number."""
        import numpy as np

        return np.unique(self.person_keys, return_inverse=True)[1]

    @cached_property
    def routes(self) -> "np.ndarray":
        """How many profiles each person has."""
        import numpy as np

        return np.bincount(self.persons)

    @cached_property
    def idf(self) -> "np.ndarray":
        """How telling each word is in this pool."""
        import numpy as np

        held = np.bincount(self.terms.indices, minlength=self.terms.shape[1])
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
