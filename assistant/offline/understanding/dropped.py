"""What a message takes out of the request at hand: "drop Kotlin", "the icons aren't needed"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.offline.language import pattern
from assistant.offline.understanding.skills.abilities import names_skill

LISTED = ("deliverables", "acceptance_criteria", "systems", "arrangement")
JOINT = re.compile(r"\s(?:with|for|of|in|from|to|about|on|as|by|at|per|and)\s")
"""What ends the name of a thing."""
SPOKEN = ("language", "location")
STEM = 5
"""So many letters of a word are alike in its forms: available, availability."""
HANDED_OVER = ("deliverables", "acceptance_criteria")
DROPPING = "dropping"
FORMS = (DROPPING, "not_needed", "none_needed", "no_more", "none_of_it", "replaced", "put_aside")


def dropped(text: str, known: Mapping[str, Any]) -> list[tuple[int, int]]:
    """The stretches of a text that take out something that the request has."""
    has = list(_items(known))
    scope = known.get("scope")
    return [
        match.span(_gone(match))
        for form in FORMS
        for match in (pattern("edits", form).finditer(text) if has or scope else ())
        if any(names(match[_gone(match)], item) for names, item in has)
        or (form == DROPPING and dropped_parts([match[0]], scope))
    ]


def _gone(match: re.Match[str]) -> str | int:
    """The part of a form that is taken out: the group called "gone", else all of it."""
    return "gone" if "gone" in match.re.groupindex else 0


def dropped_skills(stretches: Sequence[str], known: Mapping[str, Any]) -> list[str]:
    """The skills of a request that the stretches name, where these name nothing that it lists.

    "Remove the spot illustrations" takes a deliverable out, and not Illustration.
    """
    lists = [item for name in HANDED_OVER for item in known.get(name) or ()]
    free = [text for text in stretches if not any(names_in_full(text, item) for item in lists)]
    every = [skill for group in (known.get("skills") or {}).values() for skill in group]
    return [skill for skill in every if any(names_skill(text, skill) for text in free)]


def names_in_full(text: str, item: str) -> bool:
    """Whether all that a stretch takes out stands in an item: "remove the spot illustrations"."""
    object_ = pattern("edits", "taking").sub(" ", text.lower())
    said, has = _stems(object_), _stems(item.lower())
    return bool(said) and said <= has


def names_requirement(text: str, item: str) -> bool:
    """Whether all that a stretch takes out begins words of a requirement, in whatever form.

    "Weekend availability" names "must be available on weekends".
    """
    said, has = (
        {stem[:STEM] for stem in _stems(pattern("edits", "taking").sub(" ", one.lower()))}
        for one in (text, item)
    )
    return bool(said) and said <= has


def _stems(text: str) -> set[str]:
    return {word.rstrip("s") for word in re.findall(r"[a-z]{3,}", text)}


def dropped_items(stretches: Sequence[str], items: Sequence[str]) -> list[str]:
    """Those of a list's items that the stretches name."""
    return [item for item in items if any(_names(text, item) for text in stretches)]


def of_things(stretches: Sequence[str], known: Mapping[str, Any]) -> list[str]:
    """The stretches that name more than a place or a language of the request: "not Bristol"."""
    words = [_stems(part.lower()) for name in SPOKEN for part in parts_of(known.get(name))]
    taking = pattern("edits", "taking")
    return [one for one in stretches if _stems(taking.sub(" ", one.lower())) not in words]


def parts_of(value: str | None) -> list[str]:
    """The languages or places that a value lists: "English, French"."""
    return [part for part in re.split(r",\s*|\s+and\s+|/", value or "") if part]


def scope_parts(scope: str | None) -> list[str]:
    """The kinds of work that a scope lists: "tax return, VAT and payroll"."""
    return [part for part in re.split(r"[,;]\s*|\s+and\s+", scope or "") if part]


def dropped_parts(stretches: Sequence[str], scope: str | None) -> list[str]:
    """Those kinds of work of a scope that the stretches name: half the words of one of several."""
    parts = scope_parts(scope)
    share = 1 if len(parts) == 1 else 2
    return [part for part in parts if any(_names_most(one, part, share) for one in stretches)]


def _names_most(text: str, part: str, share: int) -> bool:
    """Whether a stretch takes out this part, by all its words or by that share of them."""
    said, has = (_stems(pattern("edits", "taking").sub(" ", one.lower())) for one in (text, part))
    return bool(said) and said <= has and len(has) <= share * len(said)


def _items(known: Mapping[str, Any]) -> Iterator[tuple[Any, str]]:
    """What the request lists, each with how a text may name it."""
    for skills in (known.get("skills") or {}).values():
        yield from ((names_skill, skill) for skill in skills)
    for name in LISTED:
        yield from ((_names, item) for item in known.get(name) or ())
    yield from ((names_requirement, item) for item in known.get("requirements") or ())
    for name in SPOKEN:
        yield from ((_names, part) for part in parts_of(known.get(name)))


def _names(text: str, item: str) -> bool:
    """Whether a text names an item in full, by what it is, or by some of its words alone."""
    kind, said = kind_of(item), text.lower()
    named = bool(kind) and re.search(rf"\b{kind}", said) is not None
    return named or item.lower() in said or names_in_full(text, item)


def kind_of(item: str) -> str:
    """What an item is, in the singular: "8 interviews with customers" are interviews."""
    words = re.findall(r"[a-z0-9]{3,}", JOINT.split(item.lower())[0])
    return words[-1].rstrip("s") if words else ""
