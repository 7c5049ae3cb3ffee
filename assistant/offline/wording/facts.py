"""Facts of a candidate in a few words: the price, the start, a red flag."""

from collections.abc import Mapping
from typing import Any

from assistant.offline.turn import Turn
from assistant.offline.wording.speech import counted, day, money
from integrations.wording import whole_cost


def heads(turn: Turn) -> int:
    """How many people are wanted."""
    return int(turn.fields.get("headcount") or 1)


def together(number: int) -> str:
    """So many people together: both, all three."""
    return "both" if number == 2 else f"all {counted(number)}"


def price(one: Mapping[str, Any], number: int = 1) -> str:
    """The rate, and what the whole work comes to; for each where several are wanted."""
    rate, total = one.get("rate"), whole_cost(one)
    told = []
    if isinstance(rate, Mapping) and rate.get("amount"):
        told.append(money(dict(rate)))
    if total:
        told.append(f"{total} {'each' if number > 1 else 'in total'}")
    return ", ".join(told)


def start_words(turn: Turn, one: Mapping[str, Any]) -> str:
    """When they can start: now, or from a day to come."""
    if not one.get("earliest_start"):
        return ""
    start = str(one["earliest_start"])
    return "free now" if start <= turn.now.date().isoformat() else f"from {day(start)}"


def flag_words(flag: Any) -> str:
    """A red flag as it is told."""
    if isinstance(flag, Mapping):
        return str(
            flag.get("text") or flag.get("reason") or flag.get("why") or flag.get("label") or ""
        )
    return str(flag)


def full_place(one: Mapping[str, Any]) -> str:
    """Where somebody is, in small letters: the place, the country in full, the time zone."""
    import pycountry

    profile = one.get("profile") or {}
    country = pycountry.countries.get(alpha_2=str(profile.get("country") or ""))
    told = (profile.get("location"), country.name if country else "", profile.get("timezone"))
    return ", ".join(str(part) for part in told if part).lower()
