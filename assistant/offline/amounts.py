"""Amounts that mean something only beside what is known: a price each, a number for another."""

import re
from collections.abc import Mapping
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.passage import passage

Budget = dict[str, Any]
THOUSAND = 1000
FARTHEST = 4
"""An amount put in place of another is at most so many times larger or smaller."""


def for_all(text: str, budget: Budget, people: int) -> Budget:
    """A fixed budget for everybody, where the text gives it for each: "2 people, 3k each"."""
    each = pattern("edits", "each").search(passage(text).counted)
    fixed = budget.get("amount") if budget.get("basis") == "fixed" else None
    # A price a piece was multiplied when it was read, and is another number by now.
    if not each or fixed not in _readings(each, "amount") or people < 2:
        return budget
    return budget | {end: budget[end] * people for end in ("amount", "max") if budget.get(end)}


def paid_alike(text: str, budget: Budget, known: Mapping[str, Any]) -> Budget:
    """A bare amount by the hour, day or month, where one like it was: "ok 1,150" after a rate."""
    rate, amount = known.get("amount"), budget.get("amount")
    bare = budget.get("basis") == "fixed" and not pattern("edits", "total").search(text)
    if not (rate and amount and bare and rate / FARTHEST <= amount <= rate * FARTHEST):
        return budget
    return {**budget, "basis": known["basis"]}


def put_instead(text: str, known: Mapping[str, Any]) -> Budget | None:
    """The budget at hand with a bare number in place of its own: "not 5k, 5.5"."""
    counted = passage(text).counted
    forms = (pattern("edits", "instead", form) for form in lexicon("edits")["instead"])
    match = next((found for form in forms if (found := form.search(counted))), None)
    amounts = [known[end] for end in ("amount", "max") if known.get(end)]
    if not match or not amounts:
        return None
    if "before" in match.groupdict() and not {*_readings(match, "before")} & {*amounts}:
        return None
    low, high = amounts[-1] / FARTHEST, amounts[-1] * FARTHEST
    near = [number for number in _readings(match, "amount") if low <= number <= high]
    return {**known, "amount": near[0], "max": None} if near else None


def _readings(match: re.Match[str], name: str) -> list[float]:
    """What a number may stand for: as it is written, and in thousands."""
    number = float(match[name].replace(",", ""))
    return [number * THOUSAND] if match[f"{name}_k"] else [number, number * THOUSAND]
