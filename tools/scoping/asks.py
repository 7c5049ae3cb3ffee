"""What to ask next: at most two questions a turn, the most deciding first (R50)."""

from knowledge.fields import RequestFields

AT_ONCE = 2
MOST_DECIDING_FIRST = (
    "role",
    "scope",
    "budget",
    "duration_weeks",
    "start_date",
    "sensitive_data",
    "deliverables",
    "acceptance_criteria",
    "security_classification",
    "business_unit",
    "budget_owner",
)


def ask_next(fields: RequestFields, set_aside: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The fields to ask for now; those the person does not know yet come last."""
    missing = set(fields.missing()) - _follows(fields, set_aside)
    ordered = [name for name in MOST_DECIDING_FIRST if name in missing]
    ordered.sort(key=lambda name: name in set_aside)
    open_now = [name for name in ordered if name not in set_aside] or ordered
    return tuple(open_now[:AT_ONCE])


def _follows(fields: RequestFields, set_aside: tuple[str, ...]) -> set[str]:
    """What need not be asked: the length, where the end is known and the start will be asked."""
    counted = fields.deadline and not fields.start_date and "start_date" not in set_aside
    return {"duration_weeks"} if counted else set()
