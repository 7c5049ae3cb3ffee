"""What is required beside the fields: noted at once when told to, else offered to be noted."""

from collections.abc import Sequence
from typing import Any

from assistant.offline import certain
from assistant.offline.changes import edits
from assistant.offline.changes.implied import starts_any_day
from assistant.offline.language import pattern
from assistant.offline.talk import talking
from assistant.offline.turn import SCOPING, Call, Turn
from assistant.offline.understanding.requirements import FIELD

OPEN = (*SCOPING, "awaiting_confirmation", "filed")
BESIDE = (FIELD, "scope")
"""What may be read from words that are to be noted as they stand."""
LONGEST, FEWEST_WORDS = 400, 3
TALK = ("injection", "escalate", "confirm", "cancel", "approve_or_reject", "status")


def notes(turn: Turn) -> bool:
    """Whether words are to be noted with the request: "note that she must have a car"."""
    return bool(_to_note(turn)) and turn.context in OPEN and not edits.is_closed(turn)


def note(turn: Turn) -> list[Call]:
    """Write the words down, where the message says them to be noted."""
    return _write(turn, _to_note(turn))


def offers(turn: Turn) -> bool:
    """Whether a message states something of the person or the work that no field takes."""
    said = turn.text.strip()
    fits = len(said.split()) >= FEWEST_WORDS and len(said) <= LONGEST
    read = turn.read
    if turn.results or turn.context not in SCOPING or not turn.request or not fits:
        return False
    if (
        starts_any_day(turn)
        or read.fields
        or read.questions
        or read.unknown
        or read.dropped
        or read.circumvents
    ):
        return False
    calls = read.intent != "escalate" or talking.wants_person(turn)
    talks = (read.intent in TALK and calls) or talking.remarks(turn) or certain.asks_for_help(turn)
    states = pattern(FIELD, "states").search(said)
    return bool(states) and not talks and not pattern(FIELD, "no_statement").search(said)


def offered(turn: Turn) -> str:
    """The words that are offered to be noted, as they are said; empty if none are."""
    return " ".join(turn.text.split()).strip(" .!") if turn.planned_by(offers) else ""


def accepts(turn: Turn) -> bool:
    """Whether what was offered to be noted just before is to be."""
    return bool(turn.before.offered and pattern(FIELD, "agrees").search(turn.text)) and _is_open(
        turn
    )


def take(turn: Turn) -> list[Call]:
    """Note what was offered."""
    return _write(turn, turn.before.offered)


def declines(turn: Turn) -> bool:
    """Whether what was offered to be noted just before is to be left out."""
    return bool(turn.before.offered and pattern(FIELD, "declines").search(turn.text)) and _is_open(
        turn
    )


def wait(_turn: Turn) -> list[Call]:
    """Nothing: it is offered, or left out."""
    return []


def _is_open(turn: Turn) -> bool:
    return turn.context in SCOPING and bool(turn.request)


def _to_note(turn: Turn) -> str:
    """The words that a message says to note, if no field takes them."""
    match = pattern(FIELD, "notes").search(turn.text)
    read = turn.read
    if not match or not turn.request or read.intent == "injection" or read.circumvents:
        return ""
    if read.questions or {*read.fields} - {*BESIDE}:
        return ""
    words = next(one for one in match.groupdict().values() if one)
    return " ".join(words.split())[:LONGEST].strip(" .!")


def _write(turn: Turn, words: str) -> list[Call]:
    known: Sequence[str] = turn.fields.get(FIELD) or ()
    fields: dict[str, Any] = {FIELD: [*known, *([words] if words not in known else [])]}
    name = "amend_request" if turn.context == "filed" else "update_request"
    return [Call(name, {"fields": fields})]
