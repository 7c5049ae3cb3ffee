"""Writing what a message says of the work: a new request, one like it, more of the one at hand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assistant.offline import certain
from assistant.offline.changes import edits, role_said
from assistant.offline.language import pattern
from assistant.offline.people import shortlisting
from assistant.offline.requests import alike, copying, part_by_part, which_request
from assistant.offline.talk import asking
from assistant.offline.turn import Call, Turn


def detail(turn: Turn) -> list[Call]:
    """Write what was said, and answer the questions asked beside it."""
    writes = part_by_part.for_all(turn, edits.writes(turn))
    calls = [*writes, *([] if writes and edits.wishes(turn) else asking.questions(turn))]
    return calls or ([] if edits.doubted(turn) else shortlisting.weighed_anew(turn))


def same(turn: Turn) -> list[Call]:
    """Write what was said just before of another request into this one as well."""
    return edits.writes(replace(turn, text=turn.said_before), less=["role"])


def new(turn: Turn) -> list[Call]:
    """Open a request, or go on with the one at hand when no other one is meant."""
    if copying.copies(turn) and (earlier := copying.earlier(turn)):
        return [Call("copy_request", {"request_id": earlier})]
    another = which_request.is_another(turn)
    changes, clear = edits.changes(turn.apart() if another else turn)
    if certain.tells_our_work(turn):
        changes.setdefault("scope", turn.text.strip(" .!"))
    known = changes.get("role") or turn.fields.get("role")
    helped = pattern("intents_plans", "helps_with").search(turn.text)
    if helped and not known:
        changes.setdefault("scope", helped["what"].strip())
    if not known and (meant := _role_meant(turn, changes)):
        changes["role"] = meant
    if not turn.request and "role" not in changes and (asked := asking.questions(turn)):
        return asked
    several = turn.read.requests
    args: dict[str, Any] = {"fields": edits.opening(turn, several[0]) if several else changes}
    if another:
        args = {"fields": alike.beside(turn, args["fields"]), "new": True}
    elif clear:
        args["clear"] = clear
    return [Call("update_request", args), *asking.questions(turn)]


def named(turn: Turn) -> list[Call]:
    """Open a request for the role that a question names: "whom do I ask about a translator?"."""
    fields = {"role": _role_meant(turn, {})} | edits.changes(turn)[0]
    return [Call("update_request", {"fields": fields})]


def another(turn: Turn) -> list[Call]:
    """Open a request that is wished for as a question; the wish is answered by that."""
    return new(turn)[:1]


def once_more(turn: Turn) -> list[Call]:
    """Open a request like the one at hand, one a language, but for what is said otherwise."""
    said = edits.changes(alike.apart(turn))[0]
    languages: list[str | None] = [*alike.new_languages(turn)] or [None]
    opened = [alike.again(turn, {**said}, one) for one in languages]
    return [Call("update_request", {"fields": fields, "new": True}) for fields in opened]


def _role_meant(turn: Turn, told: Mapping[str, Any]) -> str | None:
    """The role that the words name or describe; a question and a bare wish describe no work."""
    if copying.copies(turn) and (named := copying.trades(turn)):
        return named[0]
    if gone := role_said.of_one_gone(turn.text):
        return gone
    if not told or (turn.read.questions and "scope" not in told):
        return edits.role_named(turn.text)
    return edits.role_meant(turn.text, {**turn.read.fields, **told})
