"""What is certain of skills once the tagger has read: the tool of a trade, what nobody needs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.offline.language import pattern
from assistant.offline.understanding.skills.abilities import tools_named
from assistant.offline.understanding.skills.skill_names import is_no_skill, skill_named
from assistant.offline.understanding.tagger import SKILLS
from assistant.offline.understanding.text.passage import Found
from assistant.offline.understanding.text.phrases import trim

AROUND = 60
"""So many characters before and behind a skill may say that nobody needs it."""


def with_settled_skills(found: Sequence[Found], told: str) -> list[Found]:
    """The same with the tools that stand in a role as must-haves, less what is not needed."""
    parted = [part for one in found for part in _parted(one, told)]
    kept = [
        _unless_refused(one, told)
        for one in parted
        if one.field not in SKILLS or not (is_no_skill(one.value) or _is_unneeded(one, told))
    ]
    return [*kept, *_of_trade(kept), *_between(kept, told)]


def _parted(one: Found, text: str) -> list[Found]:
    """What was told as one thing by its parts: "iOS + Android", "spaCy/Flair"."""
    written = text[one.start : one.end]
    joints = [joint.span() for joint in pattern("abilities", "parted").finditer(written)]
    if one.field not in SKILLS or not joints or one.value.lower() not in written.lower():
        return [one]
    starts, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), len(written)]
    return [
        Found(one.field, skill_named(trim(written[s:e]), ()), one.start + s, one.start + e)
        for s, e in zip(starts, ends, strict=True)
    ]


def _unless_refused(one: Found, text: str) -> Found:
    """A skill as it was told, or as one that is refused by the words around it."""
    around = f"{text[max(0, one.start - AROUND) : one.start]}\0{text[one.end : one.end + AROUND]}"
    refused = one.field in ("must", "nice") and pattern("abilities", "refused").search(around)
    return replace(one, field="excluded") if refused else one


def _between(told: Sequence[Found], text: str) -> Iterator[Found]:
    """What a list names before a must-have it goes on with: "Figma, motion design, Lottie"."""
    for before, after in pairwise(sorted(told, key=lambda one: one.start)):
        if after.field == "must" and before.field in ("must", "role"):
            form = pattern("abilities", "between")
            if match := form.fullmatch(text, before.end, after.start):
                yield Found("must", trim(match["skill"]), *match.span("skill"))


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
