"""Likeness of vectors in whole numbers: sums below 2²⁴ are exact in any order, on any machine."""

from functools import cache
from typing import TYPE_CHECKING

from knowledge.skills.taxonomy import DATA

if TYPE_CHECKING:
    import numpy as np

MOST = 127
CHUNK = 100_000


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
    import numpy as np

    found = np.zeros(len(rows), np.float64)
    asked = vector.astype(np.float32)
    length = float(np.sqrt(asked @ asked))
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK].astype(np.float32)
        lengths = np.sqrt(np.einsum("ij,ij->i", part, part).astype(np.float64))
        found[start : start + CHUNK] = (part @ asked) / np.maximum(lengths * length, 1e-9)
    return found
