"""Several roles in one message: where each begins, and what was said once for all."""

from typing import Any

from assistant.offline.language import pattern
from assistant.offline.understanding.passage import Passage, Scene
from assistant.offline.understanding.roles import wanted_roles


def roles_apart(passage: Passage, scene: Scene) -> list[tuple[int, int]]:
    """The stretches of text that each ask for another role; one stretch if there is one role."""
    wanted = wanted_roles(passage, scene)
    if len(wanted) < 2:
        return [(0, len(passage.text))]
    starts = [0, *(_opening(passage, w.start) for w in wanted[1:])]
    return list(zip(starts, [*starts[1:], len(passage.text)], strict=True))


def _opening(passage: Passage, start: int) -> int:
    """Where the words for a role begin: its article or number included."""
    match = pattern("roles", "opening").search(passage.low[:start])
    return match.start() if match else start


def shared_fields(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give every role what was said once for all of them: the unit, the owner, the place."""
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
    return parts
