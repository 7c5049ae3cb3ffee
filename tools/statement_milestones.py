"""Milestones of a statement of work: results, when they are due, and what is paid for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from integrations import wording
from knowledge.fields import RequestFields
from knowledge.money import format_money

MOST = 5
OPEN = "To be agreed."
REVIEWED = "{what}: reviewed, and the changes asked for are listed."
ALL = "All acceptance criteria."
OWN = "{what}: accepted in writing."
HANDED_OVER = "{when} The source files are handed over."
SHORTEST_WORD, STEM = 4, 5


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
        groups: list[Sequence[str]] = [fields.deliverables]
        names, shares = ["; ".join(fields.deliverables)], [100]
    elif len(fields.deliverables) == 1:
        groups, only = [(), fields.deliverables], fields.deliverables[0]
        names, shares = [f"{only}: version for review", f"{only}: final version"], [40, 60]
    else:
        groups = _groups(fields.deliverables, min(MOST, len(fields.deliverables)))
        names, shares = ["; ".join(group) for group in groups], _shares(len(groups))
    tests = _tests(fields.deliverables, groups, fields.acceptance_criteria)
    amounts = _amounts(fields, shares)
    days = _days(fields.start_date, end, len(names))
    return tuple(
        Milestone(
            name=name,
            accepted_when=tests[place],
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


def _tests(
    deliverables: Sequence[str], groups: Sequence[Sequence[str]], criteria: Sequence[str]
) -> list[str]:
    """When each group is accepted: by the criteria that speak of it, and by those of all.

    A group without deliverables of its own is a version of them all for review.
    """
    owners = {criterion: _owners(criterion, deliverables) for criterion in criteria}
    tests = []
    for group in groups:
        own = [c for c, of in owners.items() if not of or of & set(group)]
        if not group:
            tests.append(REVIEWED.format(what="; ".join(deliverables)))
        elif len(own) == len(criteria):
            tests.append(ALL)
        elif own:
            tests.append(" ".join(f"{criterion.rstrip('.')}." for criterion in own))
        else:
            tests.append(OWN.format(what="; ".join(group)))
    return [*tests[:-1], HANDED_OVER.format(when=tests[-1])]


def _owners(criterion: str, deliverables: Sequence[str]) -> set[str]:
    """The deliverables that share most words with a criterion; none where it speaks of all."""
    said = _words(criterion)
    shared = {one: len(said & _words(one)) for one in deliverables}
    most = max(shared.values(), default=0)
    return {one for one, count in shared.items() if count == most} if most else set()


def _words(text: str) -> set[str]:
    """The beginnings of its longer words, so that "logos" is "logo" too."""
    found = re.findall(r"[^\W\d_]+", text.lower())
    return {word.removesuffix("s")[:STEM] for word in found if len(word) >= SHORTEST_WORD}


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


def rows(made: Sequence[Milestone], currency: str) -> tuple[tuple[str, ...], ...]:
    """A row a milestone: its name, when it is accepted, when it is due, what is paid."""
    return tuple(
        (
            one.name,
            one.accepted_when,
            wording.day(one.due) if one.due else OPEN,
            f"{one.share} %" + (f" ({format_money(one.amount, currency)})" if one.amount else ""),
        )
        for one in made
    )
