"""The fields of a request, put together from the values that were found one by one."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from assistant.offline.understanding.requirements import FIELD
from assistant.offline.understanding.tagger import SKILLS
from assistant.offline.understanding.text.passage import Found

LISTS = ("deliverables", "acceptance_criteria", "systems", "arrangement", FIELD)
TEXTS = ("scope", "language", "location", "business_unit", "channel_reason")


def assembled(found: Sequence[Found]) -> dict[str, Any]:
    """The fields of a request, from the values that were found one by one."""
    fields: dict[str, Any] = {}
    systems = [one for one in found if one.field == "systems"]
    for one in sorted(found, key=lambda one: one.start):
        if one.field in SKILLS and any(map(partial(_names_as_well, one), systems)):
            continue
        if one.field in SKILLS:
            _listed(fields.setdefault("skills", {}), one.field, one.value, str.__eq__)
        elif one.field in LISTS:
            _listed(fields, one.field, one.value, str.__contains__)
        elif _tells_more(one, fields.get(one.field)):
            fields[one.field] = one.value
    return fields


def _names_as_well(skill: Found, system: Found) -> bool:
    """Whether a skill is the name of a system, read from the same words."""
    return skill.overlaps(system) and skill.value.lower() in system.value.lower()


def _listed(
    fields: dict[str, Any], name: str, value: str, tells: Callable[[str, str], bool]
) -> None:
    """Put a value into a list, unless one of them `tells` the other: SQL is not MySQL."""
    low = value.lower()
    kept = fields.setdefault(name, [])
    if not any(tells(low, other.lower()) or tells(other.lower(), low) for other in kept):
        kept.append(value)


def _tells_more(one: Found, known: Any) -> bool:
    """Of several roles the first is meant, of other words the longest."""
    return known is None or (one.field in TEXTS and len(one.value) > len(known))
