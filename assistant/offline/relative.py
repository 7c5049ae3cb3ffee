"""Changes told from what is known: a week later, 10 % more, one more person, "not 5k, 5.5"."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

from assistant.offline import amounts
from assistant.offline.language import lexicon, put_in
from assistant.offline.turn import Turn
from assistant.offline.understanding.passage import passage

DAYS = {"day": 1, "week": 7, "month": 30}
WEEKS = {"day": 1 / 5, "week": 1.0, "month": 52 / 12}


def relative(turn: Turn) -> dict[str, Any]:
    """The fields that a message moves from where they are, with their new values."""
    text = numbered(turn.text)
    moved: dict[str, Any] = {}
    for name, move in MOVES.items():
        known = turn.fields.get(name)
        for sign in (1, -1):
            match = _form(name, sign).search(text) if known else None
            if match:
                moved[name] = move(known, match, sign)
    budget = turn.fields.get("budget")
    if budget and (changed := amounts.put_instead(turn.text, budget)):
        moved["budget"] = changed
    return moved


def numbered(text: str) -> str:
    """A text with its numbers as digits, without the gaps that this leaves."""
    return " ".join(passage(text).counted.split())


@cache
def _form(name: str, sign: int) -> re.Pattern[str]:
    words = lexicon("relative")
    forms = "|".join(f"(?:{_numbered(form, n)})" for n, form in enumerate(words[name][str(sign)]))
    return re.compile(forms, re.IGNORECASE)


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


def _start(known: str, match: re.Match[str], sign: int) -> str:
    days = sign * _number(match) * DAYS[_group(match, "unit")]
    return (date.fromisoformat(known) + timedelta(days=days)).isoformat()


def _length(known: float, match: re.Match[str], sign: int) -> float:
    weeks = known + sign * _number(match) * WEEKS[_group(match, "unit")]
    return round(weeks, 1) if weeks > 0 else known


def _budget(known: dict[str, Any], match: re.Match[str], sign: int) -> dict[str, Any]:
    scale, number = _group(match, "scale"), _number(match)
    share = 1 + sign * number / 100 if scale and scale != "k" else None
    step = sign * number * (1000 if scale == "k" else 1)

    def moved(amount: float | None) -> float | None:
        """An end of the range, moved; an amount never falls to nothing."""
        if not amount:
            return None
        new = amount * share if share else amount + step
        return round(new, 2) if new > 0 else amount

    return {**known, "amount": moved(known["amount"]), "max": moved(known.get("max"))}


def _heads(known: int, match: re.Match[str], sign: int) -> int:
    return max(1, known + sign * int(_number(match)))


MOVES: dict[str, Callable[[Any, re.Match[str], int], Any]] = {
    "start_date": _start,
    "duration_weeks": _length,
    "budget": _budget,
    "headcount": _heads,
}
"""The fields that can be moved, each with what moves it."""
