"""At which level of a role's rates a request is priced."""

from knowledge.templates import Level, Template
from tools.matching.seniority import level_of

LEVELS: tuple[Level, ...] = ("junior", "mid", "senior", "senior")


def level_said(role: str | None) -> Level | None:
    """The level that a role names: "senior", "lead" and "head of" are priced as senior."""
    rank = level_of(role or "")
    return None if rank is None else LEVELS[rank]


def priced_at(role: str | None, template: Template) -> Level:
    """The level that a role names, else the usual one of its template."""
    return level_said(role) or template.level
