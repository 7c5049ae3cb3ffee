"""Training of the ranking score: pairs of a right and a wrong candidate of the same question."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.benchmarks.policies_data import QuestionSet
from knowledge.library.asking import understand
from knowledge.library.index import Index
from knowledge.library.scoring import FEATURES, WEIGHTS, features

CANDIDATES = 40
SOFTNESS = 0.1
WRONG_PER_RIGHT = 30
FAR_BELOW = 0.15
FUSED = FEATURES.index("fused")


@dataclass(frozen=True)
class Example:
    """One question's candidates: features, and whether each is right (1), wrong (0) or unclear."""

    rows: np.ndarray
    labels: np.ndarray


def examples(questions: QuestionSet, index: Index) -> list[Example]:
    """The candidates of every tuned question of a set."""
    names = [_name(questions, index, row) for row in range(len(index.chunks))]
    found = []
    for question in questions.questions:
        if not question.gold or question.part != "tune":
            continue
        asked = understand(index, question.text, question.thread)
        bm25 = index.lexical.scores(asked.weights)
        vectors = index.vectors
        pools = [
            _top(vectors @ asked.full, CANDIDATES),
            _top(bm25, CANDIDATES),
            _top(vectors @ asked.last, CANDIDATES // 2),
            _top(vectors @ asked.adapted, CANDIDATES // 2),
        ]
        rows = np.unique(np.concatenate(pools))
        made = features(index, asked, rows, bm25)
        found.append(Example(made, _labels([names[row] for row in rows], question.gold, made)))
    return found


def fit(weighed: Sequence[tuple[list[Example], int]], seed: int = 0) -> dict[str, float]:
    """Fit the weights; each list of examples counts as often as its number says."""
    from sklearn.linear_model import LogisticRegression

    usable = [
        e for listed, times in weighed for e in listed * times
        if (e.labels == 1).any() and (e.labels == 0).any()
    ]  # fmt: skip
    clear = np.concatenate([e.rows[e.labels >= 0] for e in usable])
    mean, spread = clear.mean(axis=0), clear.std(axis=0) + 1e-6
    chance = np.random.default_rng(seed)
    differences, weights = [], []
    for example in usable:
        scaled = (example.rows - mean) / spread
        right, wrong = scaled[example.labels == 1], scaled[example.labels == 0]
        for row in right:
            some = chance.choice(len(wrong), min(WRONG_PER_RIGHT, len(wrong)), replace=False)
            differences.append(row - wrong[some])
            weights.append(np.full(len(some), 1 / len(some) / len(right)))
    pairs, weight = np.concatenate(differences), np.concatenate(weights)
    sign = np.where(chance.random(len(pairs)) < 0.5, 1, -1)
    model = LogisticRegression(C=SOFTNESS, fit_intercept=False, max_iter=500)
    model.fit(pairs * sign[:, None], sign > 0, sample_weight=weight)
    return {n: round(float(w), 5) for n, w in zip(FEATURES, model.coef_[0] / spread, strict=True)}


def write(weights: dict[str, float], trained_on: str) -> None:
    """Keep the weights beside the library."""
    kept = {"trained_on": trained_on, "weights": weights}
    WEIGHTS.write_text(json.dumps(kept, indent=1) + "\n")


def _name(questions: QuestionSet, index: Index, row: int) -> str:
    document = index.editions[int(index.chunks[row, 3])].document
    if not questions.by_section:
        return document
    return f"{document}#{index.section(int(index.chunks[row, 0]))['anchor']}"


def _top(scores: np.ndarray, count: int) -> np.ndarray:
    best: np.ndarray = np.argpartition(-scores, min(count, len(scores) - 1))[:count]
    return best


def _labels(names: Sequence[str], gold: frozenset[str], made: np.ndarray) -> np.ndarray:
    """Right, wrong, or unclear: chunks of a right passage far below its best one say little."""
    labels = np.array([int(name in gold) for name in names])
    for right in gold:
        places = [i for i, name in enumerate(names) if name == right]
        best = max((made[i, FUSED] for i in places), default=0.0)
        for i in places:
            if made[i, FUSED] < best - FAR_BELOW:
                labels[i] = -1
    return labels
