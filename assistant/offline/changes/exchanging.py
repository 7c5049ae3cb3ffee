"""One name in place of another wherever it stands: "swap Salesforce for HubSpot", "French, not
German"."""

import re
from collections.abc import Iterator
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.turn import Turn
from assistant.offline.understanding.places import is_language
from assistant.offline.understanding.skills.abilities import names_skill
from assistant.offline.understanding.skills.skill_names import skill_named
from assistant.offline.understanding.tagger import SKILLS

TEXTS = ("scope", "deliverables", "acceptance_criteria")
"""Where a skill, a system or a language may be named in words."""
LONG = 5
"""What is exchanged is a name of fewer words."""


def exchanged(turn: Turn) -> dict[str, Any]:
    """The fields of a request with a name put in place of another that they hold."""
    for old, new in _exchanges(turn.text):
        if group := _group(new):
            return _regrouped(turn.fields, old, group)
        named = _named(turn.fields, old, new)
        if named or (is_language(old) and is_language(new)):
            return named | _in_texts(turn.fields, old, new)
    return {}


def put_language(fields: dict[str, Any], new: str) -> dict[str, Any]:
    """The fields that name the language of a request, naming another: "the same for French"."""
    old = own_language(fields)
    if not old:
        return {}
    changed = _in_texts(fields, old, new)
    role = str(fields.get("role") or "")
    swapped = re.sub(rf"(?<!\w){old}(?!\w)", new.capitalize(), role)
    return changed | ({"role": swapped} if swapped != role else {})


def own_language(fields: dict[str, Any]) -> str | None:
    """The language that a request is for, as its role, its language or its scope names it last."""
    for name in ("role", "language", "scope"):
        words: list[str] = re.findall(r"[A-Z][a-z]+", str(fields.get(name) or ""))
        if spoken := [word for word in words if is_language(word)]:
            return spoken[-1]
    return None


def only_exchanges(turn: Turn) -> bool:
    """Whether a message says nothing but what to put in place of what."""
    return pattern("relative", "only_exchanges").match(turn.text) is not None


def _exchanges(text: str) -> Iterator[tuple[str, str]]:
    """What is to go and what is to come, as the text names them."""
    if match := pattern("corrections", "swaps").search(text):
        yield match["gone"].strip(), match["new"].strip()
    for form in lexicon("relative")["exchanges"]:
        for match in re.finditer(form, text, re.IGNORECASE):
            if is_language(match["gone"]) and is_language(match["new"]):
                yield match["gone"], match["new"]


def _group(new: str) -> str:
    """The list of skills that words name: "nice to have", "optional", "a must"."""
    groups: dict[str, str] = lexicon("relative")["groups"]
    return next((name for name in groups if re.match(groups[name], new, re.IGNORECASE)), "")


def _skills(fields: dict[str, Any]) -> dict[str, list[str]]:
    told = fields.get("skills") or {}
    return {group: list(told.get(group) or ()) for group in SKILLS}


def _meant(fields: dict[str, Any], old: str) -> list[str]:
    """The skill of a request that a short name stands for."""
    known = [skill for skills in _skills(fields).values() for skill in skills]
    return [skill for skill in known if names_skill(old, skill) and len(old.split()) < LONG][:1]


def _without(fields: dict[str, Any], gone: list[str]) -> dict[str, Any]:
    """The fields without some skills."""
    skills = _skills(fields).items()
    return {"skills": {name: [one for one in known if one not in gone] for name, known in skills}}


def _regrouped(fields: dict[str, Any], old: str, group: str) -> dict[str, Any]:
    """A skill of the request in another list: "change Figma to nice to have"."""
    gone = _meant(fields, old)
    kept = _skills(_without(fields, gone))
    return {"skills": {**kept, group: [*kept[group], *gone]}} if gone else {}


def _named(fields: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """The fields that list names, with the one exchanged: skills and systems."""
    found: dict[str, Any] = {}
    if gone := _meant(fields, old):
        name = skill_named(new[:1].upper() + new[1:], ())
        kept = _skills(_without(fields, gone))
        group = next(group for group in SKILLS if gone[0] in _skills(fields)[group])
        found["skills"] = {**kept, group: list(dict.fromkeys([*kept[group], name]))}
    systems = list(fields.get("systems") or ())
    if same := [one for one in systems if one.lower() == old.lower()]:
        found["systems"] = _put(systems, same, new)
    return found


def _put(items: list[str], gone: list[str], new: str) -> list[str]:
    put = [new if item in gone else item for item in items]
    return list(dict.fromkeys(put))


def _in_texts(fields: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    """The texts that name what goes, naming what comes."""
    spoken = is_language(old)
    name = new[:1].upper() + new[1:] if spoken else new
    form = re.compile(rf"(?<!\w){re.escape(old)}(?!\w)", re.IGNORECASE)
    changed: dict[str, Any] = {}
    for field in (*TEXTS, *(("language",) if spoken else ())):
        value = fields.get(field)
        if isinstance(value, list):
            put: Any = [form.sub(lambda _: name, item) for item in value]
        else:
            put = form.sub(lambda _: name, str(value or ""))
        if value and put != value:
            changed[field] = put
    return changed
