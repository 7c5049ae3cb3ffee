"""The curve of ranking time over pool size: `sourcing bench match --json`, then this over its bars.

`python -m evals.benchmarks.matching_plot BARS.json FILE.svg`
"""

import json
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from evals.benchmarks.matching_speed import LIMITS

SHOWN = {
    r"rank ([\d,]+) p50": "ours",
    r"rank ([\d,]+) p95": "ours, p95",
    r"Chroma and Python ([\d,]+) p50": "Chroma and Python",
}
Points = dict[str, list[tuple[int, float]]]


def points(bars: list[dict[str, Any]]) -> Points:
    """Milliseconds by size, a line a name."""
    found: Points = defaultdict(list)
    for bar in bars:
        for pattern, name in SHOWN.items():
            if match := re.fullmatch(pattern, bar["name"]):
                found[name].append((int(match[1].replace(",", "")), bar["value"]))
    return dict(found)


def draw(lines: Points, file: Path) -> None:
    """Draw the curves and the bars, sizes and times both on a scale of powers."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4.2))
    for name, row in lines.items():
        axes.plot([size for size, _ in row], [taken for _, taken in row], marker="o", label=name)
    axes.plot(list(LIMITS), list(LIMITS.values()), "k--", linewidth=1, label="bar")
    axes.set(xscale="log", yscale="log", xlabel="profiles", ylabel="milliseconds")
    axes.legend()
    figure.tight_layout()
    figure.savefig(file)
    plt.close(figure)


if __name__ == "__main__":
    bars = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["bars"]
    draw(points(bars), Path(sys.argv[2]))
