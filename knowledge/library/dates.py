"""The day a question asks about: "in March", "in 2025", "last year", "on 3 May 2026"."""

import re
from datetime import date, timedelta

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
NAMES = "|".join(MONTHS)
EXACT = re.compile(rf"\b(?:on |of )?(\d{{1,2}})(?:st|nd|rd|th)? ({NAMES}),? ?(\d{{4}})?\b", re.I)
ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
MONTH = re.compile(
    rf"\b(?:in|during|since|as of|back in|filed in) ({NAMES})(?: (\d{{4}}))?\b", re.I
)
YEAR = re.compile(r"\b(?:in|during|for|from|of|back in) (20\d\d)\b", re.I)
LAST_YEAR = re.compile(r"\blast year\b", re.I)
LAST_MONTH = re.compile(r"\blast month\b", re.I)
NOW = re.compile(r"\b(?:now|today|currently|at present|these days|nowadays)\b", re.I)
PAST = re.compile(r"\b(?:was|were|did|had|used to|filed|applied|back)\b", re.I)


def day_asked(question: str, today: date) -> date | None:
    """The past day that the question names, or None where it speaks of the present.

    A month without a year is the latest one that has begun; a year stands for its last day.
    Only questions in the past tense are read so: "from 1 December" in a request is no such thing.
    """
    if not PAST.search(question) and not LAST_YEAR.search(question):
        return None
    found = _exact(question, today) or _month(question, today) or _year(question, today)
    return found if found is not None and found < today else None


def says_now(question: str) -> bool:
    """Whether the question asks expressly for what applies at present."""
    return bool(NOW.search(question))


def _exact(question: str, today: date) -> date | None:
    iso = ISO.search(question)
    match = EXACT.search(question)
    try:
        if iso:
            return date(*(int(part) for part in iso.groups()))
        if match:
            day, month = int(match[1]), MONTHS.index(match[2].lower()) + 1
            year = int(match[3]) if match[3] else today.year
            found = date(year, month, day)
            return found if match[3] or found <= today else date(year - 1, month, day)
    except ValueError:
        return None
    return None


def _month(question: str, today: date) -> date | None:
    match = MONTH.search(question)
    if not match:
        return today.replace(day=1) - timedelta(days=1) if LAST_MONTH.search(question) else None
    month = MONTHS.index(match[1].lower()) + 1
    year = int(match[2]) if match[2] else today.year - (month > today.month)
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _year(question: str, today: date) -> date | None:
    match = YEAR.search(question)
    if match:
        return date(int(match[1]), 12, 31)
    return date(today.year - 1, 12, 31) if LAST_YEAR.search(question) else None
