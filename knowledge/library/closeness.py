"""A closer look at the best sections: how well each word of the question is met by one of theirs.

This costs an embedding of a few lines a section, so it is done before answering and not for search.
"""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.library.asking import Asked
from knowledge.library.index import Index
from knowledge.library.passages import Passage
from knowledge.library.words import terms_of

DEEP = 3
DOUBT = 1.0
WORDS = 16
MOST_UNITS = 60
FIRST = 0.12
WEIGHT = 10.0


def closest_first(index: Index, asked: Asked, found: Sequence[Passage]) -> list[Passage]:
    """The first passages, where no one is far ahead, ordered anew by score and closeness."""
    import numpy as np

    embed = getattr(index.chroma.embed, "words", None)
    near = [p for p in found[:DEEP] if found[0].score - p.score < DOUBT]
    if embed is None or len(near) < 2:
        return list(found)
    # Short texts and long ones apart, so that little is spent on padding.
    question, *headings = embed([asked.text, *(p.section for p in near)])
    lines = embed([f"{p.section}: {_best_line(index, asked, p)}" for p in near])
    theirs = [np.concatenate(pair) for pair in zip(headings, lines, strict=True)]
    if not len(question) or not all(map(len, theirs)):
        return list(found)
    close = np.array([(question @ words.T).max(axis=1).mean() for words in theirs])
    shifts = (WEIGHT * (close - close.mean())).tolist()
    shifted = [replace(p, score=p.score + s) for p, s in zip(near, shifts, strict=True)]
    return [*sorted(shifted, key=lambda p: -p.score), *found[len(near) :]]


def _best_line(index: Index, asked: Asked, passage: Passage) -> str:
    """The start of the unit that shares most of the question's words."""
    best, line = -1.0, ""
    for place, unit in enumerate(passage.units[:MOST_UNITS]):
        terms = set(terms_of(unit.words))
        shared = 0.0 if place else FIRST * asked.mass
        shared += sum(
            idf
            for names, idf in zip(asked.terms, asked.idf, strict=True)
            if any(index.terms[name] in terms for name in names)
        )
        if shared > best:
            best, line = shared, unit.words
    return " ".join(line.split()[:WORDS])
