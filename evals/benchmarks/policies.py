"""The policy benchmark: finding, refusing, citing and speed, each beside plainer ways."""

import json
import re
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from evals.benchmarks import policies_data, policies_speed
from evals.benchmarks.policies_data import Question, QuestionSet
from evals.benchmarks.policies_measures import measured, ours, rivals
from knowledge.embedding import Embedder
from knowledge.library.answering import extracts
from knowledge.library.asking import understand
from knowledge.library.index import Index, build_index, current_folder
from knowledge.library.library import Consultation
from knowledge.library.retrieval import retrieve
from knowledge.library.rights import ANYONE, NEVER
from knowledge.library.support import threshold
from knowledge.library.words import words_of
from knowledge.seed.vectors import Embed, Remembering

TODAY = date(2026, 11, 21)
LIMITS = {
    "mtrag-un": (("ndcg", 0.92), ("r5", 0.92)),
    "policyqa": (("ndcg", 0.46), ("r5", 0.52)),
    "handbook": (("r1", 0.75), ("r5", 0.92)),
    "own": (("r1", 0.80),),
    "blind": (("r1", 0.80),),
    "software": (("r1", 0.75), ("r5", 0.92)),
    "near misses": (("r1", 0.75), ("r5", 0.92)),
}
SHOWN = {"ndcg": "nDCG@10", "r5": "R@5", "r1": "R@1"}
# At most so many false refusals, and at least so many unanswerable questions refused.
REFUSALS = {"own": (0.08, 0.75), "blind": (0.08, 0.75)}
OTHERWISE = (0.05, 0.70)


@dataclass
class Bench:
    """Bars as they are measured, and the indexes they are measured on."""

    home: Path
    embedder: Embed = field(default_factory=lambda: Remembering(Embedder()))
    bars: list[dict[str, Any]] = field(default_factory=list)
    beside: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def bar(self, name: str, value: float, unit: str, limit: float, *, most: bool = False) -> None:
        """Note a bar; `most` bars hold when the value is at most the limit."""
        ok = value <= limit if most else value >= limit
        self.bars.append(
            {"name": name, "value": round(value, 4), "unit": unit, "limit": limit, "ok": ok}
        )

    def tell(self, part: str) -> None:
        """Say on standard error what is measured next, and how long it took so far."""
        print(f"{time.monotonic() - self.began:4.0f} s  {part}", file=sys.stderr, flush=True)

    def index(self, questions: QuestionSet) -> Index:
        """The index over a set, built once for its texts and kept in the bench folder."""
        home, stamp = self.folder(questions), digest_of(questions)
        kept = current_folder(home)
        if kept is None or json.loads((kept / "manifest.json").read_text())["stamp"] != stamp:
            kept = build_index(home, questions.editions, self.embedder, stamp=stamp, today=TODAY)
        return Index(kept, self.embedder)

    def folder(self, questions: QuestionSet) -> Path:
        """Where a set's index lies."""
        return self.home / questions.name.replace("/", "_")


def digest_of(questions: QuestionSet) -> str:
    """What tells one state of a set's texts from another."""
    texts = repr([(edition.title, edition.text) for edition in questions.editions])
    return sha256(texts.encode()).hexdigest()[:16]


def bench_policies(*, quick: bool = False, home: Path | None = None) -> dict[str, Any]:
    """Measure the policy library; `quick` takes our own alone, without rivals or speed."""
    from assistant.settings import read_settings

    data = policies_data.data_folder()
    bench = Bench(home or read_settings().home / "bench")
    own = policies_data.own_library()
    sets = [own, policies_data.blind_library()]
    if not quick:
        elsewhere = [policies_data.handbook(data), policies_data.mtrag(data)]
        sets = [*elsewhere, policies_data.software(), *sets]
    named = [(questions.name, [questions]) for questions in sets]
    if not quick:
        named.append(("near misses", list(policies_data.near_misses(data))))
    for name, together in named:
        bench.tell(f"finding and refusing in {name}")
        _quality(bench, name, together, quick=quick)
        _refusal(bench, name, together)
    bench.tell("answers from our own library")
    _answers(bench, own)
    curve = [] if quick else _whole(bench, data, sets[0])
    return {"bars": bench.bars, "beside": bench.beside, "part": "report", "speed": curve}


def _whole(bench: Bench, data: Path, handbook: QuestionSet) -> list[dict[str, Any]]:
    """What takes minutes: PolicyQA, answers from 240 pages, and the curve of speed."""
    bench.tell("finding in PolicyQA")
    _quality(bench, "policyqa", list(policies_data.policyqa(data)), quick=False)
    bench.tell("answers from the handbook")
    _answers(bench, handbook)
    bench.tell("speed at 10,000 and 100,000 sections")
    return policies_speed.measure_speed(bench.bar, handbook, bench.index(handbook), bench.home)


def _quality(bench: Bench, name: str, sets: Sequence[QuestionSet], *, quick: bool) -> None:
    """Each ranker over all sets of a name, on the part that was not tuned on."""
    totals: dict[str, list[dict[str, float]]] = {}
    for questions in sets:
        if not any(q.part == "report" for q in questions.questions):
            continue
        index = bench.index(questions)
        rankers = {"ours": ours(questions, index)}
        if not quick:
            rankers |= rivals(questions, index, bench.folder(questions))
        for ranker, rank in rankers.items():
            totals.setdefault(ranker, []).append(measured(rank, questions.questions))
        index.close()
    bench.beside[name] = {ranker: _weighed(rows) for ranker, rows in totals.items()}
    for measure, limit in LIMITS[name]:
        bench.bar(f"{name} {SHOWN[measure]}", bench.beside[name]["ours"][measure], "share", limit)


def _weighed(rows: Iterable[dict[str, float]]) -> dict[str, float]:
    listed = [row for row in rows if row["n"]]
    total = sum(row["n"] for row in listed)
    means = {m: sum(r[m] * r["n"] for r in listed) / total for m in SHOWN}
    return {name: round(value, 4) for name, value in means.items()} | {"questions": total}


def _refusal(bench: Bench, name: str, sets: Sequence[QuestionSet]) -> None:
    """What is refused, of what is answerable and of what is not."""
    supports: dict[str, list[float]] = {"answerable": [], "unanswerable": []}
    for questions in sets:
        index = bench.index(questions)
        for question in questions.questions:
            if question.part == "report" and question.kind in supports:
                supports[question.kind].append(_consult(index, question).support)
        index.close()
    most_wrong, least_right = REFUSALS.get(name, OTHERWISE)
    wrong = float(np.mean(np.array(supports["answerable"]) < threshold()))
    right = float(np.mean(np.array(supports["unanswerable"]) < threshold()))
    bench.bar(f"{name} false refusals", wrong, "share", most_wrong, most=True)
    bench.bar(f"{name} unanswerable refused", right, "share", least_right)


def _consult(index: Index, question: Question) -> Consultation:
    asked = understand(index, question.text, question.thread)
    return Consultation(index, asked, retrieve(index, asked, ANYONE, NEVER, 8))


def _answers(bench: Bench, questions: QuestionSet) -> None:
    """Every quote verbatim in its section, every number of the answer in a quote."""
    index = bench.index(questions)
    quotes = verbatim = numbers = carried = 0
    times = policies_speed.timed(
        lambda q: extracts(_consult(index, q)), [q for q in questions.questions if q.gold]
    )
    for question in questions.questions:
        parts = extracts(_consult(index, question))
        for part in parts:
            quotes += len(part.units)
            verbatim += sum(unit.raw in part.passage.text for unit in part.units)
        quoted = {n for p in parts for u in p.units for n in _numbers(u.raw)}
        said = [n for part in parts for n in _numbers(part.words)]
        numbers += len(said)
        carried += sum(n in quoted for n in said)
    bench.bar(f"{questions.name} quotes verbatim", verbatim / max(quotes, 1), "share", 1.0)
    bench.bar(f"{questions.name} numbers in quotes", carried / max(numbers, 1), "share", 1.0)
    bench.bar(f"{questions.name} answer p50", float(np.median(times)), "ms", 60, most=True)


def _numbers(text: str) -> list[str]:
    return [w for w in words_of(re.sub(r"\\([^\w\s])", r"\1", text)) if w[0].isdigit()]
