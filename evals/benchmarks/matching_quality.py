"""Brief to people: NDCG@10 of the ranker beside BM25, character TF-IDF and plain MiniLM."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.talent import TalentProfile

if TYPE_CHECKING:
    import numpy as np

K = 10
DRAWS = 2000
BLIND = Path(__file__).parent / "data" / "blind_people.json"
Scorer = Callable[[Sequence[str], Sequence[str]], "np.ndarray"]


@dataclass(frozen=True)
class Graded:
    """People, briefs, and for each brief the grades 1 to 3 by id; everybody else has 0."""

    people: Sequence[TalentProfile]
    briefs: Sequence[Mapping[str, Any]]
    grades: Sequence[Mapping[str, int]]


def blind(part: str) -> Graded:
    """A half of the set written by somebody who had not seen the ranker: `tune` or `report`."""
    kept = json.loads(BLIND.read_text(encoding="utf-8"))
    asked = [one for one in kept["briefs"] if one["part"] == part]
    people = [TalentProfile.model_validate(one) for one in kept["profiles"]]
    return Graded(people, asked, [kept["grades"][one["id"]] for one in asked])


def made_up(seed: int = 1) -> Graded:
    """The set made by templates, on which the ranker's reading was tried out."""
    from evals.benchmarks.matching_people import briefs, people, relevance

    pool, asked = people(seed), briefs(seed)
    grades = [{one.profile.id: relevance(b, one) for one in pool} for b in asked]
    return Graded([one.profile for one in pool], [b.brief for b in asked], grades)


def text_of(p: TalentProfile) -> str:
    """A profile as the baselines read it."""
    return f"{p.headline}. {', '.join(s.name for s in p.skills)}. {p.text}"


def query_of(b: Mapping[str, Any]) -> str:
    """A brief as the baselines read it."""
    skills = b["skills"]
    return f"{b['title']}. {b['text']} {', '.join([*skills['must'], *skills['nice']])}"


def ndcg(
    people: Sequence[TalentProfile], grades: Mapping[str, int], ranked: Sequence[str]
) -> float:
    """NDCG@10 with gains 2^grade − 1."""
    import numpy as np

    def gain(listed: Sequence[int]) -> float:
        gains = 2.0 ** np.array(listed) - 1
        return float((gains / np.log2(np.arange(2, len(listed) + 2))).sum())

    best = sorted((grades.get(one.id, 0) for one in people), reverse=True)[:K]
    return gain([grades.get(one, 0) for one in ranked[:K]]) / max(gain(best), 1e-9)


def ours(graded: Graded, embed: Any) -> "np.ndarray":
    """NDCG of the ranker, a value a brief; those it drops come last."""
    import numpy as np

    from tools.matching import Brief, build_pool, rank

    columns = build_pool(graded.people, embed, datetime.now(UTC).date())
    found = []
    for asked, grades in zip(graded.briefs, graded.grades, strict=True):
        brief = Brief.from_json({k: v for k, v in asked.items() if k not in ("id", "part")})
        ranked = [one.id for one in rank(brief, columns, k=K).candidates]
        found.append(ndcg(graded.people, grades, ranked))
    return np.array(found)


def baseline(graded: Graded, score: Scorer) -> "np.ndarray":
    """NDCG of a text ranker, a value a brief."""
    import numpy as np

    ids = [one.id for one in graded.people]
    scores = score([text_of(p) for p in graded.people], [query_of(b) for b in graded.briefs])
    orders = np.argsort(-scores, axis=1, kind="stable")[:, :K]
    ranked = [[ids[place] for place in order] for order in orders.tolist()]
    pairs = zip(graded.grades, ranked, strict=True)
    return np.array([ndcg(graded.people, grades, order) for grades, order in pairs])


def bm25(texts: Sequence[str], queries: Sequence[str]) -> "np.ndarray":
    """BM25, stemmed."""
    import bm25s
    import numpy as np
    import Stemmer

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    stemmer = Stemmer.Stemmer("english")
    index = bm25s.BM25(k1=0.9, b=0.4)
    index.index(
        bm25s.tokenize(list(texts), stemmer=stemmer, show_progress=False), show_progress=False
    )
    found = [
        index.get_scores(
            bm25s.tokenize(q, stemmer=stemmer, return_ids=False, show_progress=False)[0]
        )
        for q in queries
    ]
    return np.array(found)


def characters(texts: Sequence[str], queries: Sequence[str]) -> "np.ndarray":
    """Character TF-IDF."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    index = words.fit_transform(texts)
    dense: np.ndarray = (words.transform(queries) @ index.T).toarray()
    return dense


def minilm(embed: Any) -> Any:
    """Plain MiniLM over the same texts."""
    return lambda texts, queries: embed(queries) @ embed(texts).T


def least_lead(one: "np.ndarray", other: "np.ndarray") -> float:
    """The lower end of the 95 % paired bootstrap interval of the mean difference."""
    import numpy as np

    rng = np.random.default_rng(7)
    gaps = one - other
    means = gaps[rng.integers(0, len(gaps), (DRAWS, len(gaps)))].mean(1)
    return float(np.quantile(means, 0.025))


def bench_people(embed: Any) -> list[dict[str, Any]]:
    """The bars of brief to people, on what nothing was tuned on; the other sets beside it."""
    graded = blind("report")
    mine = ours(graded, embed)
    bars = [bar("people NDCG@10", float(mine.mean()), 0.90)]
    for name, score in (
        ("BM25", bm25),
        ("character TF-IDF", characters),
        ("MiniLM", minilm(embed)),
    ):
        theirs = baseline(graded, score)
        bars.append(bar(f"people NDCG@10, {name}", float(theirs.mean()), None))
        bars.append(bar(f"people lead over {name}, low end", least_lead(mine, theirs), 0.0))
    for name, other in (("the half to tune on", blind("tune")), ("made by templates", made_up())):
        bars.append(bar(f"people NDCG@10, {name}", float(ours(other, embed).mean()), None))
    return bars


def bar(name: str, value: float, least: float | None, unit: str = "") -> dict[str, Any]:
    """A bar that is met by at least so much; without a limit it is only reported."""
    return {
        "name": name,
        "value": round(value, 4),
        "unit": unit,
        "limit": least,
        "ok": least is None or value >= least,
    }
