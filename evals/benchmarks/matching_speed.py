"""How fast large pools are ranked: generated columns of 10,000, 100,000 and a million profiles."""

import resource
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from knowledge.seed.talent import talent_profiles
from knowledge.talent import TalentProfile
from tools.matching import Brief, Columns, rank
from tools.matching.building import build_pool
from tools.matching.columns import NUMBERS
from tools.matching.reading import Reading
from tools.matching.recall import SMALL
from tools.matching.scoring import embed_brief

if TYPE_CHECKING:
    import numpy as np

LIMITS = {10_000: 20.0, 100_000: 40.0, 1_000_000: 120.0}
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


@dataclass(frozen=True)
class Stored:
    """What a store of profiles holds: matrices by row, numbers, vectors as bytes."""

    base: Columns
    skills: Any
    terms: Any
    texts: "np.ndarray"
    picks: "np.ndarray"
    numbers: dict[str, "np.ndarray"]


def generate(count: int, embed: Any, seed: int = 3) -> Stored:
    """So many profiles: varied copies of the seeded people, each with numbers of its own."""
    import numpy as np

    rng = np.random.default_rng(seed)
    base = build_pool(talent_profiles(), embed)
    picks = rng.integers(0, len(base), count)
    skills = base.skills[picks].copy()
    skills.data = (skills.data * rng.uniform(0.6, 1.0, len(skills.data))).astype(np.float32)
    skills.data[rng.random(len(skills.data)) < 0.2] = 0.0
    skills.eliminate_zeros()
    texts = np.empty((count, base.text_vectors.shape[1]), np.int8)
    for start in range(0, count, 50_000):
        part = base.text_vectors[picks[start : start + 50_000]] * 400
        texts[start : start + 50_000] = np.clip(part + rng.normal(0, 8, part.shape), -127, 127)
    numbers = {name: base.numbers[name][picks] for name in NUMBERS}
    numbers["hourly_usd"] = numbers["hourly_usd"] * rng.uniform(0.7, 1.4, count)
    numbers["available"] = numbers["available"] + rng.integers(-10, 20, count)
    return Stored(base, skills, base.terms[picks], texts, picks, numbers)


def index(stored: Stored) -> Columns:
    """Columns over stored rows: the inverted indexes and everything else a ranking needs."""
    import numpy as np

    base, picks = stored.base, stored.picks
    count = len(picks)
    pool = replace(
        base,
        ids=[f"P{n:07d}" for n in range(count)],
        sources=base.sources[picks],
        persons=np.arange(count, dtype=np.int32),
        skills=stored.skills,
        denied=base.denied[picks],
        terms=stored.terms,
        numbers=stored.numbers,
        speaks=base.speaks[picks],
        role_of=base.role_of[picks],
        text_vectors=stored.texts,
        profiles=lambda row: _renamed(base, int(picks[row]), f"P{row:07d}"),
        pool_id=f"generated-{count}",
    )
    _ = pool.by_skill, pool.by_term, pool.by_denied, pool.idf, pool.stated, pool.routes
    return pool


def _renamed(base: Columns, row: int, one: str) -> tuple[TalentProfile, Reading]:
    profile, reading = base.profiles(row)
    return profile.model_copy(update={"id": one}), reading


def measure(pool: Columns, rounds: int = 4) -> dict[str, float]:
    """Wall and processor milliseconds of a ranking with the best ten explained."""
    import numpy as np

    asked = [Brief.from_json(AROUND | one) for one in BRIEFS]
    vectors = [embed_brief(brief, pool) for brief in asked]
    wall, cpu = [], []
    for _ in range(rounds):
        for brief, given in zip(asked, vectors, strict=True):
            started, worked = time.perf_counter(), time.process_time()
            rank(brief, pool, k=10, vectors=given)
            wall.append(1000 * (time.perf_counter() - started))
            cpu.append(1000 * (time.process_time() - worked))
    fresh = slice(len(asked), None)
    return {
        "p50": float(np.quantile(wall[fresh], 0.5)),
        "p95": float(np.quantile(wall[fresh], 0.95)),
        "cpu_p50": float(np.quantile(cpu[fresh], 0.5)),
    }


def recall(pool: Columns) -> float:
    """Of the ten best by the exact score over all rows, how many the staged ranking finds."""
    import numpy as np

    from tools.matching.constraints import sieve
    from tools.matching.scoring import score, view_of
    from tools.matching.weights import default_weights

    found = []
    for one in BRIEFS[:3]:
        brief = Brief.from_json(AROUND | one)
        given = embed_brief(brief, pool)
        rows = np.flatnonzero(sieve(brief, pool).codes == 0)
        best: list[tuple[float, str]] = []
        for start in range(0, len(rows), 100_000):
            part = rows[start : start + 100_000]
            scores = score(view_of(brief, pool, part, given), default_weights())
            places = scores.best(10, pool.ids)
            best += [(-scores.totals[p], pool.ids[int(part[p])]) for p in places]
        exact = {one_id for _, one_id in sorted(best)[:10]}
        staged = {c.id for c in rank(brief, pool, k=10, vectors=given).candidates}
        found.append(len(exact & staged) / 10)
    return float(np.mean(found))


def bench_speed(embed: Any, sizes: tuple[int, ...] = tuple(LIMITS)) -> list[dict[str, Any]]:
    """The bars of speed and cost for the sizes."""
    bars = []
    for size in sizes:
        stored = generate(size, embed)
        started = time.perf_counter()
        pool = index(stored)
        rate = size / (time.perf_counter() - started)
        taken = measure(pool)
        limit = LIMITS[size]
        bars += [
            _most(f"rank {size:,} p50", taken["p50"], "ms", limit),
            _most(f"rank {size:,} p95", taken["p95"], "ms", 2 * limit),
            _most(f"rank {size:,} processor time p50", taken["cpu_p50"], "ms", None),
            _least(f"index {size:,}", rate, "profiles/s", 20_000),
        ]
        if size > SMALL:
            bars.append(_least(f"recall@10 of the exact ranking, {size:,}", recall(pool), "", 0.95))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return [*bars, _most("peak memory", peak, "GB", 2.5)]


def _most(name: str, value: float, unit: str, limit: float | None) -> dict[str, Any]:
    ok = limit is None or value <= limit
    return {"name": name, "value": round(value, 3), "unit": unit, "limit": limit, "ok": ok}


def _least(name: str, value: float, unit: str, limit: float) -> dict[str, Any]:
    ok = value >= limit
    return {"name": name, "value": round(value, 3), "unit": unit, "limit": limit, "ok": ok}
