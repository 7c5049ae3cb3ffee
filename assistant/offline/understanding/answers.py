"""Whether words that may answer an open question tell of the work, or are talk beside it."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.offline.understanding.leftovers import FREE
from assistant.offline.understanding.reading import reading
from assistant.offline.understanding.text.passage import Found

if TYPE_CHECKING:
    import numpy as np

WEIGHTS = Path(__file__).parents[1] / "language" / "en" / "answers.npz"
LIKELY = 0.6


def answering(
    text: str, told: list[Found], asked: Sequence[str], unasked: Callable[[], list[Found]]
) -> list[Found]:
    """What is told, unless talk may be taken for the work only because the work was asked for.

    Then it is read again by `unasked`, as if nothing had been asked.
    """
    doubted = any(one.field in FREE and one.field in asked and not one.certain for one in told)
    return told if not doubted or tells_of_work(text) > LIKELY else unasked()


def tells_of_work(text: str) -> float:
    """How likely a text tells of work to be done, 0 to 1."""
    import numpy as np

    weights, bias = _model()
    return float(1 / (1 + np.exp(-(reading(text).meaning @ weights + bias))))


@cache
def _model() -> tuple["np.ndarray", float]:
    import numpy as np

    stored = np.load(WEIGHTS)
    return stored["weights"].astype(np.float32), float(stored["bias"])
