"""`sourcing understand --json`: one message a line in, its intent and fields a line out."""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from knowledge.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistant.offline.understanding.text.passage import PersonRef

NOTED = "requirements"
CONTEXTS = ("none", "scoping", "shortlist_shown", "awaiting_confirmation", "filed")


def understand_lines(
    lines: Iterable[str],
    *,
    now: datetime | None = None,
    people: "Sequence[PersonRef]" = (),
    units: "Sequence[str]" = (),
) -> Iterator[str]:
    """Read `{"text","context","now"}` a line, yield `{"intent","fields"}` a line."""
    from assistant.offline.understanding.reader import understand as read_message

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        message = _message(line, number)
        moment = _moment(message.get("now"), number) or now or datetime.now(UTC)
        read = read_message(
            message["text"], context=message.get("context") or "none", now=moment,
            people=people, units=units, asked=tuple(message.get("asked") or ()),
        )  # fmt: skip
        told: dict[str, Any] = {"intent": read.intent, "fields": _stated(read.fields)}
        if len(read.requests) > 1:
            told["requests"] = [_stated(one) for one in read.requests]
        if noted := read.fields.get(NOTED):
            told[NOTED] = noted
        if read.circumvents:
            told["circumvents"] = True
        yield json.dumps(told, ensure_ascii=False)


def _stated(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that can be judged; what is only noted word for word stands beside them."""
    return {name: value for name, value in fields.items() if name != NOTED}


def understand(
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON lines in and out; there is no other form.")
    ] = True,
) -> None:
    """Read {"text", "context", "now"} a line; print the {"intent", "fields"} that it says.

    The context is none, scoping, shortlist_shown, awaiting_confirmation or filed.
    """
    for told in understand_lines(sys.stdin, people=directory()):
        print(told, flush=True)


def directory() -> "list[PersonRef]":
    """The people of the seeded organisation, so that names resolve to addresses."""
    from importlib.resources import files

    from assistant.offline.understanding.text.passage import PersonRef

    seed = json.loads(files("knowledge.seed").joinpath("organisation.json").read_text("utf-8"))
    return [
        PersonRef(p["email"], p["name"], p["business_unit"], tuple(p["roles"]))
        for p in seed["people"]
    ]


def _message(line: str, number: int) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"Line {number} is not JSON.") from error
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        raise BadInput(f'Line {number} needs an object with a "text".')
    if message.get("context") not in (None, "", *CONTEXTS):
        allowed = ", ".join(CONTEXTS)
        raise BadInput(f'Line {number}: "context" is one of {allowed}, not {message["context"]!r}.')
    return message


def _moment(written: object, number: int) -> datetime | None:
    if written in (None, ""):
        return None
    try:
        moment = datetime.fromisoformat(str(written))
    except ValueError as error:
        raise BadInput(f'Line {number}: "now" must be an ISO 8601 date and time.') from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
