"""Features of a candidate chunk for a question, and the learned score over them."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.library.asking import Asked
from knowledge.library.index import Index
from knowledge.library.overlap import overlap

if TYPE_CHECKING:
    import numpy as np

WEIGHTS = Path(__file__).parent / "data" / "scorer.json"
FEATURES = (
    "cosine",
    "cosine_scaled",
    "cosine_rank",
    "bm25",
    "bm25_scaled",
    "bm25_rank",
    "last_cosine",
    "last_cosine_scaled",
    "last_bm25",
    "last_bm25_scaled",
    "own_cosine",
    "own_bm25",
    "covered_body",
    "covered_head",
    "covered_any",
    "covered_unit",
    "covered_unit_head",
    "pairs",
    "rarest",
    "length",
    "agreement",
    "agreement_words",
    "document_cosine",
    "document_bm25",
    "adapted",
    "adapted_scaled",
    "fused",
)
PEERS = 5


def features(index: Index, asked: Asked, rows: "np.ndarray", bm25: "np.ndarray") -> "np.ndarray":
    """One row of FEATURES for each candidate; `bm25` holds the scores of all chunks."""
    import numpy as np

    vectors = np.asarray(index.vectors[rows])
    full, last = vectors @ asked.full, vectors @ asked.last
    words, last_words = bm25[rows], _last_words(index, asked, rows)
    lean = asked.independence
    fused = 0.5 * scaled(full) + 0.5 * scaled(words)
    top = np.argsort(-fused)[:PEERS]
    peers = vectors[top].T @ (fused[top] / (fused[top].sum() + 1e-9))
    documents = index.chunks[rows, 3]
    columns = [
        full,
        scaled(full),
        _rank(full),
        words / (sum(w * float(index.idf[t]) for t, w in asked.weights.items()) + 1e-9),
        scaled(words),
        _rank(words),
        last,
        scaled(last),
        last_words / asked.mass,
        scaled(last_words),
        lean * last + (1 - lean) * full,
        lean * scaled(last_words) + (1 - lean) * scaled(words),
        *overlap(index, asked, rows).T,
        vectors @ peers,
        _shared_words(index, rows, top),
        _by_document(documents, full),
        _by_document(documents, scaled(words)),
        asked.gate * (vectors @ asked.adapted - last),
        asked.gate * scaled(vectors @ asked.adapted),
        fused,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def by_section(sections: "np.ndarray", made: "np.ndarray") -> "tuple[np.ndarray, np.ndarray]":
    """The sections of the chunks, each once, with the best of every feature among its chunks."""
    import numpy as np

    unique, owner = np.unique(sections, return_inverse=True)
    best = np.full((len(unique), made.shape[1]), -np.inf, made.dtype)
    np.maximum.at(best, owner, made)
    return unique, best


def learned_scores(made: "np.ndarray", gate: float = 0.0) -> "np.ndarray":
    """The learned score of each row of features: the higher the better, comparable in one query.

    As far as the gate is open, the weights learned from questions on privacy practice count.
    """
    import numpy as np

    general, privacy = _weights()
    scores: np.ndarray = made @ ((1 - gate) * general + gate * privacy)
    return scores


def scaled(scores: "np.ndarray") -> "np.ndarray":
    """Scores from 0 to 1."""
    if not len(scores):
        return scores
    low, high = float(scores.min()), float(scores.max())
    stretched: np.ndarray = (scores - low) / (high - low + 1e-9)
    return stretched


@cache
def _weights() -> "tuple[np.ndarray, np.ndarray]":
    import numpy as np

    kept = json.loads(WEIGHTS.read_text())
    general, privacy = (
        np.array([kept[kind][name] for name in FEATURES], np.float32)
        for kind in ("general", "privacy")
    )
    return general, privacy


def _last_words(index: Index, asked: Asked, rows: "np.ndarray") -> "np.ndarray":
    scores: np.ndarray = index.lexical.scores(asked.own_weights)[rows]
    return scores


def _shared_words(index: Index, rows: "np.ndarray", top: "np.ndarray") -> "np.ndarray":
    """How many of the words the best candidates have in common each candidate has, by idf."""
    import numpy as np

    bags = [index.bag(int(row)) for row in rows]
    seen = Counter(term for place in top for term in bags[place])
    common = {t: float(index.idf[t]) * n for t, n in seen.items() if n > 1}
    total = sum(common.values()) + 1e-9
    return np.array([sum(common[t] for t in common.keys() & bag) / total for bag in bags])


def _rank(scores: "np.ndarray") -> "np.ndarray":
    import numpy as np

    places = np.empty(len(scores))
    places[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    found: np.ndarray = 10.0 / (10.0 + places)
    return found


def _by_document(documents: "np.ndarray", scores: "np.ndarray") -> "np.ndarray":
    """The best score of the candidate's document."""
    import numpy as np

    best: dict[int, float] = {}
    for document, score in zip(documents.tolist(), scores.tolist(), strict=True):
        best[document] = max(score, best.get(document, -1.0))
    return np.array([best[d] for d in documents.tolist()])
