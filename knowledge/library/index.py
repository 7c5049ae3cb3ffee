"""An index as it lies on disk: built beside the old one, checked, and swapped by one rename."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.library.catalogue import Edition
from knowledge.library.lexical import Lexical, build_lexical
from knowledge.library.rights import day_number
from knowledge.library.shelving import FORMAT, Layout, Progress, lay_out, write_layout
from knowledge.library.soundness import MANIFEST, fault, sealed
from knowledge.library.vectors import Entry, Vectors, collection_name

if TYPE_CHECKING:
    import numpy as np

EMBED_BATCH = 64
KEPT_GENERATIONS = 2


@dataclass(frozen=True)
class Shelf:
    """One Chroma collection: whom it is for, and whether its chunks need a date filter."""

    name: str
    audience: tuple[str, ...]
    dated: bool


class Index:
    """One generation of the index, opened for reading."""

    def __init__(self, folder: Path, embed: Callable[[Sequence[str]], "np.ndarray"]) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
        self.editions = [_edition(e) for e in json.loads((folder / "editions.json").read_text())]
        self.shelves = [
            Shelf(s["name"], tuple(s["audience"]), s["dated"]) for s in self.manifest["shelves"]
        ]
        self.chunks = self._array("chunks")
        self.section_units = self._array("section_units")
        self.unit_offsets = self._array("unit_offsets")
        self.tokens = self._array("tokens")
        self.head_offsets = self._array("head_offsets")
        self.heads = self._array("heads")
        self.vectors = self._array("vectors")
        self.lexical = Lexical(folder, len(self.chunks))
        # Which chunks are open to a set of rights on a day; an index never changes.
        self.masks: dict[tuple[frozenset[str], int], np.ndarray] = {}
        self.chroma = Vectors(folder / "chroma", embed)

    @property
    def name(self) -> str:
        """The generation's name, which changes with every change of the library."""
        return self.folder.name

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """Stem to term number."""
        return {term: number for number, term in enumerate(self._terms[0])}

    @property
    def terms(self) -> list[str]:
        """Term number to stem."""
        return self._terms[0]

    @cached_property
    def surfaces(self) -> dict[str, str]:
        """Stem to a word as it is written."""
        return dict(zip(*self._terms, strict=True))

    @cached_property
    def _terms(self) -> list[list[str]]:
        found: list[list[str]] = json.loads((self.folder / "vocabulary.json").read_text())
        return found

    @cached_property
    def rows(self) -> dict[str, int]:
        """Chunk key to row."""
        return {key.decode(): row for row, key in enumerate(self._array("keys").tolist())}

    @cached_property
    def idf(self) -> "np.ndarray":
        """The inverse document frequency of every term, over sections."""
        import numpy as np

        return np.asarray(self._array("idf"))

    @cached_property
    def questions(self) -> "tuple[np.ndarray, np.ndarray]":
        """The numbers of the questions that sections list, sorted, and whose each one is."""
        return self._array("questions"), self._array("question_sections")

    @cached_property
    def _section_offsets(self) -> "np.ndarray":
        return self._array("section_offsets")

    def section(self, number: int) -> dict[str, Any]:
        """A section's text, heading path and units, read from disk."""
        start, end = (int(self._section_offsets[number + i]) for i in (0, 1))
        with (self.folder / "sections.jsonl").open("rb") as file:
            file.seek(start)
            found: dict[str, Any] = json.loads(file.read(end - start))
        return found

    def head(self, row: int) -> "np.ndarray":
        """The term numbers of a chunk's heading path."""
        section = int(self.chunks[row, 0])
        return self.heads[self.head_offsets[section] : self.head_offsets[section + 1]]

    def bag(self, row: int) -> set[int]:
        """The distinct term numbers of a chunk's text."""
        low, high = self.unit_offsets[self.chunks[row, 1]], self.unit_offsets[self.chunks[row, 2]]
        return set(self.tokens[low:high].tolist())

    def close(self) -> None:
        """Let go of the files."""
        self.chroma.close()

    def _array(self, name: str) -> "np.ndarray":
        import numpy as np

        return np.asarray(np.load(self.folder / f"{name}.npy", mmap_mode="r"))


def current_folder(home: Path) -> Path | None:
    """The folder of the generation in use, unless an older version of the program wrote it."""
    folder = _pointed(home)
    if folder is None:
        return None
    try:
        known = json.loads((folder / MANIFEST).read_bytes()).get("format")
    except (OSError, ValueError, AttributeError):
        return None
    return folder if known == FORMAT else None


def index_fault(home: Path) -> str:
    """The file of the generation in use that is missing or damaged; nothing where it is sound."""
    if not (home / "CURRENT").is_file():
        return ""
    folder = _pointed(home)
    return fault(folder, whole=True) if folder else MANIFEST


def _pointed(home: Path) -> Path | None:
    pointer = home / "CURRENT"
    folder = home / pointer.read_text().strip() if pointer.is_file() else None
    return folder if folder is not None and (folder / MANIFEST).is_file() else None


def build_index(
    home: Path,
    editions: Sequence[Edition],
    embed: Callable[[Sequence[str]], "np.ndarray"],
    *,
    stamp: str,
    today: date,
    progress: Progress | None = None,
    fresh: bool = False,
) -> Path:
    """Build the next generation beside the one in use, check it, and swap.

    Vectors of unchanged chunks are taken over; Chroma is copied and changed only where needed.
    """
    old = None if fresh else _pointed(home)
    if old is not None and fault(old):
        old = None
    folder = home / _next_name(home)
    layout = lay_out(editions)
    write_layout(layout, folder)
    vectors = _vectors(layout, old, embed, progress)
    _save_terms(layout, vectors, folder)
    shelves, entries = _entries(layout, day_number(today, 0))
    before = _copy_chroma(old, folder)
    rows = dict(zip(layout.keys, vectors, strict=True))
    chroma = Vectors(folder / "chroma", embed)
    chroma.change(before, entries, rows)
    chroma.check(entries, rows)
    chroma.close()
    _write_entries(folder, entries)
    manifest = {
        "format": FORMAT,
        "stamp": stamp,
        "chunks": len(layout.chunks),
        "sections": len(layout.sections),
        "built_for": today.isoformat(),
        "shelves": [vars(s) for s in shelves],
        "files": sealed(folder),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1))
    _swap(home, folder)
    return folder


def _vectors(
    layout: Layout,
    old: Path | None,
    embed: Callable[[Sequence[str]], "np.ndarray"],
    progress: Progress | None,
) -> "np.ndarray":
    """Vectors of all chunks; those an older generation has under the same key are taken over."""
    import numpy as np

    known: dict[str, int] = {}
    stored = None
    if old is not None:
        stored = np.load(old / "vectors.npy", mmap_mode="r")
        keys = np.load(old / "keys.npy").tolist()
        known = {key.decode(): row for row, key in enumerate(keys)}
    vectors = np.zeros((len(layout.keys), 384), np.float32)
    todo = []
    for row, key in enumerate(layout.keys):
        if stored is not None and key in known:
            vectors[row] = stored[known[key]]
        else:
            todo.append(row)
    todo.sort(key=lambda row: len(layout.texts[row]))
    for start in range(0, len(todo), EMBED_BATCH):
        part = todo[start : start + EMBED_BATCH]
        vectors[part] = embed([layout.texts[row] for row in part])
        if progress:
            progress(min(start + EMBED_BATCH, len(todo)), len(todo))
    return vectors


def _save_terms(layout: Layout, vectors: "np.ndarray", folder: Path) -> None:
    import numpy as np

    np.save(folder / "vectors.npy", vectors)
    documents = []
    counts = np.zeros(max(len(layout.vocabulary), 1), np.int64)
    for section, low, high, _ in layout.chunks:
        body = layout.tokens[layout.unit_offsets[low] : layout.unit_offsets[high]]
        terms = layout.heads[section] + body
        documents.append(terms)
        counts[list(set(terms))] += 1
    total = max(len(documents), 1)
    np.save(folder / "idf.npy", np.log(1 + (total - counts + 0.5) / (counts + 0.5)))
    build_lexical(documents, len(layout.vocabulary), folder)


def _entries(layout: Layout, today: int) -> tuple[list[Shelf], dict[str, Entry]]:
    shelves: dict[str, Shelf] = {}
    entries = {}
    for key, (_, _, _, place) in zip(layout.keys, layout.chunks, strict=True):
        edition = layout.editions[place]
        name = collection_name(edition.audience, edition.end, edition.start, today)
        dated = name.startswith("dated")
        shelves.setdefault(name, Shelf(name, tuple(sorted(edition.audience)), dated))
        entries[key] = Entry(key, name, edition.start, edition.end)
    return list(shelves.values()), entries


def _copy_chroma(old: Path | None, folder: Path) -> dict[str, Entry]:
    if old is None or not (old / "entries.json").is_file():
        return {}
    shutil.copytree(old / "chroma", folder / "chroma")
    listed = json.loads((old / "entries.json").read_text())
    return {key: Entry(key, *rest) for key, *rest in listed}


def _write_entries(folder: Path, entries: dict[str, Entry]) -> None:
    listed = [[e.key, e.collection, e.start, e.end] for e in entries.values()]
    (folder / "entries.json").write_text(json.dumps(listed))


def _next_name(home: Path) -> str:
    home.mkdir(parents=True, exist_ok=True)
    taken = [int(p.name[4:]) for p in home.glob("gen-*") if p.name[4:].isdigit()]
    name = f"gen-{max(taken, default=0) + 1:06d}"
    shutil.rmtree(home / name, ignore_errors=True)
    return name


def _swap(home: Path, folder: Path) -> None:
    beside = home / "CURRENT.next"
    beside.write_text(folder.name)
    beside.replace(home / "CURRENT")
    generations = sorted(p for p in home.glob("gen-*") if p.is_dir())
    for old in generations[:-KEPT_GENERATIONS]:
        shutil.rmtree(old, ignore_errors=True)


def _edition(kept: dict[str, Any]) -> Edition:
    for name in ("jurisdiction", "audience", "supersedes"):
        kept[name] = tuple(kept[name])
    review = kept.pop("review_by")
    return Edition(**kept, review_by=date.fromisoformat(review) if review else None, text="")
