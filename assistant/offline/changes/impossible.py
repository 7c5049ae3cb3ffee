"""Values that no request can have: no weeks at all, hours that no week has, a day that is none."""

import re
from calendar import monthrange
from collections.abc import Iterator
from functools import cache
from typing import Any

from assistant.offline.language import Compiled, compiled, lexicon
from assistant.offline.turn import SCOPING, Turn
from assistant.offline.understanding.days.calendar_words import OTHER_DAY
from assistant.offline.understanding.text.passage import passage

MOST = {"duration_weeks": 520.0, "hours_per_week": 80.0, "headcount": 100.0}
WEEKS = {"d": 1 / 5, "w": 1.0, "m": 52 / 12, "y": 52.0}
BRIEF = 6
"""In more words a number may measure anything."""
LEAP_YEAR = 2028
"""A day without a year is one if it is one in any year."""


def refused_fields(turn: Turn) -> list[str]:
    """The fields for which a message gives a value that none can have, and no other value."""
    brief = len(turn.text.split()) <= BRIEF
    if turn.context not in SCOPING or turn.read.questions or not brief:
        return []
    text = passage(turn.text).counted
    names = [*_measured(text), *_asked_for_nothing(turn, text)]
    return [n for n in dict.fromkeys(names) if n not in turn.read.fields]


def _asked_for_nothing(turn: Turn, text: str) -> list[str]:
    """The field that a bare nothing answers: "0", "-5", "$0"."""
    if not compiled(lexicon("time")["nothing"]).fullmatch(text):
        return []
    return [name for name in turn.asked if name in ("budget", *MOST)][:1]


def no_such_days(turn: Turn) -> list[str]:
    """The days a message names that no month has: "31 February"."""
    if turn.context not in SCOPING:
        return []
    return [match[0].strip() for match in _days().finditer(turn.text) if not _exists(match)]


def is_of_no_day(turn: Turn, name: str, value: Any) -> bool:
    """Whether a value was read from a day that is none: a date, or its number as an amount."""
    amount = str(value.get("amount")) if isinstance(value, dict) else ""
    dated = name in OTHER_DAY
    return any(dated or amount in re.findall(r"\d+", day) for day in no_such_days(turn))


def _measured(text: str) -> Iterator[str]:
    for name, most in MOST.items():
        for match in _form(name).finditer(text):
            number = float(match["number"].replace(",", "."))
            unit = match.groupdict().get("unit")
            told = number * WEEKS[unit[0].lower()] if unit else number
            if match["minus"] or told <= 0 or told > most:
                yield name


def _exists(match: re.Match[str]) -> bool:
    words = lexicon("time")
    month = words["month_short"].get((match["month"] or match["first"]).lower()[:3])
    day, year = int(match["day"] or match["last"]), int(match["year"] or LEAP_YEAR)
    return month is None or 1 <= day <= monthrange(year, month)[1]


@cache
def _form(name: str) -> Compiled:
    return compiled(lexicon("time")["impossible"][name])


@cache
def _days() -> Compiled:
    words = lexicon("time")
    months = "|".join([*words["months"], *words["month_short"]])
    return compiled(words["day_of_month"], {"months": months})
