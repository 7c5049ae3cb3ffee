"""What is left of words once what other fields read in them is taken away: "start 4 jan"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.days.calendar_words import OTHER_DAY
from assistant.offline.understanding.days.dates import opens_with_day
from assistant.offline.understanding.tagger import PARSED
from assistant.offline.understanding.text.passage import Found
from assistant.offline.understanding.text.phrases import is_unknown, trim

FREE = ("role", "scope", "deliverables", "acceptance_criteria")
"""Fields that any words may tell, so that any words are taken for an answer to them."""
NAMING = (*FREE, "systems", "must", "nice", "excluded", "channel_reason")
"""Fields whose words say what the work is about, whatever else is told around them."""
MEASURES = (*OTHER_DAY, "duration_weeks", "hours_per_week", "budget")
TAILS = (*MEASURES, "language")
FACTS = (*MEASURES, "location", "headcount")
"""What a clause among those of the work may tell beside it."""
LONGEST_DOUBT = 8


def telling(told: Sequence[Found], ruled: Sequence[Found], text: str) -> list[Found]:
    """What is told, less free words that tell nothing but what other fields are read from.

    What rules read in those is meant then. A day that free words open with is taken off them, and
    so are facts that they end with: "7 dec product shots", "a landing page, 2k". What is listed
    under its name is nothing else.
    """
    listed = [one for one in told if one.certain and one.field in FREE]
    apart = [one for one in told if one in listed or not _within(one, listed)]
    doubted = [one for one in apart if one.field in FREE and not _is_clause(one)]
    silent = [one for one in doubted if not _says_more(one, apart, ruled, text)]
    ended = [_apart(one, apart, ruled, text) for one in apart if one not in silent]
    facts = [fact for one in ended if one.field == "scope" for fact in _facts(one, ruled, text)]
    kept = [_without(one, facts, text) for one in ended]
    freed = [one for one in ruled if one.field in PARSED and _stands_in(one, silent)]
    freed += [one for one in ruled if one.field in FACTS and _stands_in(one, facts)]
    return [*kept, *(one for one in freed if all(one.field != other.field for other in kept))]


def _is_clause(one: Found) -> bool:
    """Whether a condition was read as a whole clause, however plain its words: "I like it"."""
    return one.certain and one.field == "acceptance_criteria"


def _within(one: Found, listed: Sequence[Found]) -> bool:
    """Whether words that name the work stand in a list that is named."""
    return one.field in NAMING and any(o.start < one.end and one.start < o.end for o in listed)


def _stands_in(one: Found, others: Sequence[Found]) -> bool:
    return any(other.start <= one.start and one.end <= other.end for other in others)


def _says_more(one: Found, told: Sequence[Found], ruled: Sequence[Found], text: str) -> bool:
    """Whether a word is left that is neither read elsewhere nor mere speech."""
    said = text[one.start : one.end]
    if is_unknown(said) and len(said.split()) <= LONGEST_DOUBT:
        return False
    kept = list(said)
    for other in _read_beside(one, told, ruled):
        start, end = (max(0, place - one.start) for place in (other.start, other.end))
        kept[start:end] = " " * len(kept[start:end])
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", "".join(kept).lower())
    return not _mere_speech().issuperset(words)


@cache
def _mere_speech() -> frozenset[str]:
    """Words that tell nothing by themselves, numbers and the days of the week among them."""
    days = (*lexicon("time")["weekdays"], *lexicon("time")["weekday_short"])
    words = (*lexicon("statements")["mere_speech"], *lexicon("numbers")["words"], *days)
    return frozenset(words)


def _read_beside(one: Found, told: Sequence[Found], ruled: Sequence[Found]) -> list[Found]:
    """What is read in other fields; a role is part of how many there are, and no measure."""
    if one.field == "role":
        return [other for other in ruled if other.field in MEASURES]
    others = [other for other in told if other.field not in NAMING or other.field == "role"]
    return [*others, *(other for other in ruled if other.field in PARSED)]


def _apart(one: Found, told: Sequence[Found], ruled: Sequence[Found], text: str) -> Found:
    """What is told without the facts at its ends: "7 Dec product shots", "a page by 12 Dec, 2k"."""
    if one.field not in FREE:
        return one
    first = [o.end for o in ruled if o.field in OTHER_DAY and one.start < o.end < one.end]
    start = first[-1] if first and opens_with_day(text[one.start : one.end]) else one.start
    end = _without_tail(start, one.end, told, text)
    rest = trim(text[start:end])
    moved = (start, end) != (one.start, one.end)
    return replace(one, value=rest, start=start, end=end) if rest and moved else one


def _facts(one: Found, ruled: Sequence[Found], text: str) -> list[Found]:
    """The clauses of the work that only tell facts: the day of "a bid, deadline 3 May, part B"."""
    clauses = [
        Found(one.field, match[0], *match.span())
        for match in re.finditer(r"[^,;]+", text[: one.end])
        if one.start < match.start()
    ]
    said = [other for other in ruled if other.field in FACTS]
    return [
        clause
        for clause in clauses
        if any(_stands_in(other, [clause]) for other in said)
        and not _says_more(clause, said, said, text)
    ]


def _without(one: Found, facts: Sequence[Found], text: str) -> Found:
    """The words of the work without those clauses."""
    within = [fact for fact in facts if one.start < fact.start and fact.end <= one.end]
    if one.field != "scope" or not within:
        return one
    starts, ends = [one.start, *(f.end for f in within)], [*(f.start for f in within), one.end]
    parts = (text[s:e].strip(" ,;") for s, e in zip(starts, ends, strict=True))
    return replace(one, value=trim(", ".join(filter(None, parts))))


def _without_tail(start: int, end: int, told: Sequence[Found], text: str) -> int:
    """Where words end if the days, measures and languages behind them are taken off."""
    for one in sorted((o for o in told if o.field in TAILS and start < o.start), key=_starts)[::-1]:
        kind = "day" if one.field in OTHER_DAY else "fact"
        joint = pattern("statements", "tail", kind).search(text, start, one.start)
        behind = pattern("statements", "tail", "after").fullmatch(text, one.end, end)
        end = joint.start() if joint and behind and joint.start() > start else end
    return end


def _starts(one: Found) -> int:
    return one.start
