"""The statement of work: drafted from a request and its rulings, for the requester to edit.

It names scope, deliverables, milestones, price, dates, people and terms (R78 to R83, R91 to R95).
What the request does not say is listed as open, never invented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from integrations import wording
from integrations.drafts import (
    Bullets,
    DraftedDocument,
    Section,
    Table,
    as_docx,
    as_markdown,
)
from knowledge.errors import Refused
from knowledge.fields import RequestFields
from knowledge.money import HOURS_PER_WEEK
from knowledge.records.people import Person
from knowledge.records.requests import Request
from tools.context import Context
from tools.people import find_person, holders
from tools.scoping.prefill import template_for
from tools.statement_milestones import OPEN, last_day, milestones, rows
from tools.statement_terms import terms
from tools.views import approvals_of, readable, title_of

NOTICE = (
    "Draft for {id}, version {version}, made by the sourcing assistant from the request. It is not "
    "a contract: procurement puts it into the agreement that legal approved, and both parties sign "
    "before work begins."
)
ACCEPTED_HOW = "A deliverable is accepted in writing when it passes the criteria below."
BILLING = {
    "fixed": "Fixed fee: one price, paid when everything is accepted.",
    "milestone": "Milestones: each is reviewed, accepted and then invoiced.",
    "hourly": "Hourly: a weekly time log is approved each week; the cap is not exceeded "
    "without a change to this statement.",
    "retainer": "Retainer: a monthly fee with an end date and one month's notice; unused work is "
    "carried over for one month.",
}
BY_RATE = {"hourly": "hourly", "daily": "hourly", "retainer": "retainer"}
"""How a rate is billed where no way of billing was chosen; a day's work is logged as an hour's."""
SENSITIVE = (
    "Sensitive data: only under a data processing agreement, on masked copies where possible, "
    "after security has approved."
)
HARMLESS = "No personal, payment, health or unreleased financial data is used."


@dataclass(frozen=True)
class Facts:
    """What a statement is built from: the fields, the rulings, and who is who."""

    id: str
    version: int
    title: str
    fields: RequestFields
    billing_model: str
    rulings: Mapping[str, Any]
    contacts: tuple[tuple[str, str], ...]
    conditions: tuple[str, ...] = ()
    contractor: str = ""
    open_points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A drafted statement of work, in the forms in which people edit it."""

    facts: Facts
    document: DraftedDocument
    author: str
    at: datetime

    @property
    def request_id(self) -> str:
        """The request that it is drafted from."""
        return self.facts.id

    @property
    def open_points(self) -> tuple[str, ...]:
        """What the request does not say yet."""
        return self.facts.open_points

    @property
    def file_name(self) -> str:
        """What the Word file is called; another version is another file."""
        return f"{self.facts.id}-v{self.facts.version}-statement-of-work.docx"

    @property
    def markdown(self) -> str:
        """The whole statement as Markdown."""
        return as_markdown(self.document)

    @property
    def docx(self) -> bytes:
        """The whole statement for Word."""
        return as_docx(self.document, author=self.author, at=self.at)

    @property
    def summary(self) -> str:
        """The statement without the prose of its standard terms, which are named."""
        own = [s for s in self.document.sections if s.heading not in dict(terms())]
        named = Section("Standard terms", (Bullets(tuple(name for name, _ in terms())),))
        short = DraftedDocument(self.document.title, self.document.notice, (*own, named))
        return as_markdown(short)


def draft_statement(ctx: Context, request_id: str) -> Statement:
    """Draft the statement of work of a request that the actor may read.

    Raises:
        NotAllowed: it is somebody else's, and the actor has no part in it.
        NotFound: there is no such request.
    """
    with ctx.sessions() as session:
        request = readable(session, ctx, request_id)
        _must_be_eligible(request)
        facts = _facts(session, request)
    return Statement(facts, build(facts), ctx.actor.name, ctx.clock())


def _must_be_eligible(request: Request) -> None:
    ruling = request.rulings.get("eligibility", {})
    if ruling.get("verdict") == "not_eligible":
        raise Refused(" ".join(ruling["reasons"]), rule=", ".join(ruling["rules"]))


def _facts(session: Session, request: Request) -> Facts:
    fields, rulings = request.what, request.rulings
    template = template_for(fields)
    usual = template.billing_model if template else "fixed"
    buyers = [p for p in holders(session, "procurement") if p.email != request.requester]
    owner = find_person(session, fields.budget_owner) if fields.budget_owner else None
    return Facts(
        id=request.id,
        version=request.version,
        title=title_of(request),
        fields=fields,
        billing_model=fields.billing_model or _billed(fields, rulings) or usual,
        rulings=rulings,
        contacts=_contacts(find_person(session, request.requester), owner, buyers),
        conditions=_conditions(session, request),
        contractor=str((request.match or {}).get("name") or ""),
        open_points=_open_points(fields, rulings),
    )


def _billed(fields: RequestFields, rulings: dict[str, Any]) -> str | None:
    """The way of billing that a rate means, else the one that the rules advise."""
    by_rate = BY_RATE.get(fields.budget.basis) if fields.budget else None
    return by_rate or rulings.get("billing", {}).get("verdict")


def _conditions(session: Session, request: Request) -> tuple[str, ...]:
    """On which conditions this version was approved."""
    return tuple(
        f"{a.role.replace('_', ' ').capitalize()}: {a.condition}"
        for a in approvals_of(session, request)
        if a.decision == "approved" and a.request_version == request.version and a.condition
    )


def build(facts: Facts) -> DraftedDocument:
    """The statement as a document; pure."""
    sections = (
        Section("Parties and contacts", _parties(facts)),
        Section("Scope", (facts.fields.scope or OPEN,)),
        Section("Deliverables", (_listed(facts.fields.deliverables),)),
        Section("Acceptance", _acceptance(facts)),
        *(
            (Section("Also asked for", (Bullets(facts.fields.requirements),)),)
            * bool(facts.fields.requirements)
        ),
        Section("Dates", (Bullets(_dates(facts.fields)),)),
        Section("Price and billing", (Bullets(_price(facts)),)),
        Section("Milestones and payment", _milestone_parts(facts)),
        Section("Data, systems and access", (Bullets(_data(facts)),)),
        Section("To check before the start", (Bullets(_checks(facts)),)),
        *(
            (Section("Conditions of the approvers", (Bullets(facts.conditions),)),)
            * bool(facts.conditions)
        ),
        *((Section("Open points", (Bullets(facts.open_points),)),) * bool(facts.open_points)),
        *(Section(name, (text,)) for name, text in terms()),
    )
    notice = NOTICE.format(id=facts.id, version=facts.version)
    return DraftedDocument(f"Statement of work: {facts.title}", notice, sections)


def _open_points(fields: RequestFields, rulings: Mapping[str, Any]) -> tuple[str, ...]:
    names = [name for name in fields.missing() if name not in ("business_unit", "budget_owner")]
    if fields.budget and fields.budget.max:
        names.append("final price within the range")
    if rulings.get("classification", {}).get("verdict") == "resembles_employment":
        names.append("review by HR and legal, because the work resembles employment")
    return tuple(f"{name.replace('_', ' ').capitalize()}." for name in names)


def _contacts(
    requester: Person, owner: Person | None, buyers: Sequence[Person]
) -> tuple[tuple[str, str], ...]:
    found = [("Manager and acceptance", requester), ("Budget owner", owner)]
    found += [("Procurement and contract", buyers[0] if buyers else None)]
    return tuple((part, f"{p.name}, {p.title} ({p.email})") for part, p in found if p)


def _parties(facts: Facts) -> tuple[Table]:
    unit = f", {facts.fields.business_unit}" if facts.fields.business_unit else ""
    heads = facts.fields.headcount or 1
    rows = (
        ("Client", f"Calder & Finch{unit}"),
        ("Contractor", facts.contractor or "To be named once a match is confirmed."),
        ("How many people", f"{heads:g}"),
        *facts.contacts,
    )
    return (Table(("Part", "Who"), rows),)


def _listed(points: Sequence[str]) -> Bullets | str:
    return Bullets(tuple(points), numbered=True) if points else OPEN


def _acceptance(facts: Facts) -> tuple[Bullets | str, ...]:
    return (ACCEPTED_HOW, _listed(facts.fields.acceptance_criteria))


def _dates(fields: RequestFields) -> tuple[str, ...]:
    end = last_day(fields)
    hours = f"About {fields.hours_per_week:g} hours a week." if fields.hours_per_week else ""
    return tuple(
        filter(
            None,
            (
                f"Start: {wording.day(fields.start_date)}."
                if fields.start_date
                else f"Start: {OPEN}",
                f"Last day: {wording.day(end)}." if end else f"Last day: {OPEN}",
                f"Duration: {fields.duration_weeks:g} weeks." if fields.duration_weeks else "",
                hours,
            ),
        )
    )


def _price(facts: Facts) -> tuple[str, ...]:
    budget = facts.fields.budget
    if budget is None:
        return (f"Price: {OPEN}", BILLING[facts.billing_model])
    price = wording.budget(budget.model_dump())
    lines = [f"Price: {price}, in {budget.currency}, without tax."]
    weeks = facts.fields.duration_weeks
    if budget.basis in ("hourly", "daily") and weeks:
        hours = weeks * (facts.fields.hours_per_week or HOURS_PER_WEEK)
        hours *= facts.fields.headcount or 1
        cap = f"{hours:g} hours" if budget.basis == "hourly" else f"{hours / 8:g} days"
        lines.append(f"Cap: {cap} in all.")
    return (*lines, BILLING[facts.billing_model])


def _milestone_parts(facts: Facts) -> tuple[Table | str, ...]:
    made = milestones(facts.fields, facts.billing_model, last_day(facts.fields))
    if not made:
        return (OPEN,)
    currency = facts.fields.budget.currency if facts.fields.budget else "USD"
    return (Table(("Milestone", "Accepted when", "Due", "Payment"), rows(made, currency)),)


def _data(facts: Facts) -> tuple[str, ...]:
    fields = facts.fields
    systems = ", ".join(fields.systems) or "none"
    return (
        f"Security class: {fields.security_classification or 'to be agreed'}.",
        f"Systems: {systems}; least rights, named accounts, never shared.",
        "Access ends on the last day and is revoked within 24 hours.",
        SENSITIVE if fields.sensitive_data else HARMLESS,
    )


def _checks(facts: Facts) -> tuple[str, ...]:
    """What R82 asks to verify."""
    place = facts.fields.location or "not said yet"
    channel = facts.fields.channel or facts.rulings.get("channel", {}).get("verdict")
    named = wording.field_text("channel", channel) or "open"
    need = "can the work be done without it?" if facts.fields.sensitive_data else "none is needed."
    return (
        f"Where the contractor works from: {place}.",
        f"Data-processing terms of the channel: {named}.",
        f"Regulated data: {need}",
        "Signed contract and NDA, access, security training, scope, and an escalation contact.",
    )
