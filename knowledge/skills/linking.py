"""Free text to taxonomy entries: exact and alias matches first, likeness in meaning after."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, cached_property, lru_cache
from math import sqrt
from typing import TYPE_CHECKING, Any

from knowledge.embedding import unit_rows
from knowledge.skills.mentions import find_skills
from knowledge.skills.taxonomy import DATA, SkillMatch, Taxonomy
from knowledge.skills.words import normal

if TYPE_CHECKING:
    import numpy as np

Embed = Callable[[Sequence[str]], Any]
SENTENCE = 7
"""From so many words on a text is a sentence that may name several skills, not a skill's name."""
WORKER_SKILL = 0.05
NAMED_IN_SENTENCE = 0.62
BREAK = re.compile(r"[,;:]|\b(?:and|to|by|with|through|for|in)\b")
MOST_PARTS = 14
NEAREST, LETTERS = 30, 0.2


class Linker:
    """Links texts to skills over the shipped vectors; needs the embedder they were made with."""

    def __init__(self, taxonomy: Taxonomy, embed: Embed) -> None:
        self.taxonomy, self.embed = taxonomy, embed

    def link(self, text: str, k: int = 10) -> list[SkillMatch]:
        """The k skills that fit the text best, with confidences between 0 and 1."""
        import numpy as np

        scores = self.scores(text)
        if len(text.split()) < SENTENCE:
            self._weigh_letters(normal(text), scores)
        for skill_id, confidence in self._named(text).items():
            place = self._places[skill_id]
            scores[place] = max(scores[place], confidence)
        few = np.argpartition(-scores, min(2 * k, len(scores) - 1))[: 2 * k + 1]
        order = sorted(few.tolist(), key=lambda place: (-scores[place], place))
        return [self._match(place, float(scores[place])) for place in self._once(order)[:k]]

    def scores(self, text: str) -> "np.ndarray":
        """How near every skill is to the text; a sentence is compared whole and in its parts."""
        import numpy as np

        parts = [part.strip() for part in BREAK.split(text)]
        parts = [part for part in parts if len(part.split()) >= 2][:MOST_PARTS]
        long = len(text.split()) >= SENTENCE
        vectors = self.embed([text, *parts] if long else [text])
        whole = self._near(vectors[:1])[0]
        scores: np.ndarray = whole
        if long:
            nearest = self._near(vectors[1:]).max(0) if parts else whole
            scores = 0.5 * whole + 0.5 * nearest + self._worker_skill
        return np.asarray(np.clip(scores, 0, 0.99))

    def _weigh_letters(self, text: str, scores: "np.ndarray") -> None:
        """Among the nearest, let likeness of letters count a fifth: meaning blurs like words."""
        import numpy as np

        wanted = letters(text)
        nearest = np.argpartition(-scores, NEAREST)[:NEAREST].tolist()
        for place in nearest:
            forms = self.taxonomy.concepts[place].forms
            alike = max(likeness(wanted, letters(form)) for form in forms)
            scores[place] += LETTERS * (alike - scores[place])
        # Whoever is not among the nearest loses as much as somebody without a letter in common.
        others = np.ones(len(scores), bool)
        others[nearest] = False
        scores[others] *= 1 - LETTERS

    def _near(self, vectors: "np.ndarray") -> "np.ndarray":
        """Likeness of each vector to each skill: the better of its name and of all its forms."""
        import numpy as np

        turned = unit_rows(vectors @ self._stored["basis"].astype(np.float32))
        near: np.ndarray = turned @ self._names.T
        several = self._stored["several"]
        near[:, several] = np.maximum(near[:, several], turned @ self._means.T)
        return near

    def _named(self, text: str) -> dict[str, float]:
        """Skills that the text names outright."""
        exact = self.taxonomy.exact(text)
        if exact:
            return {exact.id: 1.0}
        long = len(text.split()) >= SENTENCE
        sure = NAMED_IN_SENTENCE if long else 0.95
        return {m.id: sure * m.confidence for m in find_skills(text) if not m.denied}

    def _once(self, places: Sequence[int]) -> list[int]:
        """The places without those whose skill has the name of an earlier one."""
        concepts = self.taxonomy.concepts
        found: dict[str, int] = {}
        for place in places:
            found.setdefault(concepts[place].forms[0], place)
        return list(found.values())

    def _match(self, place: int, score: float) -> SkillMatch:
        concept = self.taxonomy.concepts[place]
        return SkillMatch(concept.id, concept.name, round(score, 6), concept.label)

    def set_mean(self, place: int, vector: "np.ndarray") -> None:
        """Replace the mean of a skill's forms, as when a name is taken out of the taxonomy."""
        import numpy as np

        row = int(np.searchsorted(self._stored["several"], place))
        self._means[row] = unit_rows(vector[None] @ self._stored["basis"].astype(np.float32))[0]

    @cached_property
    def plain_names(self) -> "np.ndarray":
        """The names' own vectors in full length, for comparison."""
        rows: np.ndarray = self.embed([concept.name for concept in self.taxonomy.concepts])
        return rows

    @cached_property
    def _places(self) -> dict[str, int]:
        return {concept.id: place for place, concept in enumerate(self.taxonomy.concepts)}

    @cached_property
    def _stored(self) -> dict[str, "np.ndarray"]:
        import numpy as np

        with np.load(DATA / "vectors.npz") as file:
            return dict(file)

    @cached_property
    def _names(self) -> "np.ndarray":
        return unit_rows(self._stored["names"])

    @cached_property
    def _means(self) -> "np.ndarray":
        return unit_rows(self._stored["means"])

    @cached_property
    def _worker_skill(self) -> "np.ndarray":
        """ESCO's phrases are written as things people do, so in a sentence they are likelier."""
        import numpy as np

        phrases = [concept.source == "ESCO" for concept in self.taxonomy.concepts]
        return WORKER_SKILL * np.array(phrases, np.float32)


@lru_cache(maxsize=50_000)
def letters(text: str) -> Counter[str]:
    """How often each three letters in a row stand in a name."""
    padded = f" {text} "
    return Counter(padded[at : at + 3] for at in range(len(padded) - 2))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """The cosine of two counts of letters."""
    shared = sum(count * other[three] for three, count in one.items() if three in other)
    sizes = sum(c * c for c in one.values()) * sum(c * c for c in other.values())
    return float(shared / sqrt(sizes)) if sizes else 0.0


@cache
def shared_linker() -> Linker:
    """The linker over the shipped taxonomy, with the local embedder."""
    from knowledge.embedding import Embedder

    return Linker(Taxonomy.load(), Embedder())
