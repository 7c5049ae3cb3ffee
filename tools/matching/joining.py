"""Columns put together: parts of a pool into one, and a pool with what changed in it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tools.matching.columns import NUMBERS, Columns, Keyed

if TYPE_CHECKING:
    import numpy as np


def updated(pool: Columns, gone: Iterable[str], new: Columns) -> Columns:
    """The pool without those who are gone and with the new rows, as if it was made anew."""
    import numpy as np

    stays = np.ones(len(pool), bool)
    stays[[row for one in (*gone, *new.ids) if (row := pool.row(one)) is not None]] = False
    kept = np.flatnonzero(stays)
    ids = [pool.ids[row] for row in kept.tolist()]
    places = [bisect_left(ids, one) for one in new.ids]
    order = np.insert(np.arange(len(ids)), places, len(ids) + np.arange(len(new)))
    return taken(joined([pool, new]), np.append(kept, len(pool) + np.arange(len(new)))[order])


def joined(parts: Sequence[Columns]) -> Columns:
    """The rows of all parts, one after the other; `taken` brings them into the order of ids."""
    import numpy as np
    from scipy.sparse import vstack

    parts = [part for part in parts if len(part)] or [*parts[:1]]

    def all_of(get: Callable[[Columns], Any]) -> "np.ndarray":
        return np.concatenate([get(part) for part in parts])

    def numbers(name: str) -> "np.ndarray":
        return all_of(lambda p: p.numbers[name])

    first = parts[0]
    if len(parts) == 1:
        return first
    names, codes = _renumbered([p.source_names for p in parts], [p.source_codes for p in parts])
    role_keys, kept = np.unique(all_of(lambda p: p.role_keys), return_index=True)
    return replace(
        first,
        ids=[one for part in parts for one in part.ids],
        source_codes=codes,
        source_names=names,
        person_keys=all_of(lambda p: p.person_keys),
        numbers={name: numbers(name) for name in NUMBERS},
        skills=_joined_keys([p.skills for p in parts]),
        denied=_joined_keys([p.denied for p in parts]),
        languages=_joined_keys([p.languages for p in parts]),
        terms=vstack([p.terms for p in parts], format="csr"),
        role_keys=role_keys,
        role_of=np.searchsorted(role_keys, all_of(lambda p: p.role_keys[p.role_of])).astype(
            np.int32
        ),
        role_vectors=all_of(lambda p: p.role_vectors)[kept],
        text_vectors=all_of(lambda p: p.text_vectors),
        units=all_of(lambda p: p.units),
        unit_ends=ends_of(all_of(lambda p: np.diff(p.unit_ends))),
    )


def taken(pool: Columns, rows: "np.ndarray") -> Columns:
    """Some rows of the pool in the order given, without names that none of them has."""
    import numpy as np

    whole = len(rows) == len(pool) and bool((rows == np.arange(len(rows))).all())
    if whole:
        return pool
    roles, role_of = np.unique(pool.role_of[rows], return_inverse=True)
    sources, codes = np.unique(pool.source_codes[rows], return_inverse=True)
    return replace(
        pool,
        ids=[pool.ids[row] for row in rows.tolist()],
        source_codes=codes.astype(np.int16),
        source_names=tuple(pool.source_names[n] for n in sources),
        person_keys=pool.person_keys[rows],
        numbers={name: values[rows] for name, values in pool.numbers.items()},
        skills=_taken_keys(pool.skills, rows),
        denied=_taken_keys(pool.denied, rows),
        languages=_taken_keys(pool.languages, rows),
        terms=pool.terms[rows],
        role_keys=pool.role_keys[roles],
        role_of=role_of.astype(np.int32),
        role_vectors=pool.role_vectors[roles],
        text_vectors=pool.text_vectors[rows],
        units=pool.units[pieces(pool.unit_ends, rows)],
        unit_ends=ends_of(np.diff(pool.unit_ends)[rows]),
    )


def by_id(pool: Columns) -> Columns:
    """The pool in the order of its ids."""
    import numpy as np

    return taken(pool, np.array(sorted(range(len(pool)), key=pool.ids.__getitem__), np.int64))


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


def keyed(values: "np.ndarray", lengths: "np.ndarray", marks: "np.ndarray") -> Keyed:
    """Who has which names, from the numbers of the names row by row and a mark for each."""
    import numpy as np

    keys, columns = np.unique(values, return_inverse=True)
    return _kept(keys, columns, lengths, marks)


def _joined_keys(parts: Sequence[Keyed]) -> Keyed:
    import numpy as np

    keys = np.unique(np.concatenate([part.keys for part in parts]))
    columns = [np.searchsorted(keys, part.keys)[part.matrix.indices] for part in parts]
    lengths = np.concatenate([np.diff(part.matrix.indptr) for part in parts])
    marks = np.concatenate([part.matrix.data for part in parts])
    return _kept(keys, np.concatenate(columns), lengths, marks)


def _taken_keys(held: Keyed, rows: "np.ndarray") -> Keyed:
    import numpy as np

    matrix = held.matrix[rows]
    used = np.bincount(matrix.indices, minlength=len(held.keys)) > 0
    columns = (used.cumsum() - 1)[matrix.indices]
    return _kept(held.keys[used], columns, np.diff(matrix.indptr), matrix.data)


def _kept(
    keys: "np.ndarray", columns: "np.ndarray", lengths: "np.ndarray", marks: "np.ndarray"
) -> Keyed:
    import numpy as np
    from scipy.sparse import csr_matrix

    parts = (marks, columns.astype(np.int32), ends_of(lengths))
    return Keyed(keys, csr_matrix(parts, shape=(len(lengths), max(1, len(keys)))))


def _renumbered(
    names: Sequence[Sequence[str]], codes: Sequence["np.ndarray"]
) -> tuple[tuple[str, ...], "np.ndarray"]:
    """One list of names for all parts, and every row's number in it."""
    import numpy as np

    whole = sorted({name for part in names for name in part})
    places = [np.array([whole.index(name) for name in part], np.int16) for part in names]
    found = [place[code] for place, code in zip(places, codes, strict=True)]
    return tuple(whole), np.concatenate(found)
