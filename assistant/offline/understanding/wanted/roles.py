"""Who is wanted: the role in the manager's own words, and how many of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.places import is_language
from assistant.offline.understanding.text.passage import Found, Passage, Scene
from assistant.offline.understanding.wanted.role_names import TOOLS, is_plain_head, tidy

WORD = re.compile(r"[A-Za-z0-9][\w+#./'&-]*[\w+#]|[A-Za-z0-9]")
REACH, FAR = 4, 120
"""A role has so many words before its head, within so many characters."""


@dataclass(frozen=True)
class Wanted:
    """One role a text asks for, where it stands, and the head count if said."""

    role: str
    start: int
    end: int
    headcount: int | None = None


def wanted_roles(passage: Passage, scene: Scene) -> tuple[Wanted, ...]:
    """Every role the text asks for, in order; people it merely mentions are left out."""
    known = {name for person in scene.people for name in person.name.lower().split()}
    found = _roles_in(passage, "role" in scene.asked)
    return tuple(one for one in found if one.role.lower().split()[-1] not in known)


@lru_cache(maxsize=64)
def _roles_in(passage: Passage, asked: bool) -> tuple[Wanted, ...]:
    named = _without_heading(_without_parts(_named(passage, asked)), passage)
    found = _either_or(named, passage.counted)
    if not found and pattern("roles", "replacement").search(passage.text):
        found = _named(passage, asked=True, theirs=True)[:1]
    found = found or _labelled(passage)
    if not found and asked and _is_bare(passage.text):
        found = [Wanted(tidy(passage.text), 0, len(passage.text))]
    unique: dict[str, Wanted] = {}
    for wanted in found:
        name, before = wanted.role.lower(), list(unique.values())[-1:]
        joined = all(
            _is_another(passage, one, wanted) and not _is_object(passage, one, wanted)
            for one in before
        )
        if joined and not any(name in known or known in name for known in unique):
            unique[name] = wanted
    return tuple(unique.values())


def _either_or(found: list[Wanted], counted: str) -> list[Wanted]:
    """The roles, those of which one is wanted as one: "copywriter or content strategist"."""
    kept: list[Wanted] = []
    for one in reversed(found):
        other = kept[-1] if kept else None
        between = counted[one.end : other.start] if other else ""
        listed = other and " or " in other.role
        forms = ("either", "either_listed") if listed else ("either",)
        if other and any(pattern("roles", form).fullmatch(between) for form in forms):
            join = ", " if listed else " or "
            kept[-1] = replace(one, role=f"{one.role}{join}{other.role}", end=other.end)
        else:
            kept.append(one)
    return kept[::-1]


def _without_heading(found: list[Wanted], passage: Passage) -> list[Wanted]:
    """The roles without the one that only heads a list of others: "two data people: …"."""
    several = len(found) > 1 and (found[0].headcount or 0) > 1
    heads = several and pattern("roles", "heads_list").match(passage.text, found[0].end)
    return found[1:] if heads else found


def roles_named(passage: Passage) -> list[str]:
    """Every single role that a text names, wanted or only mentioned: "like the voice-over guy"."""
    found = _without_parts(_named(passage, asked=True, theirs=True))
    return [one.role for one in found if not passage.low[one.start : one.end].endswith("s")]


def _is_bare(text: str) -> bool:
    """Whether a text is a name and no more, as a role is in answer to the question for it."""
    loose = {*lexicon("roles")["stop"], *lexicon("roles")["loose"]} - {"of", "and"}
    words = text.lower().split()
    plain = bool(re.fullmatch(r"\w[\w /&+-]{2,39}", text.strip())) and loose.isdisjoint(words)
    return plain and not any(is_language(word) for word in words)


def _is_object(passage: Passage, one: Wanted, other: Wanted) -> bool:
    """Whether somebody is only named in what the other is to do: "a lead to coach our writers"."""
    between = passage.text[one.end : other.start]
    return pattern("roles", "object_between").search(between) is not None


def _is_another(passage: Passage, one: Wanted, other: Wanted) -> bool:
    """Whether a later role is counted, listed or joined to the one before, not only mentioned."""
    between = passage.counted[one.end : other.start]
    if pattern("roles", "not_another").match(passage.text, other.end):
        return False
    return pattern("roles", "another").search(between) is not None


def _named(passage: Passage, asked: bool, *, theirs: bool = False) -> list[Wanted]:
    """Roles named by a known word; `theirs` takes in who is there now and must be replaced."""
    return [
        wanted
        for match in _heads().finditer(passage.text)
        if (wanted := _wanted(passage, match, asked, theirs))
    ]


def _labelled(passage: Passage) -> list[Wanted]:
    """What stands after "role:", whatever it is called."""
    match = pattern("roles", "labelled").search(passage.text)
    role = tidy(match["role"].strip(" -")) if match else ""
    return [Wanted(role, *match.span("role"))] if match and role else []


def read_role(passage: Passage, scene: Scene) -> list[Found]:
    """The first role wanted."""
    return [Found("role", w.role, w.start, w.end) for w in wanted_roles(passage, scene)[:1]]


def less_those_named(told: Sequence[Found], text: str, scene: Scene) -> list[Found]:
    """The same less roles that only name a filed request, and those that nobody wants."""
    return [one for one in told if one.field != "role" or not _is_named(text[: one.start], scene)]


def _is_named(before: str, scene: Scene) -> bool:
    filed = scene.context == "filed" and pattern("roles", "names_filed").search(before)
    return bool(filed or pattern("roles", "unwanted").search(before))


def _wanted(
    passage: Passage, match: re.Match[str], asked: bool, theirs: bool = False
) -> Wanted | None:
    table = lexicon("roles")
    head = match[0].lower()
    start, modifiers = _modifiers(passage, match.start())
    single = re.sub(r"s$", "", head)
    end = match.end()
    clock = pattern("roles", "clock").search(passage.counted[: match.end()])
    if clock or pattern("roles", "account_after").match(passage.text, end):
        return None
    if single in table["needs_modifier"] and not modifiers:
        field = pattern("roles", "field").match(passage.text, end)
        if not field or single not in table["of_field"]:
            return None
        end = field.end()
    worker = _names_worker(passage, single, modifiers, end)
    if not worker or not (asked or is_plain_head(single) or _is_hired(passage, start, end)):
        return None
    tools = pattern("roles", "tools_not_roles").search(
        passage.text[max(0, start - FAR) : match.start()]
    )
    if head == "illustrator" and match[0][0].isupper() and tools:
        return None
    there = not theirs and _is_mention(passage, start, match.end(), asked)
    if there or passage.negated(start, 22):
        return None
    role = tidy(passage.text[start:end])
    return Wanted(role, start, end, _count(passage, start)) if role else None


def _names_worker(passage: Passage, head: str, modifiers: list[str], end: int) -> bool:
    """Whether a word that may mean other things means somebody here: not "supplier lead times"."""
    table = lexicon("roles")
    if head in table["needs_modifier"] and pattern("roles", "noun_after").match(passage.text, end):
        return False
    return head not in table["people"] or _is_domain(modifiers[::-1])


def _is_domain(modifiers: list[str]) -> bool:
    """Whether the words before "person" name a tool or a trade: a Tableau person."""
    from knowledge.skills.mentions import find_skills

    words = " ".join(modifiers)
    known = words in lexicon("roles")["domains"] or words.endswith("ing")
    return bool(words) and (known or bool(find_skills(words.title(), TOOLS)))


def _is_hired(passage: Passage, start: int, end: int) -> bool:
    """Whether words of wanting stand around an occupation, so that it is no mere mention."""
    before, after = passage.counted[max(0, start - 60) : start], passage.text[end:]
    other = pattern("roles", "not_head_after").match(after)
    if other or not pattern("roles", "hired").search(before):
        return False
    led = pattern("roles", "hired_as").search(before)
    return bool(led or pattern("roles", "hired_after").match(after))


def _modifiers(passage: Passage, head: int) -> tuple[int, list[str]]:
    """Walk left over the words that belong to the role: "senior React Native developer"."""
    table = lexicon("roles")
    start = head
    taken: list[str] = []
    text = passage.text
    before = list(WORD.finditer(text, max(0, head - FAR), head))
    for match in reversed(before):
        gap = text[match.end() : start]
        word = match[0].lower().strip(".'")
        if (
            gap not in (" ", "", "-", "/", " / ", " & ")
            or (word in table["stop"] and match[0] != "IT")
            or len(taken) >= REACH
        ):
            break
        counted = passage.counted[match.start() : match.end()].strip().lower()
        if re.fullmatch(r"[\d.,/-]+(?:k|st|nd|rd|th|x)?|x", counted) or word.endswith("'s"):
            break
        taken.append(word)
        start = match.start()
    while taken and taken[-1] in table["drop"]:
        taken.pop()
        start = next((m.start() for m in before if m.start() > start), head)
    return start, taken


def _is_mention(passage: Passage, start: int, end: int, asked: bool) -> bool:
    """Whether the role is somebody already there, not somebody wanted."""
    before = passage.low[max(0, start - 60) : start]
    clause = re.split(r"[.;!?\n]", before)[-1]
    if pattern("roles", "access_before").search(clause):
        return True
    audience = passage.low[end - 1] == "s" and pattern("roles", "audience").search(clause)
    if audience or re.search(lexicon("roles")["self_before"], clause, re.IGNORECASE):
        return True
    owned = re.search(
        r"\b(our|my|your|their|his|her|the|these|those|this|that|other|each|every)\s+(?!an?\s)(?:\w+\s+)?$",
        clause,
    )
    there = r"\s+(?:here\b(?! for| to)|mode|job market|community|conference|agency|team\b(?! of))"
    if re.match(there, passage.low[end : end + 16]):
        return True
    if owned and not asked:
        cues = r"\b(?:role|position|replace|looking for|need)\b[^,]{0,10}$"
        cue = re.search(cues, clause[: owned.start()])
        return not cue or owned[1] in ("our", "my", "your", "their", "his", "her")
    return False


def _count(passage: Passage, start: int) -> int | None:
    match = _counting().search(passage.counted[max(0, start - 44) : start])
    return int(match[1]) if match and 1 <= int(match[1]) <= 100 else None


@cache
def _counting() -> re.Pattern[str]:
    dropped = f"{any_of(lexicon('roles')['drop'])}|or so|different"
    less = r"(?:\d{1,2}\s*(?:-|to|or)\s*)?"
    return re.compile(
        rf"(?<![\w.,$€£-]){less}(\d{{1,2}})\s*(?:x|×|\(\d\))?\s*(?:(?:{dropped})[\s,-]+)*$",
        re.IGNORECASE,
    )


def _without_parts(found: list[Wanted]) -> list[Wanted]:
    """Neighbouring heads are one role: "product designer expert"."""
    kept: list[Wanted] = []
    for wanted in found:
        if kept and wanted.start < kept[-1].end:
            kept[-1] = max(kept[-1], wanted, key=lambda one: one.end)
        else:
            kept.append(wanted)
    return kept


@cache
def _occupations() -> frozenset[str]:
    return frozenset(lexicon("occupations")["heads"]) - set(lexicon("roles")["heads"])


@cache
def _heads() -> re.Pattern[str]:
    words = lexicon("roles")
    heads = any_of([*words["heads"], *_occupations(), *words["people"]])
    persons = rf"(?!(?:{any_of(words['no_persons'])})s?\b){words['persons']}"
    kinds = rf"{words['headed']}|(?:{heads})(?:s|(?<=ss)es)?|{persons}"
    return re.compile(rf"(?<![\w@-])(?:{kinds})(?![\w@])(?!-)", re.IGNORECASE)
