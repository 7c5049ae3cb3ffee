"""What the assistant hands to Slack: functions, so that Slack can stay below it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeAlias

from sqlalchemy import Select

from integrations.reply import Reply
from knowledge.database import Sessions
from knowledge.errors import NotFound
from knowledge.records.people import Person
from knowledge.records.requests import Request

Record: TypeAlias = Mapping[str, Any]
Waiting: TypeAlias = Callable[[Person], Select[Request]]


def _now() -> datetime:
    return datetime.now(UTC)


def _none(_: str) -> list[dict[str, Any]]:
    return []


def _not_taken(*_: Any) -> list[Reply]:
    raise NotFound("Files are not taken here.")


def _no_file(request_id: str, _: str) -> bytes:
    raise NotFound(f"There is no file of {request_id}.")


@dataclass(frozen=True)
class Behaviour:
    """Everything that a listener may call.

    `answer(thread, actor, *, text | action, value, public_channel, listener)` takes one turn.
    `record(id, actor)` is the record as that person may see it, or as it is for None; it raises
    a SourcingError otherwise. `edit(thread, actor, id, changes)` changes fields of a draft and
    returns replies. `to_decide(person)` and `to_match(person)` select the requests that wait for
    that person, oldest first. `incident(error)` keeps a traceback for the operator and returns the
    number that people are told. `passages(question)` are those of the library that everybody may
    read, for people who are asked. `word_file(id, actor)` is the statement of work of a request as
    a Word file for that person; it raises a SourcingError where they may not read it.
    `statement_back(thread, actor, name, content)` takes an edited one and returns replies.
    `clock()` is the moment that rows are dated with.
    """

    answer: Callable[..., list[Reply]]
    record: Callable[[str, str | None], Record]
    edit: Callable[[str, str, str, dict[str, Any]], list[Reply]]
    sessions: Sessions
    to_decide: Waiting
    to_match: Waiting
    incident: Callable[[Exception], str]
    passages: Callable[[str], list[dict[str, Any]]] = _none
    word_file: Callable[[str, str], bytes] = _no_file
    statement_back: Callable[[str, str, str, bytes], list[Reply]] = _not_taken
    clock: Callable[[], datetime] = _now
