"""Whether the library answers at all: a calibrated score over what is found and read."""

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.library.asked_for import KINDS, kinds
from knowledge.library.asking import Asked
from knowledge.library.cross_encoder import shipped, stretch_of
from knowledge.library.index import Index
from knowledge.library.passages import Passage
from knowledge.library.words import STOP, stem, terms_of, words_of

LEARNED = Path(__file__).parent / "data" / "support.json"
SIGNALS = (
    "covered_body",
    "ahead",
    "asked_words",
    "names_missing",
    "casual",
    "read",
    *KINDS,
)
NEAR, READ = 3, 2
NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][A-Za-z0-9]+")
DESTINATION = re.compile(
    r"\b(?:trains?|flights?|fly|fl(?:ies|ying)|travel\w*|trips?|journeys?|tickets?|drives?)"
    r"(?: over| up| down)? to [A-Z]\w+"
)


def support(index: Index, asked: Asked, found: Sequence[Passage]) -> float:
    """The probability that the passages answer the question."""
    import numpy as np

    if not found:
        return 0.0
    learned = _learned()
    made = np.array(signals(index, asked, found))
    scaled = (made - learned["mean"]) / learned["spread"]
    return float(1 / (1 + np.exp(-(scaled @ learned["weights"] + learned["bias"]))))


def threshold() -> float:
    """Below this support the answer is refused."""
    return float(_learned()["threshold"])


def signals(index: Index, asked: Asked, found: Sequence[Passage]) -> list[float]:
    """The value of each of SIGNALS, for the passages in their order."""
    best, made = found[0], found[0].features
    heading = float(index.chroma.embed([best.section])[0] @ asked.last)
    bags = [_bag(passage) for passage in found[:NEAR]]
    read = [stretch_of(index, asked, passage) for passage in found[:READ]]
    return [
        made["covered_body"],
        max(heading, made["cosine"]) - made["elsewhere"],
        float(len(asked.text.split())),
        _names_missing(asked.text, bags),
        _casual(asked.text),
        max(shipped()(asked.text, read)),
        *kinds(asked.text),
    ]


@cache
def _learned() -> "dict[str, Any]":
    import numpy as np

    kept = json.loads(LEARNED.read_text())
    rows = [kept["signals"][name] for name in SIGNALS]
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


def _names_missing(question: str, bags: Sequence[set[str]]) -> float:
    """The share of names that none of the passages has; where a trip goes does not count."""
    names = [
        n
        for n in NAME.findall(DESTINATION.sub(" ", question))
        if n.lower() not in STOP and n != "I"
    ]
    if not names:
        return 0.0
    there = set().union(*bags)
    return sum(not {stem(w) for w in words_of(n)} <= there for n in names) / len(names)
