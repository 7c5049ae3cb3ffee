"""A message as the models read it: what its words mean where they stand, and what all of it does.

These are the first layers of the local embedding with arithmetic of eight bits: their matrices are
read from its file. `evals.understanding.networks` writes down how they are put together.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.offline.language import LANGUAGE
from knowledge.embedding import inference, placed_tokens, word_rows

if TYPE_CHECKING:
    import numpy as np

MODEL = Path(__file__).parents[1] / "language" / LANGUAGE / "reading.onnx"
THREADS = 2
"""On so many a message is read: a long one takes less time than on one."""
WORD = re.compile(r"[^\W_]+(?:['.\-+&][^\W_]+)*[+#]*|\S")


@dataclass(frozen=True)
class Reading:
    """A text as read: its `meaning`, for its intent, and what each token means, for its fields.

    `states` has the shape (tokens, 384); `spans` are the tokens' places in the text. The first and
    the last token stand for all of it and span nothing.
    """

    meaning: "np.ndarray"
    states: "np.ndarray"
    spans: list[tuple[int, int]]


@dataclass(frozen=True)
class Words:
    """A text's words: their spans, and for each token of the embedding the word it belongs to."""

    spans: tuple[tuple[int, int], ...]
    states: "np.ndarray"
    owners: tuple[int | None, ...]

    @cached_property
    def first(self) -> dict[int, int]:
        """The first token of every word that has one."""
        return {
            word: token
            for token, word in reversed(list(enumerate(self.owners)))
            if word is not None
        }

    def told_by(self, scores: "np.ndarray") -> tuple[int, int]:
        """The span of the word that has the token of the highest score."""
        best = max(self.first.values(), key=lambda token: float(scores[token]))
        return self.spans[self.owners[best] or 0]


@lru_cache(maxsize=32)
def reading(text: str) -> Reading:
    """Read a text; it is asked for at every step of a turn. What is beyond 256 tokens is cut."""
    numbers, spans = placed_tokens(text)
    states, meaning = _session().run(None, {"words": word_rows(numbers)[None]})
    return Reading(meaning[0], states[0], spans)


def split(text: str) -> Words:
    """The words of a text with what the embedding makes of each."""
    spans = tuple((m.start(), m.end()) for m in WORD.finditer(text))
    starts = [start for start, _ in spans]
    read = reading(text)
    owners = tuple(
        bisect_right(starts, start) - 1 if end > start and spans else None
        for start, end in read.spans
    )
    return Words(spans, read.states, owners)


@cache
def _session() -> Any:
    return inference(MODEL, THREADS, beside_embedding=True)
