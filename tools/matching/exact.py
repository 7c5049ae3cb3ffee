"""Likeness of vectors in whole numbers: sums below 2²⁴ are exact in any order, on any machine."""

from functools import cache
from typing import TYPE_CHECKING

from knowledge.skills.taxonomy import DATA

if TYPE_CHECKING:
    import numpy as np

MOST = 127
CHUNK, LEAST = 20_000, 1e-9


def turned(rows: "np.ndarray") -> "np.ndarray":
    """Vectors of the local model on their 128 main directions; others in full length."""
    basis = _basis()
    fitting: np.ndarray = rows @ basis if rows.shape[1] == len(basis) else rows
    return fitting


@cache
def _basis() -> "np.ndarray":
    import numpy as np

    with np.load(DATA / "vectors.npz") as file:
        basis: np.ndarray = file["basis"].astype(np.float32)
    return basis


def as_bytes(rows: "np.ndarray") -> "np.ndarray":
    """Rows as bytes, each stretched to its largest number; the direction is what is kept."""
    import numpy as np

    largest = np.abs(rows).max(axis=-1, keepdims=True, initial=1e-9)
    stored: np.ndarray = np.rint(rows / largest * MOST).astype(np.int8)
    return stored


def likeness(rows: "np.ndarray", vector: "np.ndarray") -> "np.ndarray":
    """The cosine of each row of bytes with a vector of bytes."""
    found: np.ndarray = likenesses(rows, vector[None])[:, 0]
    return found


def likenesses(rows: "np.ndarray", vectors: "np.ndarray") -> "np.ndarray":
    """The cosine of each row of bytes with each vector of bytes, a column a vector."""
    import numpy as np

    found = np.empty((len(rows), len(vectors)), np.float32)
    asked = vectors.astype(np.float32)
    wide = np.sqrt(np.einsum("ij,ij->i", asked, asked))
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK].astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", part, part))
        near = part @ asked.T
        # Sums are exact, and each division is rounded alone: the order of work changes nothing.
        near /= np.maximum(lengths, LEAST)[:, None]
        near /= np.maximum(wide, LEAST)
        found[start : start + CHUNK] = near
    return found
