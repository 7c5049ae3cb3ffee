"""The first sections are looked at closely where none is far ahead; other subjects are known."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.library import Library
from knowledge.library.closeness import DOUBT, closest_first
from knowledge.library.elsewhere import COVERED, VECTORS, nearness, subjects
from tests.knowledge.library.conftest import TODAY, Add, count_words

TRIPS = (
    "# Trips\n\n## Which train class is paid?\n\nSecond class.\n\n## Who pays?\n\nThe train firm."
)


class ByWord:
    """Embeds as the other tests do, and gives every word a direction of its own."""

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        return count_words(texts)

    def words(self, texts: Sequence[str]) -> list[np.ndarray]:
        return [np.array([_direction(w) for w in _words(t)]).reshape(-1, 64) for t in texts]


def _words(text: str) -> list[str]:
    return text.lower().replace("?", " ").replace(".", " ").replace(":", " ").split()


def _direction(word: str) -> np.ndarray:
    return np.eye(64)[zlib.crc32(word.encode()) % 64]


def test_the_section_that_meets_more_of_the_words_comes_first(library: Library, add: Add) -> None:
    library.embed = ByWord()
    add(trips=TRIPS)
    made = library.consult("which train class is paid", as_of=TODAY)
    assert made.index is not None
    assert made.asked is not None
    near = [replace(p, score=1.0 - 0.1 * i) for i, p in enumerate(reversed(made.found))]
    assert near[0].section != "Which train class is paid?"
    assert closest_first(made.index, made.asked, near)[0].section == "Which train class is paid?"


def test_a_section_that_is_far_ahead_stays_first(library: Library, add: Add) -> None:
    library.embed = ByWord()
    add(trips=TRIPS)
    made = library.consult("which train class is paid", as_of=TODAY)
    assert made.index is not None
    assert made.asked is not None
    far = [replace(p, score=-DOUBT * i) for i, p in enumerate(reversed(made.found))]
    assert closest_first(made.index, made.asked, far) == far


@dataclass(eq=False)
class Vectors:
    """An index of nothing but vectors."""

    vectors: np.ndarray


def test_every_subject_has_its_vector() -> None:
    assert len(np.load(VECTORS)) == len(subjects()) == len(set(subjects()))


def test_a_subject_counts_only_where_the_library_does_not_cover_it() -> None:
    subject = np.load(VECTORS)[0].astype(np.float32)
    other = np.load(VECTORS).astype(np.float32) @ subject
    index = Vectors(np.stack([subject, -subject]))
    hidden, shown = np.array([False, True]), np.array([True, True])
    assert nearness(index, subject, hidden, "hidden")["elsewhere"] > 0.99  # type: ignore[arg-type]
    covered = nearness(index, subject, shown, "shown")["elsewhere"]  # type: ignore[arg-type]
    assert covered <= max(other[other <= COVERED]) + 1e-3
