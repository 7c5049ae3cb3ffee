"""Changing fields: exactly what was named changes, everything else stays."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from knowledge.errors import BadInput
from knowledge.fields import RequestFields
from tools.people import business_units, find_person, holders


def apply_changes(
    fields: RequestFields, changes: Mapping[str, Any], clear: Iterable[str]
) -> RequestFields:
    """New fields with the changes laid over the old ones; objects are merged, lists replaced.

    Raises:
        pydantic.ValidationError: a value does not fit its field.
    """
    merged = fields.as_json()
    for name in clear:
        if name in RequestFields.model_fields:
            merged[name] = RequestFields.model_fields[name].get_default(call_default_factory=True)
    for name, value in changes.items():
        old = merged.get(name)
        merged[name] = (
            {**old, **value} if isinstance(old, dict) and isinstance(value, dict) else value
        )
    _drop_a_range_that_no_longer_holds(changes, merged)
    return RequestFields.model_validate(merged)


def _drop_a_range_that_no_longer_holds(changes: Mapping[str, Any], merged: dict[str, Any]) -> None:
    # "Make it $5k" after "$6k to $8k" replaces the range, not just its lower end.
    new = changes.get("budget")
    if isinstance(new, dict) and "amount" in new and "max" not in new:
        merged["budget"]["max"] = None


def check_people(session: Session, fields: RequestFields) -> None:
    """Business unit and budget owner must exist and belong together.

    Raises:
        BadInput: they do not; the sentence says who would be right.
    """
    units = business_units(session)
    if fields.business_unit and fields.business_unit not in units:
        raise BadInput(
            f"There is no business unit {fields.business_unit!r}; there are {', '.join(units)}."
        )
    if not fields.budget_owner:
        return
    owner = find_person(session, fields.budget_owner)
    if not owner.has("budget_owner"):
        right = [p.name for p in holders(session, "budget_owner", fields.business_unit)]
        instead = f"; {' or '.join(right)} does" if right else ""
        raise BadInput(f"{owner.name} holds no budget{instead}.")
