"""From what a message states to what changes in the request: lists grow and shrink, gaps close."""

import math
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from assistant.offline import amounts
from assistant.offline.corrections import corrections, emptied, orders
from assistant.offline.language import pattern
from assistant.offline.relative import relative
from assistant.offline.turn import Call, Turn
from assistant.offline.understanding.abilities import names_tool
from assistant.offline.understanding.choices import ended_arrangement
from assistant.offline.understanding.dropped import dropped_items, dropped_skills, parts_of
from assistant.offline.understanding.features import embedder
from assistant.offline.understanding.passage import passage
from assistant.offline.understanding.places import language_pair
from assistant.offline.wording.speech import mid_sentence

LONGEST_ROLE, FEW = 5, 3
DOLLARS = "USD"
CURRENCIES = ("EUR", "GBP", DOLLARS, "CHF")
LISTS = ("deliverables", "acceptance_criteria", "systems", "arrangement")
FREELY = ("role", "scope", "deliverables", "acceptance_criteria")
"""Fields that any words may tell."""


def changes(turn: Turn) -> tuple[dict[str, Any], list[str]]:
    """The fields to write, and those to empty, for this message in this state."""
    clear = emptied(turn)
    if clear:
        return {}, clear
    fields = _said(turn)
    _role_or_scope(fields)
    if _names_role_again(turn, fields):
        fields.pop("role")
    for name in LISTS:
        edited = _edited(turn, name, fields.get(name))
        if edited is not None:
            fields[name] = edited
            if not edited:
                clear.append(name)
                fields.pop(name)
    clear += _edit_texts(turn, fields)
    if _denies_channel(turn) and "channel" not in fields:
        clear.append("channel")
    _keep_measures(turn, fields)
    _edit_skills(turn, fields)
    _carry_currency(turn, fields)
    _settle_amount(turn, fields)
    return fields | _implied(turn, fields) | relative(turn) | corrections(turn), clear


def _said(turn: Turn) -> dict[str, Any]:
    """What a message states, less what only names the part that it corrects or what to do."""
    corrects = corrections(turn)
    free = (*FREELY, "headcount") if corrects else FREELY if orders(turn.text) else ()
    return {
        name: value
        for name, value in turn.read.fields.items()
        if not (_is_unsettled(turn, name, value) or _only_moves(turn, name, value))
        and (name not in free or name in corrects)
        and not (name == "deadline" and value == corrects.get("start_date"))
    }


def writes(turn: Turn, less: Sequence[str] = ()) -> list[Call]:
    """The call that writes what a message says of the request, `less` some fields; none if none."""
    said, clear = changes(turn)
    said = {name: value for name, value in said.items() if name not in less}
    unknown = [name for name in turn.read.unknown if name not in said]
    if turn.read.circumvents:
        said.pop("channel", None)
    if not (said or clear or unknown) or _changes_nothing_here(turn):
        return []
    if turn.context == "filed" and turn.request and not is_closed(turn):
        return [Call("amend_request", {"fields": said})] if said else []
    args: dict[str, Any] = {"fields": said}
    if clear:
        args["clear"] = clear
    if unknown:
        args["set_aside"] = unknown
    return [Call("update_request", args)]


def is_closed(turn: Turn) -> bool:
    """Whether the request at hand can no longer change."""
    return turn.request.get("status") in ("rejected", "withdrawn", "expired", "match_confirmed")


def _changes_nothing_here(turn: Turn) -> bool:
    """A correction from somebody without a request of their own in this thread."""
    corrects = turn.read.intent == "amend" or turn.read.corrects
    return not turn.request and corrects and "role" not in turn.read.fields


def role_named(text: str) -> str | None:
    """The role whose template the words mean, when they name the work and not the worker."""
    from knowledge.templates import find_template

    found = find_template(text)
    return found.title if found else None


def role_meant(text: str, fields: dict[str, Any]) -> str | None:
    """The role that a text names, else the one whose kind of work it describes."""
    from knowledge.templates import template_of_work

    found = template_of_work(text, (fields.get("skills") or {}).get("must", ()), embedder())
    title = role_named(text) or (found.title if found else "")
    return mid_sentence(title) if title else None


def opening(request: dict[str, Any]) -> dict[str, Any]:
    """The fields to open one of several requests with; work that names no role means one."""
    meant = None if "role" in request else role_meant(str(request.get("scope", "")), request)
    return {"role": meant, **request} if meant else request


def _is_unsettled(turn: Turn, name: str, value: Any) -> bool:
    """A name that the directory does not resolve to one person is asked about, not written."""
    return name == "budget_owner" and "@" not in str(value)


def _only_moves(turn: Turn, name: str, value: Any) -> bool:
    """Whether a value is part of a message that moves another field: "move it back two weeks"."""
    moved = relative(turn)
    said = value if isinstance(value, list) else [value]
    most = len(said) == 1 and isinstance(said[0], str) and 2 * len(said[0]) > len(turn.text)
    step = name == "duration_weeks" and "start_date" in moved
    return bool((most or step) and moved and name not in moved)


def _role_or_scope(fields: dict[str, Any]) -> None:
    """A whole sentence in answer to "which role?" says what the work is about."""
    if len(str(fields.get("role") or "").split()) > LONGEST_ROLE:
        fields.setdefault("scope", fields.pop("role"))


def _names_role_again(turn: Turn, fields: dict[str, Any]) -> bool:
    """Whether the role said is the one at hand, or its last word: "testers need Jira"."""
    said, known = (str(one.get("role") or "").lower() for one in (fields, turn.fields))
    counts = "headcount" in fields or "headcount" in corrections(turn)
    again = f" {known}".endswith(f" {said}") and (counts or not turn.read.corrects)
    return bool(said) and (again or names_tool(said))


def _edited(turn: Turn, name: str, said: list[str] | None) -> list[str] | None:
    """A list after "add" or "drop": what was there, more or less what was named."""
    known = list(turn.fields.get(name) or ())
    if not known:
        return None
    gone = dropped_items(turn.read.dropped, known)
    if name == "arrangement":
        gone += ended_arrangement(passage(turn.text))
    if set(gone) & set(known):
        return [item for item in [*known, *(said or ())] if item not in gone]
    if said and pattern("edits", "adding").search(turn.text):
        return [*known, *(item for item in said if item not in known)]
    return _renewed(known, said or ()) if turn.read.corrects else None


def _renewed(known: list[str], said: Sequence[str]) -> list[str] | None:
    """The list with what is said anew in place of its like: "actually 15 icons" beside 12."""
    like = {_kind(item): place for place, item in enumerate(known)}
    if not said or not all(_kind(item) in like for item in said):
        return None
    renewed = list(known)
    for item in said:
        renewed[like[_kind(item)]] = item
    return renewed


def _kind(item: str) -> str:
    """What an item is, by its last word."""
    return re.sub(r"s$", "", (re.findall(r"[a-z]{3,}", item.lower()) or [""])[-1])


def _edit_texts(turn: Turn, fields: dict[str, Any]) -> list[str]:
    """Languages and places grow and shrink as well; returns those that are empty then."""
    empty = []
    for name in ("language", "location"):
        known = parts_of(turn.fields.get(name))
        left = [part for part in known if part not in dropped_items(turn.read.dropped, known)]
        adds = name == "language" and pattern("edits", "adding").search(turn.text)
        said = parts_of(fields.get(name))
        told = [*left, *(part for part in said if part not in left)] if adds or not said else said
        if known and told and told != known:
            fields[name] = ", ".join(told)
        elif known and not told:
            empty.append(name)
    return empty


def _denies_channel(turn: Turn) -> bool:
    """Whether the channel of the request is taken back: "not Fiverr then"."""
    name = re.escape(str(turn.fields.get("channel") or "").replace("_", " "))
    lead = pattern("edits", "denying").pattern
    return bool(name) and re.search(rf"{lead}{name}\b", turn.text, re.IGNORECASE) is not None


def _keep_measures(turn: Turn, fields: dict[str, Any]) -> None:
    """How much it is and in which languages is part of the work, where no other field tells it.

    "Product texts" become "product texts, 20,000 words, English to German".
    """
    told = " ".join(_texts(fields)).lower()
    amounts = [match[0] for match in pattern("edits", "volume").finditer(turn.text)]
    pair = language_pair(turn.text)
    new = [one for one in (*amounts, *([pair] if pair else ())) if one.lower() not in told]
    scope = str(fields.get("scope") or turn.fields.get("scope") or "")
    again = turn.read.corrects and "scope" not in fields
    if new and not (again or corrections(turn)):
        fields["scope"] = ", ".join([scope, *new] if scope else new)


def _texts(fields: dict[str, Any]) -> list[str]:
    """All that the fields say in words."""
    values = [one if isinstance(one, list) else [one] for one in fields.values()]
    return [one for value in values for one in value if isinstance(one, str)]


def _edit_skills(turn: Turn, fields: dict[str, Any]) -> None:
    """A skill lives in one list; naming it anew moves it, adding keeps the others."""
    known, said = turn.fields.get("skills") or {}, fields.get("skills") or {}
    named = {skill for skills in said.values() for skill in skills}
    left_out = dropped_skills(turn.read.dropped, turn.fields)
    gone = {*named, *left_out}
    if not gone:
        return
    if left_out and not said and "systems" in fields:
        said = {
            "must": fields.pop("systems")
        }  # "Swap Figma for Sketch": what comes is a skill too.
    merged = {
        group: [skill for skill in known.get(group) or () if skill not in gone]
        for group in ("must", "nice", "excluded")
    }
    adds = turn.read.dropped or pattern("edits", "adding").search(turn.text)
    if turn.request.get("origins", {}).get("skills") != "said" and "must" in said and not adds:
        merged["must"] = []
    for group, skills in said.items():
        merged[group] += list(skills)
    fields["skills"] = merged


def changes_currency(text: str) -> bool:
    """Whether only the currency of the budget is to be another: "same but in euros"."""
    return pattern("edits", "in_currency").search(text) is not None


def _carry_currency(turn: Turn, fields: dict[str, Any]) -> None:
    """A currency alone corrects the budget that is there; an amount alone keeps its currency."""
    known = turn.fields.get("budget")
    said = pattern("edits", "taken_back").sub(" ", turn.text)
    alone = len(turn.text.split()) <= FEW or turn.read.corrects or said != turn.text
    alone = alone or changes_currency(turn.text)
    named = [one for one in CURRENCIES if pattern("edits", "currencies", one).search(said)]
    if known and named and alone and "budget" not in fields:
        fields["budget"] = {**known, "currency": named[0]}
    elif known and not named and "budget" in fields and fields["budget"]["currency"] == DOLLARS:
        # An amount without a currency is read as dollars; beside pounds it means pounds.
        fields["budget"] = {**fields["budget"], "currency": known["currency"]}


def _settle_amount(turn: Turn, fields: dict[str, Any]) -> None:
    """An amount said alone is paid as the one before; one said for each is the budget for all."""
    people = int(fields.get("headcount") or turn.fields.get("headcount") or 1)
    if "budget" in fields:
        alike = amounts.paid_alike(turn.text, fields["budget"], turn.fields.get("budget") or {})
        fields["budget"] = amounts.for_all(turn.text, alike, people)


def _implied(turn: Turn, fields: dict[str, Any]) -> dict[str, Any]:
    """What follows from what was said: the length from start to end, a start that is "now"."""
    found: dict[str, Any] = {}
    now = turn.now.date()
    start = fields.get("start_date") or turn.fields.get("start_date")
    soon = fields.get("urgency") == "high" and pattern("edits", "soonest").search(turn.text)
    if not start and soon:
        found["start_date"] = _next_working_day(now).isoformat()
        start = found["start_date"]
    end = fields.get("deadline")
    length = fields.get("duration_weeks") or _length_known(turn)
    if start and end and not length:
        days = (date.fromisoformat(end) - date.fromisoformat(str(start))).days
        if days > 0:
            found["duration_weeks"] = max(1, math.ceil(days / 7))
    return found


def _length_known(turn: Turn) -> float | None:
    """The length of the work, unless it was counted from the day to begin to the day to be done."""
    known: float | None = turn.fields.get("duration_weeks")
    start, end = turn.fields.get("start_date"), turn.fields.get("deadline")
    if not (known and start and end):
        return known
    days = (date.fromisoformat(str(end)) - date.fromisoformat(str(start))).days
    return None if known == max(1, math.ceil(days / 7)) else known


def _next_working_day(day: date) -> date:
    ahead = day + timedelta(1)
    while ahead.weekday() > 4:
        ahead += timedelta(1)
    return ahead
