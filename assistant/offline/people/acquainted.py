"""Somebody whom the requester knows: a person found already, a friend, a relative."""

from functools import cache
from re import Pattern
from typing import Any

from assistant.offline.changes import edits
from assistant.offline.language import any_of, compiled, lexicon, put_in
from assistant.offline.people.picking import pointed_at
from assistant.offline.turn import Call, Turn, has_form
from assistant.offline.understanding.requirements import FIELD
from assistant.offline.understanding.text.passage import passage
from assistant.offline.understanding.wanted.roles import roles_named
from knowledge.skills.mentions import find_skills

SUBJECT = "acquainted"
RELATED, KNOWN = "related", "known"
SURE = 0.8
"""So likely must a name be a tool's to be none of a person."""


def brings_somebody(turn: Turn) -> bool:
    """There is a person already whom the requester knows and wants, and who is not on the list."""
    return bool(_kind(turn.text)) and not pointed_at(turn.text, turn.shortlist)


def engage(turn: Turn) -> list[Call]:
    """Note who is known, to be engaged directly, with the rule for it.

    A relative may be asked about by name of the trade alone: it opens a draft as a wish does.
    """
    kind = _kind(turn.text)
    told = edits.changes(turn)[0]
    role = {"role": meant} if not _has_role(turn, told) and (meant := _trade(turn, told)) else {}
    fields = {k: v for k, v in (told | role).items() if k != "scope" or kind == RELATED}
    asks = _only_asks(turn, related=kind == RELATED)
    opens = (turn.request or "role" in fields) and not asks and turn.context != "filed"
    writes = [Call("update_request", {"fields": fields | _noted(turn)})] if opens else []
    return [*writes, Call("ask_policy", {"question": lexicon(SUBJECT)[kind]["question"]})]


def _has_role(turn: Turn, told: dict[str, Any]) -> bool:
    return bool(told.get("role") or turn.fields.get("role"))


def _trade(turn: Turn, told: dict[str, Any]) -> str | None:
    """The role that somebody is of, or whose work they do: "our electrician", "he does Webflow"."""
    named = roles_named(passage(turn.text))
    does = _forms("does").search(turn.text)
    work = next((one for one in does.groupdict().values() if one), "") if does else ""
    described = edits.role_meant(work, {**told, "scope": work}) if work else None
    return next((role for role in (*named, described) if role), edits.role_named(turn.text))


def _only_asks(turn: Turn, *, related: bool) -> bool:
    """Whether it is only asked if somebody known may be engaged, and no terms are told."""
    if has_form(turn, "asks_why_not") or related:
        return has_form(turn, "asks_why_not") or bool(turn.request and turn.read.questions)
    asked = any(map(_form(KNOWN).search, turn.read.questions))
    terms = turn.read.fields.keys() - {"role", "scope"}
    return asked and not terms


def _noted(turn: Turn) -> dict[str, Any]:
    """The channel, and who is meant with what links them, for people to read."""
    known = turn.fields.get(FIELD) or []
    who = _link(turn.text) or _name(turn.text)
    return {"channel": "direct", **({FIELD: [*known, who]} if who and who not in known else {})}


def _kind(text: str) -> str:
    """Whether somebody related or merely known is spoken of; empty if nobody is."""
    return next((kind for kind in (RELATED, KNOWN) if _form(kind).search(text)), "")


def _link(text: str) -> str:
    """The friend or relative, as they are called: "my cousin Tom"."""
    found = _forms("link").search(text) if _kind(text) == RELATED else None
    return found["who"].strip(" ,()") if found else ""


def _name(text: str) -> str:
    """The name of somebody who is told of, which is no tool's: "Tom Becker"."""
    names = (match["who"] for match in _forms("named").finditer(text))
    return next((name for name in names if not find_skills(name, SURE)), "")


def _form(kind: str) -> Pattern[str]:
    return _forms(kind, "said")


@cache
def _forms(*keys: str) -> Pattern[str]:
    """A form of the lexicon, with the words for people and what is done with them put in."""
    entry = known = lexicon(SUBJECT)
    for key in keys:
        entry = entry[key]
    words = known["words"]
    who = "|".join(put_in(form, words) for form in known["who"])
    trades = {"occupations": any_of(lexicon("occupations")["heads"])}
    return compiled(entry, {**words, **trades, "who": f"(?:{who})"})
