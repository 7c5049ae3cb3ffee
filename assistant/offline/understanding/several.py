"""Several roles in one message: where each begins, and what was said once for all."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from assistant.offline.language import lexicon, pattern, put_in
from assistant.offline.understanding.passage import Found, Passage, Scene
from assistant.offline.understanding.roles import wanted_roles

NAMED_ONLY = {"role", "headcount"}
"""What is told of a role that is only named: "a videographer and an editor for the film"."""


def roles_apart(passage: Passage, scene: Scene, found: Sequence[Found]) -> list[tuple[int, int]]:
    """The stretches of text that each ask for somebody else; one if one person is wanted.

    Of the roles that rules see, those count that were `found` to be wanted in the whole message.
    """
    wanted = wanted_roles(passage, scene)
    meant = [one for one in found if one.field == "role"]
    later = [
        _opening(passage, one.start)
        for one in wanted[1:]
        if any(other.start < one.end and one.start < other.end for other in meant)
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


def priced_by_name(
    text: str, parts: list[dict[str, Any]], budget_of: Callable[[str], dict[str, Any] | None]
) -> list[dict[str, Any]]:
    """Give every role the amount behind its name: "videographer 4k, editor 2k".

    One amount alone may be for all of them, and is left where it was read.
    """
    amounts = [_amount_behind(str(part.get("role") or ""), text) for part in parts]
    if sum(map(bool, amounts)) < 2:
        return parts
    budgets = [budget_of(amount) if amount else None for amount in amounts]
    return [
        {**part, "budget": budget} if budget else part
        for part, budget in zip(parts, budgets, strict=True)
    ]


def _amount_behind(role: str, text: str) -> str:
    """The amount that stands last right behind a role's head."""
    head = re.escape("".join(role.split()[-1:]))
    form = put_in(lexicon("roles")["priced"], {"head": head})
    return ([match["amount"] for match in re.finditer(form, text, re.IGNORECASE)] or [""])[-1]


def shared_fields(parts: list[dict[str, Any]], text: str) -> list[dict[str, Any]]:
    """Give every role what was said once for all of them: the unit, the owner, the place."""
    if parts[0].get("headcount") == len(parts) and pattern("roles", "people_of").search(text):
        parts[0].pop("headcount")  # "Two people: a designer and a writer" are one of each.
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
        if len(values) == 1:
            for part in parts:
                part.setdefault(name, values[0])
    scopes = [part["scope"] for part in parts if "scope" in part]
    for part in parts if len(scopes) == 1 else ():
        if part.keys() - {"budget", *common} <= NAMED_ONLY:
            part["scope"] = scopes[0]
    return parts
