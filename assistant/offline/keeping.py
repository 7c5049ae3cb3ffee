"""What of a request stays when a message adds to it, takes from it or says some of it anew."""

import re
from collections.abc import Sequence
from typing import Any

from assistant.offline.language import pattern
from assistant.offline.turn import Turn
from assistant.offline.understanding.choices import ended_arrangement
from assistant.offline.understanding.dropped import (
    dropped_items,
    dropped_skills,
    kind_of,
    of_things,
    parts_of,
)
from assistant.offline.understanding.passage import passage
from assistant.offline.understanding.places import language_pair
from assistant.offline.understanding.tagger import SKILLS

FULL_TIME = 35
"""The fewest hours a week that may be called full time."""


def edited_list(turn: Turn, name: str, said: list[str] | None) -> list[str] | None:
    """A list after "add" or "drop": what was there, more or less what was named."""
    known = list(turn.fields.get(name) or ())
    if not known:
        return None
    gone = dropped_items(of_things(turn.read.dropped, turn.fields), known)
    if name == "arrangement":
        gone += ended_arrangement(passage(turn.text)) + _no_longer_full(turn)
    if set(gone) & set(known):
        return [item for item in [*known, *(said or ())] if item not in gone]
    if said and pattern("edits", "adding").search(turn.text):
        kinds = {kind_of(item) for item in known}
        bare = [item for item in said if re.match(r"\D*$", item) and kind_of(item) in kinds]
        return [*known, *(item for item in said if item not in (*known, *bare))]
    return _renewed(known, said or ()) if turn.read.corrects else None


def _no_longer_full(turn: Turn) -> list[str]:
    """Full time, where a message gives the hours of a part of the week."""
    hours = turn.read.fields.get("hours_per_week") or FULL_TIME
    again = "full_time" in (turn.read.fields.get("arrangement") or ())
    return ["full_time"] if hours < FULL_TIME and not again else []


def _renewed(known: list[str], said: Sequence[str]) -> list[str] | None:
    """The list with what is said anew in place of its like: "actually 15 icons" beside 12."""
    like = {kind_of(item): place for place, item in enumerate(known)}
    if not said or not all(kind_of(item) in like for item in said):
        return None
    renewed = list(known)
    for item in said:
        renewed[like[kind_of(item)]] = item
    return renewed


def edit_texts(turn: Turn, fields: dict[str, Any]) -> list[str]:
    """Languages and places grow and shrink as well; returns those that are empty then."""
    empty = []
    for name in ("language", "location"):
        known = parts_of(turn.fields.get(name))
        left = [part for part in known if part not in dropped_items(turn.read.dropped, known)]
        adds = pattern("edits", "adding").search(turn.text)
        said = parts_of(fields.get(name))
        told = [*left, *(part for part in said if part not in left)] if adds or not said else said
        if known and told and told != known:
            fields[name] = ", ".join(told)
        elif known and not told:
            empty.append(name)
    return empty


def keep_measures(turn: Turn, fields: dict[str, Any]) -> None:
    """How much it is and in which languages is part of the work, where no other field tells it.

    "Product texts" become "product texts, 20,000 words, English to German".
    """
    told = " ".join(_texts(fields)).lower()
    amounts = [match[0] for match in pattern("edits", "volume").finditer(turn.text)]
    pair = language_pair(turn.text)
    new = [one for one in (*amounts, *([pair] if pair else ())) if one.lower() not in told]
    scope = str(fields.get("scope") or turn.fields.get("scope") or "")
    if new and ("scope" in fields or not turn.read.corrects):
        fields["scope"] = ", ".join([scope, *new] if scope else new)


def add_to_scope(turn: Turn, fields: dict[str, Any]) -> None:
    """More that is said of the work, unasked and in no correction, is kept beside what was said."""
    known, new = turn.fields.get("scope"), fields.get("scope")
    said = turn.request.get("origins", {}).get("scope") == "said"
    replaces = turn.read.corrects or "scope" in turn.asked or turn.read.intent != "provide_detail"
    if known and new and said and not replaces and new.lower() not in known.lower():
        fields["scope"] = new if known.lower() in new.lower() else f"{known}; {new}"


def _texts(fields: dict[str, Any]) -> list[str]:
    """All that the fields say in words."""
    values = [one if isinstance(one, list) else [one] for one in fields.values()]
    return [one for value in values for one in value if isinstance(one, str)]


def edit_skills(turn: Turn, fields: dict[str, Any]) -> None:
    """A skill lives in one list; naming it anew moves it, adding keeps the others."""
    known, said = turn.fields.get("skills") or {}, fields.get("skills") or {}
    if said and pattern("edits", "only_skills").search(turn.text):
        fields["skills"] = {group: list(said.get(group) or ()) for group in SKILLS}
        return
    named = {skill for skills in said.values() for skill in skills}
    left_out = dropped_skills(turn.read.dropped, turn.fields)
    gone = {*named, *left_out}
    if not gone:
        return
    if left_out and not said and "systems" in fields:
        # "Swap Figma for Sketch": what comes is a skill too.
        said = {"must": fields.pop("systems")}
    merged = {
        group: [skill for skill in known.get(group) or () if skill not in gone] for group in SKILLS
    }
    adds = turn.read.dropped or pattern("edits", "adding").search(turn.text)
    if turn.request.get("origins", {}).get("skills") != "said" and "must" in said and not adds:
        merged["must"] = []
    for group, skills in said.items():
        merged[group] += list(skills)
    fields["skills"] = merged
