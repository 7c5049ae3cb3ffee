"""What a user would do instead: Chroma's `query` with metadata filters, and scoring in Python."""

import time
from typing import TYPE_CHECKING, Any

from evals.benchmarks.matching_speed import AROUND, BRIEFS, Stored
from tools.matching import Brief
from tools.matching.scoring import embed_brief

if TYPE_CHECKING:
    import numpy as np

FETCHED, BATCH = 1000, 2000


def bench_chroma(stored: Stored, rounds: int = 3) -> dict[str, float]:
    """Wall milliseconds of a query of 1,000 with a filter and a second scoring; and the build."""
    import chromadb
    import numpy as np
    from chromadb.config import Settings

    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    shelf = client.create_collection("talent", embedding_function=None)
    started = time.perf_counter()
    _fill(shelf, stored)
    built = len(stored.picks) / (time.perf_counter() - started)
    asked = [Brief.from_json(AROUND | one) for one in BRIEFS]
    vectors = [embed_brief(brief, stored.base).text for brief in asked]
    taken = []
    for _ in range(rounds):
        for brief, vector in zip(asked, vectors, strict=True):
            began = time.perf_counter()
            _ask(shelf, brief, vector)
            taken.append(1000 * (time.perf_counter() - began))
    client.delete_collection("talent")
    return {"p50": float(np.quantile(taken[len(asked) :], 0.5)), "built": built}


def _fill(shelf: Any, stored: Stored) -> None:
    base = stored.base
    skills = [frozenset(base.profiles(row)[1].credit) for row in range(len(base))]
    for start in range(0, len(stored.picks), BATCH):
        rows = range(start, min(start + BATCH, len(stored.picks)))
        shelf.add(
            ids=[f"P{row:07d}" for row in rows],
            embeddings=[stored.texts[row].astype(float).tolist() for row in rows],
            metadatas=[_metadata(stored, skills, row) for row in rows],
        )


def _metadata(stored: Stored, skills: list[frozenset[str]], row: int) -> dict[str, Any]:
    held = skills[int(stored.picks[row])]
    rate = float(stored.numbers["hourly_usd"][row])
    free = float(stored.numbers["available"][row])
    return {"skills": "|".join(sorted(held)), "rate": rate, "free": free}


def _ask(shelf: Any, brief: Brief, vector: "np.ndarray | None") -> list[str]:
    latest = float(brief.start.toordinal() + 28) if brief.start else 1e9
    found = shelf.query(
        query_embeddings=[[] if vector is None else vector.tolist()],
        n_results=FETCHED,
        where={"free": {"$lte": latest}},
        include=["metadatas", "distances"],
    )
    rows = zip(found["ids"][0], found["metadatas"][0], found["distances"][0], strict=True)
    scored = [(_score(brief, metadata, distance), one) for one, metadata, distance in rows]
    return [one for _, one in sorted(scored, reverse=True)[:10]]


def _score(brief: Brief, metadata: dict[str, Any], distance: float) -> float:
    held = metadata["skills"].split("|")
    shown = sum(one.key in held for one in brief.must) / max(len(brief.must), 1)
    rate = float(metadata["rate"])
    dear = max(0.0, rate / (brief.hourly_usd or 1e9) - 1)
    return shown - 0.2 * dear - 0.0001 * distance
