"""What else is required or wished for and has no field of its own, in the manager's own words.

Time zones, years of experience, working days, days on site, travel, equipment, papers, and places
and languages that are only preferred: the families and their patterns are data.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from assistant.offline.language import compiled, lexicon, pattern
from assistant.offline.understanding.dropped import dropped
from assistant.offline.understanding.places import is_language, is_place_name
from assistant.offline.understanding.text.passage import Found, Passage, Scene

FIELD = "requirements"
WISHES, EXPERIENCE, PAPERS = "wishes", "experience", "papers"
GONE = ("gone", "gone_too")
"""What of a requirement no other field is read from; where a form names none, all of it."""
Read = Callable[[str, Passage, Scene], list[Found]]


@dataclass(frozen=True)
class Asked:
    """A requirement: its family, its words, where they stand, and what no other field may take."""

    family: str
    words: str
    start: int
    end: int
    blanked: tuple[tuple[int, int], ...]

    @property
    def found(self) -> Found:
        """The requirement as a value of its field."""
        return Found(FIELD, self.words, self.start, self.end, certain=True)


def asked_for(text: str, known: Sequence[str] = ()) -> tuple[Asked, ...]:
    """The requirements that a text states, in their order; where two overlap, the longer one.

    Those that are `known` may be said anew in fewer words.
    """
    again = _experience_again(text, known)
    return (again,) if again else _stated(text)


@lru_cache(maxsize=64)
def _stated(text: str) -> tuple[Asked, ...]:
    found = [
        _asked(family, match, text)
        for family, forms in lexicon(FIELD)["families"].items()
        for form in forms
        for match in _form(form).finditer(text)
        if family != WISHES or _is_of_place_or_tongue(match)
    ]
    kept: list[Asked] = []
    for one in sorted(found, key=lambda one: one.start - one.end):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return tuple(sorted((one for one in kept if one.words), key=lambda one: one.start))


def taken_out(whole: Passage, known: Mapping[str, Any]) -> list[tuple[int, int]]:
    """What a message takes out of the request; what it requires itself takes nothing out.

    "No weekend work" is a requirement, and no end to a criterion that names some work.
    """
    listed = known.get(FIELD) or ()
    wished = [one for one in asked_for(whole.text) if one.words not in listed]
    named = dropped(whole.text, {FIELD: listed}) if listed else []
    again = [one for one in wished if not any(s < one.end and one.start < e for s, e in named)]
    rest = whole.without([(one.start, one.end) for one in again])
    others = {name: value for name, value in known.items() if name != FIELD}
    return sorted({*named, *dropped(rest.text, others)})


def with_requirements(told: str, stated: Passage, scene: Scene, read: Read) -> list[Found]:
    """What a text requires, beside what is `read` of the fields in the rest of it."""
    asked = asked_for(told, scene.known.get(FIELD) or ())
    rest = _without(Passage(told, told), asked).text
    fields = with_either(read(rest, _without(stated, asked), scene), rest)
    beside = [*fields, *(one.found for one in asked)]
    return [*beside, *(left_bound(rest, beside) if beside else ())]


def family_of(words: str) -> str | None:
    """The family that a requirement belongs to, or None."""
    return next((one.family for one in asked_for(words)), None)


def _without(passage: Passage, asked: Sequence[Asked]) -> Passage:
    """The passage without what no other field may be read from."""
    return passage.without([span for one in asked for span in one.blanked])


def with_either(found: Sequence[Found], text: str) -> list[Found]:
    """The same, and skills of which one is enough as a requirement in words: "PRINCE2 or PMP"."""
    skills = sorted((one for one in found if one.field == "must"), key=lambda one: one.start)
    groups: list[list[Found]] = []
    for one in skills:
        between = text[groups[-1][-1].end : one.start] if groups else ""
        if groups and (_joins("either", between) or _joins("listed_before", between)):
            groups[-1].append(one)
        else:
            groups.append([one])
    either = [chosen for group in groups if (chosen := _alternatives(group, text))]
    return [*found, *(_in_words(group, text) for group in either)]


def settled(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What is read as it is written: skills that a requirement names are not must-haves as well.

    Of those of which one is enough each is nice to have; a certificate or licence is checked by
    people and not by profiles.
    """
    asked: Sequence[str] = fields.get(FIELD) or ()
    musts: Sequence[str] = (fields.get("skills") or {}).get("must") or ()
    either = [one for one in musts if any(_names(words, one) for words in filter(_chooses, asked))]
    papers = [
        one
        for one in musts
        if any(_names(words, one) for words in asked if family_of(words) == PAPERS)
    ]
    if not (either or papers):
        return dict(fields)
    skills = dict(fields["skills"])
    skills["must"] = [one for one in musts if one not in (*either, *papers)]
    skills["nice"] = [*skills.get("nice", ()), *either]
    return {**fields, "skills": {group: names for group, names in skills.items() if names}}


def _chooses(words: str) -> bool:
    """Whether a requirement leaves open which of several it is."""
    return family_of(words) is None and pattern(FIELD, "choice").search(words) is not None


def _names(words: str, skill: str) -> bool:
    """Whether a requirement names a skill, by the name it was read by or another of its names."""
    from knowledge.skills.taxonomy import Taxonomy

    parts = [part.lower() for part in pattern(FIELD, "choice").split(words)]
    known = (Taxonomy.load().by_form(part) for part in parts)
    return skill.lower() in words.lower() or any(one and one.label == skill for one in known)


def _alternatives(group: Sequence[Found], text: str) -> list[Found]:
    """Those at the end of a list of skills of which one is enough: two, or all after "either"."""
    if len(group) < 2 or not _joins("either", text[group[-2].end : group[-1].start]):
        return []
    leads = [n for n, one in enumerate(group) if _before("either_before", text[: one.start])]
    return list(group[leads[-1] if leads else 0 :])


def _in_words(group: Sequence[Found], text: str) -> Found:
    start, end = group[0].start, group[-1].end
    return Found(FIELD, " ".join(text[start:end].split()), start, end, certain=True)


def _joins(name: str, between: str) -> bool:
    return pattern(FIELD, name).match(between) is not None


def _before(name: str, before: str) -> bool:
    return pattern(FIELD, name).search(before) is not None


def left_bound(text: str, found: Sequence[Found]) -> list[Found]:
    """What somebody must be or do by a text, in clauses that nothing else was read from."""
    return [
        Found(FIELD, trimmed(match["what"]), *match.span("what"), certain=True)
        for match in pattern(FIELD, "bound").finditer(text)
        if not any(one.start < match.end("what") and match.start("what") < one.end for one in found)
    ]


def trimmed(words: str) -> str:
    """Words without what only joins them to others, or asks politely."""
    return _form(lexicon(FIELD)["edges"]).sub("", " ".join(words.split()))


def _asked(family: str, match: re.Match[str], text: str) -> Asked:
    named = [match.span(name) for name in GONE if name in match.re.groupindex]
    whole = [] if family == PAPERS else [match.span()]
    spans = [span for span in named if span[0] >= 0] or whole
    return Asked(family, trimmed(match[0]), *match.span(), tuple(spans))


def _experience_again(text: str, known: Sequence[str]) -> Asked | None:
    """Other years in place of those that are required already: "make it 8 years"."""
    match = _form(lexicon(FIELD)["another_length"]).search(text)
    years = [one for one in known if _form(lexicon(FIELD)["years"]).search(one)]
    if not match or not years:
        return None
    words = _form(lexicon(FIELD)["years"]).sub(match["years"].rstrip("+"), years[-1], count=1)
    return Asked(EXPERIENCE, words, 0, len(text), ((0, len(text)),))


def _is_of_place_or_tongue(match: re.Match[str]) -> bool:
    """Whether what is preferred is a place or a language; tools have a field for that."""
    name = match["name"]
    parts = (name, name.split()[0], name.split("-")[0])
    local = pattern(FIELD, "local").match(name) is not None
    return local or any(is_place_name(one) or is_language(one) for one in parts)


@cache
def _form(form: str) -> re.Pattern[str]:
    return compiled(form, lexicon(FIELD)["words"])
