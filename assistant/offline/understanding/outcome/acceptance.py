"""When work counts as accepted, told as a clause: "that it works", "done when I like it"."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from assistant.offline.language import compiled, lexicon, pattern
from assistant.offline.understanding.leftovers import FREE
from assistant.offline.understanding.organisation import people_named
from assistant.offline.understanding.text.passage import Found, Passage, Scene
from assistant.offline.understanding.text.phrases import trim

FIELD = "acceptance_criteria"
OF_WORK = ("scope", "deliverables", FIELD)
REQUESTERS = {"requester"}
Read = Callable[[str, Passage, Scene], list[Found]]
Form = Literal["surely", "asked", "behind", "by_whom"]


def with_acceptance(told: str, stated: Passage, scene: Scene, read: Read) -> list[Found]:
    """The conditions that a text names, beside what is `read` of the fields in the rest of it."""
    clauses = _clauses(stated, scene)
    if not clauses or FIELD in scene.asked or {*FREE}.isdisjoint(scene.asked):
        whole = read(told, stated, scene)
        if all(_is_among(match, whole) for match in clauses):
            return whole
    spans = [match.span() for match in clauses]
    rest = Passage(told, told).without(spans).text
    fields = [_ended(one, spans, rest) for one in read(rest, stated.without(spans), scene)]
    named = [part for match in clauses for part in _parts(_found(match), [], stated.text)]
    return [*fields, *named]


def _is_among(match: re.Match[str], found: list[Found]) -> bool:
    """Whether a condition was read as one already, or as several."""
    start, end = match.span("told")
    return any(one.field == FIELD and one.start < end and start < one.end for one in found)


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
    """Whether who signs off accepts the work, and has no part in what is paid for it."""
    owners = [one for one in people_named(match["who"], scene.people) if {*one.roles} - REQUESTERS]
    nobody = bool(scene.people) and not owners
    of_work = not {*OF_WORK}.isdisjoint(scene.asked) and "budget" not in scene.asked
    return bool(match["work"]) or nobody or of_work


def _found(match: re.Match[str]) -> Found:
    return Found(FIELD, match["told"].strip(" .!"), *match.span("told"), certain=True)


def with_settled_conditions(found: Sequence[Found], told: Passage) -> list[Found]:
    """The same, each condition apart, with the measures that a result is held to: "under 5 MB"."""
    named = [one for one in found if one.field == FIELD]
    parts = [part for one in named for part in _parts(one, named, told.text)]
    apart = [one for one in parts if not any(_holds(other, one) for other in parts)]
    others = [one for one in found if one.field != FIELD]
    told_of = [*apart, *(one for one in others if one.field == "deliverables")]
    limits = [one for one in _measured(told) if not any(_says(other, one) for other in told_of)]
    return [*(one for one in others if not _is_measure(one, limits)), *apart, *limits]


def _parts(one: Found, named: Sequence[Found], text: str) -> Iterator[Found]:
    """The conditions that stand in one, or go on behind it: "it loads and the CFO signs it"."""
    start, end = one.start, one.end
    words = {"tells": lexicon("conditions")["tells"]}
    verb = compiled(lexicon("conditions")["verb"], words)
    for joint in compiled(lexicon("conditions")["two"], words).finditer(text, start):
        at = joint.end("joint")
        if joint.start() > end or any(0 <= o.start - at < len("that they ") for o in named):
            break
        if not verb.search(text, start, joint.start()):
            continue
        yield _part(one, start, joint.start(), text)
        rest = pattern("conditions", "ends").match(text, at)
        start, end = at, max(end, rest.end() if rest else end)
    yield one if start == one.start else _part(one, start, end, text)


def _holds(other: Found, one: Found) -> bool:
    """Whether a condition is only some words of another."""
    longer = other.end - other.start > one.end - one.start
    return longer and other.start <= one.start and one.end <= other.end


def _part(one: Found, start: int, end: int, text: str) -> Found:
    return replace(one, value=text[start:end].strip(" .,:;!-"), start=start, end=end)


def _measured(told: Passage) -> Iterator[Found]:
    unit = {"unit": lexicon("conditions")["unit"]}
    for match in compiled(lexicon("conditions")["measured"], unit).finditer(told.counted):
        yield Found(FIELD, told.text[slice(*match.span())], *match.span())


def _says(other: Found, measure: Found) -> bool:
    """Whether what is told says a measure itself: "a report of max 10 pages"."""
    thing = other.field == "deliverables"
    return _holds(other, measure) if thing else other.overlaps(measure)


def _is_measure(one: Found, limits: Sequence[Found]) -> bool:
    """Whether what was taken for a thing is only how long or large another may be."""
    return one.field == "deliverables" and any(
        _holds(o, one) or o.value == one.value for o in limits
    )
