"""What words for two days mean: `1-19 December`, `Feb 9 and 10`, `March to June`, a whole month."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

from assistant.offline.language import pattern
from assistant.offline.understanding.days.named_days import explicit, next_month, number_in, year_in
from assistant.offline.understanding.days.periods import month_end, month_number

Day = tuple[date, int, int]
"""A day, and the characters of the text that name it."""


def _both_ends(match: re.Match[str], now: datetime) -> Iterator[Day]:
    """`1-19 December`: the month and year belong to both days."""
    first, rest = pattern("time", "until").split(match[0].lower(), maxsplit=1)
    month = re.split(r"\d{1,2}(?:st|nd|rd|th)?", rest, maxsplit=1)[1]
    middle = match.end() - len(rest)
    until = match.start() + len(first)
    for number, start, end in (
        (number_in(first), match.start(), until),
        (number_in(rest), middle, match.end()),
    ):
        words = f"{number}{month}"
        if day := explicit(words, now):
            yield day, start, end


def _month_days(match: re.Match[str], now: datetime) -> Iterator[Day]:
    """`Feb 9 and 10`, `Jan 2nd to 31st`: the month belongs to both days."""
    first, second = re.finditer(r"\d{1,2}(?:st|nd|rd|th)?(?!\d)", match[0])
    month = match[0][: first.start()]
    for day in (first, second):
        if found := explicit(f"{month}{day[0]}".lower(), now):
            yield found, match.start() + day.start(), match.start() + day.end()


def _both_months(match: re.Match[str], now: datetime) -> Iterator[Day]:
    """`March to June`: from the first day of the one to the last of the other."""
    first, rest = re.split(
        r"\W+(?:to|until|till|through|and)\W+|\s*[-→+&]\s*", match[0].lower(), maxsplit=1
    )
    start = next_month(first, year_in(rest), now.date())
    end = start.replace(month=month_number(rest))
    end = month_end(end if end >= start else end.replace(year=end.year + 1))
    yield start, match.start(), match.start() + len(first)
    yield end, match.end() - len(rest), match.end()


def _whole_month(match: re.Match[str], now: datetime) -> Iterator[Day]:
    """`throughout March`: the words before it tell its first day, its name the last."""
    lead = re.sub(r"\S+(?:\s+'?\d+)?$", "", match[0])
    name, border = match[0][len(lead) :].lower(), match.start() + len(lead)
    first = next_month(name, year_in(name), now.date())
    yield first, match.start(), border
    yield month_end(first), border, match.end()


SPANS: dict[str, Callable[[re.Match[str], datetime], Iterator[Day]]] = {
    "span": _both_ends,
    "monthspan": _both_months,
    "wholemonth": _whole_month,
    "monthdays": _month_days,
}
