"""Skills a text asks for: must have, nice to have, excluded; names come from the taxonomy."""

import re
from typing import TYPE_CHECKING

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.passage import Found, Passage, Scene
from assistant.offline.understanding.roles import wanted_roles

if TYPE_CHECKING:
    from knowledge.skills.mentions import Mention

LEAST = 0.8
SEGMENT = re.compile(r"[.;!?\n(),]|\s-\s|\bbut\b|\bwhile\b")


def read_skills(passage: Passage, scene: Scene) -> list[Found]:
    """The skills named, each filed by the words around it."""
    from knowledge.skills.mentions import find_skills

    mentions = [m for m in find_skills(passage.text, LEAST) if _is_asked_for(passage, m, scene)]
    groups: dict[str, list[str]] = {"must": [], "nice": [], "excluded": []}
    for mention in mentions:
        group = _group(passage, mention.start, mention.end, mention.denied)
        if all(mention.name not in names for names in groups.values()):
            groups[group].append(mention.name)
    for name, start in _unlisted(passage, [m.span for m in mentions]):
        group = _group(passage, start, start + len(name), denied=False)
        if all(name not in names for names in groups.values()):
            groups[group].append(name)
    value = {name: names for name, names in groups.items() if names}
    start = mentions[0].start if mentions else 0
    return [Found("skills", value, start, start)] if value else []


def _is_asked_for(passage: Passage, mention: "Mention", scene: Scene) -> bool:
    """A named tool wherever it is called for; a discipline only where an ability is meant."""
    words = lexicon("abilities")
    before = passage.text[max(0, mention.start - 60) : mention.start]
    after = passage.text[mention.end :]
    if mention.name.lower() in words["languages"]:
        return False
    if pattern("abilities", "access").search(before) or pattern("abilities", "access_after").search(
        after
    ):
        return False
    if not _is_tool(mention):
        in_role = any(w.start <= mention.start < w.end for w in wanted_roles(passage, scene))
        cued = "skills" in scene.asked or pattern("abilities", "discipline_cues").search(before)
        return bool(cued) and not in_role
    role = pattern("abilities", "tool_after").search(after)
    cue = pattern("abilities", "tool_before").search(before) or pattern("abilities", "must").search(
        _segment(passage, mention.start, mention.end)
    )
    nice = pattern("abilities", "nice").search(_segment(passage, mention.start, mention.end))
    return bool(role or cue or nice or mention.denied)


def _is_tool(mention: "Mention") -> bool:
    from knowledge.skills.taxonomy import Taxonomy

    words = lexicon("abilities")
    family = Taxonomy.load().by_id[mention.id].family
    if mention.name in words["not_tools"]:
        return False
    return family in words["tool_families"] or (
        not family and mention.id.startswith("SKILL") and mention.confidence >= 0.85
    )


def _group(passage: Passage, start: int, end: int, denied: bool) -> str:
    """The group by the cue in the skill's own segment, else by the cue that opened the list."""
    before = SEGMENT.split(passage.text[:start])[-1]
    after = SEGMENT.split(passage.text[end:])[0]
    trailing = pattern("abilities", "nice_after").search(after)
    if pattern("abilities", "nice").search(before) or trailing:
        return "nice"
    if (
        denied
        or pattern("abilities", "denied_after").search(passage.text[end:])
        or passage.negated(start, 30)
    ):
        return "excluded"
    if pattern("abilities", "must").search(before + after):
        return "must"
    sentence = re.split(r"[.;!?\n]", passage.text[:start])[-1]
    nice = [m.end() for m in pattern("abilities", "nice").finditer(sentence)]
    must = [m.end() for m in pattern("abilities", "must").finditer(sentence)]
    opened = nice and nice[-1] > max(must, default=-1)
    return "nice" if opened and _leads(sentence[nice[-1] :]) else "must"


def _leads(between: str) -> bool:
    """Whether a cue still governs a skill further on in its list: "nice to have: A, B and C"."""
    return len(between) < 60 and not re.search(r"\b(?:must|for|from|budget|start)\b|\d", between)


def _segment(passage: Passage, start: int, end: int) -> str:
    before = SEGMENT.split(passage.text[:start])[-1]
    after = SEGMENT.split(passage.text[end:])[0]
    return before + passage.text[start:end] + after


def _unlisted(passage: Passage, known: list[tuple[int, int]]) -> list[tuple[str, int]]:
    """Names beside words that say they are skills: "knows Liquid", "React is a must"."""
    words = lexicon("abilities")
    listed = [
        (name[0], match.start("names") + name.start())
        for match in re.finditer(words["unlisted"], passage.text)
        for name in re.finditer(r"[A-Z][\w+#.]*\w(?: \d+)?|[A-Z]", match["names"])
    ]
    alone = [
        (match[0], match.start())
        for match in re.finditer(rf"\b(?:{'|'.join(words['ambiguous'])})\b", passage.text)
        if re.match(words["ambiguous_after"], passage.text[match.end() :])
    ]
    return [
        (name, start)
        for name, start in dict.fromkeys([*listed, *alone])
        if not any(s <= start < e for s, e in known) and name.lower() not in words["languages"]
    ]
