"""What a role that is said means for the one at hand: the same, another, one of a choice."""

import re
from collections.abc import Mapping
from typing import Any

from assistant.offline.language import pattern
from assistant.offline.requests.naming import at_hand
from assistant.offline.turn import Turn
from assistant.offline.understanding.skills.abilities import names_tool
from assistant.offline.understanding.text.passage import passage
from assistant.offline.understanding.wanted.role_names import either_of
from assistant.offline.understanding.wanted.roles import roles_named


def settle(turn: Turn, fields: dict[str, Any], corrected: Mapping[str, Any]) -> None:
    """Leave out a role that only names a request, and join one that would do as well."""
    if one := chosen(turn):
        fields["role"] = one
        return
    if _names_role_again(turn, {**fields, **corrected}) or _names_another(turn, fields):
        fields.pop("role", None)
    known = turn.fields.get("role")
    if known and "role" in fields and pattern("edits", "would_do_too").search(turn.text):
        fields["role"] = " or ".join(dict.fromkeys([*either_of(known), *either_of(fields["role"])]))


def move_to_scope(turn: Turn, fields: dict[str, Any]) -> None:
    """Put what answers "which role?" by the work into the scope: "hubspot to salesforce"."""
    role, known = str(fields.get("role") or ""), str(turn.fields.get("scope") or "")
    if "role" not in turn.asked or not pattern("edits", "names_work").search(role):
        return
    del fields["role"]
    fields.setdefault("scope", f"{known}: {role}" if known else role)


def chosen(turn: Turn) -> str:
    """The one of a choice of roles that is settled on: "no, the copywriter"; empty if none is."""
    options = either_of(str(turn.fields.get("role") or ""))
    match = pattern("edits", "one_of_choice").search(turn.text) if len(options) > 1 else None
    said = match["role"].lower() if match else ""
    return next((one for one in options if said and f" {one}".lower().endswith(f" {said}")), "")


def _names_role_again(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the role said is the one at hand, or its last word: "testers need Jira".

    One of a choice is it only where it is pointed at: "just a designer" settles the choice.
    """
    said, known = (str(one.get("role") or "").lower() for one in (fields, turn.fields))
    points = _points_at(turn, said)
    refers = "headcount" in fields or points or not turn.read.corrects
    again = f" {known}".endswith(f" {said}") and refers
    settles = said != known and len(either_of(known)) > 1 and not points
    return bool(said) and ((again and not settles) or names_tool(said))


def _names_another(turn: Turn, fields: Mapping[str, Any]) -> bool:
    """Whether the role said is that of another request of the person's: "for the interpreter"."""
    said = str(fields.get("role") or "").lower()
    others = [one for one in at_hand(turn) if one["id"] != turn.request.get("id")]
    titles = [f" {one.get('title')}".lower() for one in others]
    return bool(said and _points_at(turn, said)) and any(
        title.endswith(f" {said}") for title in titles
    )


def _points_at(turn: Turn, role: str) -> bool:
    return re.search(rf"\bthe {re.escape(role)}\b", turn.text, re.IGNORECASE) is not None


def of_one_gone(text: str) -> str:
    """The role of somebody who is gone and in whose place another is wanted; empty if none is."""
    gone = pattern("roles", "replacement").search(text)
    wanted = gone and pattern("roles", "another_in_place").search(text)
    return next(iter(roles_named(passage(text))), "") if wanted else ""
