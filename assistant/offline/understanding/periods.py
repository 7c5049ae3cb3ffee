"""Months, quarters and their parts: from words to days."""

import re
from calendar import monthrange
from datetime import date

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
