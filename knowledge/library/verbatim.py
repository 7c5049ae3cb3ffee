"""Questions that a library answers by name: its headings, and what its sections list as also asked.

A question is known by numbers made of its words, so that one that is typed again is found at once,
without its capitals, its question mark or its articles, and with letters that changed places.
"""

import hashlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from knowledge.library.rights import Reader
from knowledge.library.words import stem, words_of

if TYPE_CHECKING:
    import numpy as np

    from knowledge.library.index import Index

ARTICLES = frozenset({"a", "an", "the"})
SHORTEST_HEADING = 3
"""A heading of fewer words names a subject; it is no question of its own."""


def same_question(one: str, other: str) -> bool:
    """Whether two questions have the same words in the same order, but for slips of typing."""
    return not {*numbers_of(one)}.isdisjoint(numbers_of(other))


def numbers_of(question: str) -> tuple[int, ...]:
    """Two 64-bit numbers of a question, by the stems of its words and by their letters."""
    words = [word for word in words_of(question) if word not in ARTICLES]
    if not words:
        return ()
    letters = (word[0] + "".join(sorted({*word[1:]})) for word in words)
    return tuple(_number(" ".join(form)) for form in (map(stem, words), letters))


def listed(
    sections: Iterable[tuple[str, Sequence[str]]],
) -> "tuple[np.ndarray, np.ndarray]":
    """The numbers of all questions, sorted, each with the section it belongs to.

    A section is given as its heading and what is also asked of it.
    """
    import numpy as np

    pairs = sorted(
        {
            (number, place)
            for place, (heading, asked) in enumerate(sections)
            for question in (*([heading] if _is_asked(heading) else []), *asked)
            for number in numbers_of(question)
        }
    )
    numbers = np.array([number for number, _ in pairs], np.uint64)
    return numbers, np.array([place for _, place in pairs], np.int32)


def sections_asked(
    index: "Index", questions: Iterable[str], reader: Reader, day: int
) -> tuple[int, ...]:
    """The sections that list one of the wordings, of those the reader may read on the day."""
    import numpy as np

    numbers, places = index.questions
    wanted = dict.fromkeys(number for one in questions for number in numbers_of(one))
    for number in wanted:
        low, high = (int(np.searchsorted(numbers, np.uint64(number), s)) for s in ("left", "right"))
        found = (int(place) for place in places[low:high])
        readable = tuple(place for place in found if _is_open(index, place, reader, day))
        if readable:
            return readable
    return ()


def listed_rows(index: "Index", section: int) -> list[int]:
    """The rows of the index that hold what a section lists as also asked, one a question."""
    import numpy as np

    low, high = np.searchsorted(index.chunks[:, 0], [section, section + 1])
    last = index.section_units[section, 1]
    return [row for row in range(low, high) if index.chunks[row, 1] >= last]


def _number(words: str) -> int:
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big")


def _is_asked(heading: str) -> bool:
    return len(words_of(heading)) >= SHORTEST_HEADING


def _is_open(index: "Index", section: int, reader: Reader, day: int) -> bool:
    edition = index.editions[int(index.section_units[section, 2])]
    return edition.in_force(day) and reader.may_read(edition.audience)
