"""Phrases in the manager's words: what to trim, and whether they say that something is unknown."""

from assistant.offline.language import pattern

LONGEST = 400
NO_END = r"(?<!e\.g\.)(?<!i\.e\.)(?<!approx\.)(?<!incl\.)(?<!ca\.)"
"""A full stop that only shortens a word."""


def trim(text: str) -> str:
    """A phrase without articles before it and loose words after it."""
    opened = pattern("work", "articles").sub("", text.strip())
    return pattern("work", "trailing").sub("", opened)[:LONGEST].strip(" ,.;:!-")


def is_unknown(text: str) -> bool:
    """Whether somebody says that they do not know yet."""
    return pattern("work", "unknown").search(text) is not None
