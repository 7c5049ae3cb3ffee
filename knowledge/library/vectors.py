"""The vector half of the index: Chroma collections, one for each audience.

Sections in force today without a known end share a collection that needs no date filter, so that
the usual question costs no metadata scan; the rest of an audience is filtered by date.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from knowledge.errors import Unavailable
from knowledge.library.rights import NEVER

if TYPE_CHECKING:
    import numpy as np

Embed = Callable[[Sequence[str]], "np.ndarray"]
BATCH = 2000
SETTINGS = {"hnsw": {"space": "cosine", "ef_construction": 100, "ef_search": 100}}


@dataclass(frozen=True)
class Entry:
    """One chunk as Chroma keeps it; two equal entries need no writing."""

    key: str
    collection: str
    start: int
    end: int


def collection_name(audience: Iterable[str], end: int, start: int, today: int) -> str:
    """Where a chunk lives: by audience, and by whether a date filter is needed."""
    current = end == NEVER and start <= today
    digest = sha256("\n".join(sorted(audience)).encode()).hexdigest()[:16]
    return f"{'current' if current else 'dated'}-{digest}"


class Vectors:
    """Chroma's persistent client over one folder."""

    def __init__(self, folder: Path, embed: Embed) -> None:
        self.folder = folder
        self.embed = embed
        self._client: Any = None
        self._opening = Lock()
        self._open: dict[str, Any] = {}

    @property
    def client(self) -> Any:
        """The client, made on first use because the import alone takes most of a second."""
        # Two questions of one message may ask at the same time, and only one may open the files.
        with self._opening:
            if self._client is None:
                import chromadb
                from chromadb.config import Settings

                settings = Settings(anonymized_telemetry=False)
                self._client = chromadb.PersistentClient(str(self.folder), settings=settings)
        return self._client

    def query(
        self, vector: "np.ndarray", collections: Mapping[str, bool], day: int, count: int
    ) -> list[tuple[str, float]]:
        """The nearest chunk keys with their cosine, from the collections this reader may see."""
        found: list[tuple[str, float]] = []
        where = {"$and": [{"from": {"$lte": day}}, {"until": {"$gte": day}}]}
        for name, dated in collections.items():
            result = self._collection(name).query(
                query_embeddings=[vector],
                n_results=count,
                where=where if dated else None,
                include=["distances"],
            )
            pairs = zip(result["ids"][0], result["distances"][0], strict=True)
            found.extend((key, 1.0 - float(distance)) for key, distance in pairs)
        return sorted(found, key=lambda pair: -pair[1])[:count]

    def change(
        self,
        before: Mapping[str, Entry],
        after: Mapping[str, Entry],
        rows: Mapping[str, "np.ndarray"],
    ) -> None:
        """Bring the collections from one set of entries to another; equal ones are not touched."""
        for name, keys in _grouped(e for k, e in before.items() if after.get(k) != e).items():
            for part in _parts(keys):
                self._collection(name).delete(ids=part)
        for name, keys in _grouped(e for k, e in after.items() if before.get(k) != e).items():
            for part in _parts(keys):
                self._collection(name).upsert(
                    ids=part,
                    embeddings=[rows[key] for key in part],
                    metadatas=[{"from": after[k].start, "until": after[k].end} for k in part],
                )

    def check(self, expected: Mapping[str, Entry], rows: Mapping[str, "np.ndarray"]) -> None:
        """Read every vector back and compare it with what was written.

        Raises:
            Unavailable: a vector is missing or differs; the index must be rebuilt.
        """
        import numpy as np

        seen = 0
        for name, keys in _grouped(expected.values()).items():
            for part in _parts(keys):
                got = self._collection(name).get(ids=part, include=["embeddings"])
                seen += len(got["ids"])
                wanted = np.array([rows[key] for key in got["ids"]])
                if len(wanted) and not np.allclose(got["embeddings"], wanted, atol=1e-4):
                    raise Unavailable(
                        "The policy index lost vectors: run sourcing policies rebuild."
                    )
        if seen != len(expected):
            raise Unavailable("The policy index lost vectors: run sourcing policies rebuild.")

    def count(self, names: Iterable[str]) -> int:
        """How many chunks the collections hold."""
        return sum(self._collection(name).count() for name in names)

    def close(self) -> None:
        """Let go of the files."""
        if self._client is not None:
            self._client.close()
            self._client, self._open = None, {}

    def _collection(self, name: str) -> Any:
        if name not in self._open:
            self._open[name] = self.client.get_or_create_collection(
                name, embedding_function=embedding_function(self.embed), configuration=SETTINGS
            )
        return self._open[name]


def embedding_function(embed: Embed) -> Any:
    """Our embedder as Chroma knows one, so that its own, which downloads, is never used."""
    from chromadb.api.types import EmbeddingFunction

    class LocalMiniLM(EmbeddingFunction[Any]):
        def __init__(self) -> None:
            self.embed = embed

        def __call__(self, input: Any) -> Any:  # noqa: A002  (Chroma names it)
            return list(self.embed(list(input)))

        @staticmethod
        def name() -> str:
            return "sourcing-minilm-int8"

        def get_config(self) -> dict[str, Any]:
            return {}

        @staticmethod
        def build_from_config(config: dict[str, Any]) -> Any:  # noqa: ARG004  (Chroma's form)
            return LocalMiniLM()

    return LocalMiniLM()


def _grouped(entries: Iterable[Entry]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for entry in entries:
        groups.setdefault(entry.collection, []).append(entry.key)
    return groups


def _parts(keys: list[str]) -> Iterable[list[str]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
