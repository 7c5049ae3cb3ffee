"""Training of the ranking score: pairs of a right and a wrong candidate of the same question."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evals.benchmarks.policies_data import QuestionSet
from knowledge.library.asking import understand
from knowledge.library.index import Index
from knowledge.library.scoring import FEATURES, WEIGHTS, by_section, features

CANDIDATES = 40
SOFTNESS = 0.1
WRONG_PER_RIGHT = 30


@dataclass(frozen=True)
class Example:
    """One question's candidates: features, and which of them are right."""

    rows: np.ndarray
    right: np.ndarray


def examples(questions: QuestionSet, index: Index) -> list[Example]:
    """The candidates of every tuned question of a set."""
    names = [_name(questions, index, number) for number in range(len(index.section_units))]
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
        sections, made = by_section(index.chunks[rows, 0], features(index, asked, rows, bm25))
        right = np.array([names[number] in question.gold for number in sections])
        found.append(Example(made, right))
    return found


def fit(weighed: Sequence[tuple[list[Example], int]], seed: int = 0) -> dict[str, float]:
    """Fit the weights; each list of examples counts as often as its number says."""
    from sklearn.linear_model import LogisticRegression

    usable = [
        e for listed, times in weighed for e in listed * times
        if e.right.any() and not e.right.all()
    ]  # fmt: skip
    rows = np.concatenate([e.rows for e in usable])
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    chance = np.random.default_rng(seed)
    differences, weights = [], []
    for example in usable:
        scaled = (example.rows - mean) / spread
        right, wrong = scaled[example.right], scaled[~example.right]
        for row in right:
            some = chance.choice(len(wrong), min(WRONG_PER_RIGHT, len(wrong)), replace=False)
            differences.append(row - wrong[some])
            weights.append(np.full(len(some), 1 / len(some) / len(right)))
    pairs, weight = np.concatenate(differences), np.concatenate(weights)
    sign = np.where(chance.random(len(pairs)) < 0.5, 1, -1)
    model = LogisticRegression(C=SOFTNESS, fit_intercept=False, max_iter=500)
    model.fit(pairs * sign[:, None], sign > 0, sample_weight=weight)
    return {n: round(float(w), 5) for n, w in zip(FEATURES, model.coef_[0] / spread, strict=True)}


def write(general: dict[str, float], privacy: dict[str, float]) -> None:
    """Keep the weights beside the library."""
    WEIGHTS.write_text(json.dumps({"general": general, "privacy": privacy}, indent=1) + "\n")


def _name(questions: QuestionSet, index: Index, number: int) -> str:
    document = index.editions[int(index.section_units[number, 2])].document
    return f"{document}#{index.section(number)['anchor']}" if questions.by_section else document


def _top(scores: np.ndarray, count: int) -> np.ndarray:
    best: np.ndarray = np.argpartition(-scores, min(count, len(scores) - 1))[:count]
    return best
