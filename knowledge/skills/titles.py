"""Linking texts to a list of titles that somebody brings, such as an occupation list."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.embedding import unit_rows
from knowledge.errors import BadInput
from knowledge.skills.linking import Embed
from knowledge.skills.taxonomy import SkillMatch
from knowledge.skills.words import normal, stem
from knowledge.text_files import read_text

if TYPE_CHECKING:
    import numpy as np

REST = re.compile(r",?\s*(?:all other|other|except .*)$|\(.*?\)", re.IGNORECASE)
BOTH = re.compile(r"^(.*?),? (?:and|or) (.*)$")
PLURAL_HEAD = re.compile(r"(?:s|men|women)$")
WHOLE, PARTS = 0.7, 0.3
TOGETHER = 0.4
NEIGHBOURS, LIFT, SHARP, STEPS = 400, 0.5, 12, 12
NO_NEIGHBOUR = 0.5
"""Titles less alike than this hardly lift each other, however alone they are."""
MANY, KEPT, EVENED = 2000, 200, 0.3
"""From so many titles on, their main directions are kept, and evened out by so much."""
CONCEPT = re.compile(r"^(.+?)_[a-z]{2}_\d+$")


def plain(title: str) -> str:
    """A title as it is compared: lower case, singular, without "all other" and "except …"."""
    return " ".join(stem(word) for word in normal(REST.sub("", title)).split())


def parts(title: str) -> list[str]:
    """The titles inside a title: "Advertising and Promotions Managers" holds two."""
    return list(dict.fromkeys(filter(None, map(plain, _parts(REST.sub("", title).strip())))))


def _parts(title: str) -> Iterator[str]:
    yield title
    if match := BOTH.match(title):
        listed, last = [one.strip() for one in match[1].split(",") if one.strip()], match[2].strip()
        yield last
        for one in listed:
            yield one
            # "Advertising" needs the head of the last one; "Examiners" is a title already.
            if " " in last and not PLURAL_HEAD.search(one):
                yield f"{one} {last.split()[-1]}"
    elif "," in title:
        head, *rest = [one.strip() for one in title.split(",")]
        yield head
        yield f"{' '.join(rest)} {head}"


class TitleLinker:
    """Links texts to titles; those of the same concept name one thing and lift each other."""

    def __init__(
        self,
        titles: Sequence[str],
        embed: Embed,
        ids: Sequence[str] | None = None,
        concepts: Sequence[str] | None = None,
        store: Path | None = None,
    ) -> None:
        self.titles, self.embed, self._store = list(titles), embed, store
        self.ids = list(ids) if ids is not None else [str(n + 1) for n in range(len(titles))]
        self.concepts = list(concepts) if concepts is not None else None

    def link(self, text: str, k: int = 10) -> list[SkillMatch]:
        """The k titles that fit the text best."""
        import numpy as np

        scores = self.scores(text)
        order = np.argsort(-scores, kind="stable")[:k]
        return [SkillMatch(self.ids[i], self.titles[i], round(float(scores[i]), 6)) for i in order]

    def scores(self, text: str) -> "np.ndarray":
        """How well every title fits the text."""
        import numpy as np

        near = self._turned @ self._turn(self.embed(parts(text) or [text])).T
        each: np.ndarray = WHOLE * near[:, 0] + PARTS * near.max(1)
        if self._of_concept is None:
            lifted: np.ndarray = self._lifted(each)[self.of_title]
            return lifted
        own = each[self.of_title]
        best = np.full(int(self._of_concept.max()) + 1, -2.0, np.float32)
        np.maximum.at(best, self._of_concept, own)
        together: np.ndarray = TOGETHER * best[self._of_concept] + (1 - TOGETHER) * own
        return together

    def _lifted(self, scores: "np.ndarray") -> "np.ndarray":
        """The scores with the best titles lifting those that are near them, step by step."""
        import numpy as np

        scores = np.clip(scores, 0, 1)
        best = np.argsort(-scores, kind="stable")[:NEIGHBOURS]
        near = np.clip(self._turned[best] @ self._turned[best].T, 0, 1) ** SHARP
        np.fill_diagonal(near, 0)
        share = 1 / np.sqrt(near.sum(1) + NO_NEIGHBOUR**SHARP)
        near *= share[:, None] * share
        own = scores[best] ** SHARP
        lifted = own
        for _ in range(STEPS):
            lifted = own + LIFT * (near @ lifted)
        # Whoever nobody lifts keeps the least share, so that 1 stays the most.
        found: np.ndarray = scores * (1 - LIFT) ** (1 / SHARP)
        found[best] = ((1 - LIFT) * lifted) ** (1 / SHARP)
        return found

    def _turn(self, vectors: "np.ndarray") -> "np.ndarray":
        """Vectors on the directions in which the titles differ, those of much difference less."""
        if self._directions is None:
            return vectors
        middle, directions = self._directions
        return unit_rows((vectors - middle) @ directions)

    @cached_property
    def _turned(self) -> "np.ndarray":
        return self._turn(self.vectors)

    @cached_property
    def _directions(self) -> "tuple[np.ndarray, np.ndarray] | None":
        """The middle of the titles' vectors, and their main directions; None for a short list."""
        import numpy as np

        if len(self._distinct) < MANY:
            return None
        spread, directions = np.linalg.eigh(np.cov(self.vectors.T))
        spread, directions = spread[: -KEPT - 1 : -1], directions[:, : -KEPT - 1 : -1]
        evened = directions * (spread + 1e-4) ** (-EVENED / 2)
        return self.vectors.mean(0), evened.astype(np.float32)

    @cached_property
    def _distinct(self) -> list[str]:
        return list(dict.fromkeys(title.lower() for title in self.titles))

    @cached_property
    def of_title(self) -> "np.ndarray":
        """For every title, its place among the distinct ones."""
        return _numbers([title.lower() for title in self.titles])

    @cached_property
    def _of_concept(self) -> "np.ndarray | None":
        return None if self.concepts is None else _numbers(self.concepts)

    @cached_property
    def vectors(self) -> Any:
        """The titles' vectors, kept in a file where a folder for that is given."""
        import numpy as np

        if self._store is None:
            return self.embed(self._distinct)
        name = sha256("\n".join(self._distinct).encode()).hexdigest()[:32]
        path = self._store / f"titles-{name}.npy"
        if not path.is_file():
            self._store.mkdir(parents=True, exist_ok=True)
            half = path.with_suffix(".half.npy")
            np.save(half, self.embed(self._distinct).astype(np.float16))
            half.replace(path)
        return np.load(path).astype(np.float32)


def _numbers(names: Sequence[str]) -> "np.ndarray":
    """The same number for the same name, counted from 0 in the order they come."""
    import numpy as np

    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    return np.array([places[name] for name in names], np.int64)


def read_titles(path: Path, embed: Embed, store: Path | None = None) -> TitleLinker:
    """A linker over a file: a title a line; or id, tab, title; or id, tab, title, tab, concept.

    Without a third column, ids such as `C12_en_003` say that the titles of `C12` are one concept.

    Raises:
        BadInput: there is no such file, it is no UTF-8 text, or it holds no titles.
    """
    rows = [line.split("\t") for line in _lines(path) if line.strip()]
    if not rows:
        raise BadInput(f"{path.name} holds no titles.")
    if not all(len(row) > 1 for row in rows):
        return TitleLinker([" ".join(row) for row in rows], embed, store=store)
    ids = [row[0] for row in rows]
    concepts = [row[2] if len(row) > 2 else _concept(row[0]) for row in rows]
    return TitleLinker([row[1] for row in rows], embed, ids, concepts, store)


def _concept(one: str) -> str:
    match = CONCEPT.match(one)
    return match[1] if match else one


def _lines(path: Path) -> list[str]:
    return read_text(path).splitlines()
