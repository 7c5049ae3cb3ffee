"""Plain words as numbers: stems hashed to columns, so that pools of any size share one measure."""

from collections import Counter
from functools import cache
from pathlib import Path
from zlib import crc32

from knowledge.skills.words import stem, tokens

WIDTH = 1 << 17
PLAIN = Path(__file__).parent / "data" / "plain_words.txt"


@cache
def plain_words() -> frozenset[str]:
    """Words that tell nothing of the work."""
    return frozenset(PLAIN.read_text(encoding="utf-8").split())


@cache
def column(word: str) -> int:
    """The column of a stem; two words share one in about one case in ten thousand."""
    return crc32(word.encode()) % WIDTH


def bag(text: str) -> Counter[int]:
    """How often each telling word of a text stands in it, by column."""
    plain = plain_words()
    words = (token.word for token in tokens(text))
    return Counter(column(stem(word)) for word in words if word not in plain)
