"""A statement of work that somebody edited: what differs, and what of it changes the request.

The file is material, never an instruction. What maps to a field goes through the use case that
changes requests, with its rules; what policy or the record decides stays, and that is said.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from integrations.drafts import lines_of
from knowledge.errors import BadInput, Stale
from knowledge.records.requests import EDITABLE, Request
from tools.audit import record
from tools.context import Context
from tools.intake import amend_request, own, update_request
from tools.scoping.supposed import what_if
from tools.statement import ACCEPTED_HOW, OPEN, draft_statement
from tools.statement_terms import terms
from tools.views import get_request

NOTICE = re.compile(r"\bDraft for (?P<id>[A-Z]+-\w+), version (?P<version>\d+)\b")
START = re.compile(r"^Start: (?P<day>.+?)\.?$", re.IGNORECASE)
WEEKS = re.compile(r"^Duration: (?P<weeks>[\d.]+) weeks?\.?$", re.IGNORECASE)
HOURS = re.compile(r"^About (?P<hours>[\d.]+) hours? a week\.?$", re.IGNORECASE)
DAYS = ("%d %b %Y", "%d %B %Y", "%Y-%m-%d")
BY_POLICY = "Standard terms are fixed by policy (R79, R80): legal changes them, not a request."
BY_RECORD = "It follows from the record: say in the conversation what should be different there."
STAYS = {
    "Milestones and payment": "Milestones follow from the deliverables, the price and the billing.",
    "Price and billing": "The price decides who approves: say the new budget in the conversation.",
    "Conditions of the approvers": "Only the approvers set their conditions.",
}
EMPTIED = "It is empty now. Say in the conversation what should be there instead."
UNREADABLE = "Start, duration or hours cannot be read: keep their form, as in “Start: 1 Dec 2026.”"
NEW = "The form has no such section: what is agreed beyond it is for procurement and legal."
OVERTAKEN = (
    "The file is of version {was} of {id}, which is at version {now}: ask for a new draft, so that "
    "nothing changed since is taken back."
)


@dataclass(frozen=True)
class Difference:
    """A section that was edited: its lines before and after, and why it changes nothing, if so."""

    section: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    stays: str = ""


@dataclass(frozen=True)
class Returned:
    """An edited statement beside its request: what differs, and the fields that would change."""

    request_id: str
    version: int
    differences: tuple[Difference, ...]
    changes: Mapping[str, Any]
    will_decide: tuple[str, ...]
    digest: str

    def as_json(self) -> dict[str, Any]:
        """The comparison as data."""
        return asdict(self)


def read_returned(ctx: Context, text: str) -> Returned:
    """Compare an edited statement, as Markdown, with its request as it stands; writes nothing.

    Raises:
        BadInput: it is no statement of work from here, or says what no field can hold.
        NotAllowed: the actor may not read the request.
        Stale: the request has changed since the statement was drafted.
    """
    edited = lines_of(text)
    named = NOTICE.search(text.replace("\\", ""))
    if named is None:
        raise BadInput("This names no request: keep the line “Draft for REQ-…, version …” in it.")
    drafted = draft_statement(ctx, named["id"])
    now, was = drafted.facts.version, int(named["version"])
    if was != now:
        raise Stale(OVERTAKEN.format(was=was, now=now, id=drafted.request_id))
    differences, changes = _compared(lines_of(drafted.markdown), edited)
    supposed = what_if(ctx, drafted.request_id, changes) if changes else {}
    return Returned(
        request_id=drafted.request_id,
        version=now,
        differences=differences,
        changes=changes,
        will_decide=tuple(each["approver"] for each in supposed.get("will_decide", ())),
        digest=sha256(text.encode()).hexdigest(),
    )


def take_returned(ctx: Context, text: str) -> tuple[Returned, dict[str, Any]]:
    """Change the request as its edited statement says; what was compared, and the new record.

    Raises:
        BadInput: nothing in it changes the request.
        NotAllowed: it is not the actor's own request.
        WrongState: the request is closed.
    """
    returned = read_returned(ctx, text)
    with ctx.sessions() as session:
        status = own(session, ctx, returned.request_id).status
    if not returned.changes:
        raise BadInput(f"Nothing in the file changes {returned.request_id}.")
    change = update_request if status in EDITABLE else amend_request
    changed = change(ctx, returned.request_id, returned.changes)
    with ctx.sessions.begin() as session:
        _note(session, ctx, get_request(session, returned.request_id), returned)
    return returned, changed


def _note(session: Any, ctx: Context, request: Request, returned: Returned) -> None:
    """Put into the trail which file it was, what was taken, and what was not and why."""
    record(
        session,
        ctx,
        "statement.returned",
        request,
        drafted_version=returned.version,
        sha256=returned.digest,
        taken=sorted(returned.changes),
        left={each.section: each.stays for each in returned.differences if each.stays},
    )


def _compared(
    drafted: Mapping[str, tuple[str, ...]], edited: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[Difference, ...], dict[str, Any]]:
    """What differs section by section, and the fields that follow from it."""
    differences: list[Difference] = []
    changes: dict[str, Any] = {}
    for section in (*drafted, *(name for name in edited if name not in drafted)):
        before, after = drafted.get(section, ()), edited.get(section, ())
        if before == after or not section or section.startswith("Statement of work:"):
            continue
        found, stays = _taken(section, before, after)
        changes |= found
        differences.append(Difference(section, before, after, stays))
    return tuple(differences), changes


def _taken(
    section: str, before: tuple[str, ...], after: tuple[str, ...]
) -> tuple[dict[str, Any], str]:
    """The fields that an edited section changes, and why it changes none."""
    if section in dict(terms()):
        return {}, BY_POLICY
    if section in FIELDS:
        return FIELDS[section](before, after)
    return {}, STAYS.get(section, BY_RECORD if before else NEW)


def _scope(_: tuple[str, ...], after: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    said = "\n".join(_said(after))
    return ({"scope": said}, "") if said else ({}, EMPTIED)


def _deliverables(_: tuple[str, ...], after: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    said = _said(after)
    return ({"deliverables": said}, "") if said else ({}, EMPTIED)


def _criteria(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    said = _said(after)
    if not said:
        return {}, EMPTIED
    same = said == _said(before)
    return ({}, BY_POLICY) if same else ({"acceptance_criteria": said}, "")


def _dates(before: tuple[str, ...], after: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    try:
        was, now = _dated(before), _dated(after)
    except ValueError:
        return {}, UNREADABLE
    changes = {name: value for name, value in now.items() if was.get(name) != value}
    return changes, "" if changes else "The last day follows from the start and the duration."


def _dated(lines: tuple[str, ...]) -> dict[str, Any]:
    """The start, the weeks and the hours that the lines on dates say."""
    found: dict[str, Any] = {}
    for line in lines:
        if (told := START.match(line)) and f"{told['day']}." != OPEN:
            found["start_date"] = _day(told["day"]).isoformat()
        elif line.startswith("Duration"):
            found["duration_weeks"] = _number(WEEKS, line)
        elif line.startswith("About"):
            found["hours_per_week"] = _number(HOURS, line)
    return found


def _number(form: re.Pattern[str], line: str) -> float:
    told = form.match(line)
    if told is None:
        raise ValueError(line)
    return float(told[1])


def _day(text: str) -> date:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    raise ValueError(text)


def _said(lines: tuple[str, ...]) -> list[str]:
    """The lines that people wrote, without those of the form."""
    return [line for line in lines if line not in (OPEN, ACCEPTED_HOW)]


Mapped = Callable[[tuple[str, ...], tuple[str, ...]], tuple[dict[str, Any], str]]
FIELDS: dict[str, Mapped] = {
    "Scope": _scope,
    "Deliverables": _deliverables,
    "Acceptance": _criteria,
    "Dates": _dates,
}
