"""How fast the library finds and answers, with 10,000 sections and with 100,000."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from evals.benchmarks.policies_data import Question, QuestionSet
from knowledge.embedding import Embedder
from knowledge.library.asking import understand
from knowledge.library.catalogue import Edition
from knowledge.library.index import Index, build_index, current_folder
from knowledge.library.retrieval import retrieve
from knowledge.library.rights import ANYONE, NEVER

TODAY = date(2026, 11, 21)
WARM = 5


class Scattered:
    """Embeds questions truly, and a mass of repeated sections by chance, which is much faster."""

    def __init__(self, real: Embedder) -> None:
        self.real = real
        self.building = False

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """Embed the texts; shape (len(texts), 384)."""
        if not self.building:
            return self.real(texts)
        chance = np.random.default_rng(len(texts) + len(texts[0]))
        rows = chance.normal(size=(len(texts), 384)).astype(np.float32)
        unit: np.ndarray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def enlarged(questions: QuestionSet, sections: int, have: int) -> list[Edition]:
    """The same pages again and again until there are that many sections."""
    times = -(-sections // have)
    return [
        replace(e, id=len(questions.editions) * n + e.id, document=f"{e.document}/{n}")
        for n in range(times)
        for e in questions.editions
    ]


def large_index(questions: QuestionSet, sections: int, have: int, home: Path) -> Index:
    """An index of about that many sections, built once and kept."""
    embed = Scattered(Embedder())
    folder = current_folder(home)
    if folder is None:
        embed.building = True
        editions = enlarged(questions, sections, have)
        folder = build_index(home, editions, embed, stamp="bench", today=TODAY)
        embed.building = False
    return Index(folder, embed)


def retrieval_times(index: Index, questions: Sequence[Question]) -> list[float]:
    """Milliseconds for each question, embedding included, after a few to warm up."""
    return timed(lambda q: retrieve(index, understand(index, q.text), ANYONE, NEVER, 5), questions)


def timed(work: Callable[[Question], object], questions: Sequence[Question]) -> list[float]:
    """Milliseconds that the work takes for each question."""
    times = []
    for number, question in enumerate([*questions[:WARM], *questions]):
        start = time.perf_counter()
        work(question)
        if number >= WARM:
            times.append(1000 * (time.perf_counter() - start))
    return times
