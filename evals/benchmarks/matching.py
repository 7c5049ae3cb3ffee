"""Every measure of matching in one run: links, people, explanations, speed."""

from typing import Any

from evals.benchmarks.matching_chroma import bench_chroma
from evals.benchmarks.matching_links import DATA, bench_aliases, bench_sentences, bench_titles
from evals.benchmarks.matching_quality import bar, bench_people
from evals.benchmarks.matching_speed import bench_speed, generate
from knowledge.embedding import Embedder
from knowledge.errors import BadInput


def bench_match(*, quick: bool = False) -> dict[str, Any]:
    """The bars of matching; `quick` leaves out titles, sentences and the million."""
    if not quick and not DATA.is_dir():
        raise BadInput(
            "The benchmark data is not there: it belongs in shared/data beside the project."
        )
    embed = Embedder()
    bars = bench_people(embed)
    if quick:
        return {"bars": bars + bench_speed(embed, (10_000,))}
    bars += bench_titles(embed) + bench_aliases(embed) + bench_sentences(embed)
    bars += bench_speed(embed)
    return {"bars": bars + [_beside(embed, size) for size in (10_000, 100_000)]}


def _beside(embed: Embedder, size: int) -> dict[str, Any]:
    """Chroma's own way at that size; a million would take twenty minutes to fill."""
    found = bench_chroma(generate(size, embed))
    return bar(f"Chroma and Python, {size:,} p50", found["p50"], None, "ms")
