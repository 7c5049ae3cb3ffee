"""Changes told from what is known: a week later, 10 % more, one more person, a day less a week."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from assistant.offline.changes import amounts, second_thoughts
from assistant.offline.changes.exchanging import exchanged
from assistant.offline.language import compiled, lexicon, pattern, put_in
from assistant.offline.turn import Turn
from assistant.offline.understanding.text.passage import numbered

DAYS = {"d": 1, "w": 7, "m": 30}
WEEKS = {"d": 1 / 5, "w": 1.0, "m": 52 / 12}
HOURS = {"d": 8, "h": 1}
"""What a unit comes to, by its first letter: "wks" are weeks."""
DATES = ("start_date", "deadline")


def relative(turn: Turn) -> dict[str, Any]:
    """The fields that a message moves from where they are, with their new values."""
    text = _with_it(turn, numbered(turn.text))
    moved = _dates(turn, text)
    for name, move in MOVES.items():
        known = turn.fields.get(name)
        for match, sign in _steps(name, text) if known else ():
            moved[name] = move(known, match, sign)
    if days := _days_of_week(turn, text):
        moved["hours_per_week"] = HOURS["d"] * float(days["days"])
    elif hours := _more_hours(turn, text):
        moved.setdefault("hours_per_week", hours)
    budget = turn.fields.get("budget")
    if budget and (changed := amounts.put_instead(turn.text, budget)):
        moved["budget"] = changed
    return moved | second_thoughts.on_what_was_said(turn) | exchanged(turn)


def _with_it(turn: Turn, text: str) -> str:
    """A text with "it" for the role at hand where it opens with that: "the tester 300 more"."""
    head = "".join(str(turn.fields.get("role") or "").split()[-1:])
    named = rf"^\W*(?:(?:and|but|for) )?the (?:[\w-]+ )?{re.escape(head)}\b"
    return re.sub(named, "it", text, flags=re.IGNORECASE) if head else text


def _steps(name: str, text: str) -> list[tuple[re.Match[str], int]]:
    """Where a text says how far to move: on (1) or back (-1)."""
    found = ((_form(name, sign).search(text), sign) for sign in (1, -1))
    return [(match, sign) for match, sign in found if match]


def _dates(turn: Turn, text: str) -> dict[str, Any]:
    """The day to begin or to be done, or both, moved by so many days, weeks or months."""
    known = {name: str(turn.fields[name]) for name in DATES if turn.fields.get(name)}
    steps = _steps("days", text) if known else []
    if not steps:
        return _another_day(turn, known)
    match, sign = steps[-1]
    days = sign * _number(match) * DAYS[_group(match, "unit")[0]]
    shift = timedelta(days=days)
    names = [name for name in _dates_meant(text) if name in known] or [*known][:1]
    return {name: (date.fromisoformat(known[name]) + shift).isoformat() for name in names}


def _dates_meant(text: str) -> tuple[str, ...]:
    """Which dates a text speaks of: the whole, the end where it names that, else the start."""
    if _whole("alike").search(text):
        return DATES
    ends = pattern("relative", "ends").search(text) and not pattern("relative", "starts").search(
        text
    )
    return DATES[1:] if ends else DATES[:1]


def _another_day(turn: Turn, known: dict[str, str]) -> dict[str, Any]:
    """One more day of work on a single day: "and the 7th as well" beside the 6th."""
    said = [str(turn.read.fields[name]) for name in DATES if turn.read.fields.get(name)]
    one = len(known) == len(DATES) and len(set(known.values())) == 1
    if not (one and len(said) == 1 and pattern("relative", "as_well").search(turn.text)):
        return {}
    return dict(zip(DATES, sorted([*set(known.values()), *said]), strict=False))


def _days_of_week(turn: Turn, text: str) -> re.Match[str] | None:
    """So many days, where the days of a week are told and the work takes longer: "make it 3"."""
    told = turn.fields.get("hours_per_week") and (turn.fields.get("duration_weeks") or 0) > 1
    return pattern("relative", "days_of_week").match(text) if told else None


def _more_hours(turn: Turn, text: str) -> float | None:
    """The hours a week with so many more in all, shared out over the weeks: "10 more hours"."""
    weekly, weeks = turn.fields.get("hours_per_week"), turn.fields.get("duration_weeks")
    match = pattern("relative", "more_hours").search(text)
    if not (match and weekly and weeks):
        return None
    more = float(match["number"]) if match["number"][0].isdigit() else 1.0
    return round(float(weekly + more / max(weeks, 1)), 1)


def leaves_nothing(turn: Turn) -> bool:
    """Whether the budget is to fall by all of it or more: "20k less" of 8k, "200% less"."""
    known = turn.fields.get("budget")
    if not known:
        return False
    steps = _steps("budget", numbered(turn.text))
    less = [_budget(known, match, sign) for match, sign in steps if sign < 0]
    return any(moved["amount"] == known["amount"] for moved in less)


@cache
def _form(name: str, sign: int) -> re.Pattern[str]:
    words = lexicon("relative")
    forms = enumerate(words[name][str(sign)])
    return compiled([f"(?:{_numbered(form, n)})" for n, form in forms])


@cache
def _whole(name: str) -> re.Pattern[str]:
    return compiled(lexicon("relative")[name], lexicon("relative"))


def _numbered(form: str, number: int) -> str:
    """A form with its measures put in, each group named for its place among the forms."""
    whole = put_in(form, lexicon("relative"))
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\g<1>_{number}>", whole)


def _group(match: re.Match[str], name: str) -> str:
    """What a group matched, in whichever of the forms it stands."""
    said = (value for key, value in match.groupdict().items() if key.startswith(f"{name}_"))
    return next((value.lower() for value in said if value), "")


def _number(match: re.Match[str]) -> float:
    told = _group(match, "number")
    return float(told.replace(",", "")) if told[:1].isdigit() else 1.0


def _length(known: float, match: re.Match[str], sign: int) -> float:
    weeks = known + sign * _number(match) * WEEKS[_group(match, "unit")[0]]
    return round(weeks, 1) if weeks > 0 else known


def _hours(known: float, match: re.Match[str], sign: int) -> float:
    hours = known + sign * _number(match) * HOURS[_group(match, "unit")[0]]
    return hours if hours > 0 else known


def _budget(known: dict[str, Any], match: re.Match[str], sign: int) -> dict[str, Any]:
    scale, number = _group(match, "scale"), _number(match)
    share = 1 + sign * number / 100 if scale and scale != "k" else None
    step = sign * number * (1000 if scale == "k" else 1)

    def moved(amount: float | None) -> float | None:
        """An end of the range, moved; an amount never falls to nothing."""
        if not amount:
            return None
        new = amount + step if share is None else amount * share
        return round(new, 2) if new > 0 else amount

    return {**known, "amount": moved(known["amount"]), "max": moved(known.get("max"))}


def _heads(known: int, match: re.Match[str], sign: int) -> int:
    return max(1, known + sign * int(_number(match)))


MOVES: dict[str, Callable[[Any, re.Match[str], int], Any]] = {
    "duration_weeks": _length,
    "hours_per_week": _hours,
    "budget": _budget,
    "headcount": _heads,
}
"""The fields beside dates that can be moved, each with what moves it."""
