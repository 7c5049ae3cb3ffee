"""Training of the query adapter: questions on privacy practice turned towards how policies word it.

A low-rank turn of the question's vector is learned by contrast within each policy; a gate learns
which questions are of that kind, from the tune part of every set.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RANK, RATE, EPOCHS, TEMPERATURE, DECAY = 16, 0.003, 10, 0.05, 1e-3
BATCH = 64
SPREAD = 0.05


@dataclass(frozen=True)
class Lesson:
    """One policy: question vectors, passage vectors, and which passage answers which question."""

    questions: np.ndarray
    passages: np.ndarray
    answers: np.ndarray


class Adam:
    """Adam over one array, changed in place."""

    def __init__(self, array: np.ndarray) -> None:
        self.array = array
        self.mean, self.square, self.steps = np.zeros_like(array), np.zeros_like(array), 0

    def step(self, gradient: np.ndarray) -> None:
        """Move against the gradient."""
        self.steps += 1
        self.mean = 0.9 * self.mean + 0.1 * gradient
        self.square = 0.999 * self.square + 0.001 * gradient**2
        mean = self.mean / (1 - 0.9**self.steps)
        square = self.square / (1 - 0.999**self.steps)
        self.array -= RATE * mean / (np.sqrt(square) + 1e-8)


def train_adapter(lessons: Sequence[Lesson]) -> tuple[np.ndarray, np.ndarray]:
    """Learn `reads` and `writes`, both (384, RANK): a question q becomes q + (q·reads)·writesᵀ."""
    chance = np.random.default_rng(0)
    writes = chance.normal(size=(384, RANK)) * SPREAD
    reads = chance.normal(size=(384, RANK)) * SPREAD
    move_writes, move_reads = Adam(writes), Adam(reads)
    for _ in range(EPOCHS):
        for number in chance.permutation(len(lessons)):
            lesson = lessons[number]
            for start in range(0, len(lesson.questions), BATCH):
                part = slice(start, start + BATCH)
                asked = lesson.questions[part]
                held = asked @ reads
                slope = _slope(asked + held @ writes.T, lesson.passages, lesson.answers[part])
                to_writes = slope.T @ held + DECAY * writes
                to_reads = asked.T @ (slope @ writes) + DECAY * reads
                move_writes.step(to_writes)
                move_reads.step(to_reads)
    return reads, writes


def train_gate(inside: np.ndarray, outside: np.ndarray) -> tuple[np.ndarray, float]:
    """Learn the direction and offset that tell questions of the kind from all others."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10, class_weight="balanced", max_iter=1000)
    model.fit(
        np.concatenate([inside, outside]), np.r_[np.ones(len(inside)), np.zeros(len(outside))]
    )
    return model.coef_[0], float(model.intercept_[0])


def _slope(asked: np.ndarray, passages: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """The gradient of the contrastive loss by the question vectors."""
    scores = asked @ passages.T / TEMPERATURE
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    share = raised / raised.sum(axis=1, keepdims=True)
    wanted = np.where(answers, raised, 0)
    wanted /= np.maximum(wanted.sum(axis=1, keepdims=True), 1e-12)
    slope: np.ndarray = ((share - wanted) / TEMPERATURE / len(asked)) @ passages
    return slope
