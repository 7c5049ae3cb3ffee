"""Laying out an index: sections, chunks and their numbered words in flat files."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from knowledge.library.catalogue import Edition
from knowledge.library.sections import Section, Unit, split_sections
from knowledge.library.verbatim import listed
from knowledge.library.words import STOP, stem, words_of

FORMAT = 7
CHUNK_WORDS = 120
MAX_SECTION_UNITS = 4000
Progress = Callable[[int, int], None]


@dataclass
class Layout:
    """Everything an index holds beside vectors, while it is being built."""

    editions: list[Edition]
    sections: list[dict[str, Any]] = field(default_factory=list)
    chunks: list[tuple[int, int, int, int]] = field(default_factory=list)
    section_units: list[tuple[int, int, int]] = field(default_factory=list)
    unit_offsets: list[int] = field(default_factory=lambda: [0])
    tokens: list[int] = field(default_factory=list)
    heads: list[list[int]] = field(default_factory=list)
    vocabulary: dict[str, int] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    surfaces: list[str] = field(default_factory=list)
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


def lay_out(editions: Sequence[Edition]) -> Layout:
    """Cut every edition into sections and chunks and number their words."""
    layout = Layout(list(editions))
    seen: set[int] = set()
    for place, edition in enumerate(layout.editions):
        again = f"{edition.start} " if edition.id in seen else ""
        seen.add(edition.id)
        for section in split_sections(edition.text, edition.title):
            _add_section(layout, place, section, again)
    return layout


def write_layout(layout: Layout, folder: Path) -> None:
    """Write the flat files; arrays are read back by memory map."""
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    offsets = [0]
    with (folder / "sections.jsonl").open("wb") as file:
        for section in layout.sections:
            line = json.dumps(section, ensure_ascii=False).encode() + b"\n"
            file.write(line)
            offsets.append(offsets[-1] + len(line))
    questions, places = listed(layout.asked)
    head_offsets = np.cumsum([0, *(len(head) for head in layout.heads)])
    arrays: dict[str, np.ndarray] = {
        "section_offsets": np.array(offsets, np.int64),
        "section_units": np.array(layout.section_units, np.int32).reshape(-1, 3),
        "chunks": np.array(layout.chunks, np.int32).reshape(-1, 4),
        "unit_offsets": np.array(layout.unit_offsets, np.int64),
        "tokens": np.array(layout.tokens, np.int32),
        "head_offsets": head_offsets.astype(np.int64),
        "heads": np.array([t for head in layout.heads for t in head], np.int32),
        "keys": np.array(layout.keys, "S32"),
        "questions": questions,
        "question_sections": places,
    }
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)
    (folder / "vocabulary.json").write_text(json.dumps([list(layout.vocabulary), layout.surfaces]))
    (folder / "editions.json").write_text(
        json.dumps([_edition_json(e) for e in layout.editions], ensure_ascii=False)
    )


def embedding_text(edition: Edition, section: Section, words: str) -> str:
    """What is embedded for a chunk: its heading path, then its words."""
    return f"{' > '.join(_trail(edition, section))}: {words}"


def _add_section(layout: Layout, place: int, section: Section, again: str) -> None:
    edition = layout.editions[place]
    number = len(layout.sections)
    first_unit = len(layout.unit_offsets) - 1
    units = section.units[:MAX_SECTION_UNITS]
    for words in (*(unit.words for unit in units), *section.asked):
        layout.tokens.extend(_numbered(layout, words))
        layout.unit_offsets.append(len(layout.tokens))
    layout.section_units.append((first_unit, first_unit + len(units), place))
    layout.heads.append(_numbered(layout, " ".join(_trail(edition, section))))
    layout.asked.append((section.heading, section.asked))
    layout.sections.append(
        {
            "heading": section.heading,
            "heading_path": section.heading_path,
            "anchor": section.anchor,
            "text": section.text,
            "units": [(u.start, u.end, u.words, u.kind, u.lead) for u in units],
        }
    )
    for low, high, text in _chunks(edition, section, units):
        layout.chunks.append((number, first_unit + low, first_unit + high, place))
        layout.texts.append(text)
        seed = f"{again}{edition.id}\n{section.anchor}\n{low}\n{text}"
        layout.keys.append(sha256(seed.encode()).hexdigest()[:32])


def _chunks(
    edition: Edition, section: Section, units: Sequence[Unit]
) -> Iterator[tuple[int, int, str]]:
    """What is embedded of a section: runs of its units, and each question that it also answers."""
    for low, high in _packed(units):
        words = " ".join(u.words for u in units[low:high])
        yield low, high, embedding_text(edition, section, words)
    for place, question in enumerate(section.asked, len(units)):
        yield place, place + 1, question


def _packed(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Runs of units of about CHUNK_WORDS words; the rows of a table stay together."""
    low, size = 0, 0
    for place, unit in enumerate(units):
        length = len(unit.words.split())
        in_table = unit.kind == "row" and place > low and units[place - 1].kind == "row"
        if place > low and size + length > CHUNK_WORDS * (2 if in_table else 1):
            yield low, place
            low, size = place, 0
        size += length
    if low < len(units):
        yield low, len(units)


def _numbered(layout: Layout, words: str) -> list[int]:
    vocabulary = layout.vocabulary
    numbers = []
    for word in words_of(words):
        if word not in STOP:
            term = stem(word)
            if term not in vocabulary:
                vocabulary[term] = len(vocabulary)
                layout.surfaces.append(word)
            numbers.append(vocabulary[term])
    return numbers


def _trail(edition: Edition, section: Section) -> list[str]:
    trail = [edition.title]
    trail.extend(name for name in section.heading_path if name.lower() != trail[-1].lower())
    return trail


def _edition_json(edition: Edition) -> dict[str, Any]:
    kept = asdict(edition)
    del kept["text"]
    kept["review_by"] = edition.review_by.isoformat() if edition.review_by else None
    return kept
