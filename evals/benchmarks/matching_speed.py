"""How fast large pools are ranked: databases of 10,000, 100,000 and a million profiles."""

import gc
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from evals.benchmarks.matching_chroma import Shelf
from evals.benchmarks.matching_pool import Model, grow, seed
from knowledge.database import Sessions, connect, engine_of, upgrade
from knowledge.seed.talent import talent_profiles
from tools.matching import Brief, Columns, Pool, rank, save_profiles
from tools.matching.columns import Records
from tools.matching.scoring import BriefVectors, embed_brief

if TYPE_CHECKING:
    import numpy as np

LIMITS = {10_000: 20.0, 100_000: 40.0, 1_000_000: 120.0}
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
CHANGED, PART = 100, 20_000
BRIEFS: tuple[dict[str, Any], ...] = (
    {"title": "React developer", "skills": {"must": ["React", "TypeScript"], "nice": ["GraphQL"]}},
    {"title": "Brand designer", "skills": {"must": ["Brand identity", "Adobe Illustrator"]}},
    {"title": "Data engineer", "skills": {"must": ["Data pipelines", "dbt", "Snowflake"]}},
    {"title": "QA tester", "skills": {"must": ["Manual testing", "Jira"], "nice": ["Cypress"]}},
    {"title": "Senior Java developer", "skills": {"must": ["Java", "SQL"], "excluded": ["PHP"]}},
    {"title": "Customer support agent", "skills": {"must": ["Live chat", "Zendesk"]}},
)
AROUND: dict[str, Any] = {
    "text": "For the spring season of an outdoor shop, in a small team.",
    "budget": {"amount": 80, "basis": "hourly"},
    "start_date": "2026-12-01",
    "duration_weeks": 6,
    "hours_per_week": 30,
    "location": "Hamburg, Germany",
}
Asked = list[tuple[Brief, BriefVectors]]


@dataclass
class Bench:
    """The database that grows, what was found so far, and what the exact ranking is."""

    sessions: Sessions
    embed: Any
    models: list[Model]
    say: Callable[[str], None]
    exact: dict[int, list[set[str]]]
    asked: Asked = field(default_factory=list)
    size: int = 0

    def grow(self, size: int) -> None:
        """Add people up to the size."""
        grow(self.sessions, self.models, max(self.size, len(self.models)), size, self.say)
        self.size = size

    def measure(self, size: int) -> list[dict[str, Any]]:
        """The bars of one size."""
        self.grow(size)
        pool = Pool.load(self.sessions, self.embed, lambda: NOW)
        self.say(f"reading {size:,} people out of the database")
        started = time.perf_counter()
        columns = pool.columns()
        rate = size / (time.perf_counter() - started)
        self.asked = asked = asked_of(columns)
        self.say(f"ranking {size:,} people")
        taken = timed(lambda brief, given: rank(brief, columns, k=10, vectors=given), asked)
        self.exact[size], found = recall(columns, asked)
        limit = LIMITS[size]
        return [
            _most(f"rank {size:,} p50", taken["p50"], "ms", limit),
            _most(f"rank {size:,} p95", taken["p95"], "ms", 2 * limit),
            _most(f"rank {size:,} processor time p50", taken["cpu_p50"], "ms", None),
            _least(f"index {size:,}, from the database", rate, "profiles/s", 20_000),
            _least(f"recall@10 of the exact ranking, {size:,}", found, "", 0.95),
            _most(f"{CHANGED} changed of {size:,}", self.change(pool), "ms", None),
        ]

    def change(self, pool: Pool) -> float:
        """Milliseconds until a pool in memory holds what a hundred people changed."""
        later = [one.model_copy(update={"rate": None}) for one in talent_profiles()[:CHANGED]]
        save_profiles(self.sessions, later, self.embed, NOW)
        started = time.perf_counter()
        pool.columns()
        taken = 1000 * (time.perf_counter() - started)
        save_profiles(self.sessions, talent_profiles()[:CHANGED], self.embed, NOW)
        return taken

    def beside(self, sizes: tuple[int, ...], ours: dict[str, float]) -> Iterator[dict[str, Any]]:
        """Chroma over the same people, and how much slower it is at the largest size."""
        shelf = Shelf(self.sessions, self.embed, NOW, self.say)
        for size in sizes:
            built = shelf.fill(size)
            taken = timed(shelf.ask, self.asked, rounds=2)
            found = [shelf.ask(brief, given) for brief, given in self.asked]
            shared = [len(a & b) / 10 for a, b in zip(found, self.exact[size], strict=True)]
            yield _most(f"Chroma and Python {size:,} p50", taken["p50"], "ms", None)
            yield _most(f"Chroma index {size:,}", built, "profiles/s", None)
            yield _most(f"Chroma recall@10, {size:,}", sum(shared) / len(shared), "", 1.0)
            times = taken["p50"] / ours[f"rank {size:,} p50"]
            least = 5.0 if size == max(LIMITS) else None
            yield _least(f"Chroma slower, {size:,}", times, "times", least)
        shelf.close()


def bench_speed(
    embed: Any, sizes: tuple[int, ...] = tuple(LIMITS), say: Callable[[str], None] = print
) -> list[dict[str, Any]]:
    """The bars of speed and cost for the sizes, ours first; then Chroma's, over the same people."""
    bars = []
    with TemporaryDirectory(prefix="matching-") as folder:
        sessions = connect(f"sqlite:///{Path(folder) / 'talent.db'}")
        upgrade(sessions)
        bench = Bench(sessions, embed, seed(sessions, embed, NOW), say, {})
        # The taxonomy and the libraries are loaded once in a process, before anything is timed.
        Pool.load(sessions, embed, lambda: NOW).columns()
        for size in sizes:
            bars += bench.measure(size)
            gc.collect()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        bars.append(_most("peak memory, before Chroma", peak, "GB", 2.5))
        bars += bench.beside(sizes, {bar["name"]: bar["value"] for bar in bars})
        engine_of(sessions).dispose()
    return bars


def asked_of(pool: Columns) -> Asked:
    """The briefs, embedded beforehand as a conversation embeds them once."""
    briefs = [Brief.from_json(AROUND | one) for one in BRIEFS]
    return [(brief, embed_brief(brief, pool)) for brief in briefs]


def timed(
    work: Callable[[Brief, BriefVectors], Any], asked: Asked, rounds: int = 5
) -> dict[str, float]:
    """Wall and processor milliseconds of a ranking with the best ten explained."""
    import numpy as np

    wall, cpu = [], []
    for _ in range(rounds):
        for brief, given in asked:
            started, worked = time.perf_counter(), time.process_time()
            work(brief, given)
            wall.append(1000 * (time.perf_counter() - started))
            cpu.append(1000 * (time.process_time() - worked))
    fresh = slice(len(asked), None)
    return {
        "p50": float(np.quantile(wall[fresh], 0.5)),
        "p95": float(np.quantile(wall[fresh], 0.95)),
        "cpu_p50": float(np.quantile(cpu[fresh], 0.5)),
    }


def recall(pool: Columns, asked: Asked) -> tuple[list[set[str]], float]:
    """The ten best by the exact score over all rows, and how many of them staging finds."""
    import numpy as np

    best: list[dict[str, float]] = [{} for _ in asked]
    for start in range(0, len(pool), PART):
        rows = np.arange(start, min(start + PART, len(pool)))
        fetched = _fetched(pool, rows)
        for (brief, given), found in zip(asked, best, strict=True):
            found.update(_scored(brief, given, fetched, rows))
    exact = [set(sorted(found, key=lambda one: (-found[one], one))[:10]) for found in best]
    staged = [
        {c.id for c in rank(brief, pool, k=10, vectors=given).candidates} for brief, given in asked
    ]
    shared = [len(one & other) / 10 for one, other in zip(exact, staged, strict=True)]
    return exact, float(np.mean(shared))


def _fetched(pool: Columns, rows: "np.ndarray") -> Columns:
    """The pool with what some rows say fetched once for all briefs."""
    if pool.meanings is not None:
        return pool
    ids = [pool.ids[row] for row in rows.tolist()]
    stored = dict(zip(ids, pool.records.vectors(ids), strict=True))
    held = Records(pool.records.profiles, lambda asked: [stored[one] for one in asked])
    return pool.through(held)


def _scored(
    brief: Brief, given: BriefVectors, pool: Columns, rows: "np.ndarray"
) -> dict[str, float]:
    """The ten best of some rows by the exact score."""
    from tools.matching.constraints import sieve
    from tools.matching.scoring import score, view_of
    from tools.matching.weights import default_weights

    some = rows[sieve(brief, pool).codes[rows] == 0]
    scores = score(view_of(brief, pool, some, given), default_weights())
    places = scores.best(10, pool.ids)
    return {pool.ids[int(some[p])]: float(scores.totals[p]) for p in places}


def _most(name: str, value: float, unit: str, limit: float | None) -> dict[str, Any]:
    ok = limit is None or value <= limit
    return {"name": name, "value": round(value, 3), "unit": unit, "limit": limit, "ok": ok}


def _least(name: str, value: float, unit: str, limit: float | None) -> dict[str, Any]:
    ok = limit is None or value >= limit
    return {"name": name, "value": round(value, 3), "unit": unit, "limit": limit, "ok": ok}
