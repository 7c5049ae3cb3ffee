"""Finds the template that a role name, or a whole message, names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.templates.catalogue import Template, load_templates, other_trades

MIN_CONFIDENCE, SAME_WORD = 0.86, 0.7
"""Below these likenesses to a title or alias, and to each word of it, no template is meant."""

SHORTEST = 5
"""Shorter words are too much like too many others."""

LONGEST_NAME = 5
"""A text of so many words is a name; in a longer one, not every word before a name is of it."""

_WANTED = re.compile(r"\b(?:need|needs|want|wants|hire|hiring|looking for|find|get) ")
"""What stands after one of these is what is asked for; what stands before may be the asker."""

_PERSON = re.compile(r"(?:er|or|ist|ian|ant|agent|rep|artist|analyst|coach|owner|lead|team|dev)$")
"""Aliases that name a person go before aliases that name the work they belong to."""

_WORD = re.compile(r"[^\W\d_][\w+#.'’-]+")


@dataclass(frozen=True)
class Found:
    """A template, the words of it that were recognised, and how sure that is, from 0 to 1."""

    template: Template
    alias: str
    confidence: float


def find_template(text: str) -> Template | None:
    """The template that a role name or a whole message means, or None."""
    found = match_template(text)
    return found.template if found else None


def match_template(text: str) -> Found | None:
    """What a role name or a whole message means, misspellings included, with how sure that is."""
    words = plain(text)
    named = list(_pattern().finditer(words))
    if not named:
        return _nearest(words)
    wanted = _WANTED.search(words)
    after = wanted.end() if wanted else 0
    ours = [m for m in named if _names()[m.group(1)] and not _is_of_another(m, words)]
    if not ours:
        return None
    best = min(ours, key=lambda m: (m.start() < after, not _PERSON.search(m.group(1)), m.start()))
    return _found(best.group(1), 1.0 if best.group(1) == words else 0.95)


def plain(text: str) -> str:
    """A text as names are compared: lower case, without marks."""
    spaced = re.sub(r"[^\w&+#.'’/]+", " ", text.casefold().replace("’", "'"))
    return re.sub(r"\s+", " ", spaced).strip(" .")


def _found(alias: str, confidence: float) -> Found | None:
    role = _names()[alias]
    return Found(role, alias, confidence) if role else None


@cache
def _names() -> dict[str, Template | None]:
    """The template of each name; None for the names of trades that have none."""
    others = {plain(name): None for trade in other_trades().trades for name in trade.names}
    ours = {plain(name): role for role in load_templates() for name in (role.title, *role.aliases)}
    return others | ours


@cache
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?:s|es)?(?!\w)")


def _is_of_another(match: re.Match[str], words: str) -> bool:
    """Whether a name ends that of a trade we know nothing of: the designer of "garden designer"."""
    role = _names()[match.group(1)]
    if role is None or match.group(1) not in other_trades().heads:
        return False
    before = words[: match.start()].split()
    known = _own_words(role) | other_trades().qualifiers
    return len(words.split()) <= LONGEST_NAME and not all(word in known for word in before)


@cache
def _own_words(role: Template) -> frozenset[str]:
    """The words in which a template tells of its work."""
    told = (role.title, role.scope, *role.aliases, *role.work, *role.must, *role.nice)
    return frozenset(word for text in told for word in _WORD.findall(plain(text)))


def _nearest(words: str) -> Found | None:
    from rapidfuzz import fuzz, process

    names = list(_names())
    best, likeness = "", MIN_CONFIDENCE * 100
    for span in _spans(words.split()):
        for name, ratio, _ in process.extract(
            span, names, scorer=fuzz.ratio, score_cutoff=likeness, limit=3
        ):
            if (ratio > likeness or not best) and _is_misspelt(span, name):
                best, likeness = name, ratio
    return _found(best, likeness / 100) if best else None


def _is_misspelt(span: str, name: str) -> bool:
    """Whether each word stands for one of the name: to take something is not to test it.

    A part of a name is not the name: a freelancer need be no UX freelancer.
    """
    from rapidfuzz import fuzz

    said, known = span.split(), name.split()
    if len(said) < len(known):
        return not all(
            any(fuzz.ratio(word, other) >= MIN_CONFIDENCE * 100 for other in known) for word in said
        )
    pairs = zip(said, known, strict=False)
    return len(said) > len(known) or all(fuzz.ratio(*pair) >= SAME_WORD * 100 for pair in pairs)


def _spans(words: list[str]) -> Iterator[str]:
    """One to four words that could be a misspelt role: long enough, and no verb in the past."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + 4, len(words)) + 1):
            span = " ".join(words[start:end])
            if len(span) >= SHORTEST and not span.endswith("ed"):
                yield span
