"""How fast the library finds, answers, takes documents in and starts, from 1,000 to 100,000.

The vectors of the large libraries are not computed anew: each repeated section gets the vector of
the real one with a little noise, so that copies lie near each other as kin do in a real library.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from evals.benchmarks.policies_data import Question, QuestionSet
from knowledge.embedding import Embedder
from knowledge.library.asking import understand
from knowledge.library.catalogue import Edition
from knowledge.library.index import Index, build_index, current_folder
from knowledge.library.retrieval import retrieve
from knowledge.library.rights import ANYONE, NEVER
from knowledge.library.sections import split_sections
from knowledge.library.shelving import lay_out

TODAY = date(2026, 11, 21)
WARM = 5
NOISE = 0.02
ADDED = 1_000
SIZES = ((10_000, 15, 40), (100_000, None, 80))
START = """
import json, sys, time
began = time.perf_counter()
from datetime import date
from pathlib import Path
from knowledge.embedding import Embedder
from knowledge.library.asking import understand
from knowledge.library.index import Index
index = Index(Path(sys.argv[1]), Embedder())
index.section(len(index.section_units) - 1)
opened = time.perf_counter() - began
from knowledge.library.retrieval import retrieve
from knowledge.library.rights import ANYONE, NEVER
retrieve(index, understand(index, "How do I book a hotel?"), ANYONE, NEVER, 5)
print(json.dumps([opened, time.perf_counter() - began]))
"""


class Note(Protocol):
    """Notes a bar; see `evals.benchmarks.policies.Bench.bar`."""

    def __call__(
        self, name: str, value: float, unit: str, limit: float, *, most: bool = False
    ) -> None:
        """Note one value beside its limit."""


class Kindred:
    """Embeds questions truly, and sections of a repeated library near the real ones."""

    def __init__(self, real: Embedder) -> None:
        self.real = real
        self.known: dict[str, np.ndarray] = {}

    def learn(self, index: Index, editions: Sequence[Edition]) -> None:
        """Know the vectors of the real sections by their texts."""
        self.known = dict(zip(lay_out(editions).texts, np.asarray(index.vectors), strict=True))

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """Embed the texts; shape (len(texts), 384), rows of length one."""
        if not self.known:
            return self.real(texts)
        noise = np.random.default_rng(len(texts) + len(texts[0])).normal(size=(len(texts), 384))
        rows = np.stack([self.known[text] for text in texts]) + NOISE * noise.astype(np.float32)
        unit: np.ndarray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


def measure_speed(
    note: Note, questions: QuestionSet, base: Index, home: Path
) -> list[dict[str, Any]]:
    """Note every bar of speed; returns the curve, a row for each size of the library."""
    curve = []
    for sections, half, most in SIZES:
        index = large_index(questions, sections, base, home / f"kin-{sections}")
        times = retrieval_times(index, questions.questions)
        middle, worst = (float(np.percentile(times, share)) for share in (50, 95))
        if half:
            note(f"retrieval p50 at {sections}", middle, "ms", half, most=True)
        note(f"retrieval p95 at {sections}", worst, "ms", most, most=True)
        opened, first = start_seconds(index.folder)
        if half:
            note(f"start at {sections}", opened, "s", 1.0, most=True)
        curve.append(
            {
                "sections": len(index.section_units),
                "p50_ms": round(middle, 1),
                "p95_ms": round(worst, 1),
                "start_s": round(opened, 2),
                "first_question_s": round(first, 2),
            }
        )
        index.close()
    seconds = adding_seconds(questions.editions, home / "adding")
    note(f"adding {ADDED} sections", seconds, "s", 90, most=True)
    return curve


def enlarged(questions: QuestionSet, sections: int, have: int) -> list[Edition]:
    """The same pages again and again until there are that many sections."""
    times = -(-sections // have)
    return [
        replace(e, id=len(questions.editions) * n + e.id, document=f"{e.document}/{n}")
        for n in range(times)
        for e in questions.editions
    ]


def large_index(questions: QuestionSet, sections: int, base: Index, home: Path) -> Index:
    """An index of about that many sections, built once and kept."""
    embed = Kindred(Embedder())
    folder = current_folder(home)
    if folder is None:
        embed.learn(base, questions.editions)
        editions = enlarged(questions, sections, len(base.section_units))
        folder = build_index(home, editions, embed, stamp="bench", today=TODAY)
        embed.known = {}
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


def start_seconds(folder: Path) -> tuple[float, float]:
    """Seconds until a new process has the index open, and until it found for one question."""
    done = subprocess.run(  # noqa: S603  (our own lines, the folder as one argument)
        [sys.executable, "-c", START, str(folder)], capture_output=True, check=True
    )
    opened, first = json.loads(done.stdout.splitlines()[-1])
    return float(opened), float(first)


def adding_seconds(editions: Sequence[Edition], home: Path) -> float:
    """Seconds to take in the first pages that hold about 1,000 sections, all embedded anew."""
    chosen, sections = [], 0
    for edition in editions:
        if sections < ADDED:
            chosen.append(edition)
            sections += len(split_sections(edition.text, edition.title))
    began = time.perf_counter()
    build_index(home, chosen, Embedder(), stamp="bench", today=TODAY, fresh=True)
    return time.perf_counter() - began
