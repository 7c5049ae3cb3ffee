"""The suites by name, and the bars that each is held to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

from evals.runner import Result, play
from evals.scenarios import Scenario, scenarios
from evals.stage import Stage, staged
from knowledge.errors import BadInput

SUITES = ("understanding", "scenarios")
TIMES = 4
PASS_BAR = 0.95
TURNS_BAR = 4
SAMPLE = 12
PROCESSES, MANY, SHARE = 2, 24, 4
"""Processes for many scenarios, from how many on, and how many one takes at a time."""


def run_suites(suite: str, *, model: str | None = None, quick: bool = False) -> dict[str, Any]:
    """Run one suite or all; returns the bars, and what failed.

    Raises:
        BadInput: there is no such suite, it has nothing to do with a live model, or there is no
            key for that model.
    """
    if suite not in (*SUITES, "all"):
        raise BadInput(f"There is no suite {suite!r}; there are {', '.join(SUITES)} and all.")
    if model is not None and suite == "understanding":
        raise BadInput("Understanding measures the embedded model's reader: leave out --model.")
    found: dict[str, Any] = {"bars": [], "model": model or "embedded"}
    if suite in ("understanding", "all") and model is None:
        from evals.benchmarks.understanding import bench_understanding

        understood = bench_understanding(quick=quick)
        found["bars"] += understood.pop("bars")
        found["understanding"] = understood
    if suite in ("scenarios", "all"):
        judged = judge_scenarios(model=model, quick=quick)
        found["bars"] += judged.pop("bars")
        found["scenarios"] = judged
    return found


def judge_scenarios(*, model: str | None, quick: bool) -> dict[str, Any]:
    """The scenarios that are reported, each played with several seeds that must all pass."""
    chosen, times = scenarios("report"), TIMES
    if quick:
        chosen, times = sample(chosen), 1
    results = play_all(chosen, range(times), model=model)
    return summary(results, times) | {"half": "report", "of": len(scenarios())}


def play_all(
    chosen: Sequence[Scenario], seeds: Sequence[int], *, model: str | None
) -> list[Result]:
    """Play the scenarios with each seed, with a progress bar on stderr.

    Many are shared out among processes; a live model is asked by one alone, for the sake of its
    limits.
    """
    jobs = [(scenario, seed) for scenario in chosen for seed in seeds]
    with staged(model) as stage:
        if model is not None or len(jobs) < MANY:
            return list(_tracked((play(stage, *job) for job in jobs), len(jobs)))
        with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as processes:
            played = processes.map(partial(_play, stage.home), jobs, chunksize=SHARE)
            return list(_tracked(played, len(jobs)))


def _tracked(results: Iterable[Result], total: int) -> Iterable[Result]:
    from rich.console import Console
    from rich.progress import track

    return track(results, "Scenarios", total, console=Console(stderr=True))


def _play(home: Path, job: tuple[Scenario, int]) -> Result:
    return play(_stage(home), *job)


@cache
def _stage(home: Path) -> Stage:
    """A process's own stage over a home that is seeded already."""
    return Stage(home)


def sample(chosen: Sequence[Scenario], size: int = SAMPLE) -> tuple[Scenario, ...]:
    """Some scenarios, evenly spread over their names, always the same."""
    step = max(1, len(chosen) // size)
    return tuple(chosen[::step][:size])


def summary(results: Sequence[Result], times: int) -> dict[str, Any]:
    """The bars and the failures of what was played."""
    failed: dict[str, list[Result]] = {}
    for result in results:
        failed.setdefault(result.scenario.id, [])
        if not result.ok:
            failed[result.scenario.id].append(result)
    passed = sum(not runs for runs in failed.values()) / len(failed)
    needed = [r.turns_to_confirmation or 99 for r in results if r.scenario.complete_but_two]
    kinds = Counter(r.scenario.kind for r in results if r.seed == 0)
    return {
        "bars": [
            _bar(f"scenarios.pass^{times}", passed, "share", PASS_BAR, passed >= PASS_BAR),
            *_turns_bar(needed),
        ],
        "scenarios": len(failed),
        "seeds": times,
        "kinds": dict(sorted(kinds.items())),
        "failed": [
            {"id": r.scenario.id, "seed": r.seed, "problems": list(r.problems)}
            for runs in failed.values()
            for r in runs
        ],
    }


def _turns_bar(needed: Sequence[int]) -> list[dict[str, Any]]:
    if not needed:
        return []
    value = median(needed)
    name = "scenarios.turns_to_confirmation, median"
    return [_bar(name, value, "turns", TURNS_BAR, value <= TURNS_BAR)]


def _bar(name: str, value: float, unit: str, limit: float, ok: bool) -> dict[str, Any]:
    return {"name": name, "value": round(value, 4), "unit": unit, "limit": limit, "ok": ok}
