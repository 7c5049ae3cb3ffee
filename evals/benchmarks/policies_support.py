"""Training of the support score: which questions a library answers, from the tune parts only.

Questions that a library does not answer are few, so each answerable one is asked once more with
the documents that answer it hidden. The cross-encoder has learned from none of the questions
taken here.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from evals.benchmarks.policies_data import UNREAD, Question, QuestionSet
from knowledge.library.asking import understand
from knowledge.library.index import Index
from knowledge.library.retrieval import allowed_chunks, retrieve
from knowledge.library.rights import ANYONE, day_number
from knowledge.library.support import LEARNED, SIGNALS, signals

FALSE_REFUSALS = 0.05
SOFTNESS = 0.2
FOLDS = 5
HIDDEN = 0.2
TODAY = day_number(date(2026, 11, 21), 0)


@dataclass(frozen=True)
class Judged:
    """Signals of a set's questions, whether each is answered, what each weighs, what it is about.

    Questions of one conversation, and one question asked in several ways, are about the same.
    """

    rows: np.ndarray
    answered: np.ndarray
    weights: np.ndarray
    about: np.ndarray


def signals_of(index: Index, questions: Iterable[Question], *, hidden: bool = False) -> np.ndarray:
    """The signals of each question over its library, if wanted without what answers it."""
    rows = []
    everything = allowed_chunks(index, ANYONE, TODAY)
    documents = np.array([index.editions[place].document for place in index.chunks[:, 3]])
    for question in questions:
        if hidden:
            gold = [name.split("#")[0] for name in question.gold]
            index.masks[ANYONE.rights, TODAY] = everything & ~np.isin(documents, gold)
        asked = understand(index, question.text, question.thread)
        found = retrieve(index, asked, ANYONE, TODAY, 8)
        rows.append(signals(index, asked, found) if found else [0.0] * len(SIGNALS))
    index.masks[ANYONE.rights, TODAY] = everything
    return np.array(rows)


def judged(questions: QuestionSet, index: Index) -> Judged:
    """The tune part of a set: answerable, not answerable, and answerable with the answer hidden."""
    unread = questions.name in UNREAD
    tune = [q for q in questions.questions if q.part == "tune" and (unread or q.kept_back)]
    answerable = [q for q in tune if q.kind == "answerable"]
    beyond = [q for q in tune if q.kind == "unanswerable"]
    parts = [
        (signals_of(index, answerable), True, 1.0),
        (signals_of(index, beyond), False, 1 - HIDDEN),
        (signals_of(index, answerable, hidden=True), False, HIDDEN),
    ]
    return Judged(
        np.concatenate([rows for rows, _, _ in parts]),
        np.concatenate([np.full(len(rows), answered) for rows, answered, _ in parts]),
        np.concatenate([np.full(len(rows), share / len(rows)) for rows, _, share in parts]),
        np.array([q.about for q in (*answerable, *beyond, *answerable)]),
    )


def train(
    sets: Sequence[tuple[QuestionSet, Index]], hard: Sequence[tuple[QuestionSet, Index]]
) -> None:
    """Fit the score on the tune parts, each set counting alike, and write it beside the library.

    The threshold is where so many answerable questions are refused by a score that did not learn
    from them; the `hard` sets, which are made of near misses, are not asked for it.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict

    parts = [judged(questions, index) for questions, index in (*sets, *hard)]
    rows = np.concatenate([part.rows for part in parts])
    answered = np.concatenate([part.answered for part in parts])
    weights = 50 * np.concatenate([part.weights for part in parts])
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    scaled = (rows - mean) / spread
    model = LogisticRegression(C=SOFTNESS, max_iter=2000)
    supports = cross_val_predict(
        model, scaled, answered, cv=GroupKFold(FOLDS), params={"sample_weight": weights},
        groups=np.concatenate([part.about for part in parts]), method="predict_proba",
    )[:, 1]  # fmt: skip
    model.fit(scaled, answered, sample_weight=weights)
    ends = np.cumsum([len(part.rows) for part in parts])[:-1]
    mine = list(zip(np.split(supports, ends), parts, strict=True))[: len(sets)]
    limit = float(np.mean([np.quantile(s[part.answered], FALSE_REFUSALS) for s, part in mine]))
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
