"""Which rows of a table a question is about: those it names, or the one its amount falls into."""

import math
import re
from collections.abc import Iterator, Sequence

from knowledge.library.words import terms_of

CODE = r"(?:usd|eur|gbp|chf|dollars?|euros?|pounds?|francs?)\b"
TIMES = {"k": 1_000, "grand": 1_000, "thousand": 1_000, "million": 1_000_000}
NUMBER = (
    rf"(?:(?:usd|eur|gbp|chf)\s|[$€£])?\s?(\d[\d,]*+(?:\.\d+)?+)(?:\s?({'|'.join(TIMES)})\b)?+"
    rf"(?:\s?(?:[$€£%]|{CODE}))?+"
)
"""A number with its thousands, and its currency or share on either side."""
MONEY = re.compile(rf"[$€£]\s?\d|\d\s?(?:[kK]\b|[$€£])|\b{CODE}", re.IGNORECASE)
ASKED = re.compile(rf"(?<![\w.,-]){NUMBER}(?![\w-])", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d")
MEASURE = re.compile(
    r"\s?(?:(?P<share>%|per ?cent\b)"
    r"|(?:working |business |calendar )?(?P<span>day|week|month|year|hour|minute)s?\b)",
    re.IGNORECASE,
)
NO_AMOUNT = re.compile(
    r"\s?(?::\d|st\b|nd\b|rd\b|th\b|people\b"
    r"|(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b)",
    re.IGNORECASE,
)
EDGES = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (rf"\b(?:up to|at most|maximum|max\.?)\s+{NUMBER}", "most"),
        (rf"(?:\b(?:under|below|less than)|<)\s*{NUMBER}", "below"),
        (rf"(?:\b(?:above|over|more than)|>)\s*{NUMBER}", "above"),
        (rf"\b(?:from|at least)\s+{NUMBER}(?!\s*(?:to\b|-|–))", "least"),
        (rf"{NUMBER}\s+(?:and|or) (?:above|more|over)\b", "least"),
    )
)
BETWEEN = re.compile(rf"{NUMBER}\s*(?:to|and|-|–)\s*{NUMBER}", re.IGNORECASE)
LEANING = re.compile(r"\b(?:the same|as above|ditto|also|in addition|likewise)\b", re.IGNORECASE)
ASIDE = re.compile(r"\([^()]*\)")
EITHER = re.compile(r"\s*(?:,|/|;|\bor\b)\s*")
LEAST_ROWS = 2


def rows_for(question: str, rows: Sequence[str]) -> list[int]:
    """The numbers of the rows that are meant; the first row is the head of the table.

    Several are meant where each is named. A row that says "the same" means nothing without the
    others, so then none is picked.
    """
    meant = _by_name(question, rows) or _by_amount(question, rows)
    return [] if any(LEANING.search(rows[n]) for n in meant) else meant


def named(question: str, row: str) -> bool:
    """Whether a question names a row by its first cell, or by one of the things listed in it."""
    return bool(_name_told(question, row))


def _name_told(question: str, row: str, head: str = "") -> frozenset[str]:
    """The stems by which a question names a row; words in brackets need not be said.

    A letter alone is a name with the head of its column: class A.
    """
    cell = ASIDE.sub("", row.split(" · ", maxsplit=1)[0]).strip()
    if len(cell) == 1 and cell.isalpha():
        label = head.split(" · ", maxsplit=1)[0]
        said = re.search(rf"\b{re.escape(label)} {cell}\b", question, re.IGNORECASE)
        return frozenset((f"{label} {cell}",)) if label and said else frozenset()
    asked = frozenset(terms_of(question))
    told = (frozenset(terms_of(one)) for one in (cell, *EITHER.split(cell)))
    return next((terms for terms in told if terms and terms <= asked), frozenset())


def _by_name(question: str, rows: Sequence[str]) -> list[int]:
    """The rows that are named, unless it is all of them; of two names the fuller one counts."""
    found = {n: _name_told(question, row, rows[0]) for n, row in enumerate(rows) if n}
    found = {n: terms for n, terms in found.items() if terms}
    kept = [n for n, terms in found.items() if not any(terms < other for other in found.values())]
    return kept if len(kept) == 1 or len(kept) < len(rows) - 1 else []


def _by_amount(question: str, rows: Sequence[str]) -> list[int]:
    bands = {n: band for n, row in enumerate(rows) if n and (band := _band(row))}
    if len(bands) < LEAST_ROWS:
        return []
    # Of open bands, such as above 10,000 and above 50,000, the one whose edge is nearest.
    fitting = [
        (min(amount - low, high - amount), n)
        for n, (low, high, measure) in bands.items()
        if (amount := _largest(question, measure)) is not None and low <= amount <= high
    ]
    return [min(fitting)[1]] if fitting else []


def _largest(question: str, measure: str) -> float | None:
    """The largest number of a question that is given in a measure, such as "%" or "day".

    Where that is "", money and what is only counted, years and days are none.
    """
    found = [
        _value(match[1], match[2])
        for match in ASKED.finditer(question)
        if not NO_AMOUNT.match(question, match.end())
        and _measure(question, match) == measure
        and (MONEY.search(match.group()) or not YEAR.fullmatch(match[1]))
    ]
    return max(found, default=None)


def _measure(text: str, number: re.Match[str]) -> str:
    """What a number is given in: "%", a span of time, or "" for money and what is only counted."""
    if number.group().endswith("%"):
        return "%"
    found = MEASURE.match(text, number.end())
    return "" if found is None else "%" if found["share"] else found["span"].lower()


def _band(row: str) -> tuple[float, float, str] | None:
    """From where to where a row of a table holds, and in what measure, by its first cell that says.

    A cell may tell both edges: more than 3 % up to 8 %.
    """
    for cell in row.split(" · "):
        if between := BETWEEN.search(cell):
            low, high = _value(*between.group(1, 2)), _value(*between.group(3, 4))
            return low, high, _measure(cell, between)
        if edges := list(_edges(cell)):
            return max(e[0] for e in edges), min(e[1] for e in edges), edges[0][2]
    return None


def _edges(cell: str) -> Iterator[tuple[float, float, str]]:
    for pattern, kind in EDGES:
        if found := pattern.search(cell):
            value, measure = _value(found[1], found[2]), _measure(cell, found)
            low, high = {
                "most": (-math.inf, value),
                "below": (-math.inf, math.nextafter(value, -math.inf)),
                "above": (math.nextafter(value, math.inf), math.inf),
                "least": (value, math.inf),
            }[kind]
            yield low, high, measure


def _value(digits: str, times: str | None) -> float:
    return float(digits.replace(",", "")) * (TIMES[times.lower()] if times else 1)
