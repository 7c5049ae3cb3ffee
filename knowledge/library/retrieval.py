"""Finding sections: vectors and words, each within the reader's rights and the day, then scored."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from knowledge.library.asking import Asked
from knowledge.library.elsewhere import nearness
from knowledge.library.index import Index
from knowledge.library.passages import Passage, Words
from knowledge.library.rights import Reader, from_number
from knowledge.library.scoring import FEATURES, by_section, features, learned_scores

if TYPE_CHECKING:
    import numpy as np

CANDIDATES = 40
TURNED = 20
MASKS = 64
AHEAD = 10.0

_readable: WeakKeyDictionary[Index, dict[tuple[frozenset[str], int], Mapping[str, int]]] = (
    WeakKeyDictionary()
)


def retrieve(index: Index, asked: Asked, reader: Reader, day: int, count: int) -> list[Passage]:
    """The best sections; what comes back from the index is checked against rights and day again."""
    allowed = allowed_chunks(index, reader, day)
    if not asked.text.strip() or not allowed.any():
        return []
    bm25 = index.lexical.scores(asked.weights)
    bm25[~allowed] = 0.0
    rows = candidates(index, asked, reader, day, allowed, bm25)
    if not len(rows):
        return []
    sections, made = by_section(index.chunks[rows, 0], features(index, asked, rows, bm25))
    scores = learned_scores(made, asked.gate)
    elsewhere = {"elsewhere": nearness(index, asked.full, allowed, (reader.rights, day))}
    found = []
    for place in scores.argsort(kind="stable")[::-1][:count].tolist():
        named = dict(zip(FEATURES, made[place].tolist(), strict=True)) | elsewhere
        found.append(passage(index, int(sections[place]), float(scores[place]), named))
    return [p for p in found if reader.may_read(p.audience) and _applies(index, p, day)]


def first(index: Index, number: int, found: Sequence[Passage]) -> list[Passage]:
    """The passages with one section before all others, whether it was found or not."""
    others = [p for p in found if p.number != number]
    known = next((p for p in found if p.number == number), None) or passage(index, number, 0.0)
    best = max((p.score for p in found), default=0.0)
    return [replace(known, score=best + AHEAD), *others]


def allowed_chunks(index: Index, reader: Reader, day: int) -> "np.ndarray":
    """Which chunks this reader may read and apply on the day."""
    import numpy as np

    key = (reader.rights, day)
    if key not in index.masks:
        editions = np.array(
            [e.in_force(day) and reader.may_read(e.audience) for e in index.editions], bool
        )
        if len(index.masks) >= MASKS:
            index.masks.clear()
        chunks = editions[index.chunks[:, 3]] if len(editions) else np.zeros(0, bool)
        index.masks[key] = chunks
    return index.masks[key]


def readable_words(index: Index, reader: Reader, day: int) -> Mapping[str, int]:
    """Stem to term number, of the words that this reader may read on the day.

    A word that only other documents have is as unknown as one that none has, so that a refusal does
    not tell of what may not be read.
    """
    import numpy as np

    key = (reader.rights, day)
    known = _readable.setdefault(index, {})
    if key not in known:
        if len(known) >= MASKS:
            known.clear()
        allowed = allowed_chunks(index, reader, day)
        if allowed.all():
            return index.vocabulary
        seen = np.zeros(len(index.terms), bool)
        for row in np.flatnonzero(allowed).tolist():
            low, high = index.unit_offsets[index.chunks[row, 1:3]]
            seen[index.tokens[low:high]] = True
            seen[index.head(row)] = True
        known[key] = {index.terms[number]: number for number in np.flatnonzero(seen).tolist()}
    return known[key]


def candidates(
    index: Index,
    asked: Asked,
    reader: Reader,
    day: int,
    allowed: "np.ndarray",
    bm25: "np.ndarray",
) -> "np.ndarray":
    """Rows of the chunks worth scoring: the nearest by meaning and the best by words."""
    import numpy as np

    shelves = {s.name: s.dated for s in index.shelves if reader.may_read(s.audience)}
    queries = [(asked.full, CANDIDATES)]
    if asked.threaded:
        queries.append((asked.last, TURNED))
    if asked.gate:
        queries.append((asked.adapted, TURNED))
    rows = [
        index.rows[key]
        for vector, count in queries
        for key, _ in index.chroma.query(vector, shelves, day, count)
    ]
    top = np.argpartition(-bm25, min(CANDIDATES, len(bm25) - 1))[:CANDIDATES]
    merged = np.unique(np.array([*rows, *top[bm25[top] > 0].tolist()], np.int64))
    kept: np.ndarray = merged[allowed[merged]]
    return kept


def passage(
    index: Index, number: int, score: float, made: dict[str, float] | None = None
) -> Passage:
    """A section read from the index as a passage."""
    kept = index.section(number)
    edition = index.editions[int(index.section_units[number, 2])]
    text, units = kept["text"], kept["units"]
    return Passage(
        document=edition.document,
        title=edition.title,
        path=edition.path,
        section=kept["heading"],
        heading_path=tuple(kept["heading_path"]),
        anchor=kept["anchor"],
        version=edition.version,
        effective_from=from_number(edition.start),
        effective_until=from_number(edition.end),
        owner=edition.owner,
        audience=edition.audience,
        jurisdiction=edition.jurisdiction,
        department=edition.department,
        score=score,
        text=text,
        number=number,
        edition=edition.id,
        units=tuple(
            Words(text[low:high], words, kind, units[lead][2] if lead >= 0 else "", low)
            for low, high, words, kind, lead in units
        ),
        features=made or {},
    )


def _applies(index: Index, found: Passage, day: int) -> bool:
    edition = index.editions[int(index.section_units[found.number, 2])]
    return edition.in_force(day)
