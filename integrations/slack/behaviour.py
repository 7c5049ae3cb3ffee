"""What the assistant hands to Slack: functions, so that Slack can stay below it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from integrations.reply import Reply
from knowledge.database import Sessions
from knowledge.errors import NotFound

Record: TypeAlias = Mapping[str, Any]


def _none(_: str) -> list[dict[str, Any]]:
    return []


def _no_file(request_id: str, _: str) -> bytes:
    raise NotFound(f"There is no file of {request_id}.")


@dataclass(frozen=True)
class Behaviour:
    """Everything that a listener may call.

    `answer(thread, actor, *, text | action, value, public_channel, listener)` takes one turn.
    `record(id, actor)` is the record as that person may see it, or as it is for None; it raises
    a SourcingError otherwise. `edit(thread, actor, id, changes)` changes fields of a draft and
    returns replies. `passages(question)` are those of the library that everybody may read, for
    people who are asked. `word_file(id, actor)` is the statement of work of a request as a Word
    file for that person; it raises a SourcingError where they may not read it.
    """

    answer: Callable[..., list[Reply]]
    record: Callable[[str, str | None], Record]
    edit: Callable[[str, str, str, dict[str, Any]], list[Reply]]
    sessions: Sessions
    passages: Callable[[str], list[dict[str, Any]]] = _none
    word_file: Callable[[str, str], bytes] = _no_file
