"""Phrases in the manager's words: where they end, how lists part, what to trim."""

import re

from assistant.offline.language import pattern

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


def trim(text: str) -> str:
    """A phrase without articles before it and loose words after it."""
    opened = pattern("work", "articles").sub("", text.strip())
    return pattern("work", "trailing").sub("", opened)[:LONGEST].strip(" ,.;:!-")


def is_unknown(text: str) -> bool:
    """Whether somebody says that they do not know yet."""
    return pattern("work", "unknown").search(text) is not None
