"""The conversation for programs: one JSON object a line in, one a line out."""

import json
import sys
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from assistant.attached import written
from assistant.conversation import answer
from assistant.telling import told
from integrations.reply import Reply
from knowledge.misfits import first_misfit

if TYPE_CHECKING:
    from assistant.bootstrap import World

EXIT = {"done": 0, "refused": 1, "failed": 1, "misuse": 2}


class Line(BaseModel):
    """One turn: who, in which thread, and either a text or an action."""

    model_config = ConfigDict(extra="forbid")

    thread: str
    actor: str
    text: str | None = None
    action: str | None = None
    value: str | dict[str, Any] | None = None

    @model_validator(mode="after")
    def _either_text_or_action(self) -> "Line":
        if (self.text is None) == (self.action is None):
            raise ValueError("give either text or action")
        return self


def serve_lines(
    world: "World", source: Iterable[str] | None = None, out: IO[str] | None = None
) -> int:
    """Answer line by line until the input ends; returns the exit status of the worst line."""
    worst = 0
    for text in source if source is not None else sys.stdin:
        if not text.strip():
            continue
        result, status = _answer(world, text)
        stream = out or sys.stdout
        stream.write(json.dumps(result, ensure_ascii=False) + "\n")
        stream.flush()
        worst = max(worst, status)
    return worst


def _answer(world: "World", text: str) -> tuple[dict[str, Any], int]:
    try:
        line = Line.model_validate(json.loads(text))
    except ValidationError as error:
        return _wrong(first_misfit(error, "the line"))
    except (ValueError, RecursionError):
        return _wrong("The line is no JSON: write one object a line, {…}.")
    value = json.dumps(line.value) if isinstance(line.value, dict) else line.value
    replies = answer(
        world, line.thread, line.actor, text=line.text, action=line.action, value=value
    )
    result = {
        "thread": line.thread,
        "replies": [
            reply.as_json() | _files(world, line.actor, reply)
            for reply in [*replies, *told(world, line.actor)]
        ],
        "request_id": next((r.request_id for r in replies if r.request_id), None),
    }
    return result, max(EXIT[reply.outcome] for reply in replies)


def _files(world: "World", actor: str, reply: Reply) -> dict[str, Any]:
    """Where the files of a reply were written, if it has any."""
    paths = written(world, actor, reply)
    return {"files": [str(path) for path in paths]} if paths else {}


def _wrong(sentence: str) -> tuple[dict[str, Any], int]:
    sys.stderr.write(f"{sentence}\n")
    reply = Reply(sentence, outcome="misuse")
    return {"thread": None, "replies": [reply.as_json()], "request_id": None}, EXIT["misuse"]
