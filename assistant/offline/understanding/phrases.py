"""Phrases in the manager's words: where they end, how lists part, what to trim."""

import re
from collections.abc import Sequence

from assistant.offline.language import pattern
from assistant.offline.understanding.passage import Found, Passage

LONGEST = 400
NO_END = r"(?<!e\.g\.)(?<!i\.e\.)(?<!approx\.)(?<!incl\.)(?<!ca\.)"
"""A full stop that only shortens a word."""
SENTENCE_END = re.compile(rf"(?<![\s:(]\d)[.!?]{NO_END}(?=\s|$)|\n|;")
"""A digit with a full stop, after a blank, numbers an item and ends no sentence."""


def sentence_end(text: str, start: int) -> int:
    """Where the sentence that holds `start` ends; a semicolon does not end it."""
    match = SENTENCE_END.search(text, start)
    while match and match[0] == ";":
        match = SENTENCE_END.search(text, match.end())
    return match.start() if match else len(text)


def before_fields(passage: Passage, start: int, last: int, taken: Sequence[Found]) -> int:
    """Where a phrase from `start` ends: before the words that lead in the next field, or `last`."""
    ahead = [
        one.start
        for one in taken
        if start <= one.start < min(last, one.end) and not _describes(passage, one)
    ]
    if not ahead:
        return last
    led = pattern("scope", "lead_in").search(passage.text, start, min(ahead))
    return led.start() if led else min(ahead)


def _describes(passage: Passage, one: Found) -> bool:
    """Whether a length only describes a thing: "a two-day workshop"."""
    written = passage.text[one.start : one.end]
    return one.field == "duration_weeks" and "-" in written and passage.text[one.end :][:1] == " "


def trim(text: str) -> str:
    """A phrase without articles before it and loose words after it."""
    opened = pattern("work", "articles").sub("", text.strip())
    return pattern("work", "trailing").sub("", opened)[:LONGEST].strip(" ,.;:!-")


def is_unknown(text: str) -> bool:
    """Whether somebody says that they do not know yet."""
    return pattern("work", "unknown").search(text) is not None
