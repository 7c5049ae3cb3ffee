"""What can hardly be right: dates in the past, too little time, a budget far off the market."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from knowledge.calendar import WORKING_WEEK, weeks_between, written
from knowledge.fields import RequestFields
from knowledge.money import format_money, told_in
from knowledge.rules import Ruling
from knowledge.templates import Template
from tools.scoping.levels import level_said, priced_at

VERSION = "2026-11"
FAR_BELOW, FAR_ABOVE = 0.5, 3.0
FULL_WEEK = 40
COUNTED = re.compile(r"(?<![\w.,])\d+ [a-z]", re.IGNORECASE)
"""How work or a result is told that is counted: "24 stickers", "edit 6 episodes"."""


def plausibility(
    fields: RequestFields, template: Template | None, usd_total: float | None, today: date
) -> Ruling:
    """Doubts with numbers and choices; nothing is forbidden by them."""
    found = [*_dates(fields, today), *_money(fields, template, usd_total, today)]
    return Ruling(
        rule_set="plausibility",
        verdict="doubtful" if found else "plausible",
        reasons=tuple(sentence for _, sentence in found),
        rules=tuple(rule for rule, _ in found),
        version=VERSION,
    )


def _dates(fields: RequestFields, today: date) -> Iterator[tuple[str, str]]:
    start, deadline = fields.start_date, fields.deadline
    if start and start < today:
        first = _working_day(today + timedelta(days=1))
        again = start + relativedelta(years=relativedelta(today, start).years + 1)
        choices = f"say {written(first)} or later; or did you mean {written(again)}?"
        yield "PLA-1", f"The start, {written(start)}, is past: {choices}"
    if deadline and deadline < (start or today):
        yield "PLA-2", f"The deadline, {written(deadline)}, is before the work could start."
    elif start and deadline and fields.duration_weeks:
        end = start + timedelta(weeks=fields.duration_weeks)
        if end >= deadline + timedelta(days=7):
            span = f"{_weeks(fields.duration_weeks)} from {written(start)} end on {written(end)}"
            weeks = max(0, (deadline - start).days // 7)
            shorter = f"shorten the work to {_weeks(weeks)}, " * (weeks > 0)
            choices = f"start earlier, {shorter}or move the deadline"
            yield "PLA-3", f"{span}, after the deadline of {written(deadline)}: {choices}."


def leaves_hours_open(
    fields: RequestFields, template: Template | None, usd_total: float | None
) -> bool:
    """Whether nobody knows how many hours are worked: no more than a part of the length is paid.

    So it is where the length is the time until the deadline, and where a price is fixed for what is
    counted: 24 stickers for $960 within four weeks are no four weeks of work. Where no rates are
    known for the trade, such a price is not held against the length either.
    """
    told = [*(fields.deliverables or ()), fields.scope or ""]
    counted = not fields.hours_per_week and any(map(COUNTED.search, told))
    priced = counted and fields.budget is not None and fields.budget.basis == "fixed"
    if template is None or usd_total is None:
        return priced
    low, _ = template.day_rate_usd.at(priced_at(fields.role, template))
    little = usd_total < low * _days_of_work(fields, template) * FAR_BELOW
    return little and (priced or _is_only_a_span(fields))


def _days_of_work(fields: RequestFields, template: Template) -> float:
    """The days that all of them work, at the hours said, else those that are usual."""
    hours = fields.hours_per_week or template.hours_per_week or FULL_WEEK
    weeks = fields.duration_weeks or 0.0
    return weeks * WORKING_WEEK * hours / FULL_WEEK * (fields.headcount or 1)


def _money(
    fields: RequestFields, template: Template | None, usd_total: float | None, today: date
) -> Iterator[tuple[str, str]]:
    if template is None or usd_total is None or not fields.duration_weeks:
        return
    days = _days_of_work(fields, template)
    said = level_said(fields.role)
    low, high = template.day_rate_usd.at(priced_at(fields.role, template))
    trade = " ".join(filter(None, [said, in_a_sentence(template.title)]))
    work = f"{_counted(days, 'day')} of {trade} work"
    source = " by our estimate" if template.day_rate_usd.estimated else ""
    market = (
        f"At {format_money(low)} to {format_money(high)} a day{source}, {work} "
        f"come{'s' if days == 1 else ''} to {format_money(round(low * days))} to "
        f"{format_money(round(high * days))}"
    )
    total = told_in(usd_total, fields.budget.currency if fields.budget else "USD", as_of=today)
    if usd_total < low * days * FAR_BELOW:
        if leaves_hours_open(fields, template, usd_total):
            return
        buys = f"it buys {_days(usd_total / high, usd_total / low)}"
        choices = "Buy fewer days" + (
            " or raise the budget."
            if said == "junior"
            else ", raise the budget, or take somebody more junior."
        )
        yield "PLA-4", f"{market}; {total} is far below: {buys}. {choices}"
    elif usd_total > high * days * FAR_ABOVE:
        yield "PLA-5", f"{market}; {total} is far above. Is the amount right?"


def _is_only_a_span(fields: RequestFields) -> bool:
    """Whether the length is no more than the time until the deadline, of which part is worked."""
    start, end, weeks = fields.start_date, fields.deadline, fields.duration_weeks
    if not (start and end and weeks) or fields.hours_per_week:
        return False
    return weeks == weeks_between(start, end)


def _days(least: float, most: float) -> str:
    """About how many days an amount buys at the two ends of the market."""
    first, last = int(least), max(1, int(most))
    told = f"about {first} to {last} days" if first and first != last else f"about {last} days"
    return "a day at most" if last == 1 else told


def _working_day(day: date) -> date:
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def in_a_sentence(title: str) -> str:
    """A title in the middle of a sentence, with its abbreviations: "QA tester"."""
    words = title.split(" ")
    return " ".join(word if word[1:] != word[1:].lower() else word.lower() for word in words)


def _weeks(number: float) -> str:
    return _counted(number, "week")


def _counted(number: float, unit: str) -> str:
    return f"{number:g} {unit}{'' if number == 1 else 's'}"
