"""Whether the library answers at all: a calibrated score over cheap features, not a similarity."""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.library.asked_for import KINDS, figure_missing, kinds
from knowledge.library.asking import Asked
from knowledge.library.index import Index
from knowledge.library.passages import Passage
from knowledge.library.words import STOP, stem, terms_of, words_of

LEARNED = Path(__file__).parent / "data" / "support.json"
SIGNALS = (
    "score",
    "margin",
    "mean_score",
    "cosine",
    "mean_cosine",
    "words",
    "covered_any",
    "covered_body",
    "pairs",
    "asked_terms",
    "asked_mass",
    "covered_by_three",
    "rarest_missing",
    "names_missing",
    "heading_cosine",
    "threaded",
    "elsewhere",
    "elsewhere_three",
    "ahead",
    "heading_ahead",
    "casual",
    "figure_missing",
    *KINDS,
)
# Who types in passing uses other words than a policy does, and fewer of them tell less.
WEIGHED_BY_STYLE = ("cosine", "rarest_missing", "ahead", "score", "names_missing")
LEARNED_FROM = (*SIGNALS, *(f"casual_{name}" for name in WEIGHED_BY_STYLE))
UNKNOWN = 8.0
NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][A-Za-z0-9]+")


def support(index: Index, asked: Asked, found: Sequence[Passage]) -> float:
    """The probability that the passages answer the question."""
    import numpy as np

    if not found:
        return 0.0
    learned = _learned()
    made = np.array(with_style(signals(index, asked, found)))
    scaled = (made - learned["mean"]) / learned["spread"]
    return float(1 / (1 + np.exp(-(scaled @ learned["weights"] + learned["bias"]))))


def threshold() -> float:
    """Below this support the answer is refused."""
    return float(_learned()["threshold"])


def with_style(made: Sequence[float]) -> list[float]:
    """The value of each of LEARNED_FROM, from the values of SIGNALS."""
    named = dict(zip(SIGNALS, made, strict=True))
    return [*made, *(named["casual"] * named[name] for name in WEIGHED_BY_STYLE)]


def signals(index: Index, asked: Asked, found: Sequence[Passage]) -> list[float]:
    """The value of each of SIGNALS, for the passages in their order."""
    best = found[0]
    scores = [p.score for p in found[:5]]
    made = best.features
    bags = [_bag(p) for p in found[:3]]
    stems = set(terms_of(asked.text))
    covered = [
        i for names, i in zip(asked.terms, asked.idf, strict=True) if _has(index, bags, names)
    ]
    first = [i for n, i in zip(asked.terms, asked.idf, strict=True) if not _has(index, bags[:1], n)]
    missing = max([*first, *([UNKNOWN] if asked.unknown else [])], default=0.0)
    heading = float(index.chroma.embed([best.section])[0] @ asked.last)
    closest = max(heading, made["cosine"])
    return [
        scores[0],
        scores[0] - scores[1] if len(scores) > 1 else 1.0,
        sum(scores) / len(scores),
        made["last_cosine"],
        sum(p.features["last_cosine"] for p in found[:5]) / len(scores),
        made["last_bm25"],
        made["covered_any"],
        made["covered_body"],
        made["pairs"],
        float(len(stems)),
        asked.mass,
        sum(covered) / asked.mass,
        missing,
        _names_missing(asked.text, bags),
        heading,
        float(asked.threaded),
        made["elsewhere"],
        made["elsewhere_three"],
        made["cosine"] - made["elsewhere"],
        closest - made["elsewhere"],
        _casual(asked.text),
        figure_missing(asked.text, found[:3]),
        *kinds(asked.text),
    ]


@cache
def _learned() -> "dict[str, Any]":
    import numpy as np

    kept = json.loads(LEARNED.read_text())
    rows = [kept["signals"][name] for name in LEARNED_FROM]
    return {
        "mean": np.array([row["mean"] for row in rows]),
        "spread": np.array([row["spread"] for row in rows]),
        "weights": np.array([row["weight"] for row in rows]),
        "bias": kept["bias"],
        "threshold": kept["threshold"],
    }


def _casual(question: str) -> float:
    """From 0 to 1: how far a question is typed in passing, without a capital or a question mark."""
    return 0.5 * question[:1].islower() + 0.5 * (not question.rstrip().endswith("?"))


def _bag(passage: Passage) -> set[str]:
    heads = " ".join((passage.title, *passage.heading_path))
    return set(terms_of(f"{heads} {' '.join(unit.words for unit in passage.units)}"))


def _has(index: Index, bags: Sequence[set[str]], names: Sequence[int]) -> bool:
    return any(index.terms[name] in bag for bag in bags for name in names)


def _names_missing(question: str, bags: Sequence[set[str]]) -> float:
    """The share of names in the question that none of the passages has."""
    names = [n for n in NAME.findall(question) if n.lower() not in STOP and n != "I"]
    if not names:
        return 0.0
    there = set().union(*bags)
    return sum(not {stem(w) for w in words_of(n)} <= there for n in names) / len(names)
