"""Phrases in the manager's words: what to trim, and whether they say that something is unknown."""

import re
from collections.abc import Sequence

from assistant.offline.language import lexicon, pattern

LONGEST, FEW = 400, 3
NO_END = r"(?<!e\.g\.)(?<!i\.e\.)(?<!approx\.)(?<!incl\.)(?<!ca\.)"
"""A full stop that only shortens a word."""

SIGNS = " \t\n\ufe0f" + "".join(
    chr(code)
    for first, last in ((0x1F300, 0x1FAFF), (0x2600, 0x27BF))
    for code in range(first, last)
)
"""Blanks and pictures, which tell nothing at the ends of a phrase."""
HALF_BRACKET = re.compile(r"^[^()]{0,12}\)\s*|\s*\([^)]*$")
"""A bracket at the start that closes none, or the last one that none closes, with what is in it."""


def trim(text: str) -> str:
    """A phrase without articles before it, loose words after it, and halves of brackets."""
    opened = pattern("work", "articles").sub("", HALF_BRACKET.sub("", text.strip(SIGNS)))
    return pattern("work", "trailing").sub("", opened)[:LONGEST].strip(SIGNS + ",.;:!-")


def is_unknown(text: str) -> bool:
    """Whether somebody says that they do not know yet."""
    return pattern("work", "unknown").search(text) is not None


def unknown_fields(text: str, asked: Sequence[str]) -> tuple[str, ...]:
    """The fields that the person does not know yet: those they name, else those asked for."""
    if not is_unknown(text):
        return ()
    labels: dict[str, str] = lexicon("wording")["fields"]
    named = tuple(n for n, label in labels.items() if re.search(rf"\b{label}\b", text.lower()))
    return named or tuple(asked)


def repeats_one_word(text: str) -> bool:
    """Whether a message says one word over and over, which means nothing."""
    words = text.lower().split()
    return len(words) > FEW and len({*words}) == 1
