"""Weeks, months, quarters and their parts, to come and gone: from words to days."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import cache

from assistant.offline.language import lexicon


def same_day(today: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    first = add_months(today.replace(day=1), months)
    return first.replace(day=min(today.day, month_end(first).day))


def within(first: date, last: date, part: str | None) -> date:
    """The day that a part of a month, quarter or year stands for."""
    month = (last - first).days < 40
    if part == "end":
        return last
    if part == "half":
        return first.replace(day=16) if month else add_months(first, 1).replace(day=15)
    if part == "late":
        return last.replace(day=25) if month else last.replace(day=1)
    if part == "mid":
        return (
            first.replace(day=15)
            if month
            else add_months(first, 1 if (last - first).days < 100 else 6).replace(day=15)
        )
    return first


def part_of(words: str) -> str | None:
    """Which part of a period words name: early, mid, late, end."""
    for part, cue in lexicon("time")["parts"].items():
        if re.match(rf"(?:the )?(?:{cue})\b", words, re.IGNORECASE):
            return str(part)
    return None


def month_number(words: str) -> int:
    """The number of the month named."""
    table = lexicon("time")
    names = {name: i for i, name in enumerate(table["months"], 1)} | table["month_short"]
    return int(next(names[word] for word in re.findall(r"[a-z]+", words) if word in names))


def month_end(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(first: date, months: int) -> date:
    """The first day so many months later."""
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def quarter_end(first: date) -> date:
    """The last day of the quarter that begins on a day."""
    return month_end(add_months(first, 2))


@cache
def weekdays() -> dict[str, int]:
    """The names of the days of a week, short ones included, with Monday as 0."""
    words = lexicon("time")
    return {**{name: n for n, name in enumerate(words["weekdays"])}, **words["weekday_short"]}


def past(words: str, today: date) -> date | None:
    """A day that is gone: yesterday, last Monday, two weeks ago; of a week or a month its first."""
    number = re.search(r"\d+", words)
    back = int(number[0]) if number else 1
    named = next((weekdays()[one] for one in re.findall(r"[a-z]+", words) if one in weekdays()), -1)
    monday = today - timedelta(today.weekday())
    if named >= 0:
        of_week = monday + timedelta(named - 7)
        latest = today - timedelta((today.weekday() - named - 1) % 7 + 1)
        return of_week if "week" in words else latest
    if "ago" not in words:
        days = {"before": today - timedelta(2), "yesterday": today - timedelta(1)}
        spans = {"week": monday - timedelta(7), "month": add_months(today.replace(day=1), -1)}
        return next((day for word, day in (days | spans).items() if word in words), None)
    if "month" in words:
        return same_day(today, -back)
    return today - timedelta(back * (7 if "w" in words else 1))
