"""Words for what a message changed in a field: what was said now, what was taken back."""

from collections.abc import Sequence
from typing import Any

from assistant.offline.changes.amounts import rate_within_limit
from assistant.offline.turn import Turn
from assistant.offline.understanding.asides import SHARE
from assistant.offline.wording.speech import field_value, listed, money, phrase, quoted


def people_names(turn: Turn) -> dict[str, str]:
    """Names by address."""
    return {person.email: person.name for person in turn.people}


def aside_words(turn: Turn) -> list[str]:
    """What becomes of what was told beside the request: nothing, and what to say if it should."""
    known = turn.fields.get("budget_owner")
    owner = people_names(turn).get(str(known), known)
    keys = {SHARE: SHARE if owner else f"{SHARE}_open"}
    written = not turn.results or turn.last("update_request", "amend_request")
    told = (kind for kind in turn.read.asides if kind == SHARE or (turn.request and written))
    return [phrase(keys.get(kind, kind), turn.seed, owner=owner) for kind in told]


def told_of(turn: Turn, name: str, value: Any) -> list[str]:
    """What of a field was said now, and what of it was taken back."""
    if name == "skills":
        return _skills_told(turn, value)
    if name == "requirements":
        return _requirements_told(turn, value)
    if name == "budget" and (both := rate_within_limit(turn.text, turn.fields.get(name) or {})):
        rate, limit = map(money, both)
        key = "within_limit" if value["basis"] == both[0]["basis"] else "over_limit"
        return [phrase(key, turn.seed, rate=rate, limit=limit)]
    gone = (
        [item for item in turn.fields.get(name) or () if item not in value]
        if (isinstance(value, list) and name not in turn.read.fields)
        else []
    )
    if gone:
        new = [item for item in value if item not in (turn.fields.get(name) or ())]
        told = [field_value(name, new, people_names(turn))] if new else []
        return [*told, f"without {listed(gone)}"]
    return [field_value(name, value, people_names(turn))]


def _requirements_told(turn: Turn, now: Sequence[str]) -> list[str]:
    """What is required beside the fields since this message, and what no longer is."""
    before = turn.fields.get("requirements") or ()
    new, gone = ([o for o in a if o not in b] for a, b in ((now, before), (before, now)))
    told = [field_value("requirements", new)] if new else []
    return [*told, *([f"without {quoted(gone)}"] if gone and not new else [])]


def _skills_told(turn: Turn, skills: dict[str, Sequence[str]]) -> list[str]:
    """The skills that a message named, and those that left the request with it."""
    kept = {skill for group in skills.values() for skill in group}
    before = [skill for group in (turn.fields.get("skills") or {}).values() for skill in group]
    gone = [skill for skill in before if skill not in kept]
    said = turn.read.fields.get("skills") or ({} if turn.read.dropped else skills)
    named = {name: [skill for skill in group if skill in kept] for name, group in said.items()}
    told = [field_value("skills", named)] if any(named.values()) else []
    return told + ([f"without {listed(gone)}"] if turn.read.dropped and gone else [])
