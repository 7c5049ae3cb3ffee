"""Every measure of matching in one run: links, people, speed, and Chroma beside it."""

from collections.abc import Callable
from typing import Any

from evals.benchmarks.matching_links import DATA, bench_aliases, bench_sentences, bench_titles
from evals.benchmarks.matching_quality import bench_people
from evals.benchmarks.matching_speed import bench_speed
from knowledge.embedding import Embedder
from knowledge.errors import BadInput

SMALLEST = (10_000,)


def bench_match(*, quick: bool = False) -> dict[str, Any]:
    """The bars of matching; `quick` leaves out titles, sentences and the larger pools."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    if not quick and not DATA.is_dir():
        raise BadInput(
            "The benchmark data is not there: it belongs in shared/data beside the project."
        )
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("people graded for briefs", total=None)

        def say(what: str) -> None:
            progress.update(task, description=what)

        return {"bars": _bars(say, quick=quick)}


def _bars(say: Callable[[str], None], *, quick: bool) -> list[dict[str, Any]]:
    embed = Embedder()
    if quick:
        return bench_people(embed) + bench_speed(embed, SMALLEST, say)
    # Speed first: what the other measures hold in memory does not count against the pool.
    bars = bench_speed(embed, say=say)
    for what, measure in (
        ("people graded for briefs", bench_people),
        ("titles linked to occupations", bench_titles),
        ("other names linked to skills", bench_aliases),
        ("sentences linked to skills", bench_sentences),
    ):
        say(what)
        bars += measure(embed)
    return bars
