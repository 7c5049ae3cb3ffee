"""Who cannot be considered at all, and the reason in one sentence each."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from knowledge.calendar import written
from knowledge.money import told_in
from knowledge.talent import source_terms
from tools.matching.brief import Brief
from tools.matching.columns import Columns
from tools.matching.money import priced
from tools.matching.packing import number_of

if TYPE_CHECKING:
    import numpy as np

HELD = 0.5
LATE_DAYS = 28
OUT_OF_REACH = 2.0
"""Who costs more than so many times the budget is not weighed against others: nobody could pay."""


@dataclass(frozen=True)
class Drop:
    """Somebody who is not in the ranking, and why."""

    id: str
    reason: str
    rule: str


@dataclass(frozen=True)
class Sieve:
    """For every row 0, or the number of the first rule that keeps it out."""

    codes: "np.ndarray"
    rules: tuple[tuple[str, Callable[[int], str]], ...]
    ids: Sequence[str]

    def drop(self, row: int) -> Drop:
        """Why the row is out."""
        rule, reason = self.rules[int(self.codes[row]) - 1]
        return Drop(self.ids[row], reason(row), rule)


class Dropped(Sequence[Drop]):
    """Everybody who is out; told one by one only when asked, as there may be very many."""

    def __init__(self, sieve: Sieve, others: Sequence[Drop] = ()) -> None:
        self._sieve, self._others = sieve, tuple(others)

    @cached_property
    def _rows(self) -> "np.ndarray":
        import numpy as np

        return np.flatnonzero(self._sieve.codes)

    def __len__(self) -> int:
        return len(self._others) + len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Drop: ...
    @overload
    def __getitem__(self, index: slice) -> list[Drop]: ...
    def __getitem__(self, index: int | slice) -> Drop | list[Drop]:
        """The drop at that place, those a person excluded first."""
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = index + len(self) if index < 0 else index
        if place < len(self._others):
            return self._others[place]
        return self._sieve.drop(int(self._rows[place - len(self._others)]))

    def __iter__(self) -> Iterator[Drop]:
        yield from self._others
        for row in self._rows:
            yield self._sieve.drop(int(row))

    def counts(self) -> Mapping[str, int]:
        """How many are out by which rule."""
        import numpy as np

        numbers = np.bincount(self._sieve.codes, minlength=len(self._sieve.rules) + 1)[1:]
        found = Counter(
            {rule: int(n) for (rule, _), n in zip(self._sieve.rules, numbers, strict=True)}
        )
        found.update(drop.rule for drop in self._others)
        return {rule: n for rule, n in found.items() if n}


def sieve(brief: Brief, pool: Columns, now: float | None = None) -> Sieve:
    """Apply every hard rule to every row; the first that bites is the reason given."""
    import numpy as np

    codes = np.zeros(len(pool), np.int8)
    rules: list[tuple[str, Callable[[int], str]]] = []
    for rule, hit, reason in _rules(brief, pool, now):
        rules.append((rule, reason))
        np.copyto(codes, len(rules), where=hit & (codes == 0))
    return Sieve(codes, tuple(rules), pool.ids)


def _rules(
    brief: Brief, pool: Columns, now: float | None
) -> Iterator[tuple[str, Any, Callable[[int], str]]]:
    numbers = pool.numbers
    yield "do_not_engage", numbers["flags"] > 0, lambda row: _flagged(pool, row)
    if now is not None:
        yield (
            "expired",
            numbers["expires"] <= now,
            _always("The source allows no longer use of this data: fetch the profile again."),
        )
    for source, why in brief.barred.items():
        if source in pool.source_names:
            code = pool.source_names.index(source)
            said = f"Not through {source_terms(source).name}: {why}"
            yield "source_barred", pool.source_codes == code, _always(said)
    for wanted in brief.excluded:
        said = f"Shows {wanted.name}, which the brief excludes."
        yield "excluded_skill", shows(pool, wanted.key), _always(said)
    cost, limit = priced(brief, numbers.__getitem__), brief.hourly_usd or brief.total_usd
    if cost is not None and limit:
        each = " each" if brief.heads > 1 else ""
        most = told_in(limit, brief.currency, as_of=brief.as_of)
        said = f"Costs more than twice the budget of {most}{each}, fees included."
        yield "out_of_reach", cost > OUT_OF_REACH * limit, _always(said)
    if brief.start:
        latest = latest_start(brief)
        yield (
            "unavailable",
            numbers["available"] > latest.toordinal(),
            lambda row: _unavailable(pool, row, latest),
        )


def _always(reason: str) -> Callable[[int], str]:
    return lambda _: reason


def latest_start(brief: Brief) -> date:
    """The last day on which starting still makes sense."""
    start = brief.start or date.max
    if brief.deadline and brief.deadline >= start:
        return brief.deadline
    return start + timedelta(days=LATE_DAYS)


def shows(pool: Columns, key: str) -> "np.ndarray":
    """Which rows show a skill themselves."""
    import numpy as np

    rows, credit = pool.skills.holders(number_of(key))
    held = np.zeros(len(pool), bool)
    held[rows] = credit >= HELD
    return held


def _flagged(pool: Columns, row: int) -> str:
    profile, _ = pool.profile(row)
    return f"Marked as do not engage: {profile.status_reason or 'no reason was recorded'}."


def _unavailable(pool: Columns, row: int, latest: date) -> str:
    free = date.fromordinal(int(pool.numbers["available"][row]))
    return f"Free from {written(free)} only; the work has to start by {written(latest)}."
