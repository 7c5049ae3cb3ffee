"""What the requester says where somebody waits for an answer about the request at hand."""

from collections.abc import Mapping
from typing import Any

from assistant.offline.language import compiled, lexicon
from assistant.offline.turn import Call, Turn


def waiting(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The questions on a request that are not answered yet, oldest first."""
    return [one for one in record.get("questions") or () if one["answer"] is None]


def answers(turn: Turn) -> bool:
    """A message answers what was asked: "because …", "tell Daniel that …"; it changes nothing."""
    asked = turn.context == "filed" and waiting(turn.request)
    return bool(asked and _said(turn.text)) and not turn.text.rstrip().endswith("?")


def pass_on(turn: Turn) -> list[Call]:
    """The request at hand, with the answer that a click sends."""
    words = {"request_id": str(turn.request["id"]), "words": _said(turn.text)}
    return [Call("show_request", words)]


def _said(text: str) -> str:
    """The words of an answer, without whom they are for; empty if it is none."""
    name = lexicon("parties")["name"].replace("?P<who>", "?:")
    found = compiled(lexicon("deciding")["answers"], {"name": name}).search(text)
    return str(found["what"] or found["because"]).strip() if found else ""
