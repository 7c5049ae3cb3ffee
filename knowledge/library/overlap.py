"""How much of a question's words each candidate covers, computed for all candidates at once."""

from typing import TYPE_CHECKING

from knowledge.library.asking import Asked
from knowledge.library.index import Index

if TYPE_CHECKING:
    import numpy as np

NOTHING = -1


def overlap(index: Index, asked: Asked, rows: "np.ndarray") -> "np.ndarray":
    """Shares of the question's idf mass in body, heading, both, best unit, best unit and heading;
    then pairs of neighbouring words, whether the rarest word is there, and the log length.
    """
    import numpy as np

    count = len(rows)
    if not asked.terms:
        return np.zeros((count, 8), np.float32)
    flat, starts, unit_starts, unit_owner, lengths = _laid_flat(index, rows)
    terms = np.array([term for names in asked.terms for term in names])
    firsts = np.cumsum([0, *(len(names) for names in asked.terms)])[:-1]
    idf = np.array(asked.idf)
    hits = np.logical_or.reduceat(flat[None, :] == terms[:, None], firsts, axis=0)
    body = np.logical_or.reduceat(hits, starts, axis=1)
    units = np.logical_or.reduceat(hits, unit_starts, axis=1)
    head = np.logical_or.reduceat(_in_heads(index, rows, terms), firsts, axis=0)
    best = np.zeros(count)
    best_head = np.zeros(count)
    np.maximum.at(best, unit_owner, idf @ units)
    np.maximum.at(best_head, unit_owner, idf @ (units | head[:, unit_owner]))
    rarest = int(np.argmax(idf))
    return np.stack(
        [
            idf @ body / asked.mass,
            idf @ head / asked.mass,
            idf @ (body | head) / asked.mass,
            best / asked.mass,
            best_head / asked.mass,
            _pairs(hits, starts),
            (body | head)[rarest].astype(float),
            np.log1p(lengths),
        ],
        axis=1,
    )


def _laid_flat(index: Index, rows: "np.ndarray") -> "tuple[np.ndarray, ...]":
    """All candidates' words in one array, each candidate closed by a word that matches nothing."""
    import numpy as np

    pieces: list[np.ndarray] = []
    starts, unit_starts, unit_owner, lengths = [], [], [], []
    place = 0
    closing = np.array([NOTHING], np.int32)
    for owner, row in enumerate(rows.tolist()):
        offsets = index.unit_offsets[int(index.chunks[row, 1]) : int(index.chunks[row, 2]) + 1]
        low, high = int(offsets[0]), int(offsets[-1])
        pieces.extend((index.tokens[low:high], closing))
        starts.append(place)
        begins = np.unique(offsets[:-1] - low) + place
        unit_starts.append(begins)
        unit_owner.append(np.full(len(begins), owner))
        lengths.append(high - low)
        place += high - low + 1
    return (
        np.concatenate(pieces),
        np.array(starts),
        np.concatenate(unit_starts),
        np.concatenate(unit_owner),
        np.array(lengths, float),
    )


def _in_heads(index: Index, rows: "np.ndarray", terms: "np.ndarray") -> "np.ndarray":
    """Whether each term stands in each candidate's heading path."""
    import numpy as np

    closing = np.array([NOTHING], np.int32)
    heads = [index.head(row) for row in rows.tolist()]
    starts = np.cumsum([0, *(len(head) + 1 for head in heads)])[:-1]
    flat = np.concatenate([piece for head in heads for piece in (head, closing)])
    found: np.ndarray = np.logical_or.reduceat(flat[None, :] == terms[:, None], starts, axis=1)
    return found


def _pairs(hits: "np.ndarray", starts: "np.ndarray") -> "np.ndarray":
    """The share of the question's neighbouring words that are neighbours in each candidate."""
    import numpy as np

    if len(hits) < 2:
        return np.zeros(len(starts))
    together = np.zeros_like(hits[:-1])
    together[:, :-1] = hits[:-1, :-1] & hits[1:, 1:]
    found: np.ndarray = np.logical_or.reduceat(together, starts, axis=1).mean(axis=0)
    return found
