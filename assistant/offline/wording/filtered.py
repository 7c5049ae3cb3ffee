"""Words for a wish to see some of the people only: who is such, and that the list stays whole."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.people import picking
from assistant.offline.turn import Result, Turn
from assistant.offline.understanding.places import place_named
from assistant.offline.understanding.prices.money import read_budget
from assistant.offline.understanding.text.passage import Scene, numbered, passage
from assistant.offline.wording.facts import full_place
from assistant.offline.wording.lines import lines
from assistant.offline.wording.speech import listed, money, phrase
from knowledge.fields import Budget
from knowledge.money import day_rate_usd, usd_total

Person = Mapping[str, Any]
Is = Callable[[Person], bool]
DAY = 8
TOO_MUCH = 500
"""An hour costs less than this; so much in all is no rate."""


def filtered_words(turn: Turn, result: Result) -> list[str]:
    """Who of the list is as wanted, where profiles tell; that others are not kept off it."""
    found: Sequence[Person] = result.data["shortlist"]
    what, such = _wanted(turn)
    if such is None:
        return [phrase("list_unlimited", turn.seed)]
    there = [str(one["name"]) for one in found if such(one)]
    others = [str(one["name"]) for one in found if not such(one)]
    unwanted = there if pattern("picking", "leaves_some").search(turn.text) else others
    told = listed(there) if there else "nobody"
    why = pattern("picking", "asks_why").search(turn.text)
    asks = why or "?" in turn.text
    key = "list_holds" if asks else "list_limited" if unwanted else "list_is_such"
    count, out = len(found), "".join(unwanted[:1])
    held = phrase(key, turn.seed, what=what, names=told, out=out, number=count)
    return [" ".join([held, *([_why_such(turn)] if why else [])])]


def _why_such(turn: Turn) -> str:
    """The rule that keeps a source off the list where one does; else that fit alone counts."""
    ruled = ((turn.request.get("rulings") or {}).get("channel") or {}).get("details") or ()
    source = source_named(turn.text)
    named = [rule for one in ruled if one["channel"] == source for rule in one["because"]]
    why = [rule["reason"] for rule in named if rule["effect"] == "disqualified"]
    return " ".join(why) or phrase("list_by_fit", turn.seed)


def source_named(text: str) -> str:
    """The marketplace or other source that a text names first in our order; else empty."""
    sources = lexicon("picking")["sources"]
    return next((s for s in sources if pattern("picking", "sources", s).search(text)), "")


def _wanted(turn: Turn) -> tuple[str, Is | None]:
    """What is asked for, in words and as a test of a person; None where profiles do not tell."""
    for read in (_by_reviews, _by_history, _by_source, _by_place, _by_budget):
        if found := read(turn):
            return found
    return "", None


def _by_reviews(turn: Turn) -> tuple[str, Is] | None:
    match = pattern("picking", "reviewed").search(turn.text)
    if not match:
        return None
    least = int(match["number"])
    return f"{least} reviews or more", lambda one: _number(one, "ratings_count") >= least


def _by_history(turn: Turn) -> tuple[str, Is] | None:
    worked = pattern("picking", "worked_with_us").search(turn.text)
    words = lexicon("wording")["worked_with_us"]
    return (words, lambda one: _number(one, "engagements") > 0) if worked else None


def _by_source(turn: Turn) -> tuple[str, Is] | None:
    """Those of a marketplace or of another kind of source that is named."""
    source = source_named(turn.text)
    words = lexicon("wording")["from_source"].format(
        source=lexicon("wording")["channels"].get(source, source)
    )
    return (words, lambda one: one.get("source") == source) if source else None


def _by_place(turn: Turn) -> tuple[str, Is] | None:
    place = place_named(turn.text)
    return (f"In {place}", lambda one: place.lower() in full_place(one)) if place else None


def _by_budget(turn: Turn) -> tuple[str, Is] | None:
    """Those over the budget or within it, or under an amount that is named."""
    over = pattern("picking", "over_budget").search(turn.text)
    within = pattern("picking", "in_budget").search(turn.text)
    named = read_budget(passage(turn.text), Scene(turn.now, asked=("budget",)))
    said = turn.fields.get("budget") if over or within else named[0].value if named else None
    if not said:
        return None
    said = said if over or within else _as_rates(said, _people(turn))
    cost = _cost_beside(Budget.model_validate(said))
    if cost is None:
        return None
    above = over is not None and within is None
    words = lexicon("wording")["over_budget" if above else "in_budget"]
    return words.format(budget=money(said)), lambda one: cost(one) is not above


def _people(turn: Turn) -> Sequence[Person]:
    """The people on the list with what their profiles say."""
    read = turn.last("read_profiles")
    return read.data["shortlist"] if read else ()


def _as_rates(said: dict[str, Any], found: Sequence[Person]) -> dict[str, Any]:
    """An amount as a rate an hour where nobody's whole cost is near it: "anyone under $60?"."""
    totals = [float(one["total_cost"]) for one in found if one.get("total_cost")]
    rates = [float(one["hourly_usd"]) for one in found if one.get("hourly_usd")]
    small = bool(rates) and float(said["amount"]) < min(totals, default=TOO_MUCH) / 2
    hourly = said["basis"] == "fixed" and small and float(said["amount"]) < TOO_MUCH
    return said | {"basis": "hourly"} if hourly else said


def _cost_beside(budget: Budget) -> Callable[[Person], bool | None] | None:
    """A test whether somebody costs no more than a budget: in all, or by the hour."""
    daily, total = day_rate_usd(budget), usd_total(budget, None).usd
    name, most = ("hourly_usd", daily / DAY) if daily else ("total_cost", float(total or 0))
    if not most:
        return None
    return lambda one: float(one[name]) <= most if one.get(name) else None


def _number(one: Person, name: str) -> int:
    return int((one.get("profile") or {}).get(name) or 0)


def next_ones(turn: Turn, found: Sequence[Person]) -> str:
    """Those further down the list, with the numbers that they have there."""
    number = pattern("picking", "how_many_next").search(numbered(turn.text))
    last = picking.SHOWN + (int(number[0]) if number else picking.SHOWN)
    further = [*enumerate(found, 1)][picking.SHOWN : last]
    ends = [phrase("list_ends", turn.seed)] if last >= len(found) else []
    return "\n".join([*lines(turn, further), *ends])
