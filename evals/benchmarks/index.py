"""The benchmarks by name: what each measures, and the function that does."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from knowledge.errors import BadInput


@dataclass(frozen=True)
class Benchmark:
    """One benchmark: what it measures, and where its function is."""

    what: str
    module: str
    function: str

    def load(self) -> Callable[..., dict[str, Any]]:
        """The function; its module is imported only now."""
        found: Callable[..., dict[str, Any]] = getattr(import_module(self.module), self.function)
        return found


BENCHMARKS = {
    "turns": Benchmark(
        "speed of a turn, of the start and of --help", "evals.benchmarks.turns", "bench_turns"
    ),
    "understanding": Benchmark(
        "intents and fields on messages not tuned on",
        "evals.benchmarks.understanding",
        "bench_understanding",
    ),
    "policies": Benchmark(
        "retrieval, refusal and speed of policy answers",
        "evals.benchmarks.policies",
        "bench_policies",
    ),
    "match": Benchmark(
        "quality and speed of rankings and skill links", "evals.benchmarks.matching", "bench_match"
    ),
    "slack": Benchmark("a local Slack under load", "evals.benchmarks.slack", "bench_slack"),
    "tokens": Benchmark(
        "input tokens of a filed request, against a plain agent",
        "evals.benchmarks.tokens",
        "bench_tokens",
    ),
}


def run(name: str, *, quick: bool = False) -> dict[str, Any]:
    """Run one benchmark; returns its bars and what they were measured on.

    Raises:
        BadInput: there is no benchmark of that name.
    """
    if name not in BENCHMARKS:
        raise BadInput(f"There is no benchmark {name!r}; there are {', '.join(BENCHMARKS)}.")
    return BENCHMARKS[name].load()(quick=quick)
