"""Who pays: the business unit, and the budget owner resolved against the directory."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial

from assistant.offline.language import any_of, lexicon, pattern
from assistant.offline.understanding.text.passage import Found, Passage, PersonRef, Scene

NAME = r"(?:M(?:r|rs|s)\.? )?[A-Z][a-zé]+(?:[ -][A-Z][a-zé]+)?"
SHORT = 8
"""Whoever is asked for the budget owner answers with a name in so few words."""
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def read_unit(passage: Passage, scene: Scene) -> list[Found]:
    """The business unit that asks and pays."""
    named = bool(pattern("organisation", "unit_named").search(passage.text))
    asked = "business_unit" in scene.asked and len(passage.text) < 70
    pays = pattern("organisation", "unit_after_strong")
    found = list(_aliases().finditer(passage.text))
    for match in sorted(found, key=lambda m: not pays.match(passage.low[m.end() :])):
        before = passage.low[: match.start()]
        if passage.negated(match.start(), 16) or pattern("organisation", "unit_person").search(
            before
        ):
            continue
        if asked or named or _is_unit(passage, match, scene.context):
            unit = _unit_of()[match[0].lower()]
            return [Found("business_unit", _spelt(unit, scene.units), match.start(), match.end())]
    return []


def units_told(found: Sequence[Found], scene: Scene) -> list[Found]:
    """The same with units by their own names; a word that only resembles one is no unit."""
    if not scene.units:
        return list(found)
    return [known for one in found if (known := _unit_told(one, scene))]


def _unit_told(one: Found, scene: Scene) -> Found | None:
    if one.field != "business_unit" or one.value in scene.units:
        return one
    opening = _aliases().match(one.value)
    unit = _spelt(_unit_of()[opening[0].lower()], scene.units) if opening else ""
    if unit in scene.units:
        return replace(one, value=unit)
    # Somebody who is asked for the unit is told which ones there are.
    return one if "business_unit" in scene.asked else None


def _is_unit(passage: Passage, match: re.Match[str], context: str) -> bool:
    """Whether the words around an alias say that it is the unit, not a kind of work."""
    before, after = (
        passage.low[max(0, match.start() - 60) : match.start()],
        passage.low[match.end() :],
    )
    if pattern("organisation", "unit_after_strong").match(after):
        return True
    if pattern("organisation", "unit_team").match(after):
        return bool(pattern("organisation", "unit_team_before").search(before))
    if pattern("organisation", "unit_opens").search(before):
        if pattern("organisation", "unit_wants").match(after):
            return True
        told = match[0][0].isupper() or before.strip() or context == "scoping"
        if told and pattern("organisation", "unit_ends").match(after):
            return True
    if match[0] in lexicon("organisation")["units"] and not match[0].isalpha():
        return pattern("organisation", "unit_describes").match(after) is None
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
        if either := _alternatives(passage, match, scene):
            return [either]
        matches = people_named(match[0], scene.people)
        if not matches and scene.people and "budget_owner" in scene.asked:
            continue
        value = matches[0].email if len(matches) == 1 else match[0]
        return [Found("budget_owner", value, match.start(), match.end())]
    return []


def _alternatives(passage: Passage, match: re.Match[str], scene: Scene) -> Found | None:
    """Several people of whom one pays, as they are written: "either Helen or Robert"."""
    for either in _either(tuple(scene.people)).finditer(passage.text) if scene.people else ():
        meant = {one.email for one in people_named(either["names"], scene.people)}
        if either.start() <= match.start() < either.end() and len(meant) > 1:
            return Found("budget_owner", either["names"], *either.span("names"))
    return None


def none_by_name(found: Sequence[Found], people: Sequence[PersonRef]) -> list[Found]:
    """The same less somebody of the directory taken for a system: "give it to Castellanos"."""
    names = {form for person in people for form in _name_forms(person)}
    return [one for one in found if not (one.field == "systems" and one.value in names)]


def people_named(name: str, people: Sequence[PersonRef]) -> list[PersonRef]:
    """Everybody a written name may mean: full names first, then parts, then near misses.

    Of several names that are written as a choice everybody whom one of them means.
    """
    from rapidfuzz import fuzz

    either = pattern("organisation", "or").split(name)
    if len(either) > 1:
        return list(dict.fromkeys(p for one in either for p in people_named(one, people)))
    wanted = re.sub(r"'s$|^(?:mr|mrs|ms|dr)\.? ", "", name.lower()).strip()
    full = [p for p in people if wanted in (p.name.lower(), p.email.lower())]
    if full or wanted.endswith(".") or ". " in wanted:
        return full or [p for p in people if wanted in map(str.lower, _name_forms(p))]
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
    """Names that stand where a budget owner stands, first those that surely do."""
    names = _names(tuple(scene.people))
    found = [match for match in names.finditer(passage.text) if not _is_no_name(match[0])]
    owning = [match for match in found if _owns(passage, match, scene)]
    surely = sorted(owning, key=lambda match: not _surely_owns(passage, match))
    return surely or _meant_again(passage, found, scene)


def _meant_again(
    passage: Passage, names: Sequence[re.Match[str]], scene: Scene
) -> list[re.Match[str]]:
    """The last of the directory's people before the word that stands for who pays: "he pays"."""
    again = pattern("organisation", "owner_again").search(passage.text)
    before = [match for match in names if again and match.end() <= again.start()]
    return [match for match in before if people_named(match[0], scene.people)][-1:]


def _surely_owns(passage: Passage, match: re.Match[str]) -> bool:
    """Whether a name stands right beside the words for who pays."""
    before, after = passage.low[: match.start()][-60:], passage.text[match.end() :]
    words = partial(pattern, "organisation")
    led = words("owner_strong_before").search(before) or words("owner_after").match(after)
    return bool(led) and not _denied(before, after)


def _denied(before: str, after: str) -> bool:
    """Whether the words around a name say that its bearer does not pay, but accepts the work."""
    words = partial(pattern, "organisation")
    return bool(words("owner_denied").search(before) or words("owner_accepts").match(after))


def _is_no_name(written: str) -> bool:
    first = written.split(maxsplit=1)[0].lower()
    return first in lexicon("organisation")["no_names"] or written.lower() in _unit_of()


def _owns(passage: Passage, match: re.Match[str], scene: Scene) -> bool:
    """Whether the words around a name say that its bearer pays.

    Of the directory's people less is asked: money near the name, with nobody else between.
    """
    before, after = passage.low[: match.start()][-60:], passage.text[match.end() :]
    words = partial(pattern, "organisation")
    if "budget_owner" in scene.asked and (len(passage.text.split()) <= SHORT or not before.strip()):
        return True
    if _denied(before, after):
        return False
    if _surely_owns(passage, match):
        return True
    if not people_named(match[0], scene.people):
        return False
    ends = words("owner_ends").match(after)
    if ends and _answers(passage, match, scene):
        return True
    led = words("owner_near_before").search(before) or words("owner_beside").search(before)
    near = not words("owner_consulted").search(before) and words("owner_near_after").match(after)
    others = _names(tuple(scene.people)).finditer(near[0]) if near else ()
    crowded = any(people_named(other[0], scene.people) for other in others)
    return bool((ends and led) or (near and not crowded))


def _answers(passage: Passage, match: re.Match[str], scene: Scene) -> bool:
    """Whether a name stands alone as an answer does: at the head, or after its number in a list."""
    before = passage.low[: match.start()]
    listed = "budget_owner" in scene.asked and re.search(r"(?:\d[.)]|[,;.\n])\s*$", before)
    return bool(listed or (scene.context == "scoping" and not before.strip()))


@cache
def _names(people: tuple[PersonRef, ...]) -> re.Pattern[str]:
    """Names of the directory, however they are shortened, and what looks like a name."""
    known = any_of({form for person in people for form in _name_forms(person)})
    no_name = rf"(?!(?i:{any_of(lexicon('organisation')['no_names'])})\b)"
    return re.compile(rf"\b(?:(?i:{known})|{no_name}{NAME})(?!\w)" if known else rf"\b{NAME}\b")


@cache
def _either(people: tuple[PersonRef, ...]) -> re.Pattern[str]:
    """Several names of which one is meant: "Helen or Tomas"."""
    name, join = _names(people).pattern, lexicon("organisation")["or"]
    return re.compile(rf"(?P<names>{name}(?:(?i:{join})(?:{name}))+)")


def _name_forms(person: PersonRef) -> set[str]:
    """`Nina Park`, `Nina`, `Park`, `Nina P.`, `N. Park`."""
    first, last = person.name.split()[0], person.name.split()[-1]
    return {person.name, first, last, f"{first} {last[0]}.", f"{first[0]}. {last}"}


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
