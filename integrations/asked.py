"""What the requester was asked about a request, as lines and as the button that answers it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from integrations.reply import Action
from integrations.wording import person, together

SHOWN = 3
"""So many questions, the newest, stand on a card."""


def asked_lines(record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The newest questions on a request, each as who asked and what was said, with the answer."""
    asked: Sequence[Mapping[str, Any]] = record.get("questions") or ()
    whose = person(record.get("requester"))
    return [(f"{person(one['by'])} asked", _exchange(one, whose)) for one in asked[-SHOWN:]]


def _exchange(one: Mapping[str, Any], whose: str) -> str:
    answer = f"{whose}: “{one['answer']}”" if one["answer"] else "not answered yet"
    return f"“{one['question']}” – {answer}"


def answering(record: Mapping[str, Any], value: str, said: str = "") -> tuple[Action, ...]:
    """The button that answers what waits, if anything does; what is `said` already goes with it."""
    waiting = {str(one["by"]) for one in record.get("questions") or () if one["answer"] is None}
    whom = together([person(one) for one in sorted(waiting)])
    told = json.dumps(json.loads(value) | {"reason": said}) if said else value
    return (Action("answer_asked", told, f"Answer {whom}", "primary"),) if waiting else ()
