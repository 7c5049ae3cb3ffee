"""What an amount is paid for: an hour, a day, a month, a piece, or all of the work."""

import re

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.prices.money_words import marked, multiplier, number_of
from assistant.offline.understanding.text.passage import Passage

RATES = 10, 250
"""What a rate is by the hour, where nobody says by what: "the rate should be 30"."""
SMALL = 100
"""So little is paid for no work of several hours a week, but for each hour of it."""
LARGE = 1000
"""So much is paid for no hour, in the currencies that are worth as much as these."""
LIKE_DOLLARS = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "SGD")
BEFORE = 45
"""In so many characters before an amount it is said what it is for."""
PAID = {"hour": "hourly", "day": "daily", "month": "retainer"}


def basis_of(passage: Passage, match: re.Match[str]) -> str:
    """What the amount of a match is paid for, as it is said after it, before it, or implied."""
    number = (number_of(match["low"]) or 0) * multiplier(match["mult"])
    return (
        _said_after(passage, match)
        or _worked(passage, match, number)
        or _said_before(passage, match, number)
        or _implied(passage, match, number)
    )


def _said_after(passage: Passage, match: re.Match[str]) -> str | None:
    after = match["basis"] or ""
    for basis in lexicon("money")["basis_after"]:
        # "each" of hours that are counted is an hour
        if after and pattern("money", "basis_after", basis).search(after):
            return None if basis == "piece" and not match["thing"] else str(basis)
    rest = passage.low[match.end() :]
    if how := pattern("money", "paid_after").match(rest):
        return next(basis for unit, basis in PAID.items() if how[unit])
    return "hourly" if pattern("money", "in_hours").match(rest) else None


def _worked(passage: Passage, match: re.Match[str], number: float) -> str | None:
    """What is paid for one of the hours or days just counted: "25 hours, 140 € each"."""
    said = pattern("money", "worked_before").search(_sentence(passage, match))
    if not said or number > RATES[1] * (1 if said["unit"] != "days" else 10):
        return None
    single = bool(match["basis"]) or re.search(r"(?:@|\bat)\s*$", said[0])
    if said["unit"] == "days":
        return "daily" if single else None
    return "hourly" if single or number <= SMALL else None


def _said_before(passage: Passage, match: re.Match[str], number: float) -> str | None:
    if match["basis"]:
        return "piece"
    before = _sentence(passage, match)
    for basis in lexicon("money")["basis_before"]:
        if pattern("money", "basis_before", basis).search(before):
            far = basis == "hourly" and number > LARGE
            return None if far and {*marked(match)} <= {*LIKE_DOLLARS} else str(basis)
    return None


def _implied(passage: Passage, match: re.Match[str], number: float) -> str:
    before = _sentence(passage, match)
    alone = re.fullmatch(r"\W*(?:about|around|roughly|maybe|say)?\W*\d\d\W*", passage.low)
    rated = alone or (pattern("money", "rate_before").search(before) and not match["mult"])
    weekly = number < SMALL and pattern("money", "weekly_work").search(passage.low)
    return "hourly" if weekly or (rated and RATES[0] <= number <= RATES[1]) else "fixed"


def _sentence(passage: Passage, match: re.Match[str]) -> str:
    """What stands before an amount in its sentence."""
    before = passage.low[max(0, match.start() - BEFORE) : match.start()]
    return re.split(r"[.;!?\n](?!\d)", before)[-1]
