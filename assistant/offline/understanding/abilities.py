"""Skills a text asks for: must have, nice to have, excluded; names come from the taxonomy."""

import re

from assistant.offline.understanding.passage import Found, Passage, Scene

NICE_BEFORE = re.compile(
    r"\b(?:nice[- ]to[- ]haves?|ideally|bonus(?: points)?|preferabl[ey]|preferred|a plus|optional(?:ly)?|would be (?:great|nice|good|lovely|useful|helpful)|good to have|desirable|if possible|advantage|not (?:a must|required|essential|mandatory)|extra points|plus if|happy if)\b",
    re.I,
)
NICE_AFTER = re.compile(
    r"^[^.;!?\n]{0,40}?\b(?:(?:is|are|would be|as)?\s*(?:an? )?(?:nice[- ]to[- ]have|bonus|plus|advantage|optional|preferred|desirable|welcome|nice|great to have|helpful|not (?:a must|required|essential|mandatory)|useful)|if possible)\b",
    re.I,
)
MUST_BEFORE = re.compile(
    r"\b(?:must|required?|requires|essential|need(?:s|ed)?|mandatory|has to|have to|should (?:know|have|be)|experience|proficien\w+|skilled|expert\w*|strong|solid|knows?|fluent in|background in|skills?:?|musts?:?|comfortable|familiar)\b",
    re.I,
)
MUST_AFTER = re.compile(
    r"^[^.;!?\n,]{0,24}?\b(?:is|are)?\s*(?:a must|must[- ]have|required|essential|mandatory|non-negotiable|skills?|experience|knowledge|expertise)\b",
    re.I,
)
DENIED_AFTER = re.compile(
    r"^[^.;!?\n,]{0,14}?\b(?:is|are)? ?(?:not (?:needed|wanted|ok|okay|allowed)|excluded|unwanted|no go|a no-go)\b",
    re.I,
)
SKIP = frozenset("english german french spanish italian polish dutch portuguese".split())
LEAST = 0.8


def read_skills(passage: Passage, scene: Scene) -> list[Found]:
    """The skills named, each filed by the words around it."""
    from knowledge.skills.mentions import find_skills

    groups: dict[str, list[str]] = {"must": [], "nice": [], "excluded": []}
    spans = []
    for mention in find_skills(passage.text, LEAST):
        if mention.name.lower() in SKIP or mention.name.lower().endswith("language"):
            continue
        group = _group(passage, mention.start, mention.end, mention.denied, "skills" in scene.asked)
        if group and all(mention.name not in names for names in groups.values()):
            groups[group].append(mention.name)
            spans.append((mention.start, mention.end))
    value = {name: names for name, names in groups.items() if names}
    return [Found("skills", value, *spans[0])] if value else []


def _group(passage: Passage, start: int, end: int, denied: bool, asked: bool) -> str | None:
    """Must, nice or excluded; None when the words name the work rather than an ability."""
    before = re.split(r"[.;!?\n]", passage.text[max(0, start - 70) : start])[-1]
    after = passage.text[end:]
    if NICE_AFTER.search(after) or re.search(r"\bnot (?:a must|required)", after[:24]):
        return "nice"
    nice, must = _last(NICE_BEFORE, before), _last(MUST_BEFORE, before)
    if nice > must or nice >= 0 and "," not in before[nice:]:
        return "nice"
    if denied or DENIED_AFTER.search(after):
        return "excluded"
    if must >= 0 or MUST_AFTER.search(after) or asked or _is_tool(passage, start, end):
        return "must"
    return None


def _is_tool(passage: Passage, start: int, end: int) -> bool:
    """A named tool or language: "React developer", "in Figma", "with Python"."""
    word = passage.text[start:end]
    before = passage.low[max(0, start - 14) : start]
    after = passage.low[end : end + 24]
    named = (
        word[:1].isupper()
        or re.search(r"[A-Z0-9+#.]", word)
        or word.lower() in ("python", "react", "figma", "shopify")
    )
    cue = re.search(r"\b(?:with|in|using|know\w*|of|and|or|on|,)\s*$", before)
    role = re.match(
        r"[ /-]+(?:\w+ ){0,2}(?:developer|engineer|designer|expert|specialist|dev|programmer|consultant|admin|coder|analyst)",
        after,
    )
    return bool(
        named
        and (cue or role)
        or role
        and word.islower()
        and len(word) > 2
        and _looks_technical(word)
    )


def _looks_technical(word: str) -> bool:
    return word in frozenset(
        "react python shopify django angular vue node java kotlin swift flutter wordpress figma sql php ruby rails golang rust tableau salesforce hubspot sap magento webflow".split()
    )


def _last(form: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in form.finditer(text)), default=-1)
