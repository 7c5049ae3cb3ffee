"""Two documents in force that say the same with other numbers, or the one not what the other."""

from collections.abc import Iterable, Sequence

from knowledge.library.passages import Passage, Words
from knowledge.library.verification import NEGATION
from knowledge.library.words import terms_of

ALIKE, ALMOST_EQUAL = 0.75, 0.9
ENOUGH = 4
ANYWHERE = {"", "GLOBAL", "ALL", "WORLDWIDE", "EVERYWHERE"}
DENYING = set(terms_of("not never no none nobody nothing cannot without forbidden prohibited"))


def conflict(
    relied_on: Iterable[Words], source: Passage, others: Sequence[Passage]
) -> tuple[Passage, Words] | None:
    """The passage and unit that contradict one of those relied on, if there are any."""
    return next(
        (
            (other, theirs)
            for mine in relied_on
            for other in others
            if other.document != source.document and _for_the_same(source, other)
            for theirs in other.units
            if _disagree(mine.words, theirs.words)
        ),
        None,
    )


def _for_the_same(one: Passage, other: Passage) -> bool:
    """Whether two passages are written for people in common; other places have other rules."""
    places = [{place.upper() for place in p.jurisdiction} - ANYWHERE for p in (one, other)]
    units = [{p.department.upper()} - ANYWHERE for p in (one, other)]
    return all(not mine or not theirs or mine & theirs for mine, theirs in (places, units))


def _disagree(one: str, other: str) -> bool:
    mine, theirs = _parts(one), _parts(other)
    if min(len(mine[0]), len(theirs[0])) < ENOUGH or bool(mine[1]) != bool(theirs[1]):
        return False
    alike = len(mine[0] & theirs[0]) / len(mine[0] | theirs[0])
    return (alike >= ALIKE and mine[1] != theirs[1]) or (
        alike >= ALMOST_EQUAL and mine[2] != theirs[2]
    )


def _parts(text: str) -> tuple[set[str], set[str], bool]:
    """What a sentence is about, its numbers, and whether it forbids or denies."""
    terms = set(terms_of(text))
    numbers = {term for term in terms if term[0].isdigit()}
    denies = bool(NEGATION.search(text))
    return terms - numbers - DENYING, numbers, denies
