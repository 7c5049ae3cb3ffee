"""Two documents in force that say the same thing with other numbers."""

from collections.abc import Iterable, Sequence

from knowledge.library.passages import Passage, Words
from knowledge.library.words import terms_of

ALIKE = 0.75
ENOUGH = 4


def conflict(
    relied_on: Iterable[Words], source: Passage, others: Sequence[Passage]
) -> tuple[Passage, Words] | None:
    """The passage and unit that contradict one of those relied on, if there are any."""
    return next(
        (
            (other, theirs)
            for mine in relied_on
            for other in others
            if other.document != source.document
            for theirs in other.units
            if _disagree(mine.words, theirs.words)
        ),
        None,
    )


def _disagree(one: str, other: str) -> bool:
    mine, theirs = _parts(one), _parts(other)
    if min(len(mine[0]), len(theirs[0])) < ENOUGH or not mine[1] or not theirs[1]:
        return False
    alike = len(mine[0] & theirs[0]) / len(mine[0] | theirs[0])
    return alike >= ALIKE and mine[1] != theirs[1]


def _parts(text: str) -> tuple[set[str], set[str]]:
    terms = set(terms_of(text))
    numbers = {term for term in terms if term[0].isdigit()}
    return terms - numbers, numbers
