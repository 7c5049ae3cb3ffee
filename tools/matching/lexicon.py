"""Plain words as numbers: stems hashed to columns, so that pools of any size share one measure."""

from collections import Counter
from functools import cache
from zlib import crc32

from knowledge.skills.words import stem, tokens

WIDTH = 1 << 17
STOP = frozenset(
    ["a", "an", "the", "and", "or", "of", "to", "in", "for", "with", "on", "at", "by", "from", "as", "is", "are", "be", "am", "was", "were", "been", "it", "its", "this", "that", "these", "those", "i", "me", "my", "we", "our", "us", "you", "your", "he", "she", "they", "them", "their", "his", "her", "who", "which", "what", "when", "where", "how", "not", "no", "nor", "but", "if", "so", "than", "then", "too", "very", "can", "will", "just", "do", "does", "did", "have", "has", "had", "having", "into", "over", "under", "about", "up", "out", "off", "per", "via", "etc", "also", "more", "most", "some", "any", "all", "each", "other", "such", "only", "own", "same", "s", "t", "need", "needed", "needs", "want", "wanted", "looking", "seeking", "someone", "somebody", "person", "people", "work", "working", "worked", "job", "role", "task", "project", "projects", "freelance", "freelancer", "contractor", "experience", "experienced", "year", "years", "strong", "good", "great", "new", "well", "help", "plus", "must", "should", "would", "could", "may", "month", "week", "day", "hour", "hours", "weeks", "months", "skill", "skills", "required", "require", "requires", "preferred", "ideally", "like", "using", "use", "used"]
)


@cache
def column(word: str) -> int:
    """The column of a stem; two words share one in about one case in ten thousand."""
    return crc32(word.encode()) % WIDTH


def bag(text: str) -> Counter[int]:
    """How often each telling word of a text stands in it, by column."""
    words = (token.word for token in tokens(text))
    return Counter(column(stem(word)) for word in words if word not in STOP)
