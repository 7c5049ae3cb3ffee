"""The organisation's synonyms, everyday words for what a library says, and mended spelling."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from knowledge.library.words import STOP, stem, terms_of, words_of

DATA = Path(__file__).parent / "data"
SHORTEST = 4
LONG = 8


def alternatives(terms: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """For each stem that has any, the single stems that mean the same."""
    singles, _ = _groups()
    return {term: singles[term] for term in terms if term in singles}


def expansions(terms: Sequence[str]) -> list[str]:
    """Stems that several-word synonyms add, such as the words an abbreviation stands for."""
    _, phrases = _groups()
    present = set(terms)
    found: list[str] = []
    for group in phrases:
        said = [phrase for phrase in group if present.issuperset(phrase)]
        if said:
            found.extend(t for phrase in group for t in phrase if t not in present)
    return list(dict.fromkeys(found))


def in_library_words(text: str, vocabulary: Mapping[str, int]) -> dict[str, str]:
    """What the library calls the words and phrases of a text that it never uses itself.

    The keys are the stem of a word, or a phrase as it was said.
    """
    said = words_of(text)
    stems = {stem(word) for word in said}
    line = f" {' '.join(said)} "
    found: dict[str, str] = {}
    for group in _everyday():
        for words, parts in group:
            alone = len(parts) == 1 and " " not in words
            heard = parts[0] in stems if alone else f" {words} " in line
            if not heard or (alone and parts[0] in vocabulary):
                continue
            known = (w for w, p in group if p and all(t in vocabulary for t in p))
            other = next((w for w in known if not stems.issuperset(map(stem, w.split()))), None)
            if other is not None:
                found.setdefault(parts[0] if alone else words, other)
                break
    return found


def mend(
    text: str,
    vocabulary: Mapping[str, int],
    surfaces: Mapping[str, str],
    known: Callable[[str], bool],
) -> str:
    """The text with misspelt words replaced by the library's nearest word; real words stay."""
    mended = text
    for word in dict.fromkeys(words_of(text)):
        if len(word) < SHORTEST or word in STOP or not word.isalpha():
            continue
        if stem(word) in vocabulary or known(word):
            continue
        nearest = _nearest(stem(word), vocabulary)
        meant = surfaces.get(nearest, nearest) if nearest else None
        # A slip may change what the stem is: "harneses" has another ending than "harness".
        meant = meant or _nearest(word, filter(None, map(surfaces.get, vocabulary)))
        if meant:
            mended = _replaced(mended, word, meant)
    return mended


def _nearest(term: str, vocabulary: Iterable[str]) -> str | None:
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    most = 2 if len(term) >= LONG else 1
    found = process.extractOne(
        term, list(vocabulary), scorer=DamerauLevenshtein.distance, score_cutoff=most
    )
    return str(found[0]) if found and found[0][:1] == term[:1] else None


def _replaced(text: str, word: str, by: str) -> str:
    place = text.lower().find(word)
    return text if place < 0 else text[:place] + by + text[place + len(word) :]


@cache
def _groups() -> tuple[dict[str, tuple[str, ...]], list[list[tuple[str, ...]]]]:
    singles: dict[str, tuple[str, ...]] = {}
    phrases = []
    for group in json.loads((DATA / "synonyms.json").read_text()):
        stemmed = [tuple(terms_of(name)) for name in group]
        alone = [name[0] for name in stemmed if len(name) == 1]
        for name in alone:
            others = tuple(other for other in alone if other != name)
            singles[name] = (*singles.get(name, ()), *others)
        if any(len(name) > 1 for name in stemmed):
            phrases.append([name for name in stemmed if name])
    return singles, phrases


@cache
def _everyday() -> list[list[tuple[str, tuple[str, ...]]]]:
    groups = json.loads((DATA / "everyday_words.json").read_text())
    return [[(" ".join(words_of(n)), tuple(terms_of(n))) for n in group] for group in groups]
