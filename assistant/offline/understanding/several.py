"""Several roles in one message: where each begins, and what was said once for all."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from assistant.offline.language import any_of, compiled, lexicon, pattern
from assistant.offline.understanding.dates import read_dates
from assistant.offline.understanding.durations import read_duration, read_hours
from assistant.offline.understanding.headcount import audience
from assistant.offline.understanding.money import read_budget
from assistant.offline.understanding.passage import Found, Passage, Scene
from assistant.offline.understanding.places import read_location
from assistant.offline.understanding.roles import wanted_roles

NAMED_ONLY = {"role", "headcount"}
"""What is told of a role that is only named: "a videographer and an editor for the film"."""
NEAR = 24
"""So near behind a name its first term stands, in characters."""
WHEN, FIXED = {"start_date", "deadline", "duration_weeks"}, 2
"""When the work is done: so many of them settle the other."""


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
    if wanted:
        later += _unnamed(passage, wanted[0].end)
    starts = [0, *sorted(later)]
    return list(zip(starts, [*starts[1:], len(passage.text)], strict=True))


def _unnamed(passage: Passage, start: int) -> list[int]:
    """Where somebody else is wanted whom no role names: "and somebody for the adverts"."""
    found = pattern("roles", "unnamed").finditer(passage.text, start)
    return [match.start("who") for match in found]


def _opening(passage: Passage, start: int) -> int:
    """Where the words for a role begin: its article or number included."""
    match = pattern("roles", "opening").search(passage.low[:start])
    return match.start() if match else start


def terms_by_name(
    passage: Passage, stretches: Sequence[tuple[int, int]], scene: Scene
) -> list[list[Found]]:
    """What is said of each role behind its name, once all are named: "devs 3 weeks, tester 2k".

    A name is any word that no other of the roles has.
    """
    roles = [wanted_roles(passage.between(*stretch), scene)[:1] for stretch in stretches]
    words = [_words(role[0].role) if role else set() for role in roles]
    names = [own - set().union(*(o for o in words if o is not own)) for own in words]
    all_named = stretches[-1][0] + (roles[-1][0].end if roles[-1] else 0)
    named = [*_names_behind(passage, all_named, names), (len(passage.text), 0, 0)]
    terms: list[list[Found]] = [[] for _ in stretches]
    for (_, start, number), (end, _, _) in pairwise(named):
        terms[number] += _terms(passage, start, end, scene)
    return terms


def _names_behind(
    passage: Passage, start: int, names: Sequence[set[str]]
) -> list[tuple[int, int, int]]:
    """Where roles are named again at the head of a clause: from and to, and which of them."""
    named = []
    for number, own in enumerate(names):
        forms = own | {brief for brief, word in lexicon("roles")["short"].items() if word in own}
        if forms:
            form = compiled(lexicon("roles")["named_again"], {"name": any_of(forms)})
            found = form.finditer(passage.text, start)
            named += [(match.start("name"), match.end(), number) for match in found]
    return sorted(named)


def _terms(passage: Passage, start: int, end: int, scene: Scene) -> list[Found]:
    """The terms that follow a name at once, up to the next one or the end of the sentence."""
    stop = pattern("roles", "terms_end").search(passage.text, start, end)
    behind = passage.between(start, stop.start() if stop else end)
    bare = pattern("roles", "bare_amount").match(behind.text)
    asked = ("budget",) if bare else ()
    readers = (read_budget, read_duration, read_hours, read_dates, read_location)
    found = [one for reader in readers for one in reader(behind, replace(scene, asked=asked))]
    if not any(one.start < NEAR for one in found):
        return []
    return [replace(one, start=start + one.start, end=start + one.end) for one in found]


def _words(role: str) -> set[str]:
    words = {word.removesuffix("s") for word in re.findall(r"[\w+#/.-]+", role.lower())}
    return words - {*lexicon("roles")["stop"]}


def _people_in_all(text: str) -> int | None:
    """How many people a list of roles is said to be, in its heading: "two people: …"."""
    match = pattern("roles", "people_of").search(text)
    return next((int(one) for one in match.groups() if one), None) if match else None


def shared_fields(parts: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Give every role what was said once for all of them: the unit, the owner, the place."""
    if parts[0].get("headcount") == _people_in_all(text):
        parts[0].pop("headcount", None)  # "Two people: a designer and a writer" are one of each.
    budgets = [part["budget"] for part in parts if "budget" in part]
    for part in parts if len(budgets) == 1 and pattern("edits", "each").search(text) else ():
        part.setdefault("budget", budgets[0])
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
        for part in parts if len(values) == 1 else ():
            if name not in WHEN or len(part.keys() & WHEN) < FIXED:
                part.setdefault(name, values[0])
    scopes = [part["scope"] for part in parts if "scope" in part]
    of_a_role = any("scope" in part and "role" in part for part in parts)
    for part in parts if len(scopes) == 1 and of_a_role else ():
        if part.keys() - {"budget", *common} <= NAMED_ONLY:
            part["scope"] = scopes[0]
    return parts
