"""What was read lately: one turn asks the model several times about the same message."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import wraps
from typing import Any, TypeVar

from assistant.offline.understanding.text.passage import Scene

KEPT = 64
Read = TypeVar("Read")


def once(read: Callable[[str, Scene], Read]) -> Callable[[str, Scene], Read]:
    """The same reader, which does not read a text in a scene again that it read lately."""
    kept: dict[Any, Read] = {}

    @wraps(read)
    def reading(text: str, scene: Scene) -> Read:
        # As text, so that neither a value changed later nor an equal moment elsewhere is taken.
        key = (text, repr(replace(scene, people=())), tuple(scene.people))
        found = kept.get(key)
        if found is None:
            found = read(text, scene)
            if len(kept) >= KEPT:
                kept.clear()
            kept[key] = found
        return deepcopy(found)

    return reading
