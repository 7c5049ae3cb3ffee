"""What would lift a candidate by one place: a lower rate, or an earlier start."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from knowledge.money import converted
from tools.matching.brief import Brief
from tools.matching.columns import Columns
from tools.matching.scoring import GRID, Scores
from tools.matching.signals import SIGNALS
from tools.matching.view import View

if TYPE_CHECKING:
    pass

PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


@dataclass(frozen=True)
class Counterfactual:
    """A change that is enough: `value` is USD an hour, or the day of an earlier start."""

    kind: Literal["rate", "availability"]
    value: str
    place: int
    text: str

    def as_json(self) -> dict[str, Any]:
        """The change for programs."""
        return asdict(self)


def nearest(
    brief: Brief, pool: Columns, scores: Scores, place: int, above: float, rank: int
) -> Counterfactual | None:
    """The smallest change that scores more than `above`, the score of the one before."""
    return _by_rate(brief, pool, scores, place, above, rank) or _by_start(
        brief, pool, scores, place, above, rank
    )


def _by_rate(
    brief: Brief, pool: Columns, scores: Scores, place: int, above: float, rank: int
) -> Counterfactual | None:
    now = pool.numbers["hourly_usd"][scores.rows[place]]
    if "price" not in scores.signals or not now > 1:
        return None
    most = int(now) - (now == int(now))
    lower = _most(most, lambda usd: _total(brief, pool, scores, place, "price", usd) > above)
    if lower is None:
        return None
    rate = converted(lower, brief.currency, as_of=brief.as_of)
    said = f"At {rate} an hour would be {_place(rank - 1)}."
    return Counterfactual("rate", str(lower), rank - 1, said)


def _by_start(
    brief: Brief, pool: Columns, scores: Scores, place: int, above: float, rank: int
) -> Counterfactual | None:
    now = pool.numbers["available"][scores.rows[place]]
    if "availability" not in scores.signals or not now > 1 or not brief.start:
        return None
    late = int(now) - brief.start.toordinal()
    kept = _most(
        late - 1,
        lambda d: _total(brief, pool, scores, place, "availability", now - late + d) > above,
    )
    if kept is None:
        return None
    day = date.fromordinal(brief.start.toordinal() + kept)
    said = f"Free from {day.isoformat()} would be {_place(rank - 1)}."
    return Counterfactual("availability", day.isoformat(), rank - 1, said)


def _total(
    brief: Brief, pool: Columns, scores: Scores, place: int, signal: str, number: float
) -> float:
    """The score with another number behind one signal; all other contributions stay."""
    import numpy as np

    column = {"price": "hourly_usd", "availability": "available"}[signal]
    changed = {column: np.array([float(number)])}
    view = View(brief, pool, scores.rows[place : place + 1], None, None, changed=changed)
    values = SIGNALS[signal](view)
    at = scores.signals.index(signal)
    value = round(min(1.0, max(0.0, float(values.value[0]))), 9) if values else 0.0
    part = np.floor(value * scores.weights[at] / GRID) * GRID
    return float(scores.totals[place] - scores.contributions[at, place] + part)


def _most(highest: int, enough: Callable[[int], bool]) -> int | None:
    """The highest number from 1 (or 0, if that is all) that is enough; less is always better."""
    low = 1 if highest >= 1 else 0
    if highest < low or not enough(low):
        return None
    while low < highest:
        middle = (low + highest + 1) // 2
        low, highest = (middle, highest) if enough(middle) else (low, middle - 1)
    return low


def _place(number: int) -> str:
    return PLACES[number - 1] if number <= len(PLACES) else f"number {number}"
