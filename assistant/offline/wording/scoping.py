"""Words for a draft: what was understood and assumed, what the rules say, what is still open."""

from collections.abc import Sequence
from typing import Any

from assistant.offline.changes import usual_taken
from assistant.offline.language import lexicon, pattern
from assistant.offline.requests import alike, copying
from assistant.offline.turn import SCOPING, Result, Turn
from assistant.offline.understanding.choices import calls_harmless
from assistant.offline.understanding.places import place_named
from assistant.offline.wording.changed import people_names, told_of
from assistant.offline.wording.rulings import ruling_words
from assistant.offline.wording.speech import (
    DAY_HOURS,
    field_value,
    listed,
    mid_sentence,
    money,
    phrase,
    plain,
    sentence,
    wanted,
    weeks,
)

SPOKEN_FIRST = ("role", "headcount", "duration_weeks", "start_date", "deadline", "budget")
SAID_AT_FIRST = ("role", "headcount", "scope")
"""What is said when a draft is opened anyway, or was said only just now."""
USUAL = ("deliverables", "acceptance_criteria", "systems", "skills")
"""What a role usually has: only of what is handed over a few are named."""
MOST_NAMED = 3
UPDATES = ("update_request", "copy_request", "amend_request", "undo_change")
"""Tools that change a draft."""
NOTED = "requirements"
"""What is said however much else is."""
SELDOM_SAID = ("headcount", "urgency", "role", "language")


def update_words(turn: Turn, result: Result) -> list[str]:
    """What changed, what was assumed, what the rules now say; the questions come after."""
    record = result.data.get("request") or {}
    if result.name == "copy_request" and turn.last("update_request"):
        return [_understood(turn, result)]
    told = [_nothing_copied(turn), _understood(turn, result), _sensitive_after_all(turn, result)]
    told.append(_set_aside(turn, result))
    told += [_role_assumed(turn, record), _assumed(turn, result), ruling_words(turn, record)]
    told += [_noted_first(turn, result)]
    told += [str(note) for note in result.data.get("notes") or ()][:2]
    if result.name == "amend_request":
        told.append(phrase("amended", turn.seed, id=record["id"]))
    return [part for part in told if part]


def undone_words(turn: Turn, result: Result) -> list[str]:
    """What is as it was before the last change."""
    record = result.data.get("request") or {}
    now, names = record.get("fields") or {}, people_names(turn)
    labels = lexicon("wording")["fields"]
    changed = [name for name in now if _empty_or(now[name]) != _empty_or(turn.fields.get(name))]
    back = [
        f"{labels[name]} open"
        if _empty_or(now[name]) is None
        else field_value(name, now[name], names)
        for name in changed
    ]
    return [
        sentence(f"{phrase('undone', turn.seed)}: {listed(back[:6])}"),
        ruling_words(turn, record),
    ]


def _empty_or(value: Any) -> Any:
    """A value, or None for what says nothing."""
    return None if value in (None, [], "") else value


def questions(turn: Turn, asked: Sequence[str], lead: bool = False) -> str:
    """The open questions, at most two, the most deciding first."""
    words = lexicon("wording")["asks"]
    told = [words[name][turn.seed % len(words[name])] for name in asked[:2] if name in words]
    opening = phrase("resume", turn.seed) + " " if lead and told else ""
    return opening + " ".join(told)


def open_questions(turn: Turn) -> list[str]:
    """What is asked next, by the newest result or by the state."""
    updated = turn.last(*UPDATES)
    if updated and not updated.error:
        return list(updated.data.get("ask_next") or ())
    if turn.context in SCOPING:
        return list(turn.request.get("ask_next") or ())
    return []


def _understood(turn: Turn, result: Result) -> str:
    said = {k: v for k, v in (result.args.get("fields") or {}).items() if v not in (None, [], "")}
    fresh = not (turn.request or turn.last("copy_request")) or result.args.get("new")
    names = [n for n in SPOKEN_FIRST if n in said] + [n for n in said if n not in SPOKEN_FIRST]
    if fresh:
        taken_over = turn.request and str(said.get("scope")).lower() not in turn.text.lower()
        names = [n for n in names if n not in SAID_AT_FIRST or (n == "scope" and taken_over)]
    told = [part for name in names if name != NOTED for part in told_of(turn, name, said[name])][:6]
    told += told_of(turn, NOTED, said[NOTED]) if NOTED in said else []
    if result.name == "copy_request":
        record = result.data["request"]
        earlier = str(result.args["request_id"])
        kept = _copied(turn, record["fields"])
        return phrase("copied", turn.seed, earlier=earlier, told=in_a_line(turn, kept))
    if fresh:
        opened = "opened_too" if _before(turn, result) else "opened"
        opening = phrase(opened, turn.seed) + _for_whom(said, result)
        return sentence(opening + (f": {listed(told)}" if told else ""))
    cleared = _labels(result.args.get("clear") or ())
    if cleared:
        told.append(f"without {cleared}")
    lead = phrase("changed" if turn.read.corrects else "got_it", turn.seed)
    return sentence(f"{lead}: {listed(told)}") if told else ""


def _noted_first(turn: Turn, result: Result) -> str:
    """Who reads what is noted beside the fields, the first time that something is."""
    first = bool((result.args.get("fields") or {}).get(NOTED)) and not turn.fields.get(NOTED)
    return phrase("noted_beside", turn.seed) if first else ""


def _sensitive_after_all(turn: Turn, result: Result) -> str:
    """Why data counts as sensitive that the person thinks is not."""
    noted = (result.args.get("fields") or {}).get("sensitive_data")
    return phrase("sensitive_after_all", turn.seed) if noted and calls_harmless(turn.text) else ""


def _nothing_copied(turn: Turn) -> str:
    """That the earlier request that the person thinks of is not among theirs."""
    new = not turn.request and turn.last("copy_request") is None
    return phrase("nothing_to_copy", turn.seed) if new and copying.copies(turn) else ""


def _copied(turn: Turn, fields: dict[str, Any]) -> dict[str, Any]:
    """What of a copied request stays, after what the same message says otherwise."""
    update = turn.last("update_request")
    otherwise = {*update.args["fields"], *update.args.get("clear", ())} if update else set[str]()
    return {name: value for name, value in fields.items() if name not in otherwise}


def _before(turn: Turn, result: Result) -> Result | None:
    """The request that this same message opened first, if it opened several."""
    first = next((r for r in turn.results if r.name == "update_request" and not r.error), None)
    return None if first is result else first


def in_a_line(turn: Turn, fields: dict[str, Any]) -> str:
    """What a request says, in a line."""
    names = [n for n in (*SPOKEN_FIRST, "deliverables") if fields.get(n) and n != "headcount"]
    return ", ".join(field_value(name, fields[name], people_names(turn)) for name in names)


def picking_up(turn: Turn) -> str:
    """Reminds somebody who was away of the draft at hand."""
    told = in_a_line(turn, turn.fields)
    return phrase("picking_up", turn.seed, id=turn.request["id"], told=told) if told else ""


def _for_whom(said: dict[str, Any], result: Result) -> str:
    """The role that was said, else the one that was assumed from the work."""
    assumed = ((result.data.get("request") or {}).get("fields") or {}).get("role")
    role = said.get("role") or (mid_sentence(assumed) if assumed else "")
    return f" for {wanted(role, said.get('headcount') or 1)}" if role else ""


def usual_words(turn: Turn, usual: dict[str, Any]) -> str:
    """What such work usually takes: weeks, budget, and a day's or an hour's rate at one level."""
    length, budget, rates = (usual[key] for key in ("duration_weeks", "budget_usd", "day_rate_usd"))
    named = pattern("intents_plans", "level").search(turn.text)
    level = named["level"].lower() if named and named["level"].lower() in rates else usual["level"]
    hourly = pattern("intents_plans", "by_the_hour").search(turn.text)
    low, high = (round(rate / DAY_HOURS) if hourly else rate for rate in rates[level])
    told = phrase(
        "usual",
        turn.seed,
        role=wanted(mid_sentence(usual["role"])),
        least=plain(length["least"]),
        most=plain(length["most"]),
        budget=money({"amount": budget["least"], "max": budget["most"]}),
        rate=money({"amount": low, "max": high, "basis": "hourly" if hourly else "daily"}),
        level=level,
        source=rates["source"],
    )
    if ends := usual_taken.sums(turn.fields, usual):
        total = money({"amount": ends[0], "max": ends[1]})
        length = weeks(turn.fields["duration_weeks"])
        told = f"{told} {phrase('usual_for', turn.seed, length=length, sum=total)}"
    asked = pattern("intents_plans", "where").search(turn.text)
    place = place_named(asked["place"]) if asked else ""
    return f"{told} {phrase('usual_anywhere', turn.seed, place=place)}" if place else told


def _set_aside(turn: Turn, result: Result) -> str:
    names = result.args.get("set_aside") or ()
    return phrase("set_aside", turn.seed, fields=_labels(names)) if names else ""


def needed_later(turn: Turn, names: Sequence[str]) -> str:
    """All that is open was just left open: what it is needed for, and what can be done now."""
    return phrase("needed_later", turn.seed, fields=_labels(names))


def _labels(names: Sequence[str]) -> str:
    return listed([lexicon("wording")["fields"].get(name, name) for name in names])


def _role_assumed(turn: Turn, record: dict[str, Any]) -> str:
    """The role that an open request was given by the work described, the first time."""
    same, origin = turn.request.get("id") == record.get("id"), record["origins"].get("role", "said")
    if not same or origin == "said" or turn.fields.get("role"):
        return ""
    return phrase("role_assumed", turn.seed, role=wanted(mid_sentence(record["fields"]["role"])))


def _assumed(turn: Turn, result: Result) -> str:
    """What was filled in without being said, the first time it appears."""
    record: dict[str, Any] = result.data.get("request") or {}
    first = _before(turn, result)
    likewise = (first.data.get("request") or {}).get("fields", {}) if first else {}
    origins, before = record.get("origins") or {}, turn.request.get("origins") or {}
    same = turn.request.get("id") == record.get("id")
    fields = record.get("fields") or {}
    fresh = [
        name
        for name, origin in origins.items()
        if origin != "said"
        and name not in SELDOM_SAID
        and not (same and name in before and not _is_renewed(turn, name, fields))
        and fields.get(name)
        and not (name in likewise if name in USUAL else likewise.get(name) == fields[name])
    ]
    return _filled_in(turn, fields, fresh, _guessed_role(turn, record))


def _is_renewed(turn: Turn, name: str, fields: dict[str, Any]) -> bool:
    """Whether what is handed over was assumed again, for work that is told now."""
    return name == "deliverables" and fields[name] != turn.fields.get(name)


def all_assumed(turn: Turn, record: dict[str, Any]) -> str:
    """Everything that a record holds without its being said."""
    fields, origins = record.get("fields") or {}, record.get("origins") or {}
    names = [
        n for n, o in origins.items() if o != "said" and n not in SELDOM_SAID and fields.get(n)
    ]
    guessed = origins.get("role", "said") != "said"
    return _filled_in(turn, fields, names, mid_sentence(fields["role"]) if guessed else "")


def _filled_in(turn: Turn, fields: dict[str, Any], names: Sequence[str], guess: str) -> str:
    """A sentence on what was filled in: the role, the unit, values, what a role usually has."""
    unit = [fields["business_unit"]] if "business_unit" in names else []
    lists = [name for name in USUAL if name in names]
    others = [n for n in names if n not in (*lists, "business_unit")]
    told = [field_value(name, fields[name], people_names(turn)) for name in others]
    usual = listed([_usual_of(name, fields[name]) for name in lists])
    role = [f"{guess} as the role"] if guess else []
    parts = [*role, *unit, *told, *([f"the usual {usual}"] if usual else [])]
    return phrase("assumed", turn.seed, assumed=listed(parts)) if parts else ""


def _usual_of(name: str, value: Sequence[str]) -> str:
    """What a role usually has, by name, and of what is handed over the first few in brief."""
    label = str(lexicon("wording")["fields"][name])
    if name != "deliverables":
        return label
    brief = [in_brief(item) for item in value[:MOST_NAMED]]
    return f"{label} ({', '.join(brief)}{' …' if len(value) > MOST_NAMED else ''})"


def in_brief(item: str) -> str:
    """A thing that is handed over, by its name alone: "source files" of all artwork."""
    named = pattern("wording", "brief_lead").sub("", item)
    return mid_sentence(pattern("wording", "brief_end").split(named)[0])


def _guessed_role(turn: Turn, record: dict[str, Any]) -> str:
    """The role that a new request was given by its work, as nobody named it."""
    role = (record.get("fields") or {}).get("role")
    named = "role" in turn.read.fields or turn.read.requests
    taken_over = turn.last("copy_request") or turn.planned_by(alike.once_more)
    known = turn.request.get("id") == record.get("id") or taken_over
    return "" if named or known or not role else mid_sentence(role)
