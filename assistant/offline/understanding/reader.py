"""`understand`: one message in, its intent and the fields it states out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Any

from assistant.offline.language import pattern
from assistant.offline.understanding import choices, organisation, places, tagger
from assistant.offline.understanding.answers import answering
from assistant.offline.understanding.asides import asides
from assistant.offline.understanding.assembling import assembled
from assistant.offline.understanding.days import dates, day_ends, durations
from assistant.offline.understanding.days.calendar_words import OTHER_DAY
from assistant.offline.understanding.intents import (
    attacks,
    beside_quoted_orders,
    circumvents,
    intent_of,
)
from assistant.offline.understanding.labelled import read_labelled
from assistant.offline.understanding.lately import once
from assistant.offline.understanding.leftovers import FREE, telling
from assistant.offline.understanding.outcome.acceptance import (
    with_acceptance,
    with_settled_conditions,
)
from assistant.offline.understanding.outcome.bare_lists import with_bare_list, with_whole_lists
from assistant.offline.understanding.outcome.results import with_named_results, with_settled_results
from assistant.offline.understanding.prices import money
from assistant.offline.understanding.reached_systems import with_reached_systems
from assistant.offline.understanding.requirements import FIELD, taken_out, with_requirements
from assistant.offline.understanding.skills import abilities
from assistant.offline.understanding.skills.beside import with_those_beside
from assistant.offline.understanding.skills.settled_skills import with_settled_skills
from assistant.offline.understanding.tagger import Hints
from assistant.offline.understanding.text.passage import Found, Passage, PersonRef, Scene, passage
from assistant.offline.understanding.text.phrases import repeats_one_word, unknown_fields
from assistant.offline.understanding.text.statements import (
    Statements,
    orders_to_file,
    part,
    said_of_all,
)
from assistant.offline.understanding.text.tongues import foreign
from assistant.offline.understanding.wanted import headcount, roles
from assistant.offline.understanding.wanted.role_names import with_dots, with_tongues
from assistant.offline.understanding.wanted.several import roles_apart, shared_fields, told_of_each

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
    read_labelled,
)
COUNTS = ("budget", "headcount", "hours_per_week")
SURE, MANY, DECLINED = 0.55, 3, 0.7
"""How sure an intent must be to count; with so many fields a message is a request, whatever it
seems to ask; and how sure that a question is off topic, before it is not looked up."""
SAYING_NOTHING = (
    *("match_question", "status", "approve_or_reject"),
    *("escalate", "smalltalk", "out_of_scope", "injection"),
)
"""Intents that state nothing about a request, whatever words they use."""


@dataclass(frozen=True)
class Understanding:
    """What a message means: `fields` holds only what was said in it.

    `outside` is what it says beside a text it quotes, if that text gives orders to the machine,
    `asides` the kinds of what it tells that belongs in no field.
    """

    intent: str
    fields: dict[str, Any]
    confidence: float = 1.0
    requests: tuple[dict[str, Any], ...] = ()
    questions: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    circumvents: bool = False
    corrects: bool = False
    dropped: tuple[str, ...] = ()
    sprints: str | None = None
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outside: str = ""
    asides: tuple[str, ...] = ()


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
    if repeats_one_word(text):
        return Understanding("provide_detail", {}, 1.0)
    outside = beside_quoted_orders(text)
    meant = _understood(outside, scene) if outside else None
    return replace(meant, outside=outside) if meant and meant.fields else _understood(text, scene)


@once
def _understood(text: str, scene: Scene) -> Understanding:
    """What a message means as it stands, whether it quotes orders or not."""
    whole = passage(text)
    whole = whole.without(said_of_all(whole.text))
    gone = taken_out(whole, scene.known)
    beside = asides(whole, scene)
    spans = [(one.start, one.end) for one in beside]
    kept = whole.without([*gone, *orders_to_file(whole.text), *spans])
    parts = part(kept)
    fields, requests = _fields(parts, scene)
    corrects = parts.corrects or bool(gone)
    intent, confidence = intent_of(whole.text, scene.context, fields, corrects)
    if parts.questions and _wishes_by_asking(parts, intent, fields):
        wished = part(kept, asks=False)
        fields, requests = _fields(wished, scene)
        parts = wished if fields or (intent == "new_request" and confidence >= SURE) else parts
    if attacks(text):
        intent, confidence = "injection", 1.0
    elif foreign(whole.text):
        intent, confidence = "out_of_scope", 1.0
    answered = {*scene.asked} & fields.keys()
    states = FIELD in fields or answered & {*FREE} or (answered and confidence < SURE)
    answers = bool(states) and not parts.questions
    if answers and confidence < 1 and intent in (*SAYING_NOTHING, "policy_question"):
        intent = "provide_detail"
    around = circumvents(whole.text)
    paid = parts.questions and pattern("statements", "who_pays").search(whole.text)
    unsure = confidence < (DECLINED if parts.questions else SURE)
    asks = intent == "out_of_scope" and bool(paid or unsure)
    if asks or (around and intent == "injection" and confidence < 1):
        intent = "policy_question"
    certain = intent == "injection" or confidence == 1
    likely = confidence >= SURE and len(fields) < MANY
    if intent in SAYING_NOTHING and (certain or likely):
        fields, requests = {}, ()
    unknown = unknown_fields(parts.told, scene.asked) if not fields else ()
    return Understanding(
        intent, fields, confidence, requests, parts.questions, unknown, around, corrects,
        tuple(whole.text[start:end] for start, end in gone),
        durations.sprints(parts.stated), _ambiguous(fields, scene.people),
        asides=tuple(dict.fromkeys(one.kind for one in beside)),
    )  # fmt: skip


def _wishes_by_asking(parts: Statements, intent: str, fields: Mapping[str, Any]) -> bool:
    """Whether a message that asks for work has said what it wants in its questions alone."""
    only_asks = any(map(pattern("statements", "only_asks").search, parts.questions))
    return (intent == "new_request" and "role" not in fields) or (
        intent in ("provide_detail", "amend") and not fields and not only_asks
    )


def _fields(parts: Statements, scene: Scene) -> tuple[dict[str, Any], tuple[dict[str, Any], ...]]:
    """The fields of the first request, and of every request when several roles are wanted."""
    if answered := _answers(parts, scene):
        return answered, ()
    whole = _read(parts.told, parts.stated, scene)
    stretches = roles_apart(parts.stated, scene, whole)
    if len(stretches) == 1:
        return assembled(whole), ()

    def read(stated: Passage, start: int, end: int) -> list[Found]:
        return _read(parts.told[start:end], stated.between(start, end), scene)

    told = told_of_each(parts.stated, stretches, whole, scene, read)
    roles = [assembled(one.found) | assembled(one.terms) for one in told]
    if "role" not in roles[0] and any("role" in role for role in roles[1:]):
        return assembled(whole), ()  # Who is named first is only told of.
    requests = shared_fields(roles, told, parts.stated, stretches[-1][0])
    return {**assembled(told[0].whole), **requests[0]}, tuple(requests)


def _answers(parts: Statements, scene: Scene) -> dict[str, Any]:
    """The fields of numbered answers, each read as one to its own question: "1) no 2) 4k"."""
    marks = list(pattern("statements", "numbered").finditer(parts.told))
    in_order = [int(one["number"]) for one in marks] == [*range(1, len(marks) + 1)]
    if not 2 <= len(marks) <= len(scene.asked) or not in_order or marks[0].start():
        return {}
    ends = [*(one.start() for one in marks[1:]), len(parts.told)]
    fields: dict[str, Any] = {}
    for mark, end, name in zip(marks, ends, scene.asked, strict=False):
        told, stated = parts.told[mark.end() : end], parts.stated.between(mark.end(), end)
        fields |= assembled(_read(told, stated, replace(scene, asked=(name,))))
    return fields


def _read(told: str, stated: Passage, scene: Scene) -> list[Found]:
    """What fields say, and what is required and accepted beside them."""
    return with_requirements(told, stated, scene, _read_beside_acceptance)


def _read_beside_acceptance(told: str, stated: Passage, scene: Scene) -> list[Found]:
    """What fields say, each condition of acceptance for itself."""
    return with_acceptance(told, stated, scene, _read_fields)


def _read_fields(told: str, stated: Passage, scene: Scene) -> list[Found]:
    """What rules and the tagger read together."""
    found = read_by_rules(stated, scene)
    served = headcount.audience(stated, scene)
    maybe = [one for one in possible(stated, found) if not _is_served(one, served)]
    hints = Hints(found, stated.text, scene.asked, maybe)
    unasked = partial(tagger.tagged, told, replace(hints, asked=()))
    answered = answering(told, tagger.tagged(told, hints), scene.asked, unasked)
    beside = with_those_beside(answered, found, stated, scene)
    tagged = with_tongues(organisation.none_by_name(beside, scene.people), stated.text)
    named = with_dots(tagged, stated.text)
    dated = day_ends.with_other_ends(named, found, stated.text)
    settled = _settled(dated, found, told, stated, scene)
    return [one for one in settled if not _is_served(one, served)]


def _settled(
    read: list[Found], found: Sequence[Found], told: str, stated: Passage, scene: Scene
) -> list[Found]:
    """What was read, put right where the words leave no doubt."""
    named = with_named_results(read, told)
    meant = telling(organisation.units_told(named, scene), found, told)
    listed = with_whole_lists(with_bare_list(meant, found, stated, scene), found, stated, scene)
    wanted = roles.less_those_named(listed, told, scene)
    reached = with_reached_systems(with_settled_skills(wanted, told), told, scene)
    given = with_settled_results(reached, told)
    return with_settled_conditions(given, replace(stated, text=told))


def _is_served(one: Found, served: Sequence[Found]) -> bool:
    """Whether a number of people, or what is handed over, only says for how many the work is."""
    counts = one.field in ("headcount", "deliverables", "acceptance_criteria")
    return counts and any(o.start <= one.start and one.end <= o.end for o in served)


def read_by_rules(stated: Passage, scene: Scene) -> list[Found]:
    """What every reader makes of what is stated; the number of a day counts nothing else."""
    found = [one for reader in READERS for one in reader(stated, scene)]
    return [one for one in found if not (one.field in COUNTS and _within_a_day(one, found))]


def possible(stated: Passage, found: Sequence[Found]) -> list[Found]:
    """What else could be meant: any small number as people, a day to begin as one to be done."""
    days = [other for one in found if (other := day_ends.otherwise_meant(one, stated))]
    counts = [one for one in headcount.numbers(stated) if not _within_a_day(one, found)]
    return [*counts, *days]


def _within_a_day(one: Found, found: Sequence[Found]) -> bool:
    days = (day for day in found if day.field in OTHER_DAY)
    return any(day.start <= one.start and one.end <= day.end for day in days)


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
