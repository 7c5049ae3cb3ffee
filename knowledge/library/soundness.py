"""Whether an index still lies on disk as it was built: every file there, and not cut or blotted.

Of a large file the size and evenly spaced blocks are compared, so that opening costs milliseconds;
the doctor reads all of it.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from zlib import crc32

MANIFEST = "manifest.json"
DATABASE = "chroma/chroma.sqlite3"
"""Chroma's own file, which changes a little whenever it is opened."""
WRITTEN = "index_metadata.pickle"
"""What a collection of Chroma has that is written to files of its own."""
BEGINNING = b"SQLite format 3\0"
BLOCK, BLOCKS = 65_536, 32

Seal = Mapping[str, tuple[int, int, int]]
"""Of each file its size, and the checksums of some of it and of all of it."""


def sealed(folder: Path) -> Seal:
    """What the files of a finished index are."""
    return {name: (path.stat().st_size, _some(path), _all(path)) for name, path in _files(folder)}


def fault(folder: Path, *, whole: bool = False) -> str:
    """The file of an index that is missing or damaged; nothing where it is sound."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        seal = manifest.get("files", {})
    except (OSError, ValueError, AttributeError):
        return MANIFEST
    for name, (size, some, everything) in seal.items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            return str(name)
        if (_all(path) != everything) if whole else (_some(path) != some):
            return str(name)
    return "" if not seal or _is_database(folder / DATABASE, whole) else DATABASE


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        # A small collection lies in the database, and what is beside it is written at each opening.
        kept = not name.startswith("chroma/") or (path.parent / WRITTEN).is_file()
        if path.is_file() and kept and name != MANIFEST:
            yield name, path


def _some(path: Path) -> int:
    size, check = path.stat().st_size, 0
    if size <= BLOCK * BLOCKS:
        return _all(path)
    with path.open("rb") as file:
        for place in range(BLOCKS):
            file.seek((size - BLOCK) * place // (BLOCKS - 1))
            check = crc32(file.read(BLOCK), check)
    return check


def _all(path: Path) -> int:
    check = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK * BLOCKS):
            check = crc32(block, check)
    return check


def _is_database(path: Path, whole: bool) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(100)
    page, pages = int.from_bytes(head[16:18]) or 1, int.from_bytes(head[28:32])
    # A page of 65,536 bytes is written as 1.
    needed = pages * (65_536 if page == 1 else page)
    if not head.startswith(BEGINNING) or path.stat().st_size < needed:
        return False
    if not whole:
        return True
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            return bool(opened.execute("pragma quick_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False
