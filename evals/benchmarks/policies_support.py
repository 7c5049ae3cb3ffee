"""Training of the support score: which questions a library answers, from the tune parts only."""

import json
from collections.abc import Iterable
from datetime import date

import numpy as np

from evals.benchmarks.policies_data import Question, QuestionSet
from knowledge.library.asking import understand
from knowledge.library.index import Index
from knowledge.library.retrieval import retrieve
from knowledge.library.rights import ANYONE, day_number
from knowledge.library.support import LEARNED, SIGNALS, signals

FALSE_REFUSALS = 0.05
SOFTNESS = 0.3
TODAY = day_number(date(2026, 11, 21), 0)


def judged(questions: Iterable[Question]) -> list[Question]:
    """The questions that are clearly answerable or clearly not."""
    return [q for q in questions if q.kind in ("answerable", "unanswerable")]


def signals_of(index: Index, questions: Iterable[Question]) -> np.ndarray:
    """The signals of each question over its library."""
    rows = []
    for question in questions:
        asked = understand(index, question.text, question.thread)
        found = retrieve(index, asked, ANYONE, TODAY, 8)
        rows.append(signals(index, asked, found) if found else [0.0] * len(SIGNALS))
    return np.array(rows)


def train(sets: Iterable[tuple[QuestionSet, Index]]) -> None:
    """Fit the score on the tune parts, each set counting alike, and write it beside the library."""
    from sklearn.linear_model import LogisticRegression

    parts, labels, weights = [], [], []
    for questions, index in sets:
        tune = [q for q in judged(questions.questions) if q.part == "tune"]
        answered = np.array([bool(q.gold) for q in tune])
        parts.append(signals_of(index, tune))
        labels.append(answered)
        weights.append(np.where(answered, 50 / answered.sum(), 50 / (~answered).sum()))
    rows, label, weight = (np.concatenate(x) for x in (parts, labels, weights))
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    scaled = (rows - mean) / spread
    model = LogisticRegression(C=SOFTNESS, max_iter=2000).fit(scaled, label, sample_weight=weight)
    score = model.predict_proba(scaled)[:, 1]
    limit = float(np.quantile(score[label], FALSE_REFUSALS))
    kept = {
        "threshold": round(limit, 4),
        "bias": float(model.intercept_[0]),
        "signals": {
            name: {"mean": m, "spread": s, "weight": w}
            for name, m, s, w in zip(
                SIGNALS, mean.tolist(), spread.tolist(), model.coef_[0].tolist(), strict=True
            )
        },
    }
    LEARNED.write_text(json.dumps(kept, indent=1) + "\n")
