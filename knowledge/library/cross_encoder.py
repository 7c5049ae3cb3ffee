"""Whether a passage answers a question: a small transformer that reads the two together.

Two layers read question and passage each by itself, as the embedding does; in four more each word
may look across. `evals.benchmarks.policies_cross_encoder` makes it.
"""

from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.embedding import inference, token_numbers, word_rows
from knowledge.library.asking import Asked
from knowledge.library.index import Index
from knowledge.library.passages import Passage

if TYPE_CHECKING:
    import numpy as np

MODEL = Path(__file__).parent / "data" / "cross_encoder.onnx"
QUESTION, PASSAGE = 48, 160
"""How many tokens are read of a question, and of a passage."""


class CrossEncoder:
    """Says how well passages answer a question; loads its model on first use."""

    def __init__(self, model: Path = MODEL, threads: int = 2) -> None:
        self.model = model
        self.threads = threads

    def __call__(self, question: str, passages: Sequence[str]) -> list[float]:
        """The log-odds that each passage answers, whatever the others say."""
        return [self._read(*pair(question, passage)) for passage in passages]

    def _read(self, words: "np.ndarray", places: "np.ndarray", kinds: "np.ndarray") -> float:
        given = {"words": words[None], "places": places[None], "kinds": kinds[None]}
        (answers,) = self._session.run(None, given)
        return float(answers[0])

    @cached_property
    def _session(self) -> Any:
        return inference(self.model, self.threads)


@cache
def shipped() -> CrossEncoder:
    """The cross-encoder that comes with the library."""
    return CrossEncoder()


def pair(question: str, passage: str) -> "tuple[np.ndarray, np.ndarray, np.ndarray]":
    """What the model is given: rows of the words, their places, and 1 where the passage stands.

    Of a long question the end is read, of a long passage the beginning.
    """
    import numpy as np

    asked, said = token_numbers(question), token_numbers(passage)[:PASSAGE]
    if len(asked) > QUESTION:
        asked = [asked[0], *asked[1 - QUESTION :]]
    places = np.concatenate([np.arange(len(asked)), np.arange(len(said))])
    kinds = np.repeat(np.array([0, 1], np.float32), [len(asked), len(said)])
    return word_rows([*asked, *said]), places, kinds


def stretch_of(index: Index, asked: Asked, passage: Passage) -> str:
    """The part of a passage that is nearest to the question, under its headings."""
    import numpy as np

    first, last, _ = index.section_units[passage.number]
    low, high = np.searchsorted(index.chunks[:, 0], [passage.number, passage.number + 1])
    rows = [row for row in range(low, high) if index.chunks[row, 2] <= last]
    if not rows:
        return ""
    nearest = rows[int((np.asarray(index.vectors[rows]) @ asked.last).argmax())]
    start, end = index.chunks[nearest, 1:3] - first
    path = (name for name in passage.heading_path if name.lower() != passage.title.lower())
    words = " ".join(unit.words for unit in passage.units[start:end])
    return f"{' > '.join((passage.title, *path))}: {words}"
