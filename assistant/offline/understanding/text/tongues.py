"""Which language a message is written in, as far as it must be known to say "English only"."""

import re
import unicodedata
from collections import Counter
from functools import cache

from assistant.offline.language import others

WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
OWN = "English"
LEAST = 2
"""A language shows by so many of its small words, and by more of them than of our own."""


def foreign(text: str) -> bool:
    """Whether a text is written in another language: by its script, else by its small words."""
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return False
    latin = sum("LATIN" in unicodedata.name(letter, "") for letter in letters[:400])
    if latin < min(len(letters), 400) / 2:
        return True
    words = Counter(word.lower() for word in WORD.findall(text))
    told = {name: sum(words[word] for word in small) for name, small in _small_words().items()}
    own = told.pop(OWN)
    best = max(told.values())
    return best >= LEAST and best > own


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in others().items()}
