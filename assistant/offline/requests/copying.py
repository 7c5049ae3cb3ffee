"""An earlier request once more: which one is meant, and what of it does not stay."""

import re
from typing import Any

from assistant.offline.changes import amounts, edits
from assistant.offline.changes.exchanging import put_language
from assistant.offline.language import lexicon, pattern
from assistant.offline.requests import occasions
from assistant.offline.requests.naming import names
from assistant.offline.turn import REQUEST_ID, Turn
from assistant.offline.understanding.text.passage import passage
from assistant.offline.understanding.wanted.roles import roles_named

OF_THE_TRADE = ("scope", "deliverables", "acceptance_criteria", "skills", "systems")
"""What belongs to a kind of work and means nothing in another."""


def copies(turn: Turn) -> bool:
    """Whether an earlier request is wanted again: "same again", "like last time"."""
    return pattern("intents_plans", "copy").search(turn.text) is not None


def earlier(turn: Turn) -> str | None:
    """The request to copy: the one named by its id, place or trade, else the latest; None if none.

    Where a trade is named that none of them was for, none is meant, unless it is what differs.
    """
    if named := REQUEST_ID.search(turn.text):
        return named[0].upper()
    if pointed := [one for one in names(turn) if one.surely and len(one.requests) == 1]:
        return str(pointed[0].requests[0]["id"])
    mine = turn.mine
    kept = [one for one in mine if one.get("status") != "withdrawn"] or mine
    titled = [one for one in mine if str(one.get("title") or "-").lower() in turn.text.lower()]
    if _names_trade(turn) and not _differs_in_trade(turn):
        kept = [one for one in kept if _is_of_trade(turn, str(one.get("title") or ""))]
    return next((str(one["id"]) for one in (*titled, *kept)), None)


def changes(turn: Turn, spoken: str | None = None) -> dict[str, Any]:
    """What the copy at hand is to say otherwise: arguments of the update, empty if nothing is.

    `spoken` is the language it is for, where it was copied from a request for another one.
    """
    fields, _ = edits.changes(turn)
    fields.pop("role", None)
    fields |= priced_anew(turn)
    if turn.fields.get("scope") and (anew := occasions.occasion(turn)):
        fields["scope"] = occasions.scope_for(str(turn.fields["scope"]), anew)
    if spoken:
        fields |= put_language(turn.fields, spoken)
    if not _differs_in_trade(turn):
        return {"fields": fields} if fields else {}
    clear = [name for name in OF_THE_TRADE if name not in fields]
    return {"fields": {"role": trades(turn)[0], **fields}, "clear": clear}


def priced_anew(turn: Turn) -> dict[str, Any]:
    """A bare amount in place of that of the request at hand: "same again, but 1300"."""
    known = turn.fields.get("budget")
    budget = amounts.other_in_copy(turn.text, known) if known else None
    return {"budget": budget} if budget else {}


def _names_trade(turn: Turn) -> bool:
    """Whether a message says who is wanted: by a role, or as somebody for some work."""
    return bool(trades(turn) or pattern("intents_plans", "somebody").search(turn.text))


def trades(turn: Turn) -> list[str]:
    """The roles that a message names, wanted or as somebody known, else the one it describes."""
    wanted = turn.read.fields.get("role")
    named = [str(wanted)] if wanted else roles_named(passage(turn.text))
    described = not named and pattern("intents_plans", "somebody").search(turn.text)
    meant = edits.role_meant(turn.text, turn.read.fields) if described else None
    return [meant] if meant else named


def _differs_in_trade(turn: Turn) -> bool:
    """Whether the trade is what is to be different: "same again but a voice-over artist"."""
    named = trades(turn) if pattern("intents_plans", "copy_but").search(turn.text) else []
    mine = turn.mine
    latest = str(mine[0].get("title") or "") if mine else ""
    return bool(named) and not _are_alike(named[0], latest)


def _is_of_trade(turn: Turn, title: str) -> bool:
    """Whether a request is for the trade that a message names, or for work named like it."""
    if any(_are_alike(one, title) for one in trades(turn)):
        return True
    described = pattern("intents_plans", "somebody").search(turn.text)
    return bool(described) and _words(title)[-1] in _words(turn.text)


def _are_alike(role: str, title: str) -> bool:
    """Whether two names mean one trade: one is part of the other, or both have one template."""
    said, known = _words(role), _words(title)
    if said[-1] in lexicon("roles")["people"]:
        said = said[:-1]
    if {*said} <= {*known} or {*known} <= {*said}:
        return True
    template = edits.role_named(role)
    return template is not None and template == edits.role_named(title)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower()) or [""]
