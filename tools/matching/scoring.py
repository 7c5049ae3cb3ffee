"""The score: a weighted sum over the signals that take part, exact to the last bit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tools.matching.brief import Brief
from tools.matching.columns import Columns
from tools.matching.exact import as_bytes, turned
from tools.matching.signals import SIGNALS
from tools.matching.view import View
from tools.matching.weights import Weights

if TYPE_CHECKING:
    import numpy as np

GRID = 2.0**-20
"""Contributions are multiples of this, so that their sum is exact in any order of adding."""

SILENT = ("our_history", "reputation", "responsiveness", "screening", "exploration")


@dataclass(frozen=True)
class Scores:
    """For some rows: the signals that took part, their values, weights and contributions."""

    rows: "np.ndarray"
    signals: tuple[str, ...]
    values: "np.ndarray"
    known: "np.ndarray"
    weights: "np.ndarray"
    contributions: "np.ndarray"
    totals: "np.ndarray"

    def best(self, k: int, ids: Sequence[str]) -> list[int]:
        """Places of the k best rows, highest first; equals stand in the order of their ids."""
        import numpy as np

        if k < len(self.totals):
            least = np.partition(self.totals, -k)[-k] if k > 0 else np.inf
            places = np.flatnonzero(self.totals >= least)
        else:
            places = np.arange(len(self.totals))
        return sorted(places.tolist(), key=lambda p: (-self.totals[p], ids[int(self.rows[p])]))[:k]


def view_of(brief: Brief, pool: Columns, rows: "np.ndarray", vectors: "BriefVectors") -> View:
    """What the signals see."""
    return View(brief, pool, rows, vectors.title, vectors.text, vectors.skills)


@dataclass(frozen=True)
class BriefVectors:
    """The brief's own embeddings as bytes, kept with a ranking so that it replays bit for bit."""

    title: "np.ndarray | None" = None
    text: "np.ndarray | None" = None
    skills: "Mapping[str, np.ndarray]" = field(default_factory=dict)


def embed_brief(brief: Brief, pool: Columns) -> BriefVectors:
    """Embed a brief with the pool's own embedder; nothing where the pool has none."""
    if pool.embed is None:
        return BriefVectors()
    skills = ", ".join(one.name for one in (*brief.must, *brief.nice))
    text = " ".join(f"{brief.title}. {skills}. {brief.text}".split()[:80])
    title = as_bytes(turned(pool.embed([brief.title])))[0] if brief.title else None
    wanted = [one.name for one in (*brief.must, *brief.nice)]
    meant = as_bytes(turned(pool.embed(wanted))) if wanted else ()
    return BriefVectors(
        title, as_bytes(turned(pool.embed([text])))[0], dict(zip(wanted, meant, strict=True))
    )


def score(view: View, weights: Weights) -> Scores:
    """Score the rows: values times shares of weight, each on the grid, summed."""
    import numpy as np

    taken = _taken(view, weights)
    names = tuple(taken)
    values = np.stack([taken[n][0] for n in names]) if names else np.zeros((0, len(view.rows)))
    known = np.stack([taken[n][1] for n in names]) if names else np.zeros((0, len(view.rows)), bool)
    shares = np.array([weights.of(n) for n in names], np.float64)
    shares = shares / shares.sum() if shares.sum() else shares
    shares = np.floor(shares / GRID) * GRID
    values = np.round(np.clip(values, 0, 1), 9)
    contributions = np.floor(values * shares[:, None] / GRID) * GRID
    return Scores(view.rows, names, values, known, shares, contributions, contributions.sum(0))


def _taken(view: View, weights: Weights) -> Mapping[str, tuple["np.ndarray", "np.ndarray"]]:
    """The signals that the brief asks for, that count, and that the pool says something of."""
    found = {}
    for name, signal in SIGNALS.items():
        if weights.of(name) <= 0 or (name in SILENT and name not in view.pool.stated):
            continue
        values = signal(view)
        if values is not None:
            found[name] = (values.value, values.known)
    return found
