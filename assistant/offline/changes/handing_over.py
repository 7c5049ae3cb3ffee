"""What is handed over, where only some of it is wanted, or less than a role usually brings."""

import re
from typing import Any

from assistant.offline.language import pattern
from assistant.offline.turn import Turn
from assistant.offline.understanding.dropped import dropped_items, names_in_full, of_things

NAME = "deliverables"
FIELDS = frozenset(("scope", NAME, "sensitive_data"))
"""What else may be read from words that name the one thing wanted, and is not meant."""


def only_some(turn: Turn) -> dict[str, Any]:
    """The deliverables where a message wants one alone: "no guidelines, just the logo".

    What is known by that name is kept. Beside deliverables that nobody said, a thing that some
    template's work is about takes their place: "only the poster".
    """
    match = pattern("edits", "keeps_only").search(turn.text)
    known = list(turn.fields.get(NAME) or ())
    if not match or not turn.request or turn.read.fields.keys() - FIELDS:
        return {}
    kept = re.sub(pattern("edits", "kept_lead"), "", _kept(match))
    if left := [item for item in known if names_in_full(kept, item)]:
        return {NAME: left} if left != known else {}
    assumed = turn.request.get("origins", {}).get(NAME, "template") == "template"
    return {NAME: [kept]} if assumed and _is_made(kept) else {}


def added(turn: Turn) -> dict[str, Any]:
    """The deliverables with one that is added while another goes, which reads as no list."""
    match = pattern("edits", "adds_thing").search(turn.text)
    if not match or not turn.request:
        return {}
    known = list(turn.fields.get(NAME) or ())
    gone = dropped_items(of_things(turn.read.dropped, turn.fields), known)
    left = [item for item in known if item not in gone]
    return {NAME: [*left, match["new"]]} if gone and _is_made(match["new"]) else {}


def says_none(turn: Turn) -> bool:
    """Whether a "no" or "only" is of what is handed over, and answers nothing: "no raw files"."""
    match = pattern("edits", "none_of_it").search(turn.text)
    return bool(match and match["gone"] in turn.read.dropped) or bool(only_some(turn))


def absent(turn: Turn) -> str:
    """What is to be taken out of a request that has nothing of the kind; "" if nothing is."""
    match = pattern("edits", "absent").search(turn.text)
    return match["what"] if match and turn.request and not turn.shortlist else ""


def _kept(match: re.Match[str]) -> str:
    return next(text for name, text in match.groupdict().items() if "kept" in name and text)


def _is_made(text: str) -> bool:
    """Whether words name something that the work of a template is about."""
    from knowledge.templates import template_of_work

    return template_of_work(text) is not None
