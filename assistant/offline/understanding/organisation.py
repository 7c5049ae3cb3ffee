"""Who pays: the business unit, and the budget owner resolved against the directory."""

import re
from collections.abc import Sequence
from functools import cache

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.passage import Found, Passage, PersonRef, Scene

NAME = r"[A-Z][a-zé]+(?:[ -][A-Z][a-zé]+)?"
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def read_unit(passage: Passage, scene: Scene) -> list[Found]:
    """The business unit that asks and pays."""
    named = bool(pattern("organisation", "unit_named").search(passage.text))
    asked = "business_unit" in scene.asked and len(passage.text) < 70
    pays = pattern("organisation", "unit_after_strong")
    found = list(_aliases().finditer(passage.text))
    for match in sorted(found, key=lambda m: not pays.match(passage.low[m.end() :])):
        if passage.negated(match.start(), 16):
            continue
        if asked or named or _is_unit(passage, match):
            unit = _unit_of()[match[0].lower()]
            return [Found("business_unit", _spelt(unit, scene.units), match.start(), match.end())]
    return []


def _is_unit(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the words around an alias say that it is the unit, not a kind of work."""
    before, after = (
        passage.low[max(0, match.start() - 60) : match.start()],
        passage.low[match.end() :],
    )
    if pattern("organisation", "unit_after_strong").match(after):
        return True
    if pattern("organisation", "unit_team").match(after):
        return bool(pattern("organisation", "unit_team_before").search(before))
    opens = not before.strip() or before.rstrip()[-1] in ".,;!?"
    if opens and pattern("organisation", "unit_wants").match(after):
        return True
    alone = opens and (not after.strip() or after.lstrip()[0] in ".,;!")
    if alone and (match[0][0].isupper() or before.strip()):
        return True
    return bool(_unit_before().search(before)) and not _goes_on(after, match[0])


def read_owner(passage: Passage, scene: Scene) -> list[Found]:
    """The budget owner: the e-mail address where the directory knows the name."""
    if match := EMAIL.search(passage.text):
        before = passage.low[max(0, match.start() - 60) : match.start()]
        if (
            "budget" in before
            or "budget_owner" in scene.asked
            or "budget" in passage.low[match.end() : match.end() + 30]
        ):
            return [Found("budget_owner", match[0].lower(), match.start(), match.end())]
    for match in _mentions(passage, scene):
        matches = people_named(match[0], scene.people)
        if not matches and scene.people and "budget_owner" in scene.asked:
            continue
        value = matches[0].email if len(matches) == 1 else match[0]
        return [Found("budget_owner", value, match.start(), match.end())]
    return []


def people_named(name: str, people: Sequence[PersonRef]) -> list[PersonRef]:
    """Everybody a written name may mean: full names first, then parts, then near misses."""
    from rapidfuzz import fuzz

    wanted = re.sub(r"'s$", "", name.lower()).strip()
    full = [p for p in people if wanted in (p.name.lower(), p.email.lower())]
    if full:
        return full
    parts = [p for p in people if set(wanted.split()) <= set(p.name.lower().split())]
    if parts:
        return parts
    near = [p for p in people if fuzz.ratio(wanted, p.name.lower()) >= 86]
    return near or (
        [
            p
            for p in people
            if any(fuzz.ratio(wanted, part) >= 86 for part in p.name.lower().split())
        ]
        if " " not in wanted
        else []
    )


def _mentions(passage: Passage, scene: Scene) -> list[re.Match[str]]:
    """Names that stand where a budget owner stands."""
    found = []
    known = any_of(_name_forms(scene.people)) if scene.people else ""
    name = re.compile(rf"\b(?:(?i:{known})|{NAME})(?='s|\b)" if known else rf"\b{NAME}\b")
    for match in name.finditer(passage.text):
        before, after = passage.low[: match.start()][-60:], passage.text[match.end() :]
        if (
            match[0].split()[0].lower() in lexicon("organisation")["no_names"]
            or match[0].lower() in _unit_of()
        ):
            continue
        strong = pattern("organisation", "owner_strong_before").search(before)
        owned = pattern("organisation", "owner_after").match(after)
        asked = "budget_owner" in scene.asked and len(passage.text.split()) <= 8
        if strong or owned or asked:
            found.append(match)
    return found


def _name_forms(people: Sequence[PersonRef]) -> set[str]:
    return {form for p in people for form in (p.name, p.name.split()[0], p.name.split()[-1])}


def _goes_on(after: str, alias: str) -> bool:
    """Whether the alias is only the first word of something else: "for marketing copy"."""
    rest = re.match(r"\s+(\w+)", after)
    if not rest:
        return False
    if alias[0].isupper() and not re.fullmatch(r"\w+(?:er|or|ist|ant|yst)s?", rest[1]):
        return rest[1] in lexicon("organisation")["things"]
    return rest[1] not in lexicon("organisation")["goes_on_with"]


def _spelt(unit: str, units: Sequence[str]) -> str:
    from rapidfuzz import process

    if not units or unit in units:
        return unit
    best = process.extractOne(unit, list(units), score_cutoff=70)
    return str(best[0]) if best else unit


@cache
def _unit_of() -> dict[str, str]:
    table = lexicon("organisation")["units"]
    return {alias: unit for unit, aliases in table.items() for alias in aliases}


@cache
def _aliases() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(_unit_of())})(?!\w)", re.IGNORECASE)


@cache
def _unit_before() -> re.Pattern[str]:
    return re.compile(lexicon("organisation")["unit_before"], re.IGNORECASE)
