"""Money: amounts, ranges, currencies, and what they are paid for."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.bare_numbers import bare_length
from assistant.offline.understanding.prices.money_basis import basis_of
from assistant.offline.understanding.prices.money_words import (
    is_of_one_currency,
    marked_currency,
    money_pattern,
    multiplier,
    named_after,
    number_of,
    upper_pattern,
)
from assistant.offline.understanding.prices.pieces import pieces, priced_uncounted, times
from assistant.offline.understanding.text.passage import Found, Passage, Scene

ALONE, ALONE_WORDS, LISTED = 500, 5, 200
FEW_DOLLARS, LEAST = 20, 10
"""No work is paid less than the least; a smaller bare number answers something else."""
BY_TIME = ("hourly", "daily")
WIDEST = 10
"""How many times its lower end the upper end of a range is at most."""
NARROWEST = 2
"""How many times its first end a range that falls may be its second one: "8-6k"."""
FARTHEST = 4
"""How many times an amount the most is that it may be; what is larger limits the whole."""
MOST = 1e9
"""The largest budget that a request can have."""
HOURS = 24
"""The hours of a day."""
TOTAL = 5
"""How surely an amount counts that sums up the others: "£6 a piece so make it 900"."""


def read_budget(passage: Passage, scene: Scene) -> list[Found]:
    """The budget this text states, the best stated amount first."""
    found = sorted(_amounts(passage, "budget" in scene.asked), key=lambda pair: -pair[0])
    shown = scene.context == "shortlist_shown"
    lengths = bare_length(passage, scene)
    meant = [one for _, one in found if all(not one.overlaps(other) for other in lengths)]
    return [item for item in meant if not (shown and _is_of_people(passage, item))][:1]


def _is_of_people(passage: Passage, one: Found) -> bool:
    """Whether an amount tells which of those shown are meant: "only those under 40 an hour"."""
    return pattern("money", "of_people").search(passage.low[: one.start]) is not None


def impossible(passage: Passage) -> str:
    """Whether an amount that is said is "below" nothing or "above" what is taken; else empty."""
    for match in money_pattern().finditer(passage.counted):
        if _trust(passage, match, asked=False):
            if _is_below_nothing(passage, match):
                return "below"
            if (_ends(match)[0] or 0) > MOST:
                return "above"
    return ""


def _is_below_nothing(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a minus stands before an amount: "a budget of -500 euros"."""
    begins = min(match.start(group) for group in ("pre", "low") if match[group])
    return pattern("money", "below_nothing").search(passage.low[:begins]) is not None


def rates_and_totals(passage: Passage) -> tuple[list[dict[str, Any]], ...]:
    """The rates by time that a text says, its totals, and those that it names as a limit."""
    said = [one for _, one in _amounts(passage, asked=False)]
    fixed = [one for one in said if one.value["basis"] == "fixed"]
    limits = [one for one in fixed if _is_limit(passage, one)]
    rates = [one for one in said if one.value["basis"] in BY_TIME]
    return tuple([one.value for one in group] for group in (rates, fixed, limits))


def _is_limit(passage: Passage, one: Found) -> bool:
    before, after = passage.low[: one.start], passage.low[one.end :]
    limits = pattern("money", "limit_before").search(before[-40:])
    return bool(limits or pattern("money", "limit_after").match(after))


def _amounts(passage: Passage, asked: bool) -> Iterator[tuple[float, Found]]:
    for match in money_pattern().finditer(passage.counted):
        trust = _trust(passage, match, asked)
        value = _budget(passage, match) if trust else None
        if value:
            certain = _is_certain(passage, match)
            yield trust, Found("budget", value, match.start(), match.end(), certain)


def _is_certain(passage: Passage, match: re.Match[str]) -> bool:
    """Whether nothing but the budget can be meant: a limit, or a price for things counted."""
    large = match["mult"] or (number_of(match["low"]) or 0) >= ALONE
    limit = pattern("money", "limit_after").match(passage.low[match.end() :])
    priced = _marks(match) and pieces(passage, match, False)
    return bool(priced or (limit and (large or _marks(match))))


def _trust(passage: Passage, match: re.Match[str], asked: bool) -> float:
    """How surely this is money for the work; 0 when it is something else."""
    after = passage.counted[match.end() :]
    before = passage.low[max(0, match.start() - 40) : match.start()]
    clause = re.split(r"[.;!?\n](?!\d)", before)[-1]
    cue = bool(
        pattern("money", "strong_cues").search(clause)
        or pattern("money", "price_after").match(after)
    )
    if _is_something_else(passage, match, clause, after) or _is_of_the_clock(match):
        return 0
    if _sums_up(passage, match, clause, after):
        return TOTAL
    if _marks(match):
        return 3 + cue
    if (number_of(match["low"]) or 0) < 1:
        return 2 if match["thing"] and pieces(passage, match, True) else 0
    multiplied = (match["mult"] or match["mult2"] or "m").lower() != "m"
    rated = match["basis"] and (
        match["mult"] or cue or _is_of_pieces(passage, match) or _plausible_rate(match)
    )
    if rated or multiplied:
        return 2 + cue
    counts = (number_of(match["low"]) or 0) < ALONE and pattern("money", "counts").match(after)
    alone = _stands_alone(passage, match) or _is_listed(passage, match)
    somebody = not match["mult"] and pattern("money", "somebody").match(
        passage.text, match.start("low")
    )
    asked = (asked and not counts and not somebody) or alone
    return 1 + cue if _is_plain_money(match, clause, after, cue, asked) else 0


def _is_of_the_clock(match: re.Match[str]) -> bool:
    """Whether a bare range falls as the hours of a day do: "from 10 to 4"."""
    low, high = number_of(match["low"]) or 0, number_of(match["high"]) or 0
    scaled = _marks(match) or match["mult"] or match["mult2"]
    return 0 < high < low <= HOURS and not scaled


def _sums_up(passage: Passage, match: re.Match[str], clause: str, after: str) -> bool:
    """Whether an amount sums up what was priced before: "£6 a piece so make it 900"."""
    large = match["mult"] or (number_of(match["low"]) or 0) >= LISTED
    before = (_marks(match) or large) and pattern("money", "totals").search(clause)
    behind = large and pattern("money", "totals_after").match(after)
    return bool((before or behind) and not match["basis"])


def _is_of_pieces(passage: Passage, match: re.Match[str]) -> bool:
    """Whether it is said to be the price of one of the things counted; "one day" is none of 10."""
    piece = pattern("money", "basis_after", "piece").search(match["basis"])
    return bool(piece and not match["thing"] and pieces(passage, match, True))


def _marks(match: re.Match[str]) -> bool:
    return any(match[group] for group in ("pre", "post", "pre2", "post2"))


def _is_something_else(passage: Passage, match: re.Match[str], clause: str, after: str) -> bool:
    """Last year's price, a count of things, or an amount that is ruled out."""
    if pattern("money", "elsewhere").search(clause.rsplit(", ", 1)[-1]) or _is_drawn(match, after):
        return True
    if pattern("money", "resolution").search(f"{clause[-12:]}{match[0]}{after[:20]}"):
        return not _marks(match)
    if pattern("money", "superseded").match(after) or pattern("money", "refused").match(after):
        return True
    things = pattern("money", "not_money_after").search(after) or pattern(
        "money", "counted_things"
    ).search(after)
    bare_hours = (match["basis"] or "").lower() in ("h", "hr")
    if (things or bare_hours) and not (_marks(match) or (match["basis"] and not bare_hours)):
        return True
    limit = re.search(r"(?:more|over|above|exceed(?:ing)?|beyond) (?:than )?(?:about )?$", clause)
    return passage.negated(match.start(), 14, listed=False) and not limit


def _is_drawn(match: re.Match[str], after: str) -> bool:
    """Whether CAD is the way to draw: "CAD: 3 frames", "the 2019 CAD plan"."""
    if marked_currency(match) != "CAD":
        return False
    few = (number_of(match["low"]) or 0) < FEW_DOLLARS and not match["mult"]
    return few or pattern("money", "drawing").match(after) is not None


def _is_plain_money(match: re.Match[str], clause: str, after: str, cue: bool, asked: bool) -> bool:
    """A bare number is money if it was asked for, or if the words and its size say so."""
    number = number_of(match["low"]) or 0
    priced = "budget" in clause or pattern("money", "price_after").match(after)
    year = re.fullmatch(r"(?:19|20)\d\d", match["low"]) and not priced
    if asked or year:
        return asked and number >= LEAST
    limit = pattern("money", "limit_before").search(clause) and number >= LISTED
    if limit and pattern("money", "ends").match(after):
        return True
    weak = bool(pattern("money", "cues").search(clause)) and number >= 1500
    return (cue and number >= 20) or weak


def _stands_alone(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a few words hold this amount and no other number: "ok 3000 then"."""
    if len(passage.text.split(maxsplit=ALONE_WORDS)) > ALONE_WORDS:
        return False
    number = number_of(match["low"]) or 0
    only = len(re.findall(r"\d[\d.,]*", passage.counted)) == 1
    return only and number >= ALONE and not re.fullmatch(r"(?:19|20)\d\d", match["low"])


def _is_listed(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a bare number is one of the facts of a list: "60 shots, 4000, two weeks"."""
    if (number_of(match["low"]) or 0) < LISTED or re.fullmatch(r"(?:19|20)\d\d", match["low"]):
        return False
    before, after = passage.counted[: match.start()], passage.counted[match.end() :]
    if _is_beside_length(before, after):
        return True
    *_, told, gap = ["", *re.split(r"[,;]", before)]
    apart = not gap.strip() and re.search(r"[^\W\d]", told) and re.match(r"\s*(?:[,;.\n]|$)", after)
    return bool(apart) and not re.match(r"\s*[,;]\s*[\d.,]+\s*(?:[,;.]|$)", after)


def _is_beside_length(before: str, after: str) -> bool:
    """Whether what stands between is joined to a length: "six weeks and 9,900"."""
    behind = pattern("money", "behind_length").search(before)
    ends = pattern("money", "ends").match(after)
    return bool((behind and ends) or pattern("money", "ahead_of_length").match(after))


def _plausible_rate(match: re.Match[str]) -> bool:
    number = number_of(match["low"]) or 0
    return number >= 15 and not re.search(r"w(?:ee)?k|each", match["basis"], re.IGNORECASE)


def _budget(passage: Passage, match: re.Match[str]) -> dict[str, Any] | None:
    low, high = _ends(match)
    if low is None or low <= 0 or _is_below_nothing(passage, match):
        return None
    if high and _is_raised(passage, match):
        low, high = high, None
    high = high or _most(passage, match, low)
    budget: dict[str, Any] = {"amount": low}
    if high is not None:
        budget |= {"amount": min(high, low), "max": max(high, low)}
    budget["currency"] = marked_currency(match) or named_after(passage, match)
    return _based(passage, budget, basis_of(passage, match), match)


def _is_raised(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a range tells what an amount was and what it is now: "up from 5k to 6.5k"."""
    return pattern("money", "raised").search(passage.low[: match.start()]) is not None


def _ends(match: re.Match[str]) -> tuple[float | None, float | None]:
    """Both ends of a range: "6-8k" and "6k-8000" mean thousands twice; "$5k or 4000 €" is none."""
    low, high = number_of(match["low"]), number_of(match["high"])
    own, last = multiplier(match["mult"]), multiplier(match["mult2"])
    if low is None or high is None:
        return low and low * own, None
    if match["mult"] and not match["mult2"] and high >= own:
        rises = low * own < high <= WIDEST * low * own and is_of_one_currency(match)
        return low * own, high if rises else None
    if not match["mult"]:
        own = last if low < high * 10 else 1
    least, most = low * own, high * (last if match["mult2"] else own)
    return least, most if most * NARROWEST >= least else None


def _most(passage: Passage, match: re.Match[str], low: float) -> float | None:
    """The most that an amount may be, said behind it: "50 an hour, max 60"; else a limit in all."""
    behind = upper_pattern().match(passage.counted, match.end())
    most = (number_of(behind["top"]) or 0) * multiplier(behind["mult"]) if behind else 0
    if most < low and low >= 1000 and not (behind and behind["mult"]):
        most *= 1000
    return most if low < most <= FARTHEST * low else None


def _based(
    passage: Passage, budget: dict[str, Any], basis: str, match: re.Match[str]
) -> dict[str, Any] | None:
    """The budget on a basis that requests know; a price a piece needs the number of pieces."""
    known, divisor = lexicon("money")["scaled"].get(basis, (basis, 1))
    if basis in ("piece", "fixed"):
        # "each" may also mean each person; only a named thing must have been counted.
        named = basis == "piece" and match["thing"]
        one = None if named or priced_uncounted(passage, match) else 1
        count = times(passage, match) or pieces(passage, match, basis == "piece") or one
        known, divisor = "fixed", 1 / count if count else 0
    if not divisor:
        return None
    for end in {"amount", "max"} & budget.keys():
        budget[end] = _tidy(budget[end] / divisor)
    return {**budget, "basis": known} if budget["amount"] <= MOST else None


def _tidy(amount: float) -> float:
    rounded = round(amount, 2)
    return int(rounded) if rounded == int(rounded) else rounded
