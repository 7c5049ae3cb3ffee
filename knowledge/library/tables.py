"""Which row of a table a question is about: the one it names, or the one its amount falls into."""

import math
import re
from collections.abc import Sequence

from knowledge.library.words import terms_of

NUMBER = r"[$€£]?\s?(\d[\d,]*(?:\.\d+)?)\s?([kK])?"
MONEY = re.compile(
    r"[$€£]\s?\d|\d\s?[kK]\b|\b(?:usd|eur|gbp|dollars?|euros?|pounds?)\b", re.IGNORECASE
)
ASKED = re.compile(rf"(?<![\w.,-]){NUMBER}(?![\w-])")
YEAR = re.compile(r"(?:19|20)\d\d")
NO_AMOUNT = re.compile(
    r"\s?(?::\d|st\b|nd\b|rd\b|th\b|%|people\b"
    r"|(?:working |business )?(?:days?|weeks?|months?|years?|hours?)\b"
    r"|(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
BANDS = (
    (re.compile(rf"\b(?:up to|at most|maximum|max\.?)\s+{NUMBER}", re.IGNORECASE), "most"),
    (re.compile(rf"(?:\b(?:under|below|less than)|<)\s*{NUMBER}", re.IGNORECASE), "below"),
    (re.compile(rf"(?:\b(?:above|over|more than)|>)\s*{NUMBER}", re.IGNORECASE), "above"),
    (re.compile(rf"\b(?:from|at least)\s+{NUMBER}(?!\s*(?:to\b|-|–))", re.IGNORECASE), "least"),
    (re.compile(rf"{NUMBER}\s+(?:and|or) (?:above|more|over)\b", re.IGNORECASE), "least"),
)
BETWEEN = re.compile(rf"{NUMBER}\s*(?:to|and|-|–)\s*{NUMBER}")
LEANING = re.compile(r"\b(?:the same|as above|ditto|also|in addition|likewise)\b", re.IGNORECASE)
LEAST_ROWS = 2


def row_for(question: str, rows: Sequence[str]) -> int | None:
    """The number of the one row that is meant; the first row is the head of the table.

    A row that says "the same" means nothing without the others, so then none is picked.
    """
    meant = _by_name(question, rows) or _by_amount(question, rows)
    return None if meant is None or LEANING.search(rows[meant]) else meant


def named(question: str, row: str) -> bool:
    """Whether a question names a row by its first cell."""
    terms = set(terms_of(row.split(" · ", maxsplit=1)[0]))
    return bool(terms) and terms <= set(terms_of(question))


def _by_name(question: str, rows: Sequence[str]) -> int | None:
    found = [n for n, row in enumerate(rows) if n and named(question, row)]
    return found[0] if len(found) == 1 else None


def _by_amount(question: str, rows: Sequence[str]) -> int | None:
    amount = amount_asked(question)
    bands = [_band(row) if n else None for n, row in enumerate(rows)]
    if amount is None or sum(band is not None for band in bands) < LEAST_ROWS:
        return None
    # Of open bands, such as above 10,000 and above 50,000, the one whose edge is nearest.
    fitting = [
        (min(amount - band[0], band[1] - amount), n)
        for n, band in enumerate(bands)
        if band is not None and band[0] <= amount <= band[1]
    ]
    return min(fitting)[1] if fitting else None


def amount_asked(question: str) -> float | None:
    """The amount in a question; with several, the largest; years and spans of time are none."""
    found = [
        _value(match[1], match[2])
        for match in ASKED.finditer(question)
        if not NO_AMOUNT.match(question, match.end())
        and (MONEY.search(match.group()) or not YEAR.fullmatch(match[1]))
    ]
    return max(found, default=None)


def _band(row: str) -> tuple[float, float] | None:
    """From where to where a row of a table holds."""
    for pattern, kind in BANDS:
        found = pattern.search(row)
        if found:
            value = _value(found[1], found[2])
            return {
                "most": (-math.inf, value),
                "below": (-math.inf, math.nextafter(value, -math.inf)),
                "above": (math.nextafter(value, math.inf), math.inf),
                "least": (value, math.inf),
            }[kind]
    between = BETWEEN.search(row)
    return (_value(*between.group(1, 2)), _value(*between.group(3, 4))) if between else None


def _value(digits: str, thousands: str | None) -> float:
    return float(digits.replace(",", "")) * (1000 if thousands else 1)
