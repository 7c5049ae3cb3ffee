"""A pool with what changed in it: rows taken out and put in, one column after the other."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tools.matching.columns import NUMBERS, Columns, Keyed
from tools.matching.meanings import Meanings, ends_of

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix


@dataclass(frozen=True)
class Splice:
    """Which rows of a pool stay, and before which of those that stay each new row stands."""

    stays: "np.ndarray"
    places: "np.ndarray"

    def rows(self, old: "np.ndarray", new: "np.ndarray") -> "np.ndarray":
        """A column with one value a row."""
        import numpy as np

        kept: np.ndarray = old[self.stays]
        return np.insert(kept, self.places, new, axis=0) if len(new) else kept

    def lists(
        self, old: "np.ndarray", ends: "np.ndarray", new: "np.ndarray", new_ends: "np.ndarray"
    ) -> "np.ndarray":
        """A column with as many values a row as the ends say."""
        import numpy as np

        held = np.diff(ends)
        kept: np.ndarray = old[np.repeat(self.stays, held)]
        at = np.repeat(ends_of(held[self.stays])[self.places], np.diff(new_ends))
        return np.insert(kept, at, new, axis=0) if len(new) else kept

    def ends(self, old: "np.ndarray", new: "np.ndarray") -> "np.ndarray":
        """Where the rows of such a column end."""
        import numpy as np

        return ends_of(self.rows(np.diff(old), np.diff(new)))


def updated(pool: Columns, gone: Iterable[str], new: Columns) -> Columns:
    """The pool without those who are gone and with the new rows, as if it was made anew."""
    import numpy as np

    if not len(pool):
        return new
    stays = np.ones(len(pool), bool)
    stays[[row for one in (*gone, *new.ids) if (row := pool.row(one)) is not None]] = False
    ids = [pool.ids[row] for row in np.flatnonzero(stays).tolist()]
    splice = Splice(stays, np.array([bisect_left(ids, one) for one in new.ids], np.int64))
    for place, one in reversed(list(zip(splice.places.tolist(), new.ids, strict=True))):
        ids.insert(place, one)
    roles = _renumbered(pool.role_keys, new.role_keys)
    role_of = splice.rows(roles.of_old[pool.role_of], roles.of_new[new.role_of])
    names = _renumbered(np.array(pool.source_names), np.array(new.source_names, str))
    codes = splice.rows(names.of_old[pool.source_codes], names.of_new[new.source_codes])
    return replace(
        pool,
        ids=ids,
        source_names=tuple(map(str, names.keys[names.used(codes)])),
        source_codes=names.close(codes).astype(np.int16),
        person_keys=splice.rows(pool.person_keys, new.person_keys),
        numbers={n: splice.rows(pool.numbers[n], new.numbers[n]) for n in NUMBERS},
        skills=_keyed(splice, pool.skills, new.skills),
        denied=_keyed(splice, pool.denied, new.denied),
        languages=_keyed(splice, pool.languages, new.languages),
        terms=_matrix(splice, pool.terms, new.terms),
        role_keys=roles.keys[roles.used(role_of)],
        role_of=roles.close(role_of),
        role_vectors=_stacked(pool.role_vectors, new.role_vectors)[
            roles.first[roles.used(role_of)]
        ],
        meanings=_meanings(splice, pool.meanings, new.meanings),
    )


@dataclass(frozen=True)
class Renumbered:
    """The names of two parts in one order: where each stands first, and both parts' new numbers."""

    keys: "np.ndarray"
    first: "np.ndarray"
    of_old: "np.ndarray"
    of_new: "np.ndarray"

    def used(self, codes: "np.ndarray") -> "np.ndarray":
        """Which names the codes use."""
        import numpy as np

        return np.bincount(codes, minlength=len(self.keys)) > 0

    def close(self, codes: "np.ndarray") -> "np.ndarray":
        """The codes without numbers for names that none of them uses."""
        import numpy as np

        closed: np.ndarray = (self.used(codes).cumsum() - 1).astype(np.int32)[codes]
        return closed


def keyed(values: "np.ndarray", lengths: "np.ndarray", marks: "np.ndarray") -> Keyed:
    """Who has which names, from the numbers of the names row by row and a mark for each."""
    import numpy as np

    keys, columns = np.unique(values, return_inverse=True)
    return Keyed(keys, csr(marks, columns, ends_of(lengths), len(keys)))


def csr(marks: "np.ndarray", columns: "np.ndarray", ends: "np.ndarray", width: int) -> "csr_matrix":
    """A matrix kept by rows, its columns numbered in four bytes."""
    import numpy as np
    from scipy.sparse import csr_matrix

    parts = (marks, columns.astype(np.int32, copy=False), ends.astype(np.int32))
    return csr_matrix(parts, shape=(len(ends) - 1, max(1, width)))


def _renumbered(old: "np.ndarray", new: "np.ndarray") -> Renumbered:
    import numpy as np

    both = np.concatenate([old, new])
    keys, first, codes = np.unique(both, return_index=True, return_inverse=True)
    codes = codes.astype(np.int32)
    return Renumbered(keys, first, codes[: len(old)], codes[len(old) :])


def _stacked(old: "np.ndarray", new: "np.ndarray") -> "np.ndarray":
    import numpy as np

    return np.concatenate([old, new]) if len(new) else old


def _keyed(splice: Splice, old: Keyed, new: Keyed) -> Keyed:
    names = _renumbered(old.keys, new.keys)
    one, other = old.matrix, new.matrix
    columns = splice.lists(
        names.of_old[one.indices], one.indptr, names.of_new[other.indices], other.indptr
    )
    marks = splice.lists(one.data, one.indptr, other.data, other.indptr)
    keys, ends = names.keys[names.used(columns)], splice.ends(one.indptr, other.indptr)
    return Keyed(keys, csr(marks, names.close(columns), ends, len(keys)))


def _matrix(splice: Splice, old: "csr_matrix", new: "csr_matrix") -> "csr_matrix":
    columns = splice.lists(old.indices, old.indptr, new.indices, new.indptr)
    marks = splice.lists(old.data, old.indptr, new.data, new.indptr)
    return csr(marks, columns, splice.ends(old.indptr, new.indptr), old.shape[1])


def _meanings(splice: Splice, old: Meanings | None, new: Meanings | None) -> Meanings | None:
    if old is None or new is None:
        return None
    return Meanings(
        splice.rows(old.texts, new.texts),
        splice.lists(old.units, old.unit_ends, new.units, new.unit_ends),
        splice.ends(old.unit_ends, new.unit_ends),
    )
