"""From what a message states to what changes in the request: lists grow and shrink, gaps close."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from assistant.offline.changes import budgets, exchanging, hours_in_all, impossible, role_said
from assistant.offline.changes.corrections import DATES, corrections, emptied, orders, takes_out
from assistant.offline.changes.handing_over import says_none
from assistant.offline.changes.implied import implied
from assistant.offline.changes.keeping import (
    add_to_scope,
    edit_requirements,
    edit_skills,
    edit_texts,
    edited_list,
    keep_measures,
)
from assistant.offline.changes.relative import relative
from assistant.offline.language import pattern
from assistant.offline.turn import Call, Turn, has_form
from assistant.offline.understanding.dropped import HANDED_OVER, LISTED
from assistant.offline.understanding.leftovers import FREE
from assistant.offline.understanding.wanted.role_names import either_of
from assistant.offline.wording.speech import mid_sentence
from knowledge.records.requests import CLOSED

LONGEST_ROLE, FEW, BRIEF = 5, 3, 6
SENTENCE = re.compile(r"(?<=[.!?;:])\s+|\n+")


def changes(turn: Turn) -> tuple[dict[str, Any], list[str]]:
    """The fields to write, and those to empty, for this message in this state."""
    clear = emptied(turn)
    if clear:
        return {}, clear
    moved, corrected = relative(turn), corrections(turn)
    fields = _said(turn, moved, corrected)
    _role_or_scope(turn, fields)
    role_said.settle(turn, fields, corrected)
    for name in LISTED:
        edited = edited_list(turn, name, fields.get(name))
        if edited is not None:
            fields[name] = edited
            if not edited:
                clear.append(name)
                fields.pop(name)
    clear += [*edit_texts(turn, fields), *edit_requirements(turn, fields)]
    if _denies_channel(turn) and "channel" not in fields:
        clear.append("channel")
    if not corrected:
        keep_measures(turn, fields)
    add_to_scope(turn, fields)
    edit_skills(turn, fields)
    budgets.carry_currency(turn, fields)
    budgets.settle_price(turn, fields)
    budgets.settle_amount(turn, fields)
    budgets.settle_limit(turn, fields)
    changed = fields | implied(turn, fields | moved | corrected) | moved | corrected
    budgets.settle_pieces(turn, changed)
    hours_in_all.settle(turn, changed)
    if budgets.no_budget(turn):
        changed.pop("budget", None)
    return changed, [name for name in clear if name not in moved]


def _said(turn: Turn, moved: dict[str, Any], corrects: dict[str, Any]) -> dict[str, Any]:
    """What a message states, less what only names the part that it corrects or what to do."""
    told = orders(turn.text) or takes_out(turn)
    lists = HANDED_OVER if corrects.keys() <= {*DATES} and not told else ()
    free = (*FREE, "headcount", "systems", "skills") if corrects else FREE if told else ()
    return {
        name: value
        for name, value in _without_remarks(turn.read.fields).items()
        if not (_is_unsettled(name, value) or _only_moves(turn, moved, name, value))
        and (name not in free or name in (*corrects, *lists))
        and not (name == "deadline" and _same_day(value, corrects.get("start_date")))
        and not impossible.is_of_no_day(turn, name, value)
        and not (name == "sensitive_data" and says_none(turn))
    }


def _same_day(one: Any, other: Any) -> bool:
    """Whether two dates have the same day of the month, which may be all that was said."""
    return bool(other) and str(one)[-2:] == str(other)[-2:]


def _without_remarks(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields less what is a remark on the request and no work: "no range", "40 is the max"."""
    remark, unneeded = pattern("edits", "remarks"), pattern("edits", "unneeded")
    lists = {
        name: [item for item in value if not remark.search(item)] if name in HANDED_OVER else value
        for name, value in fields.items()
    }
    scope = str(fields.get("scope") or "")
    return {
        name: value
        for name, value in lists.items()
        if value != [] and not (name == "scope" and unneeded.search(scope))
    }


def writes(turn: Turn, less: Sequence[str] = ()) -> list[Call]:
    """The call that writes what a message says of the request, `less` some fields; none if none."""
    said, clear = changes(turn)
    said = {name: value for name, value in said.items() if name not in less}
    unknown = [name for name in turn.read.unknown if name not in (*said, *doubted(turn))]
    clear += [name for name in unknown if turn.fields.get(name) and name not in clear]
    if turn.read.circumvents:
        said.pop("channel", None)
    nothing = not (said or clear or unknown) or _changes_nothing_here(turn)
    if nothing or pattern("supposing", "wonders").search(turn.text):
        return []
    if turn.context == "filed" and turn.request and not is_closed(turn):
        stays = "role" in said and role_that_stays(turn)
        return [Call("amend_request", {"fields": said})] if said and not stays else []
    args: dict[str, Any] = {"fields": said}
    if clear:
        args["clear"] = clear
    if unknown:
        args["set_aside"] = unknown
    return [Call("update_request", args)]


def role_that_stays(turn: Turn) -> str:
    """The role that is wished for where a filed request stays for its own, unless ordered."""
    said, known = (str(one.get("role") or "").lower() for one in (turn.read.fields, turn.fields))
    filed = turn.context == "filed" and turn.request and not is_closed(turn)
    ordered = pattern("edits", "changes_role").search(turn.text) and not turn.read.questions
    return said if filed and known and said not in ("", known) and not ordered else ""


def wishes(turn: Turn) -> bool:
    """Whether a change is wished for in the form of a question: "can he do 6 days?"."""
    only = len(turn.read.questions) <= 1
    return only and pattern("supposing", "wish").search(turn.text) is not None


def doubted(turn: Turn) -> list[str]:
    """The fields that the person gave and is not sure of: they stay until another is said.

    Who says no more than that a field is not known takes back what they gave for it.
    """
    unsure = pattern("edits", "doubts").search(turn.text) or len(turn.text.split()) > BRIEF
    if not unsure:
        return []
    given = turn.request.get("origins") or {}
    return [n for n in turn.read.unknown if turn.fields.get(n) and given.get(n) == "said"]


def is_closed(turn: Turn) -> bool:
    """Whether the request at hand can no longer change."""
    return turn.request.get("status") in CLOSED


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
    """The role that a text names, else the one whose kind of work it describes.

    The words of the whole text count, and the meaning of the sentences that tell of the work: a
    budget alone is like finance. Where no template tells of it, the trade that is called after it.
    """
    from knowledge.templates import template_of_work, trade_of_work

    skills = (fields.get("skills") or {}).get("must", ())
    told = _of_work(text, fields)
    found = template_of_work(text, skills, _embedder() if told else None, told)
    title = role_named(text) or (found.title if found else "")
    if title:
        return mid_sentence(title)
    return trade_of_work(told, _embedder()) if told else None


def _of_work(text: str, fields: dict[str, Any]) -> str:
    """What was read as the work; as what is handed over, in the sentences around it."""
    if len((scope := str(fields.get("scope") or "")).split()) >= FEW:
        return scope
    told = [one for one in (scope, *(fields.get("deliverables") or ())) if one]
    sentences = SENTENCE.split(text)
    return " ".join(one for one in sentences if any(part in one for part in told))


@cache
def _embedder() -> Any:
    """The local sentence embedding, which knows the texts that are shipped."""
    from knowledge.embedding import Embedder
    from knowledge.seed.vectors import Remembering

    return Remembering(Embedder())


def opening(turn: Turn, request: dict[str, Any]) -> dict[str, Any]:
    """The fields to open one of several requests with; work that names no role means one."""
    meant = None if "role" in request else role_meant(str(request.get("scope", "")), request)
    told = {**({"role": meant} if meant else {}), **request, **implied(turn.apart(), request)}
    if has_form(turn, "one_total"):
        told.pop("budget", None)  # How it is shared out is asked.
    return told


def _is_unsettled(name: str, value: Any) -> bool:
    """A name that the directory does not resolve to one person is asked about, not written."""
    return name == "budget_owner" and "@" not in str(value)


def _only_moves(turn: Turn, moved: dict[str, Any], name: str, value: Any) -> bool:
    """Whether a value is part of a message that moves another field: "move it back two weeks"."""
    said = value if isinstance(value, list) else [value]
    most = len(said) == 1 and isinstance(said[0], str) and 2 * len(said[0]) > len(turn.text)
    step = name == "duration_weeks" and {"start_date", "deadline", "hours_per_week"} & {*moved}
    swap = moved and exchanging.only_exchanges(turn)
    return bool((most or step or swap) and moved and name not in moved)


def _role_or_scope(turn: Turn, fields: dict[str, Any]) -> None:
    """A whole sentence in answer to "which role?" says what the work is about.

    What is half the name of a team is the team: "creative agency".
    """
    if any(len(one.split()) > LONGEST_ROLE for one in either_of(str(fields.get("role") or ""))):
        fields.setdefault("scope", fields.pop("role"))
    role_said.move_to_scope(turn, fields)
    role = str(fields.get("role") or "")
    team = role and re.search(rf"\b{re.escape(role)} (?:agency|team)\b", turn.text, re.IGNORECASE)
    if team and not role_named(role) and role_named(team[0]):
        fields["role"] = team[0].lower()


def _denies_channel(turn: Turn) -> bool:
    """Whether the channel of the request is taken back: "not Fiverr then"."""
    name = re.escape(str(turn.fields.get("channel") or "").replace("_", " "))
    lead = pattern("edits", "denying").pattern
    return bool(name) and re.search(rf"{lead}{name}\b", turn.text, re.IGNORECASE) is not None
