"""A question that may mean several things: what it may mean, and which one a reply picks."""

import re
from collections.abc import Sequence
from typing import Any

from knowledge.library.library import Consultation
from knowledge.library.passages import Passage
from knowledge.library.words import terms_of, words_of
from knowledge.rules import wording
from tools.policy.answers import Option, PolicyAnswer
from tools.policy.consulting import Question
from tools.policy.facts import Place, place_name, places_of
from tools.policy.words import AMBIGUOUS, has_every_word, inert

MOST_OPTIONS = 3
NEAR_PLACE, ALSO_SHOWN = 1.5, 5.0
FEW_TERMS, NEAR, SURE = 2, 2.0, 0.95
LONGEST_PICK, SHORT = 8, 3
DEFINING = re.compile(
    r"^\s*(?:what (?:is|are) (?:an?|the)?\s*\S+\s*\??\s*$|define\b)", re.IGNORECASE
)
NUMBERED = (
    ("first", "1", "1st", "one", "a"),
    ("second", "2", "2nd", "two", "b"),
    ("third", "3", "3rd", "three", "c"),
    ("fourth", "4", "4th", "four", "d"),
)


def place_options(found: Sequence[Passage]) -> tuple[Option, ...]:
    """Several places, where the best passages are written each for one and none is known."""
    best = found[0]
    near = [p for p in found[1:] if p.score > best.score - NEAR_PLACE and places_of(p)]
    if not places_of(best) or all(places_of(p) & places_of(best) for p in near):
        return ()
    told: dict[str, Option] = {}
    for passage in found:
        if passage.score > best.score - ALSO_SHOWN and places_of(passage):
            label = " and ".join(sorted(place_name(code) for code in places_of(passage)))
            told.setdefault(label, Option(label, passage.document, passage.anchor))
    return tuple(told.values())[: MOST_OPTIONS + 1]


def section_options(question: str, found: Sequence[Passage], support: float) -> tuple[Option, ...]:
    """Several sections, where a question of one or two words fits them equally well.

    What stands before the first heading of a document only introduces it.
    """
    if not 0 < len(set(terms_of(question))) <= FEW_TERMS or DEFINING.match(question):
        return ()
    if support >= SURE:
        return ()
    rivals = [
        p
        for p in found
        if has_every_word(p)
        and p.score > found[0].score - NEAR
        and p.section != p.title
        and not places_of(p)
    ]
    if rivals[:2] != list(found[:2]) or len({p.document for p in rivals[:2]}) < 2:
        return ()
    told = {p.document: p for p in reversed(rivals)}
    return _labelled([*reversed(told.values())][:MOST_OPTIONS])


def rival_places(rivals: Sequence[Passage]) -> tuple[Option, ...]:
    """The places of sections that all list the question, where each is written for another."""
    labels = [" and ".join(sorted(place_name(code) for code in places_of(p))) for p in rivals]
    if not all(labels) or len({*labels}) < len(labels):
        return ()
    named = zip(labels, rivals, strict=True)
    return tuple(Option(label, p.document, p.anchor) for label, p in named)[: MOST_OPTIONS + 1]


def rival_options(rivals: Sequence[Passage]) -> tuple[Option, ...]:
    """The sections that all list the very question that was asked."""
    return _labelled(rivals[:MOST_OPTIONS])


def _labelled(sections: Sequence[Passage]) -> tuple[Option, ...]:
    """Each by its heading; where several have the same one, with the title of its document."""
    headings = [p.section for p in sections]
    labels = [
        h if headings.count(h) == 1 else f"{h} ({p.title})"
        for h, p in zip(headings, sections, strict=True)
    ]
    return tuple(
        Option(label, p.document, p.anchor) for label, p in zip(labels, sections, strict=True)
    )


def asked_back(options: Sequence[Option], *, places: bool) -> str:
    """The one question back."""
    labels = [option.label for option in options]
    listed = f"{', '.join(labels[:-1])} or {labels[-1]}"
    if places:
        return f"That differs by place. Which one is it: {listed}?"
    quoted = " or ".join(f"“{label.rstrip('?')}”" for label in labels)
    return f"That can mean several things. Which one is it: {quoted}?"


def picked(reply: str, labels: Sequence[str]) -> int | None:
    """Which of the labels a short reply means, by number, by place or by its own words."""
    if reply in labels:
        return labels.index(reply)
    words = words_of(reply)
    if not labels or not 0 < len(words) <= LONGEST_PICK:
        return None
    number = _by_number(words, len(labels)) if len(words) <= SHORT else None
    return _by_words(reply, labels) if number is None else number


def _by_number(words: Sequence[str], count: int) -> int | None:
    said = set(words) if len(words) == 1 else set(words) - {"one", "a"}
    found = [n for n, names in enumerate(NUMBERED[:count]) if said.intersection(names)]
    if not found and "last" in said:
        found = [count - 1]
    return found[0] if len(found) == 1 else None


def _by_words(reply: str, labels: Sequence[str]) -> int | None:
    place = wording.place(reply)
    if place:
        here = [n for n, label in enumerate(labels) if wording.place(label) == place]
        if len(here) == 1:
            return here[0]
    said = set(terms_of(reply))
    own = [set(terms_of(label)) for label in labels]
    telling = [
        len(said & terms - set().union(*(o for o in own if o is not terms))) for terms in own
    ]
    best = max(telling)
    return telling.index(best) if best and telling.count(best) == 1 else None


def meant_by(question: str, waiting: dict[str, Any]) -> tuple[str, Option | None]:
    """The question that is asked, and which of its meanings the reply picked, if it is one."""
    options = [Option(**option) for option in waiting.get("options", ())]
    choice = picked(question, [option.label for option in options]) if options else None
    return (question, None) if choice is None else (waiting["question"], options[choice])


def unclear(
    asked: Question, place: Place | None, consulted: Consultation, *, alike: bool
) -> PolicyAnswer | None:
    """The one question back, where what was asked may mean several things.

    Sections are `alike` unless they contradict each other: then each is told.
    """
    found, support = consulted.found, consulted.support
    places = rival_places(consulted.rivals) or (place_options(found) if place is None else ())
    options = places or (rival_options(consulted.rivals) if alike else ())
    if not options and alike and not asked.thread:
        options = section_options(asked.text, found, support)
    if not options:
        return None
    words = asked_back(options, places=bool(places))
    return PolicyAnswer(
        inert(words), (), True, AMBIGUOUS, asked.day, support=support, options=options,
        passages=tuple(found),
    )  # fmt: skip
