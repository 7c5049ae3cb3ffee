"""Every measure of matching in one run: links, people, speed, and Chroma beside it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from evals.benchmarks.matching_links import DATA, bench_aliases, bench_sentences, bench_titles
from evals.benchmarks.matching_quality import bench_people
from evals.benchmarks.matching_speed import bench_speed
from knowledge.embedding import Embedder
from knowledge.errors import BadInput
from knowledge.seed.vectors import Embed, Remembering

if TYPE_CHECKING:
    import numpy as np

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


class Once:
    """An embedder that computes each text once, as several measures are taken of the same texts."""

    def __init__(self, embed: Embed) -> None:
        self.embed = embed
        self.kept: dict[str, np.ndarray] = {}

    def __call__(self, texts: Sequence[str]) -> "np.ndarray":
        """Embed the texts; shape (len(texts), 384), rows of length one."""
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if text not in self.kept]
        self.kept |= dict(zip(new, self.embed(new), strict=True))
        return np.stack([self.kept[text] for text in texts])


def _bars(say: Callable[[str], None], *, quick: bool) -> list[dict[str, Any]]:
    shipped = Remembering(Embedder())
    embed = Once(shipped)
    if quick:
        return bench_people(embed) + bench_speed(shipped, SMALLEST, say)
    # Speed first: what the other measures hold in memory does not count against the pool.
    bars = bench_speed(shipped, say=say)
    for what, measure in (
        ("people graded for briefs", bench_people),
        ("titles linked to occupations", bench_titles),
        ("other names linked to skills", bench_aliases),
        ("sentences linked to skills", bench_sentences),
    ):
        say(what)
        bars += measure(embed)
    return bars
