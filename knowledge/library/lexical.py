"""The lexical half of the index: BM25 over the stems of headings and text."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

K1, B = 0.9, 0.4


def build_lexical(documents: Sequence[Sequence[int]], vocabulary_size: int, folder: Path) -> None:
    """Index documents given as term numbers and save the result."""
    import bm25s

    if not documents or not vocabulary_size:
        return
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    retriever = bm25s.BM25(k1=K1, b=B)
    names = {str(number): number for number in range(vocabulary_size)}
    ids = [list(document) or [0] for document in documents]
    retriever.index(bm25s.tokenization.Tokenized(ids=ids, vocab=names), show_progress=False)
    retriever.save(folder / "lexical", show_progress=False)


class Lexical:
    """A saved lexical index, read by memory map."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder / "lexical"
        self.count = count
        self._retriever: Any = None

    def scores(self, weights: dict[int, float]) -> "np.ndarray":
        """The BM25 score of every chunk for weighted query terms."""
        import numpy as np

        total = np.zeros(self.count, np.float32)
        if not self.folder.is_dir():
            return total
        if self._retriever is None:
            import bm25s

            self._retriever = bm25s.BM25.load(self.folder, mmap=True, show_progress=False)
        parts = self._retriever.scores
        data, indices, pointers = parts["data"], parts["indices"], parts["indptr"]
        for term, weight in weights.items():
            if term + 1 < len(pointers):
                low, high = int(pointers[term]), int(pointers[term + 1])
                total[indices[low:high]] += weight * data[low:high]
        return total
