"""What is priced one by one, and how many of it a text counts: "120 shots, $9 a shot"."""

import re

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.prices.money_words import number_of
from assistant.offline.understanding.text.passage import Passage


def times(passage: Passage, match: re.Match[str]) -> float | None:
    """How many times an amount is paid: "3 x $800", "two instalments of $1,500"."""
    said = pattern("money", "times").search(passage.counted[: match.start()])
    return number_of(said["count"]) if said else None


def pieces(passage: Passage, match: re.Match[str], priced: bool) -> float | None:
    """How many of the things that an amount is the price of the text counts; None for none.

    `priced` if the amount is said to be that of a piece. Else the thing beside it counts, if its
    number is told somewhere: "$40 a sticker", "per journey 70 USD".
    """
    thing = match["thing"] or _beside(passage, match)
    whichever = thing and pattern("money", "whichever").fullmatch(thing)
    if thing and not whichever:
        return _counted(passage, match, _alike(thing)) or _of_them(passage, thing)
    if not (priced or whichever):
        return None
    return _counted(passage, match, any_of(lexicon("work")["things"])) or _nearest(passage, match)


def _alike(thing: str) -> str:
    """A pattern for a thing by any of its names: what is priced by the image may be photos."""
    groups: list[list[str]] = lexicon("money")["alike"]
    return any_of(next((names for names in groups if thing in names), [thing]))


def _beside(passage: Passage, match: re.Match[str]) -> str | None:
    """The thing that stands beside a price: "£6 per caption", "per journey 70 USD"."""
    after = pattern("money", "thing_after").match(passage.low[match.end() :])
    before = pattern("money", "thing_before").search(passage.low[: match.start()])
    return next((said["thing"] for said in (after, before) if said), None)


def _counted(passage: Passage, match: re.Match[str], thing: str) -> float | None:
    """The first number of these things beside the amount itself."""
    many = rf"(?:{thing}|{re.sub(r'y$', 'ie', thing)})(?:e?s)?\b"
    form = f"{lexicon('money')['things']}{many}{lexicon('money')['in_all']}"
    found = [m for m in re.finditer(form, passage.counted, re.IGNORECASE) if _is_apart(m, match)]
    count = number_of(found[0]["count"]) if found else None
    return 1000 * count if count and found[0]["thousand"] else count


def _of_them(passage: Passage, thing: str) -> float | None:
    """How many of things named before are counted apart: "trail maps, 18 of them"."""
    said = pattern("money", "of_them").search(passage.counted)
    return number_of(said["count"]) if said and is_of_many(passage, thing) else None


def is_of_many(passage: Passage, thing: str) -> bool:
    """Whether a text speaks of several of a thing."""
    return re.search(rf"\b{re.escape(thing)}s\b", passage.low) is not None


def priced_uncounted(passage: Passage, match: re.Match[str]) -> bool:
    """Whether an amount is the price of one of several things, "£80 a map" of "our maps"."""
    thing = _beside(passage, match)
    return thing is not None and (
        is_of_many(passage, thing) or bool(pattern("money", "whichever").fullmatch(thing))
    )


def _nearest(passage: Passage, match: re.Match[str]) -> float | None:
    """The number of whatever was counted last before the amount: "five templates, 180 each"."""
    before = passage.counted.lower()[: match.start()]
    found = [*pattern("money", "counted").finditer(before)]
    return number_of(found[-1]["count"]) if found else None


def _is_apart(counted: re.Match[str], match: re.Match[str]) -> bool:
    return not match.start() <= counted.start("count") < match.end()
