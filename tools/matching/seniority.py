"""How senior a text says somebody is: by a word for it, by years, or by when they began."""

import re
from collections.abc import Iterator
from datetime import date

RANKS = (
    (3, r"principal|staff engineer|head of|director|lead|chief|architect"),
    (2, r"senior|sr\.?|expert|seasoned|veteran|experienced"),
    (
        0,
        r"junior|jr\.?|intern|trainee|graduate|entry[- ]level|apprentice|student|beginner|newcomer",
    ),
    (1, r"mid[- ]?level|intermediate|medior"),
)
NEITHER = (
    r"(?<!\bneither )(?<!\bneither a )(?<!\bnor )(?<!\bnor a )(?<!\bnot )(?<!\bnot a )(?<!\bno )"
)
RANK = [(rank, re.compile(rf"{NEITHER}\b(?:{words})\b", re.IGNORECASE)) for rank, words in RANKS]
ENOUGH = ((8, 2), (3, 1), (0, 0))
"""From so many years on somebody counts as senior, middle or junior who gives no word for it."""

ONES = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
COUNTS: dict[str, float] = {word: n for n, word in enumerate(ONES.split(), 1)} | {
    "a": 1,
    "an": 1,
    "half a": 0.5,
}
COUNTS |= {"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}
COUNTS |= {"thirty": 30, "couple of": 2, "a couple of": 2}
PLACES = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
ORDINALS: dict[str, float] = {word: n for n, word in enumerate(PLACES.split(), 1)}
ORDINALS |= {f"{word}th": n for word, n in COUNTS.items() if n > 12}
UNITS = {"year": 1.0, "yr": 1.0, "month": 1 / 12, "decade": 10.0}
COUNT = "|".join(sorted(map(re.escape, COUNTS), key=len, reverse=True))
SPAN = re.compile(
    rf"\b(\d{{1,2}}|{COUNT})\s*\+?\s*(?:(?:full|good|long)\s+)?(year|yr|month|decade)s?\b"
    r"(?!\s*(?:old|ago|later))",
    re.IGNORECASE,
)
NTH = re.compile(
    rf"\b(?:my|his|her|in the) ({'|'.join(ORDINALS)}|\d{{1,2}}th) year\b", re.IGNORECASE
)
SINCE = re.compile(
    r"\b(?:since|began in|started (?:out )?in)\s+"
    r"((?:19|20)\d\d)\b(?!\s*(?:to|until|till|[-–]))",
    re.IGNORECASE,
)
LONGEST = 45
"""Of a year longer ago than this nobody speaks as the beginning of their work."""


def level_of(text: str) -> int | None:
    """The seniority a text states: 0 junior, 1 middle, 2 senior, 3 lead; None if none is stated."""
    found = [(m.start(), rank) for rank, words in RANK if (m := words.search(text))]
    return min(found)[1] if found else None


def level_by_years(years: float | None) -> int | None:
    """The seniority that so many years make."""
    return None if years is None else next(level for least, level in ENOUGH if years >= least)


def years_of(text: str, today: date) -> float | None:
    """The most years of experience that a text states, or that have passed since a year in it."""
    stated = list(_years(text, today.year))
    return round(max(stated), 2) if stated else None


def years_asked(text: str) -> float | None:
    """The most years that a brief speaks of."""
    asked = [_count(count) for count, unit in SPAN.findall(text) if unit.lower()[0] == "y"]
    return max(asked, default=None)


def _years(text: str, this_year: int) -> Iterator[float]:
    for count, unit in SPAN.findall(text):
        # A few months are a notice or a project, not a career.
        if (years := _count(count) * UNITS[unit.lower()]) >= 1:
            yield years
    for nth in NTH.findall(text):
        yield float(ORDINALS.get(nth.lower(), 0) or nth[:-2])
    for year in SINCE.findall(text):
        if 0 < this_year - int(year) <= LONGEST:
            yield float(this_year - int(year))


def _count(said: str) -> float:
    return float(said) if said.isdigit() else COUNTS[said.lower()]
