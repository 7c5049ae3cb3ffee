"""Skills a text asks for: must have, nice to have, excluded; names come from the taxonomy."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.places import is_language, is_place_name
from assistant.offline.understanding.text.passage import Found, Passage, Scene, real_words
from assistant.offline.understanding.wanted.roles import wanted_roles

if TYPE_CHECKING:
    from knowledge.skills.mentions import Mention

LEAST, TOOL = 0.8, 0.85
STRETCH = 300
CUES = {"nice": "nice", "must": "must", "excluded": "denying"}
SENTENCE = re.compile(r"[.!?](?=\s|$)|\n")
PROPER = re.compile(r"(?=.+[A-Z])(?:[A-Z\d]\S*|\S*[A-Z]\S*)(?: (?:[A-Z\d]\S*|\S*[A-Z]\S*))*")
"""A name whose words all bear capitals, one of them within it, as products have: "Google Ads"."""
SEGMENT = re.compile(r"[.;!?\n(),]|\s-\s|\bbut\b|\bwhile\b")


@dataclass(frozen=True)
class Named:
    """A skill by its taxonomy name, and where it is named."""

    name: str
    start: int
    end: int


def read_skills(passage: Passage, scene: Scene) -> list[Found]:
    """The skills named, each filed by the words around it: must, nice or excluded."""
    named = sorted(_named(passage, scene), key=lambda one: one.start)
    return [
        Found(_group(passage, one), one.name, one.start, one.end, _is_certain(passage, one))
        for one in named
    ]


def _is_certain(passage: Passage, one: Named) -> bool:
    """Whether nothing but a skill can be meant: "someone with PRINCE2", "nobody without Figma"."""
    asked_for = pattern("abilities", "surely").search(passage.text[: one.start])
    return bool(asked_for) or _is_lacked(passage, one)


def _is_lacked(passage: Passage, one: Named) -> bool:
    """Whether people are refused for lacking a skill: "nobody without Figma"."""
    sentence = SENTENCE.split(passage.text[: one.start])[-1]
    return pattern("abilities", "lacking").search(sentence) is not None


def names_trade_tool(one: Found, told: Sequence[Found]) -> bool:
    """Whether a tool stands before the word for the trade: React in "senior React developer"."""
    return one.field == "must" and any(
        role.field == "role" and role.start <= one.start and one.end < role.end for role in told
    )


def names_skill(text: str, skill: str) -> bool:
    """Whether a text names a skill, by these words or by others that mean it."""
    written = re.search(rf"(?<!\w){re.escape(skill)}(?!\w)", text, re.IGNORECASE)
    return bool(written) or skill in _mentioned(text)


@lru_cache(maxsize=64)
def _mentioned(text: str) -> frozenset[str]:
    return frozenset(mention.name for mention in _mentions(text))


def names_tool(text: str) -> bool:
    """Whether a text is a tool's name of several words and nothing else: "LinkedIn Recruiter"."""
    return " " in text and is_tool(text)


def is_tool(text: str) -> bool:
    """Whether a text is a tool's name and nothing else."""
    return any((start, end) == (0, len(text)) for _, start, end in tools_named(text))


def tools_named(text: str) -> Iterator[tuple[str, int, int]]:
    """The tools that a text names, each by its taxonomy name and where it stands."""
    for mention in filter(_is_tool, _mentions(text)):
        if not is_language(mention.name):
            yield mention.name, mention.start, mention.end


def _mentions(text: str) -> "list[Mention]":
    """The skills of the taxonomy that a text names; a long text is looked through in stretches."""
    from knowledge.skills.mentions import find_skills

    starts = [0]
    while len(text) - starts[-1] > STRETCH:
        cut = text.rfind(" ", starts[-1] + 1, starts[-1] + STRETCH)
        starts.append(cut if cut > 0 else starts[-1] + STRETCH)
    return [
        replace(mention, start=mention.start + start, end=mention.end + start)
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
        for mention in find_skills(text[start:end], LEAST)
    ]


def _named(passage: Passage, scene: Scene) -> Iterator[Named]:
    """Skills of the taxonomy that are asked for, then names that only their cue shows as skills."""
    mentions = _mentions(passage.text)
    for mention in mentions:
        if _is_asked_for(passage, mention, scene):
            yield Named(mention.name, mention.start, mention.end)
    for name, start in _unlisted(passage, scene, [mention.span for mention in mentions]):
        yield Named(_spelt(name), start, start + len(name))


def _spelt(name: str) -> str:
    from knowledge.skills.taxonomy import Taxonomy

    concept = Taxonomy.load().by_form(name.lower())
    return concept.label if concept and concept.family else name


def _is_asked_for(passage: Passage, mention: "Mention", scene: Scene) -> bool:
    """A tool wherever it is named, a discipline only where an ability is meant."""
    before = passage.text[max(0, mention.start - 60) : mention.start]
    after = passage.text[mention.end :]
    if is_language(mention.name):
        return False
    within = any(w.start <= mention.start < w.end for w in wanted_roles(passage, scene))
    platform = mention.name in lexicon("abilities")["platforms"]
    if platform and (within or pattern("abilities", "on_platform").search(before)):
        return False
    if pattern("abilities", "access").search(before) or pattern("abilities", "access_after").search(
        after
    ):
        return False
    if not _is_tool(mention):
        cued = "skills" in scene.asked or pattern("abilities", "discipline_cues").search(before)
        cued = cued or pattern("abilities", "discipline_after").search(after)
        return bool(cued) and not within
    if pattern("abilities", "part_of_thing").match(after):
        return False
    plain = _is_inflected(passage.text[mention.start : mention.end])
    return not plain and (_is_curated(mention) or _is_cued(passage, mention))


def _is_inflected(written: str) -> bool:
    """Whether a word is only near the name of a tool: "passes", "mixes", "roll-ups"."""
    from knowledge.skills.taxonomy import Taxonomy

    plain = written.islower() and written in real_words()
    near = plain or pattern("abilities", "things_by_verb").search(written) is not None
    return near and not Taxonomy.load().by_form(written)


def _is_cued(passage: Passage, mention: "Mention") -> bool:
    """Whether the words around say that a name is a skill: it may be a plain word as well."""
    segment = _segment(passage, mention.start, mention.end)
    if any(pattern("abilities", cue).search(segment) for cue in CUES.values()):
        return True
    before = passage.text[max(0, mention.start - 60) : mention.start]
    after = passage.text[mention.end : mention.end + 80]
    led = pattern("abilities", "tool_before").search(before)
    return bool(led or pattern("abilities", "tool_after").search(after))


def _is_tool(mention: "Mention") -> bool:
    from knowledge.skills.taxonomy import Taxonomy

    words = lexicon("abilities")
    concept = Taxonomy.load().by_id[mention.id]
    if mention.name in words["not_tools"] or concept.label.endswith(" software"):
        return False
    if concept.family:
        known = concept.family in words["tool_families"] or concept.label in words["tools"]
        return known or PROPER.fullmatch(concept.label) is not None
    return mention.id.startswith("SKILL") and mention.confidence >= TOOL


def _is_curated(mention: "Mention") -> bool:
    from knowledge.skills.taxonomy import Taxonomy

    return bool(Taxonomy.load().by_id[mention.id].family)


def _group(passage: Passage, one: Named) -> str:
    """The group by what is said after the skill, else by the last cue before it."""
    after = passage.text[one.end : one.end + 80]
    for group in ("nice", "excluded", "must"):
        if pattern("abilities", "after", group).match(after):
            return group
    if _is_lacked(passage, one):
        return "must"
    sentence = SENTENCE.split(passage.text[: one.start])[-1]
    cues = [
        (match.end(), group == "excluded", group)
        for group, cue in CUES.items()
        for match in pattern("abilities", cue).finditer(sentence)
    ]
    for end, denies, group in sorted(cues, reverse=True):
        between = sentence[end:]
        if _reaches(between, after) if denies else _leads(between):
            return group
    return "must"


def _leads(between: str) -> bool:
    """Whether a cue still governs a skill further on in its list: "nice to have: A, B and C"."""
    beside = not SEGMENT.search(between)
    return beside or (len(between) < 60 and not pattern("abilities", "list_ends").search(between))


def _reaches(between: str, after: str) -> bool:
    """Whether a "no" holds for a skill: to the next comma, or through a list that ends in "or"."""
    if pattern("abilities", "denial_ends").search(between):
        return False
    listed = re.search(r"\b(?:or|nor)\s*$", between) or re.match(r"\s+(?:or|nor)\b", after)
    return "," not in between or listed is not None


def _segment(passage: Passage, start: int, end: int) -> str:
    before = SEGMENT.split(passage.text[:start])[-1]
    after = SEGMENT.split(passage.text[end:])[0]
    return before + passage.text[start:end] + after


def _unlisted(
    passage: Passage, scene: Scene, known: list[tuple[int, int]]
) -> Iterator[tuple[str, int]]:
    """Names beside words that say they are skills: "knows Liquid", "React is a must"."""
    words = lexicon("abilities")
    listed = [
        (name[0], match.start("names") + name.start())
        for form in _unlisted_forms()
        for match in form.finditer(passage.text)
        for name in re.finditer(words["name"], match["names"])
        if not _opens_plainly(passage, match.start("names") + name.start(), name[0])
    ]
    for name, start in dict.fromkeys([*listed, *_everyday(passage)]):
        taken = any(s <= start < e for s, e in known)
        if not taken and not is_language(name) and not _is_name(name, scene):
            yield name, start


@cache
def _unlisted_forms() -> tuple[re.Pattern[str], ...]:
    words = lexicon("abilities")
    names = words["names"].replace("{name}", words["name"])
    return tuple(re.compile(form.replace("{names}", names)) for form in words["unlisted"])


def _opens_plainly(passage: Passage, start: int, word: str) -> bool:
    """Whether a capital only opens a sentence: "Experience is a must"."""
    opens = not passage.text[:start].strip() or passage.text[:start].rstrip()[-1] in ".!?:\n"
    return opens and word.lower() in real_words()


def _everyday(passage: Passage) -> Iterator[tuple[str, int]]:
    """Skills whose names are plain words: told by the words beside them or by a slash."""
    names = any_of(lexicon("abilities")["ambiguous"])
    for match in re.finditer(rf"(?<!\w)(?:{names})(?!\w)", passage.text, re.IGNORECASE):
        before, after = passage.text[: match.start()], passage.text[match.end() :]
        named = match[0][0].isupper() and re.match(lexicon("abilities")["ambiguous_after"], after)
        paired = re.match(r"\s?/\s?\w", after) or re.search(r"\w/$", before)
        if named or paired or pattern("abilities", "ambiguous_before").search(before):
            yield match[0], match.start()


def _is_name(written: str, scene: Scene) -> bool:
    """Whether a capitalised word is a person, a place, a channel and so on rather than a tool."""
    from assistant.offline.understanding.organisation import people_named

    return is_place_name(written) or bool(people_named(written, scene.people)) or _is_plain(written)


@cache
def _is_plain(written: str) -> bool:
    plain = {*lexicon("organisation")["no_names"], *lexicon("roles")["stop"]}
    codes = lexicon("choices")["channel"]
    if any(pattern("choices", "channel", code).search(written) for code in codes):
        return True
    return written.lower() in plain | {*lexicon("roles")["heads"], *lexicon("time")["months"]}
