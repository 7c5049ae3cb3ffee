"""What the words for a day mean, kind by kind: dates, weekdays, months and their parts."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.days.holidays import holiday
from assistant.offline.understanding.days.periods import (
    add_months,
    month_end,
    month_number,
    part_of,
    past,
    quarter_end,
    same_day,
    weekdays,
    within,
)

NTH = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}
WEEK_NUMBER = re.compile(r"^week\s+(?:number )?(\d)")
JUST = timedelta(days=60)
"""How long ago a day may be that somebody still speaks of."""
MIDWEEK = 3
"""Thursday: a week that begins a month by then is its first."""


def number_in(words: str) -> int:
    """The first number of some words."""
    return int(re.findall(r"\d+", words)[0])


def year_in(words: str) -> int | None:
    """The year that some words name in four digits."""
    year = re.search(r"\d{4}", words)
    return int(year[0]) if year else None


def next_month(words: str, year: int | None, today: date) -> date:
    """The first day of the month named: of this year, or of the next if it is over."""
    first = date(year or today.year, month_number(words), 1)
    over = not year and (first.month < today.month)
    return first.replace(year=first.year + 1) if over else first


def _iso(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None


def explicit(words: str, now: datetime) -> date | None:
    """A day and a month in words, read by dateparser; the next such day when no year is said."""
    from dateparser.date import DateDataParser

    settings = {
        "PREFER_DATES_FROM": "future", "RELATIVE_BASE": now.replace(tzinfo=None),
        "PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month"],
    }  # fmt: skip
    clean = re.sub(r"\bsept\b", "sep", re.sub(r"\bof\b|\bthe\b", " ", words))
    parsed = DateDataParser(languages=["en"], settings=settings).get_date_data(clean)
    return parsed.date_obj.date() if parsed.date_obj else None


def _ordinal(words: str, now: datetime) -> date | None:
    """The next day of that number: "the 7th"."""
    number, today = number_in(words), now.date()
    months = (add_months(today.replace(day=1), ahead) for ahead in range(3))
    days = (first.replace(day=number) for first in months if number <= month_end(first).day)
    return next((day for day in days if day >= today), None)


@lru_cache(maxsize=8)
def day_first(text: str) -> bool:
    """Whether somebody writes the day first: by another date, else by the money they name."""
    if pattern("time", "day_first").search(text):
        return True
    return pattern("time", "european").search(text) is not None and "$" not in text


def numeric(words: str, now: datetime, *, day_first: bool = False) -> date | None:
    """12/05 is read as the person's zone writes it: the month first in the Americas.

    A day that has just passed is this year's, so that it can be said that it is past.
    """
    first, second, *rest = (int(part) for part in re.split(r"[./-]", words) if part)
    zone = str(now.tzinfo or "")
    american = "/" in words and (not zone or zone.startswith(("America", "US", "UTC", "Etc")))
    american = american and not day_first
    day, month = (
        (second, first) if american or (second > 12 and "." not in words) else (first, second)
    )
    if month > 12 and "." not in words:
        day, month = month, day
    year = rest[0] + (2000 if rest[0] < 100 else 0) if rest else now.year
    try:
        found = date(year, month, day)
        gone = not rest and now.date() - found >= JUST
        return found.replace(year=year + 1) if gone else found
    except ValueError:
        return None


def month_part(words: str, text: str, match: re.Match[str], today: date) -> date | None:
    """The day that a month stands for, by the part that is named, else its first."""
    number = month_number(words)
    before = text[max(0, match.start() - 14) : match.start()].lower()
    name = re.search(r"[a-z]+", re.sub(r"^.*\b(?=(?:may|march)\b)", "", words))
    if name and name[0] in ("may", "march") and words == name[0]:
        told = "of_month" if match[0][0].isupper() else "surely_of_month"
        if not pattern("time", told).search(before):
            return None
    year = year_in(words)
    found = date(year or today.year, number, 1)
    part = part_of(words)
    day = within(found, month_end(found), part)
    this_month = part is None and found.month == today.month
    if year or day >= today or this_month:
        return day
    found = found.replace(year=found.year + 1)
    return within(found, month_end(found), part)


def quarter(words: str, today: date) -> date:
    """The day that a quarter, or the part of it that is named, stands for: "Q1", "end of Q2"."""
    digit = re.search(r"q([1-4])|([1-4])(?:st|nd|rd|th)? quarter", words)
    ordinal = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
    number = (
        int(digit[1] or digit[2]) if digit else next(v for k, v in ordinal.items() if k in words)
    )
    year = year_in(words)
    first = date(year or today.year, 3 * number - 2, 1)
    if not year and quarter_end(first) < today:
        first = first.replace(year=first.year + 1)
    return within(first, quarter_end(first), part_of(words))


def _season(words: str, today: date) -> date:
    """The first day of the season to come, or of the month in the part of it that is named."""
    name = next(name for name in lexicon("time")["seasons"] if name in words)
    year = year_in(words)
    first = date(year or today.year, lexicon("time")["seasons"][name], 1)
    if not year and first < today:
        first = first.replace(year=first.year + 1)
    return within(first, month_end(add_months(first, 2)), part_of(words))


def _period(words: str, today: date) -> date | None:
    following = "next" in words or "coming" in words
    part = part_of(words) or ("end" if re.search(r"\beo|\bends?\b", words) else None)
    if "week" in words or "eow" in words:
        ahead = 14 if "after next" in words else 7 if following else 0
        monday = today - timedelta(today.weekday()) + timedelta(ahead)
        return monday + timedelta({"end": 4, "mid": 2, "late": 3}.get(part or "", 0))
    if "quarter" in words or "eoq" in words:
        first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
        first = add_months(first, 3 if following else 0)
        return within(first, month_end(add_months(first, 2)), part)
    if "month" in words or "eom" in words:
        first = add_months(today.replace(day=1), 1 if following else 0)
        return within(first, month_end(first), part)
    year = today.year + (1 if following else 0)
    return within(date(year, 1, 1), date(year, 12, 31), part)


def _weekday(words: str, today: date) -> date | None:
    names = weekdays()
    wanted = next(names[word] for word in re.findall(r"[a-z]+", words) if word in names)
    ahead = (wanted - today.weekday() - 1) % 7 + 1
    if "after next" not in words and ("next" in words or "week on" in words):
        monday = today - timedelta(today.weekday())
        return monday + timedelta(7 + wanted)
    later = re.search(r"day week$|after next|(?:\ban?|(?P<weeks>\d+))\s+w(?:ee)?k", words)
    weeks = int(later["weeks"] or 1) if later else 0
    return today + timedelta(ahead + 7 * weeks)


def _nth(words: str, today: date) -> date | None:
    """`the first Monday in December`, `week 3 of January`; a week is told by its Monday.

    The first week has most of its days in the month, and begins with the month at the earliest.
    """
    told = WEEK_NUMBER.sub(lambda match: f"{[*NTH][2 * int(match[1]) - 1]} week", words)
    nth, kind, *rest = told.removeprefix("the ").split(maxsplit=2)
    first = next_month(rest[0], year_in(rest[0]), today)
    if kind.isdigit():
        days = int(kind) * (7 if rest[0].startswith("week") else 1)
        return month_end(first) - timedelta(days - 1) if nth == "last" else first
    day = first + timedelta((weekdays().get(kind, 0) - first.weekday()) % 7)
    if nth == "last":
        return day + timedelta(7 * ((month_end(first) - day).days // 7))
    if kind == "week" and first.weekday() <= MIDWEEK:
        day = first - timedelta(first.weekday())
    return max(first, day + timedelta(7 * NTH[nth]))


def _calendar_week(words: str, today: date) -> date | None:
    """The Monday of a week by its number: of this year's, or of next year's if it is over."""
    number = number_in(words)
    if not 1 <= number <= 52:
        return None
    sunday = date.fromisocalendar(today.year, number, 7)
    if sunday < today:
        return date.fromisocalendar(today.year + 1, number, 1)
    return max(today, sunday - timedelta(6))


def _relative(words: str, today: date) -> date | None:
    if re.search(r"\d|\ban? ", words):
        return _ahead(words, today)
    if "after tomorrow" in words:
        return today + timedelta(2)
    if "tomorrow" in words:
        return today + timedelta(1)
    if "today" in words or "tonight" in words or words.endswith("now"):
        return today
    return _ahead(words, today)


def _ahead(words: str, today: date) -> date:
    """So many days, weeks, months or years from today; one, where no number is said."""
    told = re.search(r"\d+(?:\.\d+)?", words)
    number = float(told[0]) if told else 1.0
    if "month" in words:
        return same_day(today, int(number))
    if "year" in words:
        return same_day(today, 12 * int(number))
    return today + timedelta(days=number * (7 if re.search(r"w(?:ee)?k", words) else 1))


RESOLVERS: dict[str, Callable[[str, datetime], date | None]] = {
    "iso": lambda words, _now: _iso(words),
    "ordinal": _ordinal,
    "dated": _ordinal,
    "nth": lambda words, now: _nth(words, now.date()),
    "calendarweek": lambda words, now: _calendar_week(words, now.date()),
    "dayfirst": explicit,
    "monthfirst": explicit,
    "quarter": lambda words, now: quarter(words, now.date()),
    "season": lambda words, now: _season(words, now.date()),
    "period": lambda words, now: _period(words, now.date()),
    "past": lambda words, now: past(words, now.date()),
    "weekday": lambda words, now: _weekday(words, now.date()),
    "holiday": lambda words, now: holiday(words, now.date()),
    "relative": lambda words, now: _relative(words, now.date()),
}
