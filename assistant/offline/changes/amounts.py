"""Amounts that mean something only beside what is known: a price each, a number for another."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.prices.money import rates_and_totals
from assistant.offline.understanding.text.passage import passage
from assistant.offline.understanding.text.put_right import put_right
from knowledge.money import usd_rate

Budget = dict[str, Any]
TEN, THOUSAND = 10, 1000
HOURS = {"hourly": 1, "daily": 8}
"""What a rate is paid for."""
ENDS = ("amount", "max")
FARTHEST = 4
"""An amount put in place of another is at most so many times larger or smaller."""


def for_all(text: str, budget: Budget, people: int) -> Budget:
    """A fixed budget for everybody, where the text gives it for each: "2 people, 3k each"."""
    counted = passage(text).counted
    each = pattern("edits", "each").search(counted) or pattern("edits", "each_gets").search(counted)
    fixed = budget.get("amount") if budget.get("basis") == "fixed" else None
    # A price a piece was multiplied when it was read, and is another number by now.
    if not each or fixed not in _readings(each, "amount") or people < 2:
        return budget
    return budget | {end: budget[end] * people for end in ENDS if budget.get(end)}


def paid_alike(text: str, budget: Budget, known: Mapping[str, Any]) -> Budget:
    """A bare amount by the hour, day or month, where one like it was: "ok 1,150" after a rate."""
    rate, amount = known.get("amount"), budget.get("amount")
    guessed = budget.get("basis") == "hourly" and not pattern("edits", "by_hour").search(text)
    unsaid = guessed or budget.get("basis") == "fixed"
    bare = unsaid and not pattern("edits", "total").search(text)
    if not (rate and amount and bare and rate / FARTHEST <= amount <= rate * FARTHEST):
        return budget
    return {**budget, "basis": known["basis"]}


def rate_within_limit(text: str, known: Mapping[str, Any]) -> tuple[Budget, Budget] | None:
    """A rate and the total that it may come to: "$50 an hour, max 5k"; the rate may be known.

    Beside a known budget any total that is said with a rate is its limit.
    """
    rates, totals, limits = rates_and_totals(put_right(passage(text)))
    limits = limits or (totals if known and rates else [])
    rates = rates or ([dict(known)] if known.get("basis") in HOURS else [])
    if len(rates) != 1 or len(limits) != 1 or limits[0]["amount"] <= rates[0]["amount"] * FARTHEST:
        return None
    return rates[0], {**limits[0], "currency": rates[0]["currency"]}


def hours_paid(rate: Budget, limit: Budget, fields: Mapping[str, Any]) -> float | None:
    """The hours a week that a total pays for at a rate, rounded down; None while no length is."""
    weeks, people = fields.get("duration_weeks"), int(fields.get("headcount") or 1)
    by_hour = (rate.get("max") or rate["amount"]) / HOURS[rate["basis"]]
    return math.floor(TEN * limit["amount"] / (by_hour * weeks * people)) / TEN if weeks else None


def for_as_many(
    earlier: Sequence[str], budget: Budget, old: Sequence[str], new: Sequence[str]
) -> Budget | None:
    """A total that was so many times a price a piece, for another number of pieces."""
    counts = [(_count_in(one), _count_in(other)) for one, other in zip(old, new, strict=False)]
    changed = [(before, after) for before, after in counts if before and after and before != after]
    amount = budget.get("amount")
    if not (len(old) == len(new) and len(changed) == 1 and amount):
        return None
    before, after = changed[0]
    prices = [
        price
        for text in earlier
        for match in pattern("edits", "a_piece").finditer(passage(text).counted)
        for price in _readings(match, "amount")
    ]
    price = next((price for price in prices if price * before == amount), None)
    return {**budget, "amount": price * after, "max": None} if price else None


def _count_in(item: str) -> int:
    """How many of a thing an item counts at its beginning; 0 if it does not."""
    match = re.match(r"(\d[\d,]*)\s", item)
    return int(match[1].replace(",", "")) if match else 0


def in_currency(earlier: Sequence[str], budget: Budget, currency: str) -> Budget:
    """A budget in another currency: reckoned anew where its own was said, else only named so."""
    named = pattern("edits", "currencies", str(budget["currency"]))
    rates = usd_rate(budget["currency"]), usd_rate(currency)
    if not any(named.search(text) for text in earlier) or not all(rates):
        return {**budget, "currency": currency}
    factor = (rates[0] or 1) / (rates[1] or 1)
    step = 1 if budget.get("basis") in ("hourly", "daily") else TEN
    ends = {end: step * round(budget[end] * factor / step) for end in ENDS if budget.get(end)}
    return {**budget, **ends, "currency": currency}


def put_instead(text: str, known: Mapping[str, Any]) -> Budget | None:
    """The budget at hand with a bare number in place of its own: "not 5k, 5.5"."""
    counted = passage(text).counted
    forms = (pattern("edits", "instead", form) for form in lexicon("edits")["instead"])
    match = next((found for form in forms if (found := form.search(counted))), None)
    return _in_place(match, known) if match else None


def other_in_copy(text: str, known: Mapping[str, Any]) -> Budget | None:
    """The budget of a request that is copied with a bare number in its place: "but 1300"."""
    match = pattern("edits", "otherwise").search(passage(text).counted)
    return _in_place(match, known) if match else None


def _in_place(match: re.Match[str], known: Mapping[str, Any]) -> Budget | None:
    """A budget with the number of a match in place of its own, if that is near it."""
    amounts = [known[end] for end in ENDS if known.get(end)]
    if not amounts:
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
