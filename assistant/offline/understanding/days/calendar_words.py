"""Where a text names days: dates, months, quarters, weekdays, "in two weeks", holidays."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from assistant.offline.language import any_of, lexicon, pattern, put_in
from assistant.offline.understanding.days.day_spans import SPANS, Day
from assistant.offline.understanding.days.named_days import (
    RESOLVERS,
    day_first,
    month_part,
    number_in,
    numeric,
)
from assistant.offline.understanding.days.periods import month_end

EXACT = ("iso", "numeric", "dayfirst", "monthfirst", "dated", "ordinal", "span", "monthdays")
OTHER_DAY = {"start_date": "deadline", "deadline": "start_date"}
MONTHS = ("month", "nth", "dayfirst", "monthfirst", "holiday")
"""Kinds that name a month, to which a bare day of the month after them belongs."""
VAGUE = ("month", "quarter", "season", "period", "holiday")
MERELY_NAMED = ("holiday", "month", "monthspan", "weekday", "quarter")
"""Kinds that may only describe a thing: "the Christmas campaign", "the Q4 numbers"."""
REACH = 60
"""How far on a day of the month belongs to a month that was named before it."""


def days_in(text: str, now: datetime) -> Iterator[Day]:
    """Every date the text names, resolved; what is merely mentioned is left out."""
    taken, month = 0, (now.date(), -REACH)
    for match in date_pattern().finditer(text):
        if match.start() < taken or _is_mentioned(text, match):
            continue
        if both := SPANS.get(match.lastgroup or ""):
            yield from both(match, now)
            taken = match.end()
            continue
        day = _resolve(match, text, now)
        if day and match.lastgroup in ("ordinal", "dated") and match.start() - month[1] < REACH:
            day = month[0].replace(day=min(number_in(match[0]), month_end(month[0]).day))
        if day:
            taken = match.end()
            month = (day, match.end()) if match.lastgroup in MONTHS else month
            yield day, match.start(), match.end()


def is_a_day(text: str) -> bool:
    """Whether a message is a day and nothing else: "today", "ok, from Monday please"."""
    return date_pattern().fullmatch(pattern("time", "beside_a_day").sub("", text)) is not None


def names_only_months(text: str) -> bool:
    """Whether all the dates of a text are months and the like, of which any day may be meant."""
    kinds = [match.lastgroup for match in date_pattern().finditer(text)]
    return bool(kinds) and {*kinds} <= {*VAGUE} - {"holiday"}


def names_month(words: str) -> bool:
    """Whether some words are a month and no day of it: "April", "mid March 2027"."""
    match = date_pattern().fullmatch(words.strip())
    return match is not None and match.lastgroup == "month"


def _is_mentioned(text: str, match: re.Match[str]) -> bool:
    """Whether a date is not one to work by: "under NDA until May", "over Christmas".

    A day that is gone is one only where work began on it: "started last Monday".
    """
    before = text[max(0, match.start() - 48) : match.start()]
    if match.lastgroup == "past":
        return pattern("time", "begun_before").search(before) is None
    kinds = [
        "any",
        *([match.lastgroup] if match.lastgroup in lexicon("time")["mentioned_before"] else []),
    ]
    if match.lastgroup == "season" and not pattern("time", "season_before").search(before):
        return True
    if match.lastgroup in MERELY_NAMED and pattern("time", "mentioned_after").match(
        text, match.end()
    ):
        return True
    return any(pattern("time", "mentioned_before", str(kind)).search(before) for kind in kinds)


def _resolve(match: re.Match[str], text: str, now: datetime) -> date | None:
    words, kind = match[0].lower(), match.lastgroup or ""
    if kind == "month":
        return month_part(words, text, match, now.date())
    if kind == "numeric":
        return numeric(words, now, day_first=day_first(text))
    return RESOLVERS[kind](words, now)


@cache
def date_pattern() -> re.Pattern[str]:
    """Every way to name a day; the group that matched names the kind."""
    table = lexicon("time")
    words = {
        "months": table["may"] + f"(?:{any_of([*table['months'], *table['month_short']])})",
        "weekdays": any_of([*table["weekdays"], *table["weekday_short"]]),
        "parts": "|".join(table["parts"].values()),
        "holidays": any_of([*table["holidays"], *table["movable"]]),
        "nth": table["nth"],
        "year": table["year"],
    }
    kinds = (f"(?P<{kind}>{put_in(form, words)})" for kind, form in table["kinds"].items())
    return re.compile("|".join(kinds), re.IGNORECASE)
