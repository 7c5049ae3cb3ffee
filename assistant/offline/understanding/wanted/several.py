"""Several roles in one message: where each begins, and what was said once for all."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.text.passage import Found, Passage, Scene
from assistant.offline.understanding.wanted.headcount import audience
from assistant.offline.understanding.wanted.roles import wanted_roles
from assistant.offline.understanding.wanted.whose import (
    is_listed,
    named_again,
    terms_by_name,
    whose,
)

NAMED_ONLY = {"role", "headcount"}
"""What is told of a role that is only named: "a videographer and an editor for the film"."""
HEAD = 4
"""An item of a list begins with a role so many characters from its mark: an article."""
WHEN, FIXED = {"start_date", "deadline", "duration_weeks"}, 2
"""When the work is done: so many of them settle the other."""
OWN = {"skills", "hours_per_week", "deliverables", "systems", "language", "location", *WHEN}
"""What tells one role apart from the others when it is said beside its name."""


def roles_apart(passage: Passage, scene: Scene, found: Sequence[Found]) -> list[tuple[int, int]]:
    """The stretches of text that each ask for somebody else; one if one person is wanted.

    Of the roles that rules see, those count that were `found` to be wanted in the whole message, or
    of which it was found how many are.
    """
    served = [(one.start, one.end) for one in audience(passage, scene)]
    wanted = wanted_roles(passage.without(served), scene)
    meant = [one for one in found if one.field in NAMED_ONLY]
    later = [
        _opening(passage, one.start)
        for one in wanted[1:]
        if any(
            other.start < one.end and _opening(passage, one.start) < other.end for other in meant
        )
    ]
    later += _beside(passage, meant, later)
    if wanted:
        later += _unnamed(passage, wanted[0].end)
    if len(listed := _listed_places(passage, scene)) > len(later):
        later = listed
    starts = [0, *sorted(later)]
    return list(zip(starts, [*starts[1:], len(passage.text)], strict=True))


def _beside(passage: Passage, meant: Sequence[Found], known: Sequence[int]) -> Iterator[int]:
    """Where roles that no rule knows begin beside the one before: "& an embroidery digitizer"."""
    roles = sorted((one for one in meant if one.field == "role"), key=lambda one: one.start)
    for before, one in pairwise(roles):
        opening = pattern("roles", "beside").search(passage.counted, before.end, one.start)
        if opening and not any(before.end <= start < one.end for start in known):
            yield opening.start(opening.lastgroup or 0)


def _listed_places(passage: Passage, scene: Scene) -> list[int]:
    """Where the items of a list of roles begin but the first: "(a) a tester, … (b) a trainer"."""
    places = lexicon("roles")["places"]
    marks: list[re.Match[str]] = []
    number = 0
    for mark in pattern("roles", "list_mark").finditer(passage.text):
        if places[mark["place"].lower()] == number + 1:
            marks, number = [*marks, mark], number + 1
    if len(marks) < 2:
        return []
    ends = [*(mark.start() for mark in marks[1:]), len(passage.text)]
    heads = [
        any(one.start <= HEAD for one in wanted_roles(passage.between(mark.end(), end), scene)[:1])
        for mark, end in zip(marks, ends, strict=True)
    ]
    announced = pattern("roles", "list_announced").search(passage.counted, 0, marks[0].end())
    roles = any(heads) if announced else all(heads)
    return [mark.start("mark") for mark in marks[1:]] if roles else []


def _unnamed(passage: Passage, start: int) -> list[int]:
    """Where somebody else is wanted whom no role names: "and somebody for the adverts"."""
    found = pattern("roles", "unnamed").finditer(passage.text, start)
    return [match.start("who") for match in found]


def _opening(passage: Passage, start: int) -> int:
    """Where the words for a role begin: its article or number included."""
    match = pattern("roles", "opening").search(passage.low[:start])
    return match.start() if match else start


@dataclass(frozen=True)
class Told:
    """What is said of one role: where it stands, elsewhere in the message, and behind its name.

    `whole` is what the whole message says of it, `kept` the fields that are of no other.
    """

    whole: Sequence[Found]
    here: Sequence[Found]
    elsewhere: Sequence[Found]
    terms: Sequence[Found]
    kept: frozenset[str]

    @property
    def found(self) -> list[Found]:
        """All that is found but for the terms, which go before it."""
        return [*self.here, *self.elsewhere]


def told_of_each(
    stated: Passage,
    stretches: Sequence[tuple[int, int]],
    whole: Sequence[Found],
    scene: Scene,
    read: Callable[[Passage, int, int], Sequence[Found]],
) -> list[Told]:
    """What is said of each role, of what is found in the `whole` and `read` in its stretch."""
    all_named, named = named_again(stated, stretches, scene)
    of_role = whose(stated, stretches, all_named, named)
    terms = terms_by_name(stated, named, len(stretches), scene)
    rest = stated.without([(one.start, one.end) for own in terms for one in own])
    alone = named[0][0] if named else len(stated.text)
    before = {one.field for one in whole if one.start < alone}
    told = []
    for number, (start, end) in enumerate(stretches):
        moved = (
            replace(one, start=one.start + start, end=one.end + start)
            for one in read(rest, start, end)
        )
        of_it = [
            one
            for one in whole
            if one.field not in NAMED_ONLY and of_role(one.start) in (number, None)
        ]
        beyond = [one for one in of_it if not start <= one.start < end]
        here = [one for one in moved if of_role(one.start) in (number, None)]
        kept = {
            one.field
            for one in [*here, *beyond]
            if one.start >= alone and of_role(one.start) is not None
        }
        own = frozenset((kept | {one.field for one in terms[number]}) - before)
        told.append(Told(of_it, here, beyond, terms[number], own))
    return told


def _share_terms(parts: list[dict[str, Any]], told: Sequence[Told], stated: Passage) -> None:
    """Give every role the hours and the money that are said of each of them."""
    budgets = [part["budget"] for part in parts if "budget" in part]
    each = len(budgets) == 1 and pattern("edits", "each").search(stated.counted)
    shared = {"budget": budgets[0]} if each else {}
    shared |= {name: parts[-1][name] for name in _said_of_each(told, stated) if name in parts[-1]}
    for part in parts:
        part |= {name: value for name, value in shared.items() if name not in part}


def _said_of_each(told: Sequence[Told], stated: Passage) -> list[str]:
    """Hours and rates set off behind the last role, of which all before are only named.

    "A host and a bartender, 5 hours, 30 an hour" are the terms of both.
    """
    if any({one.field for one in own.here} - NAMED_ONLY for own in told[:-1]):
        return []
    end = max((one.end for one in told[-1].here if one.field == "role"), default=len(stated.text))
    return [
        one.field
        for one in told[-1].here
        if pattern("roles", "set_off").search(stated.text, end, one.end)
        and (one.field == "hours_per_week" or (one.field == "budget" and _is_a_rate(one.value)))
    ]


def _is_a_rate(budget: dict[str, Any]) -> bool:
    return budget["basis"] in ("hourly", "daily")


def _people_in_all(text: str) -> int | None:
    """How many people a list of roles is said to be, in its heading: "two people: …"."""
    match = pattern("roles", "people_of").search(text)
    return next((int(one) for one in match.groups() if one), None) if match else None


def shared_fields(
    parts: list[dict[str, Any]], told: Sequence[Told], stated: Passage, last: int
) -> list[dict[str, Any]]:
    """Give every role what was said once for all of them: the unit, the owner, the place.

    Where each has terms of its own beside its name, or its place in a list as the `last` one, days
    and places too are of one alone.
    """
    if parts[0].get("headcount") == _people_in_all(stated.counted):
        parts[0].pop("headcount", None)  # "Two people: a designer and a writer" are one of each.
    _share_terms(parts, told, stated)
    apart = is_listed(stated.text, last) or any(one.field in OWN for one in told[0].here)
    common = (
        "business_unit",
        "budget_owner",
        "start_date",
        "security_classification",
        "sensitive_data",
        "location",
        "urgency",
        "deadline",
        "duration_weeks",
    )
    for name in common:
        values = [part[name] for part in parts if name in part]
        alone = any(name in one.kept for one in told)
        if alone or (apart and name in {*WHEN, "location"}):
            continue
        for part in parts if len(values) == 1 else ():
            if name not in WHEN or len(part.keys() & WHEN) < FIXED:
                part.setdefault(name, values[0])
    scopes = [part["scope"] for part in parts if "scope" in part]
    of_a_role = any("scope" in part and "role" in part for part in parts)
    for part, own in zip(parts, told, strict=True) if len(scopes) == 1 and of_a_role else ():
        if {one.field for one in own.here} - {"budget", "billing_model", *common} <= NAMED_ONLY:
            part["scope"] = scopes[0]
    return parts
