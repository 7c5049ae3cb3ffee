"""Linking: titles to occupations, other names to skills, sentences to skills, beside MiniLM."""

import ast
import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from evals.benchmarks.matching_quality import bar

if TYPE_CHECKING:
    import numpy as np

DATA = Path(__file__).parents[2] / ".." / "shared" / "data"
HELD = 400
K = 5


def bench_titles(embed: Any, every: int = 1) -> list[dict[str, Any]]:
    """MELO: a title's rank among all surface forms of all concepts."""
    from knowledge.skills.titles import read_titles

    folder = DATA / "melo-usa-en"
    linker = read_titles(folder / "corpus_elements.tsv", embed)
    plain = read_titles(folder / "corpus_elements.tsv", embed)
    plain.concepts = None
    places = {one: n for n, one in enumerate(linker.ids)}
    right: dict[str, list[int]] = defaultdict(list)
    for query, _, element, _ in _rows(folder / "annotations.tsv"):
        right[query].append(places[element])
    asked = [(q, t) for q, t in _rows(folder / "queries.tsv")][::every]
    alone = embed([t for _, t in asked]) @ linker.vectors.T
    measured = {
        "": [_found(linker.scores(t), right[q]) for q, t in asked],
        ", titles alone": [_found(plain.scores(t), right[q]) for q, t in asked],
        ", MiniLM": [
            _found(s[linker.of_title], right[q]) for s, (q, _) in zip(alone, asked, strict=True)
        ],
    }
    limits = {"": (0.66, 0.40)}
    bars = []
    for name, found in measured.items():
        mrr, mean = (sum(column) / len(found) for column in zip(*found, strict=True))
        least = limits.get(name, (None, None))
        bars += [bar(f"MELO MRR{name}", mrr, least[0]), bar(f"MELO MAP{name}", mean, least[1])]
    return bars


def _found(scores: "np.ndarray", right: Sequence[int]) -> tuple[float, float]:
    """Reciprocal rank and average precision of the right places."""
    import numpy as np

    order = np.argsort(-scores, kind="stable")
    ranks = np.flatnonzero(np.isin(order, right)) + 1
    return 1 / float(ranks[0]), float(np.mean(np.arange(1, len(ranks) + 1) / ranks))


def bench_aliases(embed: Any) -> list[dict[str, Any]]:
    """Names that are taken out of the file first: their vectors leave the concept's mean."""
    import numpy as np

    from knowledge.skills import Taxonomy
    from knowledge.skills.linking import Linker

    concepts = list(Taxonomy.load().concepts)
    draw = Random(11)
    able = [n for n, c in enumerate(concepts) if c.source == "ESCO" and len(c.forms) > 3]
    chosen = draw.sample(able, HELD)
    names = [draw.choice(concepts[n].forms[1:]) for n in chosen]
    for place, name in zip(chosen, names, strict=True):
        kept = tuple(form for form in concepts[place].forms if form != name)
        concepts[place] = replace(concepts[place], forms=kept)
    linker = Linker(Taxonomy(concepts), embed)
    for place in chosen:
        linker.set_mean(place, embed([concepts[place].name, *concepts[place].forms[1:]]).mean(0))
    hits = [
        linker.link(name, 1)[0].name.lower() == concepts[place].name.lower()
        for place, name in zip(chosen, names, strict=True)
    ]
    alone = embed(names) @ linker.plain_names.T
    plain = [
        concepts[int(best)].forms[0] == concepts[p].forms[0]
        for best, p in zip(alone.argmax(1), chosen, strict=True)
    ]
    return [
        bar("alias to skill, accuracy at 1", float(np.mean(hits)), 0.86),
        bar("alias to skill, MiniLM on names", float(np.mean(plain)), None),
    ]


def bench_sentences(embed: Any, every: int = 2) -> list[dict[str, Any]]:
    """JobSkape's odd rows: R-precision at 5; even rows were used to choose the settings."""
    import numpy as np

    from knowledge.skills import Taxonomy
    from knowledge.skills.linking import Linker

    linker = Linker(Taxonomy.load(), embed)
    names = [concept.name.lower() for concept in linker.taxonomy.concepts]
    known, ours, plain = set(names), [], []
    with (DATA / "skill-sentences" / "jobskape.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[1::every]
    for row in rows:
        wanted = {one.lower() for one in ast.literal_eval(row["skills"])} & known
        if not wanted:
            continue
        shown = [one.name.lower() for one in linker.link(row["sentence"], K)]
        near = linker.plain_names @ embed([row["sentence"]])[0]
        alone = list(dict.fromkeys(names[n] for n in np.argsort(-near)[: 2 * K]))[:K]
        ours.append(_precision(shown, wanted))
        plain.append(_precision(alone, wanted))
    lead = float(np.mean(ours) / np.mean(plain) - 1)
    return [
        bar("sentence to skills RP@5", float(np.mean(ours)), None),
        bar("sentence to skills RP@5, MiniLM", float(np.mean(plain)), None),
        bar("sentence to skills, lead over MiniLM", lead, 0.15),
    ]


def _precision(shown: Sequence[str], wanted: set[str]) -> float:
    return sum(name in wanted for name in shown) / min(K, len(wanted))


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
