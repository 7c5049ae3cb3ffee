"""What stands beside a skill is one too: "Xero and Excel", "Procreate or Illustrator"."""

from collections.abc import Iterator, Sequence

from assistant.offline.language import pattern
from assistant.offline.understanding.skills.skill_names import skill_named
from assistant.offline.understanding.tagger import FEW, SKILLS
from assistant.offline.understanding.text.passage import Found, Passage, Scene


def with_those_beside(
    told: Sequence[Found], ruled: Sequence[Found], passage: Passage, scene: Scene
) -> list[Found]:
    """The same with every skill of a list of which one was told, and each word as one thing."""
    tools = [one for one in _tools(passage) if not _is_told(one, told)]
    sure = list(_sure(ruled, passage))
    bare = [one for one in told if one.field == "systems" and _is_bare(passage, scene)]
    meant = [_skill_there(one, ruled) for one in bare]
    kept = [
        one
        for one in [*(one for one in told if not _is_told(one, sure)), *tools, *sure]
        if not (one.field == "role" and _is_tool(one, told, tools, scene))
        and not (one.field in SKILLS and one not in tools and _is_role(one, told, scene))
        and not (one in bare and _skill_there(one, ruled))
    ]
    kept += [one for one in meant if one and one not in kept]
    return [*kept, *_joined(kept, ruled, passage)]


def _tools(passage: Passage) -> Iterator[Found]:
    """Tools named as trades are, beside another one: "procreate or illustrator"."""
    for match in pattern("abilities", "as_trades").finditer(passage.text):
        for name in ("beside", "tool"):
            value = skill_named(match[name].capitalize(), ())
            yield Found("must", value, match.start(name), match.end(name))


def _sure(ruled: Sequence[Found], passage: Passage) -> Iterator[Found]:
    """Skills that are said to be a must or optional right behind their names."""
    said = pattern("abilities", "said_behind")
    return (one for one in ruled if one.field in SKILLS and said.match(passage.text, one.end))


def _is_told(one: Found, told: Sequence[Found]) -> bool:
    return one.field in SKILLS and any(
        one.overlaps(other) for other in told if other.field in SKILLS
    )


def _is_tool(one: Found, told: Sequence[Found], tools: Sequence[Found], scene: Scene) -> bool:
    """Whether the word for a trade is a tool here: named beside another, or a skill was asked."""
    asked = "skills" in scene.asked and "role" not in scene.asked
    listed = any(one.overlaps(other) for other in tools)
    skills = (other for other in told if other.field in SKILLS)
    return listed or (asked and any(_same(one, other) for other in skills))


def _is_role(one: Found, told: Sequence[Found], scene: Scene) -> bool:
    """Whether a skill is only the word for the trade: "illustrator" in answer to "which role?"."""
    asked = "skills" in scene.asked and "role" not in scene.asked
    name = {*one.value.lower().split()}
    return not asked and any(
        other.field == "role" and _same(one, other) and {*other.value.lower().split()} <= name
        for other in told
    )


def _same(one: Found, other: Found) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _is_bare(passage: Passage, scene: Scene) -> bool:
    """Whether a few words name a tool, and not that it must be reached: "SAP IBP and Excel"."""
    return len(passage.text.split()) <= FEW and "systems" not in scene.asked


def _skill_there(one: Found, ruled: Sequence[Found]) -> Found | None:
    """The skill that rules read where a system was told, if they read no system there."""
    there = [other for other in ruled if one.overlaps(other)]
    skills = [other for other in there if other.field in SKILLS]
    return skills[0] if skills and all(other.field != "systems" for other in there) else None


def _joined(told: Sequence[Found], ruled: Sequence[Found], passage: Passage) -> Iterator[Found]:
    """Skills that rules read right behind one that was told: the Excel of "Xero and Excel"."""
    skills = [one for one in told if one.field in SKILLS]
    for one in ruled:
        if one.field not in SKILLS or any(one.overlaps(other) for other in told):
            continue
        ends = (other.end for other in skills if other.end <= one.start)
        joint = pattern("abilities", "joint")
        if any(joint.fullmatch(passage.text, end, one.start) for end in ends):
            yield one
