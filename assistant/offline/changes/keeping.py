"""What of a request stays when a message adds to it, takes from it or says some of it anew."""

import re
from collections.abc import Sequence
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.turn import Turn
from assistant.offline.understanding.choices import ended_arrangement
from assistant.offline.understanding.dropped import (
    DROPPING,
    HANDED_OVER,
    JOINT,
    dropped_items,
    dropped_parts,
    dropped_skills,
    kind_of,
    names_in_full,
    names_requirement,
    of_things,
    parts_of,
    scope_parts,
)
from assistant.offline.understanding.places import language_pair
from assistant.offline.understanding.requirements import FIELD, family_of
from assistant.offline.understanding.skills.abilities import names_skill
from assistant.offline.understanding.tagger import SKILLS
from assistant.offline.understanding.text.passage import Scene, numbered, passage
from assistant.offline.understanding.wanted.headcount import audience

REMEMBERED = 3
"""How many messages back it may have been said for how many the work is done."""
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
    new = [item for item in said or () if name not in HANDED_OVER or not _again(item, known)]
    named = [item for item in known if len(new) < len(said or ()) and _among(item, said or ())]
    if named and pattern("edits", "only").search(turn.text):
        return [*named, *new]
    if set(gone) & set(known) or (name == "arrangement" and new):
        # Ways of working go together: what is said of one takes no other out.
        return [item for item in dict.fromkeys([*known, *new]) if item not in gone]
    if said and pattern("edits", "adding").search(turn.text):
        kinds = {kind_of(item) for item in known}
        known_too = not pattern("edits", "one_more").search(turn.text)
        bare = [one for one in said if known_too and _is_bare(one) and kind_of(one) in kinds]
        return [*known, *(item for item in said if item not in (*known, *bare))]
    if turn.read.corrects:
        return _renewed(known, new) if new or not said else known
    return _joined(known, new) if said and _goes_on(turn, name) else None


def _is_bare(item: str) -> bool:
    """Whether an item has no number."""
    return re.match(r"\D*$", item) is not None


def _again(item: str, known: Sequence[str]) -> bool:
    """Whether an item only names, without a number, one that is known with its: "the slides"."""
    return not re.search(r"\d", item) and any(names_in_full(item, one) for one in known)


def _among(known: str, said: Sequence[str]) -> bool:
    """Whether one of a list is named again by what is said."""
    return any(_again(item, [known]) for item in said)


def _goes_on(turn: Turn, name: str) -> bool:
    """Whether what is handed over is said unasked beside what was said, and not listed anew."""
    said = turn.request.get("origins", {}).get(name) == "said" and name in HANDED_OVER
    asked = name in turn.asked or turn.read.intent != "provide_detail"
    label = lexicon("corrections")["fields"].get(name)
    return said and not asked and not re.search(rf"\b(?:{label})\b", turn.text, re.IGNORECASE)


def _joined(known: list[str], said: Sequence[str]) -> list[str]:
    """The list with what is said beside it; "10 illustrations" take the place of "12"."""
    joined = list(known)
    for item in said:
        head = JOINT.split(item)[0]
        place = next((n for n, one in enumerate(joined) if names_in_full(head, one)), len(joined))
        joined[place : place + 1] = [item]
    return joined


def _no_longer_full(turn: Turn) -> list[str]:
    """Full time, where a message gives the hours of a part of the week."""
    hours = turn.read.fields.get("hours_per_week") or FULL_TIME
    again = "full_time" in (turn.read.fields.get("arrangement") or ())
    return ["full_time"] if hours < FULL_TIME and not again else []


def _renewed(known: list[str], said: Sequence[str]) -> list[str] | None:
    """The list with what is said anew in place of its like: "actually 15 icons" beside 12.

    What is like none of it comes on top; if nothing is like it, the list is another one.
    """
    like = {kind_of(item): place for place, item in enumerate(known)}
    if not any(kind_of(item) in like for item in said):
        return None
    renewed = list(known)
    for item in said:
        place = like.get(kind_of(item), len(renewed))
        renewed[place : place + 1] = [item]
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
    return [*empty, *_shorten_scope(turn, fields)]


def _shorten_scope(turn: Turn, fields: dict[str, Any]) -> list[str]:
    """Take the dropped kinds of work out of the scope; returns it by name if nothing is left."""
    scope = str(turn.fields.get("scope") or "")
    gone = dropped_parts(of_things(turn.read.dropped, turn.fields), scope)
    if not gone or "scope" in fields or turn.request.get("origins", {}).get("scope") != "said":
        return []
    left = [part for part in scope_parts(scope) if part not in gone]
    if left:
        fields["scope"] = ", ".join(left)
    return [] if left else ["scope"]


def keep_measures(turn: Turn, fields: dict[str, Any]) -> None:
    """How much it is, for how many and in which languages, where no other field tells it.

    "Product texts" become "product texts, 20,000 words, English to German". For how many it is
    tells nothing of the work: that waits until the work is told.
    """
    told = " ".join(_texts(fields)).lower()
    amounts = [match[0] for match in pattern("edits", "volume").finditer(turn.text)]
    pair = language_pair(turn.text)
    measures = (*amounts, *([pair] if pair else ()))
    new = [one for one in measures if one.lower() not in told]
    scope = str(fields.get("scope") or turn.fields.get("scope") or "")
    if scope or new or fields.get("deliverables") or turn.fields.get("deliverables"):
        new += [one for one in _served(turn, fields) if one.lower() not in told]
    if new and ("scope" in fields or not turn.read.corrects):
        fields["scope"] = ", ".join([scope, *new] if scope else new)


def _served(turn: Turn, fields: dict[str, Any]) -> list[str]:
    """For how many people the work is done, in the words of the messages, unless it is known."""
    scene = Scene(turn.now, known={**turn.fields, **fields}, asked=turn.asked)
    waits = "scope" in turn.asked and "scope" in fields
    texts = (turn.text, *reversed(turn.earlier[-REMEMBERED:] if waits else ()))
    told = next((found for one in texts if (found := audience(passage(one), scene))), [])
    said = [str(one.value) for one in told]
    return [one for one in said if not _same_number(one, str(turn.fields.get("scope")))]


def _same_number(said: str, known: str) -> bool:
    """Whether all numbers of some words stand in what is known."""
    return set(re.findall(r"\d+", numbered(said))) <= set(re.findall(r"\d+", numbered(known)))


def add_to_scope(turn: Turn, fields: dict[str, Any]) -> None:
    """More that is said of the work, unasked and in no correction, is kept beside what was said."""
    known, new = turn.fields.get("scope"), fields.get("scope")
    said = turn.request.get("origins", {}).get("scope") == "said"
    adds = pattern("edits", "adding").search(turn.text)
    if new and adds and any(new.lower() in one.lower() for one in fields.get("deliverables", ())):
        fields.pop("scope")
        return
    replaces = turn.read.corrects or "scope" in turn.asked or turn.read.intent != "provide_detail"
    if known and new and said and not replaces and new.lower() not in known.lower():
        fields["scope"] = new if known.lower() in new.lower() else f"{known}; {new}"


def _texts(fields: dict[str, Any]) -> list[str]:
    """All that the fields say in words."""
    values = [one if isinstance(one, list) else [one] for one in fields.values()]
    return [one for value in values for one in value if isinstance(one, str)]


def edit_skills(turn: Turn, fields: dict[str, Any]) -> None:
    """A skill lives in one list; naming it anew moves it, adding keeps the others."""
    known, said = turn.fields.get("skills") or {}, _less_dropped(turn, fields)
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


def _less_dropped(turn: Turn, fields: dict[str, Any]) -> dict[str, list[str]]:
    """The skills that are said, less those that are only told not to be needed."""
    said: dict[str, list[str]] = fields.get("skills") or {}
    gone = [match[0] for match in pattern("edits", DROPPING).finditer(turn.text)]
    asked = {
        group: [one for one in skills if not any(names_skill(text, one) for text in gone)]
        for group, skills in said.items()
        if group != "excluded"
    }
    left = {group: skills for group, skills in {**said, **asked}.items() if skills}
    if said and not left:
        fields.pop("skills")
    return left


def edit_requirements(turn: Turn, fields: dict[str, Any]) -> list[str]:
    """Put the whole list of what is required beside the fields in place of what is said of it.

    What corrects takes the place of its like: "8 years of experience" of five. Returns the field
    by name if nothing is left.
    """
    known, said = list(turn.fields.get(FIELD) or ()), fields.pop(FIELD, ())
    new = [one for one in said if one not in known]
    kept: list[str] = []
    for one in known:
        like = next((other for other in new if _is_anew(turn, one, other)), None)
        if like:
            new.remove(like)
        gone = not like and any(names_requirement(text, one) for text in turn.read.dropped)
        kept += [] if gone else [like or one]
    if [*kept, *new] != known:
        fields[FIELD] = [*kept, *new]
    return [FIELD] if fields.get(FIELD) == [] and fields.pop(FIELD) == [] else []


def _is_anew(turn: Turn, known: str, said: str) -> bool:
    """Whether a requirement is said anew in a correction."""
    corrects = turn.read.corrects or turn.read.intent == "amend"
    return corrects and family_of(known) is not None and family_of(known) == family_of(said)
