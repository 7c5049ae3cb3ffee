"""Prefilling a draft: what the template, the directory and the person's history already say."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.fields import RequestFields
from knowledge.records.people import Person
from knowledge.records.requests import Request
from knowledge.templates import Embed, Template, find_template, suiting, template_of_work
from tools.people import holders
from tools.scoping.changes import apply_changes

FROM_HISTORY = ("location", "language")
GIVEN_UP = ("withdrawn", "rejected")
STANDS_ON = {
    "budget_owner": ({"business_unit"}, "directory"),
    "scope": ({"deliverables"}, "deliverables"),
    "deliverables": ({"scope"}, "template"),
    "acceptance_criteria": ({"scope", "deliverables"}, "template"),
}
"""From which fields a value was assumed, and the origin that says so: another unit has another
budget owner, other work is handed over as something else."""


def template_for(fields: RequestFields, embed: Embed | None = None) -> Template | None:
    """The role template that the role names; without a role, the one whose work is described."""
    if fields.role:
        return find_template(fields.role)
    described = ". ".join([part for part in (fields.scope, *fields.deliverables) if part])
    return template_of_work(described, fields.skills.must, embed)


def assumptions(
    session: Session,
    person: Person,
    fields: RequestFields,
    origins: Mapping[str, str],
    template: Template | None,
) -> dict[str, tuple[Any, str]]:
    """Values for fields that are still empty, each with where it was taken from."""
    found: dict[str, tuple[Any, str]] = {}
    if origins.get("deliverables") == "said":
        # Who said what is handed over has said what the work is about, too.
        found["scope"] = ("; ".join(fields.deliverables), "deliverables")
    if template:
        work = _told_work(fields, origins, template)
        usual = _of_template(template, work, fields.scope if "scope" in origins else None)
        found |= {name: (value, "template") for name, value in usual.items()}
    found |= {
        name: (value, "history") for name, value in _of_history(session, person, template).items()
    }
    found |= {
        "business_unit": (person.business_unit, "directory"),
        "headcount": (1, "usual"),
        "urgency": ("normal", "usual"),
    }
    owner = _owner_of(session, fields.business_unit or person.business_unit)
    if owner:
        found["budget_owner"] = (owner, "directory")
    given = fields.as_json()
    return {name: pair for name, pair in found.items() if _is_empty(given[name]) and pair[0]}


def without_stale(
    fields: RequestFields, changes: Mapping[str, Any], origins: Mapping[str, str]
) -> tuple[RequestFields, dict[str, str]]:
    """The fields and origins less what was assumed from something that changes now."""
    stale = [
        name
        for name, (source, of) in STANDS_ON.items()
        if source & set(changes) and name not in changes and origins.get(name) == of
    ]
    left = {name: origin for name, origin in origins.items() if name not in stale}
    return apply_changes(fields, {}, stale), left


def _told_work(fields: RequestFields, origins: Mapping[str, str], template: Template) -> str:
    """What was said of the work, with what the role says beside its trade; "" without any work."""
    told = [fields.scope] if fields.scope and origins.get("scope") == "said" else []
    told += fields.deliverables if origins.get("deliverables") == "said" else ()
    trade = template.title.casefold().split()
    beside = [word for word in (fields.role or "").split() if word.casefold() not in trade]
    return ". ".join([" ".join(beside), *told]) if told else ""


def _of_template(template: Template, work: str, scope: str | None) -> dict[str, Any]:
    suits = suiting(template, work, scope)
    return {
        "role": template.title,
        "deliverables": list(suits["deliverables"]),
        "acceptance_criteria": list(suits["acceptance_criteria"]),
        "security_classification": template.security_classification,
        "systems": list(template.systems),
        "skills": {
            "must": list(template.skills.must),
            "nice": list(template.skills.nice),
            "excluded": [],
        },
    }


def _of_history(session: Session, person: Person, template: Template | None) -> dict[str, Any]:
    """Where such work was done last: a shoot in the Alps says nothing of a writer's place."""
    kind = template.id if template else None
    last = session.scalar(
        select(Request)
        .where(Request.requester == person.email, Request.filed_at.is_not(None))
        .where(Request.template == kind, Request.status.not_in(GIVEN_UP))
        .order_by(Request.filed_at.desc())
        .limit(1)
    )
    return {} if last is None else {name: last.fields.get(name) for name in FROM_HISTORY}


def _owner_of(session: Session, business_unit: str) -> str | None:
    found = holders(session, "budget_owner", business_unit)
    return found[0].email if len(found) == 1 else None


def _is_empty(value: Any) -> bool:
    if isinstance(value, dict):
        return not any(value.values())
    return value in (None, [], "")
