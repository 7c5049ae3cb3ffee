"""A small library over a database of its own, with an embedder that only counts words."""

import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

from knowledge.library.documents import read_document
from knowledge.library.library import Library
from knowledge.records import tables
from knowledge.records.base import Record

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def count_words(texts: Sequence[str]) -> np.ndarray:
    """A bag of hashed words as a unit vector: enough meaning for tests, and instant."""
    rows = np.full((len(texts), 384), 1e-3, np.float32)
    for row, text in enumerate(texts):
        for word in text.lower().replace("?", " ").replace(".", " ").split():
            rows[row, zlib.crc32(word.encode()) % 384] += 1
    unit: np.ndarray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    tables()
    engine = create_engine(f"sqlite:///{tmp_path / 'db.sqlite'}")
    Record.metadata.create_all(engine)
    opened = Library.open(tmp_path, count_words, sessionmaker(engine, expire_on_commit=False))
    yield opened
    opened.close()
    engine.dispose()


Add = Callable[..., None]


@pytest.fixture
def add(library: Library) -> Add:
    """Add documents given as path and text."""

    def add_documents(now: datetime = NOW, sync: bool = False, **texts: str) -> None:
        drafts = [read_document(text, f"{name}.md") for name, text in texts.items()]
        library.apply(library.plan(drafts, "/docs", sync=sync), "/docs", now)

    return add_documents


def policy(body: str, **facts: str) -> str:
    """A document with front matter."""
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in facts.items()) + f"---\n{body}"
