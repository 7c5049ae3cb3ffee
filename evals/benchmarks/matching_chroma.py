"""What a user would do instead: Chroma's `query` with metadata filters, and scoring in Python.

The people it finds are scored with the exact score, so that only its recall is judged. Its index
is built with fewer links than its defaults, which take twice as long; most of the time of a query
at a million goes into the filter.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime
from math import isnan
from typing import Any

from sqlalchemy import select

from evals.benchmarks.matching_pool import COPIES, DIMENSIONS
from knowledge.database import Sessions
from knowledge.records.talent import TalentRecord
from tools.matching import Brief, rank
from tools.matching.columns import NUMBERS
from tools.matching.constraints import latest_start
from tools.matching.history import State, newest
from tools.matching.packing import HEAD
from tools.matching.scoring import BriefVectors
from tools.matching.store import columns_among

FETCHED, BATCH = 1000, 5000
KEPT = ("hourly_usd", "available")


class Shelf:
    """A Chroma collection over the first people of a database."""

    def __init__(
        self, sessions: Sessions, embed: Any, now: datetime, say: Callable[[str], None]
    ) -> None:
        import chromadb
        from chromadb.config import Settings

        self.sessions, self.embed, self.say, self.size = sessions, embed, say, 0
        self.client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
        self.shelf = self.client.create_collection(
            "talent",
            embedding_function=None,
            configuration={"hnsw": {"ef_construction": 20, "max_neighbors": 8, "num_threads": 2}},
        )
        with sessions() as session:
            self.state = State(*newest(session), now)

    def fill(self, size: int) -> float:
        """Add people up to the size; how many a second."""
        started, before = time.perf_counter(), self.size
        asked = select(
            TalentRecord.id, TalentRecord.source, TalentRecord.facts, TalentRecord.vector
        )
        asked = asked.order_by(TalentRecord.id.like(COPIES), TalentRecord.id)
        with self.sessions() as session:
            rows = session.execute(asked.offset(before).limit(size - before))
            for part in rows.yield_per(BATCH).partitions():
                self._add(part)
                self.size += len(part)
                self.say(f"Chroma holds {self.size:,} of {size:,} people")
        return (size - before) / (time.perf_counter() - started)

    def _add(self, rows: Sequence[Any]) -> None:
        import numpy as np

        stored = [np.frombuffer(row.vector, np.int8)[DIMENSIONS : 2 * DIMENSIONS] for row in rows]
        texts = np.stack(stored).astype(np.float32)
        self.shelf.add(
            ids=[row.id for row in rows],
            embeddings=texts / np.linalg.norm(texts, axis=1, keepdims=True),
            metadatas=[_metadata(row) for row in rows],
        )

    def ask(self, brief: Brief, vectors: BriefVectors) -> set[str]:
        """The ten best of the thousand nearest who are free in time."""
        in_time: Any = {"available": {"$lte": float(latest_start(brief).toordinal())}}
        found = self.shelf.query(
            query_embeddings=[] if vectors.text is None else [vectors.text.astype(float).tolist()],
            n_results=FETCHED,
            where=in_time,
            include=["metadatas", "distances"],
        )
        with self.sessions() as session:
            pool = columns_among(session, self.state, found["ids"][0], self.embed)
            return {one.id for one in rank(brief, pool, k=10, vectors=vectors).candidates}

    def close(self) -> None:
        """Let go of the collection."""
        self.client.delete_collection("talent")


def _metadata(row: Any) -> Any:
    import numpy as np

    words = np.frombuffer(row.facts, np.float64)
    numbers = {name: float(words[HEAD + NUMBERS.index(name)]) for name in KEPT}
    return {name: n for name, n in numbers.items() if not isnan(n)} | {"source": row.source}
