"""Brief to people: NDCG@10 of the ranker beside BM25, character TF-IDF and plain MiniLM."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from evals.benchmarks.matching_people import Asked, Truth, briefs, people, relevance

if TYPE_CHECKING:
    import numpy as np

K = 10


def text_of(truth: Truth) -> str:
    """A profile as the baselines read it."""
    p = truth.profile
    return f"{p.headline}. {', '.join(s.name for s in p.skills)}. {p.text}"


def query_of(asked: Asked) -> str:
    """A brief as the baselines read it."""
    b = asked.brief
    return f"{b['title']}. {b['text']} {', '.join(b['skills']['must'] + b['skills']['nice'])}"


def ndcg(grades: Sequence[int], ranked: Sequence[int], k: int = K) -> float:
    """NDCG@k with gains 2^grade − 1; `ranked` are places of `grades`, the best first."""
    import numpy as np

    gains = 2.0 ** np.array(grades) - 1
    discounts = 1 / np.log2(np.arange(2, k + 2))
    best = np.sort(gains)[::-1][:k]
    got = gains[list(ranked)[:k]]
    return float(
        (got * discounts[: len(got)]).sum() / max((best * discounts[: len(best)]).sum(), 1e-9)
    )


def ours(pool: list[Truth], asked: list[Asked], embed: Any) -> "np.ndarray":
    """NDCG of the ranker, a value a brief; those it drops come last."""
    import numpy as np

    from tools.matching import Brief, build_pool, rank

    columns = build_pool([one.profile for one in pool], embed)
    places = {one.profile.id: n for n, one in enumerate(pool)}
    found = []
    for one in asked:
        ranking = rank(Brief.from_json(one.brief), columns, k=K)
        order = [places[c.id] for c in ranking.candidates]
        found.append(ndcg([relevance(one, truth) for truth in pool], order))
    return np.array(found)


def baseline(pool: list[Truth], asked: list[Asked], score: Any) -> "np.ndarray":
    """NDCG of a text ranker, a value a brief."""
    import numpy as np

    scores = score([text_of(one) for one in pool], [query_of(one) for one in asked])
    orders = np.argsort(-scores, axis=1, kind="stable")
    grades = [[relevance(one, truth) for truth in pool] for one in asked]
    return np.array([ndcg(g, o) for g, o in zip(grades, orders.tolist(), strict=True)])


def bm25(texts: Sequence[str], queries: Sequence[str]) -> "np.ndarray":
    """BM25, stemmed."""
    import bm25s
    import numpy as np
    import Stemmer

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


def least_lead(one: "np.ndarray", other: "np.ndarray", draws: int = 2000) -> float:
    """The lower end of the 95 % paired bootstrap interval of the mean difference."""
    import numpy as np

    rng = np.random.default_rng(7)
    gaps = one - other
    means = gaps[rng.integers(0, len(gaps), (draws, len(gaps)))].mean(1)
    return float(np.quantile(means, 0.025))


def bench_people(embed: Any, seed: int = 1) -> list[dict[str, Any]]:
    """The bars of brief to people."""
    pool, asked = people(seed), briefs(seed)
    mine = ours(pool, asked, embed)
    bars = [bar("people NDCG@10", float(mine.mean()), 0.90)]
    for name, score in (
        ("BM25", bm25),
        ("character TF-IDF", characters),
        ("MiniLM", minilm(embed)),
    ):
        theirs = baseline(pool, asked, score)
        bars.append(bar(f"people NDCG@10, {name}", float(theirs.mean()), None))
        bars.append(bar(f"people lead over {name}, low end", least_lead(mine, theirs), 0.0))
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
