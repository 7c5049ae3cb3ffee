"""What is certain of skills once the tagger has read: the tool of a trade, what nobody needs."""

from collections.abc import Iterator, Sequence

from assistant.offline.language import pattern
from assistant.offline.understanding.abilities import tools_named
from assistant.offline.understanding.passage import Found
from assistant.offline.understanding.tagger import SKILLS

AROUND = 60
"""So many characters before and behind a skill may say that nobody needs it."""


def with_settled_skills(found: Sequence[Found], told: str) -> list[Found]:
    """The same with the tools that stand in a role as must-haves, less what is not needed."""
    kept = [one for one in found if not (one.field in SKILLS and _is_unneeded(one, told))]
    return [*kept, *_of_trade(kept)]


def _of_trade(told: Sequence[Found]) -> list[Found]:
    """The tools named before the word for a trade: React in "senior React developer"."""
    tools: list[Found] = []
    for role in (one for one in told if one.field == "role"):
        for name, start, end in [*tools_named(role.value), *_products(role.value)]:
            tool = Found("must", name, role.start + start, role.start + end)
            if end < len(role.value) and not _is_told(tool, role, [*told, *tools]):
                tools.append(tool)
    return tools


def _products(role: str) -> Iterator[tuple[str, int, int]]:
    """Names that are written as products are: "OneTrust consultant"."""
    for match in pattern("abilities", "product").finditer(role):
        yield match[0], *match.span()


def _is_told(tool: Found, role: Found, told: Sequence[Found]) -> bool:
    skills = (one for one in told if one.field in SKILLS)
    return any(
        one.value.lower() == tool.value.lower() or (one.overlaps(role) and one.overlaps(tool))
        for one in skills
    )


def _is_unneeded(one: Found, text: str) -> bool:
    """Whether people may do without a skill: "Excel is not needed", "no need for Excel"."""
    before, after = text[max(0, one.start - AROUND) : one.start], text[one.end : one.end + AROUND]
    between = pattern("abilities", "unneeded", "around")
    return (
        pattern("abilities", "unneeded", "after").match(after) is not None
        or pattern("abilities", "unneeded", "before").search(before) is not None
        or between.search(f"{before}\0{after}") is not None
    )
