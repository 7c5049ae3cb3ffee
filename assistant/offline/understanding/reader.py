"""`understand`: one message in, its intent and the fields it states out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding import (
    abilities,
    choices,
    dates,
    durations,
    headcount,
    money,
    organisation,
    places,
    roles,
    scope,
    tagger,
)
from assistant.offline.understanding.acceptance import read_acceptance
from assistant.offline.understanding.deliverables import read_deliverables
from assistant.offline.understanding.intents import attacks, circumvents, intent_of
from assistant.offline.understanding.passage import Found, Passage, PersonRef, Scene, passage
from assistant.offline.understanding.phrases import is_unknown
from assistant.offline.understanding.several import roles_apart, shared_fields
from assistant.offline.understanding.statements import Statements, part
from assistant.offline.understanding.tongues import foreign

READERS: tuple[Callable[[Passage, Scene], list[Found]], ...] = (
    roles.read_role,
    headcount.read_headcount,
    money.read_budget,
    durations.read_duration,
    durations.read_hours,
    dates.read_dates,
    places.read_location,
    places.read_language,
    organisation.read_unit,
    organisation.read_owner,
    choices.read_classification,
    choices.read_sensitive,
    choices.read_systems,
    choices.read_urgency,
    choices.read_arrangement,
    choices.read_channel,
    choices.read_billing,
    abilities.read_skills,
)
PART_OF_SCOPE = ("skills", "systems", "sensitive_data", "budget_owner")
ANSWERED_FREELY = ("role", "scope", "deliverables", "acceptance_criteria")
COMMANDS = (
    *("match_question", "override_match", "confirm", "cancel", "status"),
    *("approve_or_reject", "escalate", "policy_question", "smalltalk"),
)
SURE, MANY = 0.55, 3
"""How sure an intent must be to count; with so many fields a message is a request, whatever it
seems to ask."""
SAYING_NOTHING = (
    "match_question",
    "status",
    "approve_or_reject",
    "escalate",
    "smalltalk",
    "out_of_scope",
    "injection",
)
"""Intents that state nothing about a request, whatever words they use."""


@dataclass(frozen=True)
class Understanding:
    """What a message means: `fields` holds only what was said in it."""

    intent: str
    fields: dict[str, Any]
    confidence: float = 1.0
    requests: tuple[dict[str, Any], ...] = ()
    questions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    circumvents: bool = False
    corrects: bool = False
    sprints: str | None = None
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)


def understand(
    text: str,
    *,
    context: str,
    now: datetime,
    known: Mapping[str, Any] | None = None,
    people: Sequence[PersonRef] = (),
    units: Sequence[str] = (),
    asked: Sequence[str] = (),
) -> Understanding:
    """Read one message in its context; `asked` names the fields asked for just before."""
    scene = Scene(now, context, known or {}, people, units, tuple(asked))
    whole = passage(text)
    parts = part(whole)
    if _is_command(whole, parts, scene):
        scene = replace(scene, asked=tuple(n for n in asked if n not in ANSWERED_FREELY))
    fields, requests = _fields(parts, scene)
    intent, confidence = intent_of(whole.text, context, fields, parts.corrects)
    if parts.questions and _wishes_by_asking(intent, fields):
        wished = part(whole, asks=False)
        fields, requests = _fields(wished, scene)
        parts = wished if fields else parts
    if attacks(text):
        intent, confidence = "injection", 1.0
    elif foreign(whole.text):
        intent, confidence = "out_of_scope", 1.0
    around = circumvents(whole.text)
    asks = parts.questions and intent == "out_of_scope" and confidence < SURE
    if asks or (around and intent == "injection" and confidence < 1):
        intent = "policy_question"
    certain = intent == "injection" or confidence == 1
    likely = confidence >= SURE and len(fields) < MANY
    if intent in SAYING_NOTHING and (certain or likely):
        fields, requests = {}, ()
    unknown = _unknown(whole.text, tuple(asked)) if not fields else ()
    return Understanding(
        intent, fields, confidence, requests, parts.questions, unknown, around,
        parts.corrects, durations.sprints(parts.stated), _ambiguous(fields, people),
    )  # fmt: skip


def _wishes_by_asking(intent: str, fields: Mapping[str, Any]) -> bool:
    """Whether a message that asks for work has said what it wants in its questions alone."""
    return (intent == "new_request" and "role" not in fields) or (
        intent in ("provide_detail", "amend") and not fields
    )


def _is_command(whole: Passage, parts: Statements, scene: Scene) -> bool:
    """Whether a message that could be taken for a free answer asks for something to be done."""
    if not set(scene.asked) & set(ANSWERED_FREELY):
        return False
    if any(pattern("intents_plans", order).search(whole.text) for order in ("addressed", "copies")):
        return True
    fields, _ = _fields(parts, replace(scene, asked=()))
    intent, sure = intent_of(whole.text, scene.context, fields, parts.corrects)
    return intent in COMMANDS and sure >= SURE and not fields


def _unknown(text: str, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that the person does not know yet: those they name, else those asked for."""
    if not is_unknown(text):
        return ()
    labels: dict[str, str] = lexicon("wording")["fields"]
    named = tuple(name for name, label in labels.items() if label in text.lower())
    return named or asked


def _fields(parts: Statements, scene: Scene) -> tuple[dict[str, Any], tuple[dict[str, Any], ...]]:
    """The fields of the first request, and of every request when several roles are wanted."""
    stated = parts.stated
    stretches = roles_apart(stated, scene)
    if len(stretches) == 1:
        return _without_denied(_read(stated, scene), parts.denied), ()
    read = [
        _read(Passage(stated.text[start:end], stated.counted[start:end]), scene)
        for start, end in stretches
    ]
    whole = shared_fields(read)
    return {**_read(stated, scene), **whole[0]}, tuple(whole)


def _without_denied(fields: dict[str, Any], denied: Sequence[str]) -> dict[str, Any]:
    """A skill that was denied is excluded: "not Figma, Sketch"."""
    if denied and (names := abilities.skills_in(denied)):
        skills = fields.get("skills", {})
        return {**fields, "skills": {**skills, "excluded": [*skills.get("excluded", ()), *names]}}
    return fields


def _read(stated: Passage, scene: Scene) -> dict[str, Any]:
    """What rules read, completed by the tagger; where that is silent, rules for free words."""
    found = tagger.completed(stated, read_by_rules(stated, scene))
    accepted = [(o.start, o.end) for o in found if o.field == "acceptance_criteria"]
    rest = stated.without(accepted)
    if not any(one.field == "scope" for one in found):
        taken = [one for one in found if one.field not in PART_OF_SCOPE]
        found += scope.read_scope(rest, scene, taken)
    if not any(one.field == "deliverables" for one in found):
        found += read_deliverables(rest, scene, found)
    fields = {one.field: one.value for one in found}
    _systems_are_no_skills(fields)
    return fields


def read_by_rules(stated: Passage, scene: Scene) -> list[Found]:
    """Every reader in turn; what must hold at the end says nothing of how the work is bought."""
    accepted = read_acceptance(stated, scene)
    rest = stated.without([(one.start, one.end) for one in accepted])
    return [*(one for reader in READERS for one in reader(rest, scene)), *accepted]


def _systems_are_no_skills(fields: dict[str, Any]) -> None:
    """A product that is named as a system to reach is not also a skill."""
    systems = {name.lower() for name in fields.get("systems", ())}
    if not systems or "skills" not in fields:
        return
    kept = {
        group: [name for name in names if name.lower() not in systems]
        for group, names in fields.pop("skills").items()
    }
    if any(kept.values()):
        fields["skills"] = {group: names for group, names in kept.items() if names}


def _ambiguous(fields: dict[str, Any], people: Sequence[PersonRef]) -> dict[str, tuple[str, ...]]:
    owner = fields.get("budget_owner")
    if not owner or "@" in owner or not people:
        return {}
    named = organisation.people_named(owner, people)
    return {"budget_owner": tuple(person.name for person in named)}


def read_fields(text: str, now: datetime) -> tuple[dict[str, Any], bool]:
    """The stated fields alone, and whether the message corrects something."""
    parts = part(passage(text))
    return _fields(parts, Scene(now))[0], parts.corrects


def statements(text: str) -> Statements:
    """A message parted into what it states and what it asks."""
    return part(passage(text))
