"""Milestones of a statement of work: results, when they are due, and what is paid for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from knowledge.fields import RequestFields

MOST = 5
ALL = "All acceptance criteria."
HANDED_OVER = "All acceptance criteria, and the source files are handed over."


@dataclass(frozen=True)
class Milestone:
    """A result, its test, its day, and its part of the price in per cent and in money."""

    name: str
    accepted_when: str
    due: date | None
    share: int
    amount: float | None


def milestones(
    fields: RequestFields, billing_model: str, end: date | None
) -> tuple[Milestone, ...]:
    """Two to five for milestone billing, one for a fixed fee, none where time is paid (R91-R95)."""
    if billing_model not in ("milestone", "fixed") or not fields.deliverables:
        return ()
    if billing_model == "fixed":
        names, shares = ["; ".join(fields.deliverables)], [100]
    elif len(fields.deliverables) == 1:
        only = fields.deliverables[0]
        names, shares = [f"{only}: version for review", f"{only}: final version"], [40, 60]
    else:
        groups = _groups(fields.deliverables, min(MOST, len(fields.deliverables)))
        names, shares = ["; ".join(group) for group in groups], _shares(len(groups))
    amounts = _amounts(fields, shares)
    days = _days(fields.start_date, end, len(names))
    return tuple(
        Milestone(
            name=name,
            accepted_when=HANDED_OVER if place == len(names) - 1 else ALL,
            due=days[place],
            share=shares[place],
            amount=amounts[place],
        )
        for place, name in enumerate(names)
    )


def last_day(fields: RequestFields) -> date | None:
    """The last day of the work: the deadline, or the end of the duration."""
    if fields.deadline or not (fields.start_date and fields.duration_weeks):
        return fields.deadline
    return fields.start_date + timedelta(days=round(fields.duration_weeks * 7) - 1)


def _groups(items: Sequence[str], count: int) -> list[Sequence[str]]:
    """The items in order, in groups whose sizes differ by one at most."""
    edges = [round(place * len(items) / count) for place in range(count + 1)]
    return [items[a:b] for a, b in pairwise(edges)]


def _shares(count: int) -> list[int]:
    """Whole per cents that sum to 100; the last and largest waits for the source files."""
    each = 100 // count
    return [each] * (count - 1) + [100 - each * (count - 1)]


def _amounts(fields: RequestFields, shares: Sequence[int]) -> list[float | None]:
    budget = fields.budget
    if budget is None or budget.basis != "fixed" or budget.max:
        return [None] * len(shares)
    first = [float(round(budget.amount * share / 100)) for share in shares[:-1]]
    return [*first, round(budget.amount - sum(first), 2)]


def _days(start: date | None, end: date | None, count: int) -> list[date | None]:
    if start is None or end is None or end < start:
        return [*[None] * (count - 1), end]
    span = (end - start).days
    return [start + timedelta(days=round(span * (n + 1) / count)) for n in range(count)]
