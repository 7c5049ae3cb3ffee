"""Linking texts to a list of titles that somebody brings: by meaning and by words."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import BadInput
from knowledge.skills.linking import Embed
from knowledge.skills.taxonomy import SkillMatch
from knowledge.skills.words import normal, stem

if TYPE_CHECKING:
    import numpy as np


def plain(title: str) -> str:
    """A title as it is compared: lower case, singular."""
    return " ".join(stem(word) for word in normal(title).split())


class TitleLinker:
    """Links texts to titles; `ids` name them, and are their numbers unless given."""

    def __init__(
        self, titles: Sequence[str], embed: Embed, ids: Sequence[str] | None = None
    ) -> None:
        self.titles, self.embed = list(titles), embed
        self.ids = list(ids) if ids is not None else [str(n + 1) for n in range(len(titles))]

    def link(self, text: str, k: int = 10) -> list[SkillMatch]:
        """The k titles that fit the text best."""
        import numpy as np

        scores = self.scores(text)
        order = np.argsort(-scores, kind="stable")[:k]
        return [SkillMatch(self.ids[i], self.titles[i], round(float(scores[i]), 6)) for i in order]

    def scores(self, text: str) -> "np.ndarray":
        """How well every title fits the text."""
        import numpy as np

        words = np.asarray((self._index @ self._words.transform([plain(text)]).T).todense()).ravel()
        meaning = self._vectors @ self.embed([plain(text)])[0]
        scores: np.ndarray = (0.7 * meaning + 0.3 * words)[self._of_title]
        return scores

    @cached_property
    def _distinct(self) -> list[str]:
        return list(dict.fromkeys(plain(title) for title in self.titles))

    @cached_property
    def _of_title(self) -> "np.ndarray":
        import numpy as np

        places = {title: place for place, title in enumerate(self._distinct)}
        return np.array([places[plain(title)] for title in self.titles], np.int64)

    @cached_property
    def _vectors(self) -> Any:
        return self.embed(self._distinct)

    @cached_property
    def _index(self) -> Any:
        return self._words.fit_transform(self._distinct)

    @cached_property
    def _words(self) -> Any:
        from sklearn.feature_extraction.text import TfidfVectorizer

        return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)


def read_titles(path: Path, embed: Embed) -> TitleLinker:
    """A linker over a file with one title a line, or with an id, a tab and a title.

    Raises:
        BadInput: there is no such file, or it is no UTF-8 text.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {path}.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path.name} cannot be read as UTF-8 text.") from error
    rows = [line.split("\t") for line in lines if line.strip()]
    if not rows:
        raise BadInput(f"{path.name} holds no titles.")
    if all(len(row) > 1 for row in rows):
        return TitleLinker([row[1] for row in rows], embed, [row[0] for row in rows])
    return TitleLinker([" ".join(row) for row in rows], embed)
