"""Training everything the library has learned, from the tune parts: `python -m` this module.

In order: the vectors of subjects found elsewhere, the query adapter, the ranking score, the support
score. Features of the policies that the adapter learned from are made with an adapter that learned
from the other half of them, so that the ranking score does not trust it more than it deserves.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evals.benchmarks import policies_data, policies_scorer, policies_support
from evals.benchmarks.policies import Bench
from evals.benchmarks.policies_adapter import Lesson, train_adapter, train_gate
from evals.benchmarks.policies_data import QuestionSet
from knowledge.library import asking, elsewhere
from knowledge.library.index import Index

Pair = tuple[QuestionSet, Index]
COUNTS = {"own": 1, "blind": 2, "mtrag-un": 1, "handbook": 2, "hospital": 1}


def train_all(home: Path) -> None:
    """Train and write the learned files under knowledge/library/data."""
    bench, data = Bench(home), policies_data.data_folder()
    np.save(elsewhere.VECTORS, bench.embedder(elsewhere.subjects()).astype(np.float16))
    listed = [policies_data.own_library(), policies_data.blind_library()]
    listed += [policies_data.mtrag(data), policies_data.handbook(data), policies_data.hospital()]
    general = [(questions, bench.index(questions)) for questions in listed]
    policies = [(s, bench.index(s)) for s in policies_data.policyqa(data)]
    tuned = [p for p in policies if any(q.part == "tune" for q in p[0].questions)]
    privacy: list[policies_scorer.Example] = []
    for half in (0, 1):
        _write_adapter(tuned[1 - half :: 2], tuned, general)
        for questions, index in tuned[half::2]:
            privacy.extend(policies_scorer.examples(questions, index))
    _write_adapter(tuned, tuned, general)
    learned = [(policies_scorer.examples(s, i), COUNTS[s.name]) for s, i in general]
    policies_scorer.write(policies_scorer.fit(learned), policies_scorer.fit([(privacy, 1)]))
    unlisted = policies_data.unlisted_library()
    hard = [
        (questions, bench.index(questions)) for questions in policies_data.near_misses_to_tune_on()
    ]
    policies_support.train([*general, (unlisted, bench.index(unlisted))], hard)


def _write_adapter(
    lessons: Sequence[Pair], inside: Sequence[Pair], outside: Sequence[Pair]
) -> None:
    reads, writes = train_adapter([_lesson(questions, index) for questions, index in lessons])
    gate, bias = train_gate(_vectors(inside), _vectors(outside))
    np.savez_compressed(
        asking.ADAPTER,
        reads=reads.astype(np.float16),
        writes=writes.astype(np.float16),
        gate=gate.astype(np.float32),
        bias=np.array([bias], np.float32),
    )
    asking.forget_adapter()


def _lesson(questions: QuestionSet, index: Index) -> Lesson:
    names = [index.editions[int(row[3])].document for row in index.chunks]
    asked = [q for q in questions.questions if q.gold]
    answers = np.array([[name in q.gold for name in names] for q in asked])
    return Lesson(index.chroma.embed([q.text for q in asked]), index.vectors, answers)


def _vectors(pairs: Sequence[Pair]) -> np.ndarray:
    rows = [
        index.chroma.embed([q.text for q in questions.questions if q.part == "tune"])
        for questions, index in pairs
    ]
    return np.concatenate(rows)


if __name__ == "__main__":
    from assistant.settings import read_settings

    train_all(read_settings().home / "bench")
