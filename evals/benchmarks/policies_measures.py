"""Ranking measures, and the rankers that the library is compared with in the same run."""

import math
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from evals.benchmarks.policies_data import Question, QuestionSet
from knowledge.library.asking import EMPHASIS, understand
from knowledge.library.index import Index
from knowledge.library.passages import Passage
from knowledge.library.retrieval import retrieve
from knowledge.library.rights import ANYONE, NEVER
from knowledge.library.words import terms_of

DEEP = 10
RRF = 60
Ranker = Callable[[Question], list[str]]


def ndcg(ranked: Sequence[str], gold: Collection[str], deep: int = DEEP) -> float:
    """Normalised discounted cumulative gain of the first `deep`."""
    gained = sum(1 / math.log2(i + 2) for i, name in enumerate(ranked[:deep]) if name in gold)
    return gained / sum(1 / math.log2(i + 2) for i in range(min(deep, len(gold))))


def recall(ranked: Sequence[str], gold: Collection[str], deep: int) -> float:
    """The share of the gold among the first `deep`."""
    return len(set(ranked[:deep]) & set(gold)) / len(gold)


def measured(rank: Ranker, questions: Sequence[Question]) -> dict[str, float]:
    """nDCG@10, R@5 and R@1 of a ranker over the report part."""
    rows = [
        (ndcg(found, q.gold), recall(found, q.gold, 5), recall(found, q.gold, 1))
        for q in questions
        if q.gold and q.part == "report"
        for found in [rank(q)]
    ]
    means = np.mean(rows, axis=0) if rows else np.zeros(3)
    return dict(zip(("ndcg", "r5", "r1"), means.tolist(), strict=True), n=float(len(rows)))


def ours(questions: QuestionSet, index: Index) -> Ranker:
    """The library's own ranking."""

    def rank(question: Question) -> list[str]:
        asked = understand(index, question.text, question.thread)
        return named(questions, retrieve(index, asked, ANYONE, NEVER, DEEP))

    return rank


def named(questions: QuestionSet, found: Sequence[Passage]) -> list[str]:
    """Passages by the names that the gold of a set uses."""
    return [f"{p.document}#{p.anchor}" if questions.by_section else p.document for p in found]


def rivals(questions: QuestionSet, index: Index, cache: Path) -> dict[str, Ranker]:
    """BM25, MiniLM through stock Chroma, and both by reciprocal ranks, over whole passages."""
    import bm25s

    names, texts = _whole(questions, index)
    words = bm25s.BM25(k1=0.9, b=0.4)
    words.index([terms_of(text) or ["-"] for text in texts], show_progress=False)
    chroma = _stock_chroma(names, texts, index, cache)

    def by_words(question: Question) -> list[str]:
        scores = words.get_scores(terms_of(_asked(question)) or ["-"])
        return [names[i] for i in np.argsort(-scores, kind="stable")[:50]]

    def by_meaning(question: Question) -> list[str]:
        vector = index.chroma.embed([_asked(question)])[0]
        got = chroma.query(query_embeddings=[vector], n_results=min(50, len(names)))
        return [names[int(i)] for i in got["ids"][0]]

    def by_ranks(question: Question) -> list[str]:
        scores: dict[str, float] = {}
        for ranked in (by_words(question), by_meaning(question)):
            for place, name in enumerate(ranked):
                scores[name] = scores.get(name, 0.0) + 1 / (RRF + place)
        return sorted(scores, key=lambda name: -scores[name])

    return {"BM25": by_words, "MiniLM in stock Chroma": by_meaning, "RRF": by_ranks}


def _asked(question: Question) -> str:
    if not question.thread:
        return question.text
    return " ".join([*question.thread, *[question.text] * EMPHASIS])


def _whole(questions: QuestionSet, index: Index) -> tuple[list[str], list[str]]:
    if not questions.by_section:
        return [e.document for e in questions.editions], [e.text for e in questions.editions]
    names, texts = [], []
    for number in range(len(index.section_units)):
        kept = index.section(number)
        document = index.editions[int(index.section_units[number, 2])].document
        names.append(f"{document}#{kept['anchor']}")
        texts.append(f"{' > '.join(kept['heading_path'])}\n{kept['text']}")
    return names, texts


def _stock_chroma(names: list[str], texts: list[str], index: Index, cache: Path) -> Any:
    import chromadb

    stored = cache / "whole.npy"
    if not stored.is_file() or len(np.load(stored)) != len(texts):
        np.save(stored, index.chroma.embed(texts))
    client = chromadb.EphemeralClient()
    name = f"stock-{abs(hash(str(cache)))}"
    collection = client.get_or_create_collection(name, metadata={"hnsw:space": "cosine"})
    vectors = np.load(stored)
    for low in range(0, len(names), 2000):
        ids = [str(i) for i in range(low, min(low + 2000, len(names)))]
        collection.upsert(ids=ids, embeddings=list(vectors[low : low + 2000]))
    return collection
