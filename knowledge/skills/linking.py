"""Free text to taxonomy entries: exact and alias matches first, likeness of words and meaning after."""

from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from knowledge.skills.mentions import find_skills
from knowledge.skills.taxonomy import SkillMatch, Taxonomy
from knowledge.skills.words import normal

if TYPE_CHECKING:
    import numpy as np

Embed = Callable[[Sequence[str]], Any]
EXACT, SHORTLIST = 1.0, 60


class Linker:
    """Links texts to skills; word likeness finds a shortlist, meaning orders it."""

    def __init__(self, taxonomy: Taxonomy, embed: Embed | None = None) -> None:
        self.taxonomy, self.embed = taxonomy, embed

    def link(self, text: str, k: int = 10) -> list[SkillMatch]:
        """The k skills that fit the text best, with confidences between 0 and 1."""
        found: dict[str, float] = {}
        exact = self.taxonomy.exact(text)
        if exact:
            found[exact.id] = EXACT
        for mention in find_skills(text):
            if not mention.denied:
                found.setdefault(mention.id, 0.9 * mention.confidence)
        for place, likeness in self._near(text):
            concept = self.taxonomy.concepts[place]
            found[concept.id] = max(found.get(concept.id, 0.0), 0.88 * likeness)
        best = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
        by_id = self.taxonomy.by_id
        return [SkillMatch(i, by_id[i].name, round(s, 6), by_id[i].label) for i, s in best]

    def _near(self, text: str) -> list[tuple[int, float]]:
        import numpy as np

        likeness = np.asarray((self._index @ self._vector(text).T).todense()).ravel()
        best = np.argsort(-likeness, kind="stable")[: SHORTLIST * 4]
        pairs: dict[int, float] = {}
        for row in best:
            place = int(self._owners[row])
            pairs[place] = max(pairs.get(place, 0.0), float(likeness[row]))
        shortlist = sorted(pairs.items(), key=lambda pair: -pair[1])[:SHORTLIST]
        return self._by_meaning(text, shortlist) if self.embed else shortlist

    def _by_meaning(self, text: str, shortlist: list[tuple[int, float]]) -> list[tuple[int, float]]:
        assert self.embed is not None
        names = [self.taxonomy.concepts[place].name for place, _ in shortlist]
        vectors = self.embed([text, *names])
        near = vectors[1:] @ vectors[0]
        return [
            (place, 0.5 * words + 0.5 * max(0.0, float(meaning)))
            for (place, words), meaning in zip(shortlist, near, strict=True)
        ]

    @cached_property
    def _forms(self) -> list[tuple[int, str]]:
        concepts = self.taxonomy.concepts
        return [(place, form) for place, one in enumerate(concepts) for form in one.forms]

    @cached_property
    def _owners(self) -> "np.ndarray":
        import numpy as np

        return np.array([place for place, _ in self._forms], np.int32)

    @cached_property
    def _words(self) -> Any:
        from sklearn.feature_extraction.text import TfidfVectorizer

        return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)

    @cached_property
    def _index(self) -> Any:
        return self._words.fit_transform([form for _, form in self._forms])

    def _vector(self, text: str) -> Any:
        _ = self._index
        return self._words.transform([normal(text)])


@cache
def shared_linker() -> Linker:
    """The linker over the shipped taxonomy, with the local embedder."""
    from knowledge.embedding import Embedder

    return Linker(Taxonomy.load(), Embedder())


def link(text: str, k: int = 10) -> list[SkillMatch]:
    """The k skills that fit a text best."""
    return shared_linker().link(text, k)
