"""A question as the index sees it: numbered stems with weights, and its meaning as vectors."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.embedding import is_word
from knowledge.library.index import Index
from knowledge.library.synonyms import alternatives, expansions, in_library_words, mend
from knowledge.library.words import terms_of

if TYPE_CHECKING:
    import numpy as np

ADAPTER = Path(__file__).parent / "data" / "query_adapter.npz"
UNKNOWN_IDF = 8.0
SETTLED_IDF = 10.0
EMPHASIS = 3
SYNONYM = 0.4
LATEST = 3


@dataclass(frozen=True)
class Asked:
    """`terms` are the question's own, each with its synonyms; `weights` include its thread."""

    text: str
    terms: tuple[tuple[int, ...], ...]
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
    def own_weights(self) -> dict[int, float]:
        """The BM25 weights of the question without its thread."""
        return {
            term: 1.0 if place == 0 else SYNONYM
            for names in self.terms
            for place, term in enumerate(names)
        }

    @property
    def independence(self) -> float:
        """From 0 to 1: how well the question stands without its thread."""
        return self.mass / (self.mass + SETTLED_IDF)


def understand(
    index: Index,
    question: str,
    thread: Sequence[str] = (),
    readable: Mapping[str, int] | None = None,
) -> Asked:
    """Mend the spelling, number the stems with their synonyms, and embed, alone and with thread.

    Everyday words that the library never uses are explained by its own, for words and meaning.
    Only the `readable` words of the vocabulary count as known. Of a long thread the latest turns
    are taken.
    """
    thread = thread[-LATEST:]
    vocabulary = index.vocabulary if readable is None else readable
    embed = index.chroma.embed
    text = spelt(index, question, vocabulary)
    stems = terms_of(text)
    unique = [t for t in dict.fromkeys(stems) if t in vocabulary]
    meanings = alternatives(stems)
    plainly = in_library_words(text, vocabulary)
    for said, other in plainly.items():
        meanings[said] = (*meanings.get(said, ()), *terms_of(other))
    kin = [[t, *(o for o in meanings.get(t, ()) if o in vocabulary)] for t in unique]
    # A stem that the library knows only under another name counts as known.
    for term in dict.fromkeys(stems):
        others = [o for o in meanings.get(term, ()) if o in vocabulary]
        if term not in vocabulary and others:
            kin.append(others)
    clear = f"{text} ({', '.join(plainly.values())})" if plainly else text
    phrases = [t for said, other in plainly.items() if " " in said for t in terms_of(other)]
    texts = [clear, " ".join([*thread, *[clear] * EMPHASIS])] if thread else [clear]
    vectors = embed(texts)
    adapted, gate = adapt(vectors[0])
    terms = tuple(tuple(vocabulary[name] for name in names) for names in kin)
    return Asked(
        text=text,
        terms=terms,
        idf=tuple(float(index.idf[list(names)].max()) for names in terms),
        weights=_weights(vocabulary, stems, kin, thread, phrases),
        unknown=max(len(set(stems)) - len(kin), 0),
        full=vectors[-1],
        last=vectors[0],
        adapted=adapted,
        gate=gate,
        threaded=bool(thread),
    )


def spelt(index: Index, question: str, vocabulary: Mapping[str, int]) -> str:
    """The question with its slips mended by the words of a vocabulary."""
    return mend(question, vocabulary, index.surfaces, is_word)


def _weights(
    vocabulary: Mapping[str, int],
    stems: Sequence[str],
    kin: Sequence[Sequence[str]],
    thread: Sequence[str],
    phrases: Sequence[str],
) -> dict[int, float]:
    """The BM25 weight of every term: the question's own most, synonyms and the thread less."""
    own = float(EMPHASIS if thread else 1)
    weights: dict[int, float] = defaultdict(float)
    for names in kin:
        for name in names:
            weight = own * stems.count(name) or own * SYNONYM
            weights[vocabulary[name]] += weight
    earlier = [term for turn in thread for term in terms_of(turn)]
    for name in (*expansions(stems), *phrases, *earlier):
        if name in vocabulary:
            weights[vocabulary[name]] += 1 if thread else SYNONYM
    return dict(weights)


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


def forget_adapter() -> None:
    """Read the adapter again, after it was trained."""
    _adapter.cache_clear()


@cache
def _adapter() -> "dict[str, np.ndarray]":
    import numpy as np

    if not ADAPTER.is_file():
        return {}
    with np.load(ADAPTER) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}
