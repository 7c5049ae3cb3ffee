"""A question as the index sees it: numbered stems with weights, and its meaning as vectors."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.library.index import Index
from knowledge.library.words import terms_of

if TYPE_CHECKING:
    import numpy as np

ADAPTER = Path(__file__).parent / "data" / "query_adapter.npz"
UNKNOWN_IDF = 8.0
SETTLED_IDF = 10.0
EMPHASIS = 3


@dataclass(frozen=True)
class Asked:
    """`terms` are of the question alone, `weights` with its thread; `gate` opens the adapter."""

    text: str
    terms: tuple[int, ...]
    idf: tuple[float, ...]
    weights: dict[int, float]
    unknown: int
    full: "np.ndarray"
    last: "np.ndarray"
    adapted: "np.ndarray"
    gate: float
    threaded: bool

    @property
    def mass(self) -> float:
        """How much the question alone asks for; stems the library does not know count as rare."""
        return sum(self.idf) + self.unknown * UNKNOWN_IDF + 1e-9

    @property
    def independence(self) -> float:
        """From 0 to 1: how well the question stands without its thread."""
        return self.mass / (self.mass + SETTLED_IDF)


def understand(index: Index, question: str, thread: Sequence[str] = ()) -> Asked:
    """Number the question's stems and embed it, alone and with its thread."""
    numbered = [index.vocabulary.get(term) for term in terms_of(question)]
    weights: Counter[int] = Counter()
    for number in numbered:
        if number is not None:
            weights[number] += EMPHASIS if thread else 1
    for earlier in thread:
        weights.update(index.vocabulary[t] for t in terms_of(earlier) if t in index.vocabulary)
    texts = [question, " ".join([*thread, *[question] * EMPHASIS])] if thread else [question]
    vectors = index.chroma.embed(texts)
    terms = tuple(dict.fromkeys(n for n in numbered if n is not None))
    adapted, gate = adapt(vectors[0])
    return Asked(
        text=question,
        terms=terms,
        idf=tuple(float(index.idf[term]) for term in terms),
        weights={term: float(weight) for term, weight in weights.items()},
        unknown=len({t for t in terms_of(question) if t not in index.vocabulary}),
        full=vectors[-1],
        last=vectors[0],
        threaded=bool(thread),
        adapted=adapted,
        gate=gate,
    )


def adapt(vector: "np.ndarray") -> "tuple[np.ndarray, float]":
    """Turn a question about privacy practice towards how policies word it; others stay as they are.

    The turn has rank 16 and was learned from questions on ten published privacy policies; the gate
    is the probability that a question is of that kind.
    """
    import numpy as np

    learned = _adapter()
    if not learned:
        return vector, 0.0
    gate = float(1 / (1 + np.exp(-(vector @ learned["gate"] + learned["bias"][0]))))
    if gate < 0.5:
        return vector, 0.0
    turned = vector + (vector @ learned["reads"]) @ learned["writes"].T
    return turned / (np.linalg.norm(turned) + 1e-9), gate


@cache
def _adapter() -> "dict[str, np.ndarray]":
    import numpy as np

    if not ADAPTER.is_file():
        return {}
    with np.load(ADAPTER) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}
