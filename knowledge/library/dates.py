"""The day a question asks about: "in March", "before 1 March 2026", "last year", "in 2027"."""

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

from knowledge.library.words import words_of

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMES = (*calendar.month_name[1:], "sept", *MONTHS)
NAME = rf"(?P<month>{'|'.join(NAMES)})\b\.?"
LEAD = r"(?:(?P<before>before|prior to)|as of|in|on|of|during|since|until|till|back in|for|from)"
DAY_FIRST = re.compile(
    rf"\b(?:{LEAD} )?(?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{NAME}"
    r",?(?: (?P<year>\d{4})\b)?",
    re.I,
)
MONTH_FIRST = re.compile(
    rf"\b(?:{LEAD} )?{NAME} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b", re.I
)
ISO = re.compile(rf"\b(?:{LEAD} )?(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})\b", re.I)
MONTH = re.compile(rf"\b(?:{LEAD}) (?:early |late |mid-?)?{NAME}(?: (?P<year>\d{{4}})\b)?", re.I)
QUARTER = re.compile(r"\bq(?P<quarter>[1-4])(?: (?:of )?(?P<year>\d{4}))?\b", re.I)
YEAR = re.compile(rf"\b(?:{LEAD}) (?P<year>20\d\d)\b", re.I)
AGO = re.compile(
    r"\b(?P<count>\d{1,3}|an?|one|two|three|four|five|six) (?P<unit>day|week|month|year)s? ago\b",
    re.I,
)
NAMED = (
    (re.compile(r"\byesterday\b", re.I), lambda today: today - timedelta(days=1)),
    (re.compile(r"\blast week\b", re.I), lambda today: today - timedelta(days=7)),
    (re.compile(r"\blast month\b", re.I), lambda today: today.replace(day=1) - timedelta(days=1)),
    (re.compile(r"\blast year\b", re.I), lambda today: date(today.year - 1, 12, 31)),
    (re.compile(r"\bnext year\b", re.I), lambda today: date(today.year + 1, 12, 31)),
)
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
NOW = re.compile(r"\b(?:now|today|currently|at present|these days|nowadays)\b", re.I)
PAST = re.compile(
    r"\b(?:was|were|did|had|used to|filed|applied|required|needed|allowed|approved|back|ago)\b"
    r"|(?<!from )(?<!of )\b(?:yesterday|last (?:week|month|year))\b|\bas of\b",
    re.I,
)
JOINING = frozenset(
    words_of(
        "and but or so what how about then was is it that this did does the rule there were has"
        " been different same otherwise already like still say be"
    )
)
COMING = re.compile(r"\b(?:will|going to|as of|next year)\b", re.I)


def day_asked(question: str, today: date) -> date | None:
    """The day other than today that the question names, or None where it speaks of the present.

    A month without a year is the latest one that has begun; a month, quarter or year stands for its
    last day. Only questions about the past, or about what will be, are read so: "from 1 December"
    in a request is no such thing.
    """
    past, coming = PAST.search(question), COMING.search(question)
    if not past and not coming:
        return None
    found = next((day for read in READERS if (day := read(question, today))), None)
    if found is None or found == today:
        return None
    return found if (past if found < today else coming) else None


def only_day(question: str, today: date) -> date | None:
    """The day that a question names and nothing else: "and now?", "and in January?"."""
    if not JOINING.issuperset(words_of(without_day(question))):
        return None
    found = next((day for read in READERS if (day := read(question, today))), None)
    return found or (today if says_now(question) else None)


def without_day(question: str) -> str:
    """The question without the day that it names."""
    for named in (ISO, MONTH_FIRST, DAY_FIRST, MONTH, QUARTER, YEAR, AGO, NOW, *dict(NAMED)):
        question = named.sub(" ", question)
    return question


def says_now(question: str) -> bool:
    """Whether the question asks expressly for what applies at present."""
    return bool(NOW.search(question))


def _exact(question: str, today: date) -> date | None:
    match = ISO.search(question) or MONTH_FIRST.search(question) or DAY_FIRST.search(question)
    if match is None:
        return None
    said = match["month"]
    month = int(said) if said.isdigit() else _month_number(said)
    try:
        found = date(int(match["year"] or today.year), month, int(match["day"]))
        if not match["year"] and found > today:
            found = found.replace(year=today.year - 1)
    except ValueError:
        return None
    return found - timedelta(days=1) if match["before"] else found


def _month(question: str, today: date) -> date | None:
    match = MONTH.search(question)
    if match is None:
        return None
    month = _month_number(match["month"])
    year = int(match["year"] or today.year - (month > today.month))
    if match["before"]:
        return date(year, month, 1) - timedelta(days=1)
    return _last_day(year, month)


def _quarter(question: str, today: date) -> date | None:
    match = QUARTER.search(question)
    return _last_day(int(match["year"] or today.year), 3 * int(match["quarter"])) if match else None


def _year(question: str, today: date) -> date | None:
    match = YEAR.search(question)
    if match is None:
        return None
    return date(int(match["year"]) - bool(match["before"]), 12, 31)


def _ago(question: str, today: date) -> date | None:
    match = AGO.search(question)
    if match is None:
        return None
    said = match["count"].lower()
    count = COUNTS.get(said) or int(said)
    return today - timedelta(days=round(count * DAYS[match["unit"].lower()]))


def _named(question: str, today: date) -> date | None:
    return next((day(today) for pattern, day in NAMED if pattern.search(question)), None)


def _month_number(name: str) -> int:
    return MONTHS.index(name[:3].lower()) + 1


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


READERS: tuple[Callable[[str, date], date | None], ...] = (
    _exact, _month, _quarter, _year, _ago, _named,
)  # fmt: skip
