"""What-ifs: another value is asked about, and nothing is written until somebody says so."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from assistant.offline.changes import edits
from assistant.offline.changes.corrections import corrections
from assistant.offline.language import Compiled, compiled, lexicon, pattern
from assistant.offline.requests.part_by_part import for_all
from assistant.offline.turn import Call, Turn
from assistant.offline.understanding.leftovers import FREE

ANSWERING = ("about", "would")
"""Forms in which a value that was asked for is given, though as a question: "what about 8k?"."""


def supposes(turn: Turn) -> bool:
    """Whether other values are only asked about: "what if it were 60k?"."""
    return bool(supposed(turn))


def look_ahead(turn: Turn) -> list[Call]:
    """See what the rules would say, of each request that is meant; they stay as they are."""
    return for_all(turn, [Call("what_if", {"fields": supposed(turn)})])


def supposed(turn: Turn) -> dict[str, Any]:
    """The values that a question puts into the request at hand, for the sake of asking."""
    if not turn.request or edits.is_closed(turn):
        return {}
    for form, told in _told(turn):
        fields = _values(turn, told)
        if fields and not (form in ANSWERING and fields.keys() & {*turn.asked}):
            return fields
    return {}


def takes_up(turn: Turn) -> bool:
    """Whether what was asked about just before is to be done: "change it"."""
    said = pattern("supposing", "takes_up").search(turn.text)
    agrees = not turn.asked and pattern("supposing", "bare_yes").search(turn.text)
    return bool(said or agrees) and bool(_before(turn))


def write(turn: Turn) -> list[Call]:
    """Write what was asked about just before, into each request that was meant."""
    tool = "amend_request" if turn.context == "filed" else "update_request"
    writes = [Call(tool, {"fields": _before(turn)})]
    return for_all(replace(turn, text=turn.said_before), writes)


def _before(turn: Turn) -> dict[str, Any]:
    asked = turn.before.call("what_if")
    return asked.args["fields"] if asked and turn.request and not edits.is_closed(turn) else {}


def _told(turn: Turn) -> Iterator[tuple[str, str]]:
    """What a message supposes, by each form that it has; of what is filed any question does."""
    wonders = pattern("supposing", "wonders").search(turn.text)
    asks = "?" in turn.text or bool(turn.read.questions or wonders)
    for name, form in _forms().items():
        match = form.search(turn.text) if asks or name == "imagined" else None
        said = match[match.lastindex or 0] if match else ""
        told = pattern("supposing", "ends").split(said, maxsplit=1)[0]
        if told and not pattern("supposing", "of_people").search(told):
            yield name, told
    if asks and turn.context == "filed" and not pattern("supposing", "orders").search(turn.text):
        yield "filed", turn.text.rstrip("? ")


def _values(turn: Turn, told: str) -> dict[str, Any]:
    """What such words say of the request that it does not say yet, as if they were stated."""
    stated = replace(turn, text=_as_stated(told), state={**turn.state, "asked": []})
    fields = edits.changes(stated)[0]
    new = {name: value for name, value in fields.items() if turn.fields.get(name) != value}
    counted = corrections(stated)
    return {name: value for name, value in new.items() if name not in FREE or name in counted}


def _as_stated(told: str) -> str:
    """What is supposed in the words of an order: "cut it to 9k" for "we cut it to 9k"."""
    for form, instead in lexicon("supposing")["stated"].items():
        told = compiled(form).sub(instead, told)
    return told


@cache
def _forms() -> dict[str, Compiled]:
    """The forms of a supposition; what is supposed is the one group that matched."""
    words = lexicon("supposing")
    return {
        name: compiled(forms, {"asks": words["asks"]}) for name, forms in words["forms"].items()
    }
