"""A message as the models read it: what its words mean where they stand, and what all of it does.

These are the first layers of the local embedding with arithmetic of eight bits: their matrices are
read from its file. `evals.understanding.networks` writes down how they are put together.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.offline.language import LANGUAGE
from knowledge.embedding import inference, placed_tokens, word_rows

if TYPE_CHECKING:
    import numpy as np

MODEL = Path(__file__).parents[1] / "language" / LANGUAGE / "reading.onnx"
THREADS = 2
"""On so many a message is read: a long one takes less time than on one."""


@dataclass(frozen=True)
class Reading:
    """A text as read: its `meaning`, for its intent, and what each token means, for its fields.

    `states` has the shape (tokens, 384); `spans` are the tokens' places in the text. The first and
    the last token stand for all of it and span nothing.
    """

    meaning: "np.ndarray"
    states: "np.ndarray"
    spans: list[tuple[int, int]]


@lru_cache(maxsize=32)
def reading(text: str) -> Reading:
    """Read a text; it is asked for at every step of a turn. What is beyond 256 tokens is cut."""
    numbers, spans = placed_tokens(text)
    states, meaning = _session().run(None, {"words": word_rows(numbers)[None]})
    return Reading(meaning[0], states[0], spans)


@cache
def _session() -> Any:
    return inference(MODEL, THREADS, beside_embedding=True)
