"""Whom a rule is for: what is known of the asker and of their open request, and what it decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.library.documents import EVERYONE
from knowledge.library.passages import Passage
from knowledge.library.rights import Reader
from knowledge.records.people import Person
from knowledge.records.requests import Request
from knowledge.rules import wording

ANYWHERE = ("", "global", "all", "worldwide", "everywhere")
EU = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
UNION = "EU"


@dataclass(frozen=True)
class OpenRequest:
    """The request that a question is asked beside: where its work is done, when it was filed."""

    id: str
    place: str = ""
    filed_on: date | None = None


@dataclass(frozen=True)
class Place:
    """A place as a code, such as DE or US-CA, and how it is known where it was not said.

    `fact` names it shortly, `here` follows the place's name.
    """

    code: str
    fact: str = ""
    here: str = ""

    @property
    def name(self) -> str:
        """The place as it is called in a sentence."""
        return place_name(self.code)


def reader_for(person: Person, *, public_channel: bool = False) -> Reader:
    """The reader that a colleague is, with the facts that decide what applies to them."""
    return Reader(
        email=person.email,
        roles=tuple(person.roles),
        public_channel=public_channel,
        country=person.country,
        business_unit=person.business_unit,
        name=person.name,
    )


def place_of(question: str, reader: Reader, request: OpenRequest | None) -> Place | None:
    """The place a question is about: said in it, that of the open request, or the asker's own."""
    said = wording.place(question)
    if said:
        return Place(said)
    if request is not None and request.place:
        name = place_name(request.place)
        return Place(
            request.place,
            f"place of work in {request.id}: {name}",
            f"where the work of {request.id} is done",
        )
    if reader.country:
        name = place_name(reader.country.upper())
        return Place(reader.country.upper(), f"country: {name}", "where you are")
    return None


def places_of(passage: Passage) -> frozenset[str]:
    """The places a passage is written for, by its document or its heading; empty for all."""
    listed = [name for name in passage.jurisdiction if name.lower() not in ANYWHERE]
    if not listed:
        named = wording.place(passage.section)
        return frozenset([named] if named else [])
    return frozenset(UNION if n.upper() == UNION else wording.place(n) or n.upper() for n in listed)


def department_of(passage: Passage) -> str:
    """The department a passage is written for; empty for all."""
    return "" if passage.department.lower() in ANYWHERE else passage.department


def covers(places: Iterable[str], mine: str) -> bool:
    """Whether a rule for these places holds in mine: a country's holds in its states."""
    country = mine.split("-", maxsplit=1)[0]
    return any(p in (mine, country) or (p == UNION and country in EU) for p in places)


def fits(passage: Passage, place: Place | None, reader: Reader) -> bool:
    """Whether a passage is written for the place, department or role, and not merely for all."""
    special = bool(places_of(passage) or department_of(passage) or passage.roles)
    return special and not missed(passage, place, reader)


def missed(passage: Passage, place: Place | None, reader: Reader) -> str:
    """What to ask for anew where a passage is for others: the place, the department, the role."""
    places, department = places_of(passage), department_of(passage)
    if places and place is not None and not covers(places, place.code):
        return place.name
    if department and reader.business_unit and not _same(department, reader.business_unit):
        return reader.business_unit
    if passage.roles and reader.roles and passage.roles.isdisjoint(reader.roles):
        return " ".join(role_name(role) for role in reader.roles)
    return ""


def applies_to(
    used: Iterable[Passage], place: Place | None, reader: Reader
) -> tuple[list[str], tuple[str, ...]]:
    """In few words, for whom the quoted rules are, and the facts that this rests on."""
    notes: dict[str, None] = {}
    facts: dict[str, None] = {}
    for passage in used:
        for note, fact in _decided(passage, place, reader):
            notes[note] = None
            if fact:
                facts[fact] = None
    return [note for note in notes if note], tuple(facts)


def _decided(passage: Passage, place: Place | None, reader: Reader) -> Iterator[tuple[str, str]]:
    places, department = places_of(passage), department_of(passage)
    if places:
        yield _by_place(_names(places), places, place)
    if department and reader.business_unit:
        mine = _same(department, reader.business_unit)
        where = ", your department" if mine else f"; you are in {reader.business_unit}"
        yield f"It is written for {department}{where}.", f"department: {reader.business_unit}"
    if passage.roles and reader.roles:
        shared = passage.roles.intersection(reader.roles)
        told = " and ".join(sorted(role_name(role) for role in shared or reader.roles))
        whom = " and ".join(sorted(role_name(role) for role in passage.roles))
        you = ", your role" if shared else f"; your role is {told}"
        yield f"It is written for {whom}{you}.", f"role: {told}"
    if EVERYONE not in passage.audience:
        through = sorted(reader.rights & {name.lower() for name in passage.audience})
        yield "", f"you may read it as {' and '.join(through)}"


def _by_place(shown: str, places: frozenset[str], place: Place | None) -> tuple[str, str]:
    if place is None:
        return f"This is the rule for {shown}.", ""
    if any(code.startswith(f"{place.code}-") for code in places):
        return f"This is the rule for work done in {shown}.", place.fact
    told = place.here and covers(places, place.code)
    return f"That is for {shown}, {place.here}." if told else "", place.fact


def of_elsewhere(passage: Passage, place: Place | None) -> str:
    """That a passage is for other places than the one asked about, to be said before it is told."""
    places = places_of(passage)
    if place is None or not places or covers(places, place.code):
        return ""
    if any(code.startswith(f"{place.code}-") for code in places):
        return ""
    here = f", {place.here}" if place.here else ""
    none = f"The library has no rule of its own on this for {place.name}{here}."
    return f"{none} For {_names(places)} it says:"


def _names(places: Iterable[str]) -> str:
    return " and ".join(sorted(map(place_name, places)))


def role_name(role: str) -> str:
    """A role as it is called in a sentence."""
    return role.replace("_", " ")


def place_name(code: str) -> str:
    """How a place or the European Union is called in a sentence."""
    return "the European Union" if code == UNION else wording.place_name(code)


def _same(one: str, other: str) -> bool:
    return one.strip().lower() in (part.strip().lower() for part in other.split(",")) or any(
        part.strip().lower() == other.strip().lower() for part in one.split(",")
    )


def open_request(request: Request | None) -> OpenRequest | None:
    """What of an open request shapes an answer: where the work is, and the day it was filed."""
    if request is None:
        return None
    location = request.fields.get("location")
    place = wording.place(location) if location else None
    return OpenRequest(
        request.id, place or "", request.filed_at.date() if request.filed_at else None
    )
