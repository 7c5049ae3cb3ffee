"""When work counts as accepted, told as a clause: "that it works", "done when I like it"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from assistant.offline.language import pattern
from assistant.offline.understanding.leftovers import FREE
from assistant.offline.understanding.organisation import people_named
from assistant.offline.understanding.passage import Found, Passage, Scene
from assistant.offline.understanding.phrases import trim

FIELD = "acceptance_criteria"
OF_WORK = ("scope", "deliverables", FIELD)
Read = Callable[[str, Passage, Scene], list[Found]]
Form = Literal["surely", "asked", "behind", "by_whom"]


def with_acceptance(told: str, stated: Passage, scene: Scene, read: Read) -> list[Found]:
    """The conditions that a text names, beside what is `read` of the fields in the rest of it."""
    clauses = _clauses(stated, scene)
    spans = [match.span() for match in clauses]
    rest = Passage(told, told).without(spans).text
    fields = [_ended(one, spans, rest) for one in read(rest, stated.without(spans), scene)]
    return [*fields, *map(_found, clauses)]


def _ended(one: Found, spans: list[tuple[int, int]], text: str) -> Found:
    """Words that go on behind a condition, ended before it."""
    end = next((start for start, _ in spans if one.start < start < one.end), None)
    words = trim(text[one.start : end]) if end and one.field in FREE else ""
    return replace(one, value=words, end=end) if end and words else one


def _clauses(stated: Passage, scene: Scene) -> list[re.Match[str]]:
    """The condition that is all a message says, or else those that stand in it as clauses."""
    whole: list[Form] = ["surely"] if scene.context == "scoping" else []
    whole += ["asked"] if whole and FIELD in scene.asked else []
    match = next((one for form in whole for one in _matches(form, stated)), None)
    if match:
        return [match]
    named = [one for one in _matches("by_whom", stated) if _accepts(one, scene)]
    behind = [one for one in _matches("behind", stated) if _is_apart(one, named)]
    return [*behind, *named]


def _matches(form: Form, stated: Passage) -> Iterator[re.Match[str]]:
    return pattern("statements", "acceptance", form).finditer(stated.text)


def _is_apart(match: re.Match[str], others: list[re.Match[str]]) -> bool:
    return all(match.end() <= one.start() or one.end() <= match.start() for one in others)


def _accepts(match: re.Match[str], scene: Scene) -> bool:
    """Whether who signs off accepts the work, and does not own the budget that pays for it."""
    nobody = bool(scene.people) and not people_named(match["who"], scene.people)
    of_work = not {*OF_WORK}.isdisjoint(scene.asked) and "budget" not in scene.asked
    return bool(match["what"]) or nobody or of_work


def _found(match: re.Match[str]) -> Found:
    return Found(FIELD, match["told"].strip(" .!"), *match.span("told"), certain=True)
