"""Who is shown once: one person on several sources, and profiles that say almost the same."""

from collections.abc import Iterator
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tools.matching.columns import Columns
from tools.matching.exact import likeness
from tools.matching.overrides import Overrides
from tools.matching.scoring import Scores

if TYPE_CHECKING:
    import numpy as np
    from scipy.sparse import csr_matrix

LEAST_WORDS = 20
"""A profile of fewer different words is too short to be called a copy of another."""
SAME_WORDS, SAME_MEANING = 0.9, 0.95


class Group(NamedTuple):
    """Places of scores: the best profile of a person with their other routes, and near-copies."""

    routes: list[int]
    alike: list[int]


def groups(pool: Columns, scores: Scores, overrides: Overrides, k: int) -> list[Group]:
    """The k best people, pinned ones first; who says the same as somebody before is not shown."""
    found: list[Group] = []
    seen: set[int] = set()
    near = Nearness(pool, scores)
    pinned = _pinned(pool, scores, overrides)
    for place in chain(pinned, _by_score(pool, scores, k)):
        if len(found) == k:
            break
        if place in seen:
            continue
        routes = near.routes(place)
        alike = [one for one in near.copies(place) if one not in (*routes, *pinned, *seen)]
        found.append(Group(routes, alike))
        seen.update(routes, alike)
    return found


class Nearness:
    """How the profiles that were scored stand to each other."""

    def __init__(self, pool: Columns, scores: Scores) -> None:
        self._pool, self._scores = pool, scores

    def routes(self, place: int) -> list[int]:
        """The place, then those of the same person's other profiles."""
        import numpy as np

        person = self._persons[place]
        if self._pool.routes[person] == 1:
            return [place]
        return [place, *(p for p in np.flatnonzero(self._persons == person).tolist() if p != place)]

    def copies(self, place: int) -> list[int]:
        """The places of profiles in almost the same words, with the same meaning."""
        import numpy as np

        if self._sizes[place] < LEAST_WORDS:
            return []
        start, end = self._words.indptr[place : place + 2]
        asked = np.zeros(self._words.shape[1], np.float32)
        asked[self._words.indices[start:end]] = 1
        shared = self._words @ asked
        either = self._sizes + self._sizes[place] - shared
        near = np.flatnonzero(shared >= SAME_WORDS * either)
        if len(near) == 1:
            return []
        texts = self._pool.meaning(self._scores.rows[near]).texts
        own = texts[int(np.flatnonzero(near == place)[0])]
        alike = near[likeness(texts, own) >= SAME_MEANING].tolist()
        return [one for one in alike if one != place]

    @cached_property
    def _persons(self) -> "np.ndarray":
        persons: np.ndarray = self._pool.persons[self._scores.rows]
        return persons

    @cached_property
    def _words(self) -> "csr_matrix":
        """Which words each profile uses."""
        import numpy as np

        words = self._pool.terms[self._scores.rows].astype(np.float32)
        words.data[:] = 1
        return words

    @cached_property
    def _sizes(self) -> "np.ndarray":
        import numpy as np

        return np.diff(self._words.indptr)


def _pinned(pool: Columns, scores: Scores, overrides: Overrides) -> list[int]:
    """The places of pinned people, in the order of the pins."""
    import numpy as np

    rows = [row for one in overrides.pinned if (row := pool.row(one)) is not None]
    places = np.flatnonzero(np.isin(scores.rows, rows)).tolist()
    at = {int(scores.rows[place]): place for place in places}
    return [at[row] for row in rows if row in at]


def _by_score(pool: Columns, scores: Scores, k: int) -> Iterator[int]:
    """Places from the best score down: the first few, and all others if those are not enough."""
    first = scores.best(3 * k, pool.ids)
    yield from first
    yield from scores.best(len(scores.rows), pool.ids)[len(first) :]
