"""What is left of words once what other fields read in them is taken away: "start 4 jan"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.offline.language import lexicon
from assistant.offline.understanding.passage import Found
from assistant.offline.understanding.phrases import is_unknown

FREE = ("role", "scope", "deliverables", "acceptance_criteria")
"""Fields that any words may tell, so that any words are taken for an answer to them."""
NAMING = (*FREE, "systems", "must", "nice", "excluded", "channel_reason")
"""Fields whose words say what the work is about, whatever else is told around them."""
DAYS = ("start_date", "deadline")
MEASURES = (*DAYS, "duration_weeks", "hours_per_week", "budget")
LONGEST_DOUBT = 8


def telling(found: Sequence[Found], text: str) -> list[Found]:
    """The findings, less free words that tell nothing but what other fields are read from.

    A day that free words open with is taken off them: "7 dec product shots". What is listed under
    its name is nothing else.
    """
    listed = [one for one in found if one.certain and one.field in FREE]
    found = [one for one in found if one in listed or not _within(one, listed)]
    measures = [one for one in found if one.field in MEASURES]
    read = [one for one in found if one.field not in NAMING or one.field == "role"]
    return [
        _without_day(one, measures, text) if one.field in FREE else one
        for one in found
        if one.field not in FREE or _says_more(one, measures if one.field == "role" else read, text)
    ]


def _within(one: Found, listed: Sequence[Found]) -> bool:
    """Whether words that name the work stand in a list that is named."""
    return one.field in NAMING and any(o.start < one.end and one.start < o.end for o in listed)


def _says_more(one: Found, others: Sequence[Found], text: str) -> bool:
    """Whether a word is left that is neither read elsewhere nor mere speech."""
    said = text[one.start : one.end]
    if is_unknown(said) and len(said.split()) <= LONGEST_DOUBT:
        return False
    kept = list(text[one.start : one.end])
    for other in others:
        start, end = (max(0, place - one.start) for place in (other.start, other.end))
        kept[start:end] = " " * len(kept[start:end])
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", "".join(kept).lower())
    silent = {*lexicon("statements")["mere_speech"], *lexicon("numbers")["words"]}
    return any(word not in silent for word in words)


def _without_day(one: Found, read: Sequence[Found], text: str) -> Found:
    """Free words without the day that they begin with."""
    end = max((o.end for o in read if o.field in DAYS and o.start <= one.start < o.end), default=0)
    rest = text[end : one.end]
    # Only where the day is a word by itself: "7 December release notes" are those of a release.
    if not one.start < end < one.end or one.value != text[one.start : one.end]:
        return one
    kept = rest.strip(" ,:;-")
    return replace(one, value=kept, start=one.end - len(rest.lstrip(" ,:;-")))
