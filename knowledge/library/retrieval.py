"""Finding sections: vectors and words, each within the reader's rights and the day, then fused."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.library.index import Index
from knowledge.library.passages import Passage, Words
from knowledge.library.rights import Reader, from_number
from knowledge.library.words import terms_of

if TYPE_CHECKING:
    import numpy as np

CANDIDATES = 40


def retrieve(
    index: Index, question: str, reader: Reader, day: int, count: int, thread: Sequence[str] = ()
) -> list[Passage]:
    """The best sections; what comes back from the index is checked against rights and day again."""
    allowed = allowed_chunks(index, reader, day)
    if not allowed.any() or not question.strip():
        return []
    rows, scores = candidates(index, question, reader, day, allowed, thread)
    best: dict[int, float] = {}
    for row, score in zip(rows.tolist(), scores.tolist(), strict=True):
        section = int(index.chunks[row, 0])
        best[section] = max(score, best.get(section, -1.0))
    ranked = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:count]
    found = [passage(index, section, score) for section, score in ranked]
    return [p for p in found if reader.may_read(p.audience) and _applies(index, p, day)]


def allowed_chunks(index: Index, reader: Reader, day: int) -> "np.ndarray":
    """Which chunks this reader may read and apply on the day."""
    import numpy as np

    editions = np.array(
        [e.in_force(day) and reader.may_read(e.audience) for e in index.editions], bool
    )
    if not len(editions):
        return np.zeros(0, bool)
    found: np.ndarray = editions[index.chunks[:, 3]]
    return found


def candidates(
    index: Index,
    question: str,
    reader: Reader,
    day: int,
    allowed: "np.ndarray",
    thread: Sequence[str],
) -> "tuple[np.ndarray, np.ndarray]":
    """Rows of the best chunks by either half, with min-max fused scores."""
    import numpy as np

    asked = " ".join([*thread, question, question, question]) if thread else question
    vector = index.chroma.embed([asked])[0]
    shelves = {s.name: s.dated for s in index.shelves if reader.may_read(s.audience)}
    near = index.chroma.query(vector, shelves, day, CANDIDATES)
    dense_rows = [index.rows[key] for key, _ in near if allowed[index.rows[key]]]
    weights: dict[int, float] = {}
    for term in terms_of(asked):
        number = index.vocabulary.get(term)
        if number is not None:
            weights[number] = weights.get(number, 0.0) + 1.0
    lexical = index.lexical.scores(weights)
    lexical[~allowed] = 0.0
    top = np.argpartition(-lexical, min(CANDIDATES, len(lexical) - 1))[:CANDIDATES]
    rows = np.unique(np.array([*dense_rows, *top[lexical[top] > 0].tolist()], np.int64))
    dense = np.asarray(index.vectors[rows]) @ vector if len(rows) else np.zeros(0)
    return rows, _scaled(dense) * 0.5 + _scaled(lexical[rows]) * 0.5


def passage(index: Index, number: int, score: float) -> Passage:
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
            Words(text[low:high], words, kind, units[lead][2] if lead >= 0 else "")
            for low, high, words, kind, lead in units
        ),
    )


def _applies(index: Index, found: Passage, day: int) -> bool:
    edition = index.editions[int(index.section_units[found.number, 2])]
    return edition.in_force(day)


def _scaled(scores: "np.ndarray") -> "np.ndarray":
    import numpy as np

    if not len(scores):
        return scores
    low, high = float(scores.min()), float(scores.max())
    scaled: np.ndarray = (scores - low) / (high - low + 1e-9)
    return scaled
