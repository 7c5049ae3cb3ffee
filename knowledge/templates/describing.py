"""Finds the template whose kind of work is described, where no role is named."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from knowledge.templates.catalogue import Template, load_templates, other_trades
from knowledge.templates.naming import plain

if TYPE_CHECKING:
    import numpy as np

Embed = Callable[[Sequence[str]], "np.ndarray"]

MIN_MEANING, AHEAD = 0.36, 0.05
"""Below this mean likeness to two phrases of a template its kind of work is not meant, nor if
another one, or a trade without a template, is nearly as like: then it is work in general."""

BEHIND = 0.05
"""Words of a template's work are believed while a trade without one is nearer by less than this
for each further word of them: a "prototype" may be sewn, "search rankings" are searched."""

_SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")
MOST_SENTENCES = 8
SHORT_WORD = 4


def template_of_work(
    text: str, skills: Iterable[str] = (), embed: Embed | None = None, told: str = ""
) -> Template | None:
    """The template whose kind of work a text describes without naming a role; None if unclear.

    Words go first; where they say nothing, `embed` tells the kind of work nearest in meaning, and
    where they do, whether another trade is meant. `told` is the part that tells of the work.
    """
    words, named = plain(text), set(skills)
    scored = sorted((_likeness(role, words, named), n) for n, role in enumerate(load_templates()))
    (second, _), (best, found) = scored[-2:]
    said = found if best >= 1 and best > second else None
    if not embed or not words:
        return None if said is None else load_templates()[said]
    means = _means(told or text, embed)
    if said is not None and not _is_another(means, said, best):
        return load_templates()[said]
    place = max(map(_likest, means))[1]
    return load_templates()[place] if 0 <= place < len(load_templates()) else None


def trade_of_work(work: str, embed: Embed) -> str | None:
    """What those are called who do some work that no template tells of; None if unclear.

    Their trade is nearest in meaning, and the work says each word of the name in its own form: who
    edits podcast episodes is a podcast editor.
    """
    place = max(map(_likest, _means(work, embed)), default=(-1.0, -1))[1] - len(load_templates())
    names = other_trades().trades[place].names if place >= 0 else ()
    return next(
        (name for name in names if all(_is_done(word, work) for word in name.split())), None
    )


def _is_done(word: str, work: str) -> bool:
    """Whether a word of a trade's name, or what its people do, is said: "edit" for an editor."""
    stem = re.escape(re.sub(r"(?:er|or|ist)$", "", word.lower()))
    return re.search(rf"(?<!\w){stem}", plain(work)) is not None


def _likeness(role: Template, words: str, skills: set[str]) -> float:
    """How many words of a text say this kind of work; each skill of it counts as half a word."""
    said = [phrase for phrase in role.work if _pattern(phrase).search(words)]
    shared = len(skills & {*role.must, *role.nice}) / 2
    return sum(len(phrase.split()) for phrase in said) + shared


@cache
def _pattern(phrase: str) -> re.Pattern[str]:
    """A phrase however it ends; a short word is no beginning of another: a clip, no clipboard."""
    end = "" if len(phrase) > SHORT_WORD else r"s?(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(phrase)}{end}")


def _is_another(means: Sequence[Sequence[float]], said: int, words: float) -> bool:
    """Whether the work is nearer to a trade without a template than words for one outweigh."""
    ours = max(row[said] for row in means)
    others = max(mean for row in means for mean in row[len(load_templates()) :])
    return others - ours > BEHIND * (words - 1)


def _means(text: str, embed: Embed) -> list[list[float]]:
    """The mean likeness of each sentence to two phrases of each template, then of each trade."""
    sentences = [one for one in _SENTENCE.split(text) if one.strip()][:MOST_SENTENCES]
    likeness = embed(sentences) @ _meanings(embed).T
    return [_best_two(list(row), _phrases()[1]) for row in likeness]


@lru_cache(maxsize=2)
def _meanings(embed: Embed) -> "np.ndarray":
    """What the phrases of all kinds of work mean; shape (phrases, 384)."""
    return embed(_phrases()[0])


def _best_two(likeness: list[float], sizes: Sequence[int]) -> list[float]:
    means, start = [], 0
    for size in sizes:
        means.append(float(sum(sorted(likeness[start : start + size])[-2:])) / 2)
        start += size
    return means


def _likest(means: Sequence[float]) -> tuple[float, int]:
    """By how much which kind of work leads; -1 for its place if it is unlike or hardly leads."""
    second, best = sorted(range(len(means)), key=means.__getitem__)[-2:]
    ahead = means[best] - means[second]
    leads = means[best] >= MIN_MEANING and ahead >= AHEAD
    return (ahead, best) if leads else (-1.0, -1)


@cache
def _phrases() -> tuple[tuple[str, ...], tuple[int, ...]]:
    """What each template, then each other trade, says of its work, and how much each says."""
    said = [
        tuple(dict.fromkeys((t.scope, *t.work, *t.aliases, *t.deliverables, *t.must, *t.nice)))
        for t in load_templates()
    ]
    said += [tuple(dict.fromkeys((*one.names, *one.work))) for one in other_trades().trades]
    return tuple(phrase for phrases in said for phrase in phrases), tuple(map(len, said))
