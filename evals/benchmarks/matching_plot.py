"""The curve of ranking time over pool size: `python -m evals.benchmarks.matching_plot FILE`."""

import sys
from pathlib import Path

from evals.benchmarks.matching_chroma import bench_chroma
from evals.benchmarks.matching_speed import LIMITS, generate, index, measure

Points = dict[str, list[tuple[int, float]]]
CHROMA_UP_TO = 100_000


def measured() -> Points:
    """Milliseconds by size: ours by the clock and by the processor, and Chroma's."""
    from knowledge.embedding import Embedder

    embed = Embedder()
    points: Points = {"ours, clock": [], "ours, processor": [], "Chroma and Python, clock": []}
    for size in LIMITS:
        stored = generate(size, embed)
        taken = measure(index(stored))
        points["ours, clock"].append((size, taken["p50"]))
        points["ours, processor"].append((size, taken["cpu_p50"]))
        if size <= CHROMA_UP_TO:
            points["Chroma and Python, clock"].append((size, bench_chroma(stored)["p50"]))
    return points


def draw(points: Points, file: Path) -> None:
    """Draw the curves and the bars, sizes and times both on a scale of powers."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.2))
    for name, row in points.items():
        axes.plot([size for size, _ in row], [taken for _, taken in row], marker="o", label=name)
    axes.plot(list(LIMITS), list(LIMITS.values()), "k--", linewidth=1, label="bar")
    axes.set(xscale="log", yscale="log", xlabel="profiles", ylabel="milliseconds, p50")
    axes.legend()
    figure.tight_layout()
    figure.savefig(file)
    plt.close(figure)


if __name__ == "__main__":
    draw(measured(), Path(sys.argv[1]))
