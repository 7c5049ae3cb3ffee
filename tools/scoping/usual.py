"""What work of a kind usually takes: length, budget and day rates, with their source."""

from typing import Any

from knowledge.errors import NotFound
from knowledge.templates import find_template, load_templates
from tools.scoping.doubts import in_a_sentence
from tools.scoping.levels import priced_at


def usual_terms(role: str) -> dict[str, Any]:
    """Weeks and USD from the role's template; rates by level, the level said, their source.

    Raises:
        NotFound: no template fits the role.
    """
    template = find_template(role)
    if template is None:
        known = ", ".join(sorted(in_a_sentence(one.title) for one in load_templates()))
        raise NotFound(f"I have no usual figures for {role!r}. I know these roles: {known}.")
    return {
        "role": template.title,
        "level": priced_at(role, template),
        "duration_weeks": template.duration_weeks.model_dump(),
        "budget_usd": template.budget_usd.model_dump(),
        "day_rate_usd": template.day_rate_usd.model_dump(),
    }
