"""The directory: who somebody is, who holds a role, and importing people from a file."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from integrations import wording
from knowledge.database import Sessions
from knowledge.errors import BadInput, NotFound
from knowledge.misfits import COUNTRY, EMAIL, first_misfit
from knowledge.records.people import ROLES, Person
from knowledge.text_files import read_text


class PersonRow(BaseModel):
    """One row of an import; roles may be a list or words separated by `;` or `,`."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    email: str = Field(pattern=EMAIL, max_length=254)
    name: str = Field(min_length=1, max_length=200)
    title: str = ""
    roles: list[str] = ["requester"]
    business_unit: str = Field(min_length=1, max_length=120)
    manager: str | None = None
    country: str = Field(pattern=COUNTRY)
    timezone: str = "UTC"

    @field_validator("email", "manager", mode="before")
    @classmethod
    def _addresses_are_lower_case(cls, value: Any) -> Any:
        return value.strip().lower() or None if isinstance(value, str) else value

    @field_validator("roles", mode="before")
    @classmethod
    def _roles_are_known(cls, value: Any) -> Any:
        names = value.replace(";", ",").split(",") if isinstance(value, str) else list(value)
        names = [str(name).strip() for name in names if str(name).strip()] or ["requester"]
        unknown = [name for name in names if name not in ROLES]
        if unknown:
            raise ValueError(f"the role {unknown[0]!r} is unknown; use {', '.join(ROLES)}")
        return names

    @field_validator("timezone")
    @classmethod
    def _zone_is_known(cls, value: str) -> str:
        from zoneinfo import available_timezones

        if value not in available_timezones():
            raise ValueError(f"the time zone {value!r} is unknown; write it like Europe/Berlin")
        return value


@dataclass(frozen=True)
class Imported:
    """What an import did: rows taken, and one sentence for each row that was not."""

    taken: int
    errors: tuple[str, ...]


def import_people(sessions: Sessions, path: Path) -> Imported:
    """Add or update people from a CSV, JSON or JSON Lines file; bad rows are named."""
    taken, errors = 0, []
    with sessions.begin() as session:
        for number, row in rows_of(path):
            try:
                person = PersonRow.model_validate(row)
            except ValidationError as error:
                errors.append(f"Row {number}: {first_misfit(error)}")
                continue
            session.merge(Person(**person.model_dump()))
            taken += 1
    return Imported(taken, tuple(errors))


def rows_of(path: Path) -> Iterator[tuple[int, Any]]:
    """The numbered rows of a CSV, JSON or JSON Lines file, header not counted.

    Raises:
        BadInput: the file cannot be read.
    """
    text = read_text(path)
    if path.suffix.lower() == ".csv":
        return enumerate(csv.DictReader(text.splitlines()), 1)
    if path.suffix.lower() == ".json":
        return enumerate(_whole_json(path.name, text), 1)
    return enumerate((_json_line(line) for line in text.splitlines() if line.strip()), 1)


def _whole_json(name: str, text: str) -> list[Any]:
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise BadInput(f"{name} is not valid JSON.") from error
    return rows if isinstance(rows, list) else [rows]


def _json_line(line: str) -> Any:
    # A line that is no JSON stays text, which no row model takes: its number is then reported.
    try:
        return json.loads(line)
    except ValueError:
        return line


def find_person(session: Session, email: str) -> Person:
    """The colleague with that e-mail address, upper or lower case.

    Raises:
        NotFound: nobody has it.
    """
    person = session.get(Person, email.strip().lower())
    if person is None:
        raise NotFound(f"Nobody in the directory has the address {email!r}: check the spelling.")
    return person


def everybody(session: Session) -> list[Person]:
    """The whole directory, by name."""
    return list(session.scalars(select(Person).order_by(Person.name)))


def holders(session: Session, role: str, business_unit: str | None = None) -> list[Person]:
    """Who holds the role, in the business unit if one is named, by e-mail."""
    roughly = select(Person).where(cast(Person.roles, String).contains(f'"{role}"'))
    if business_unit is not None:
        roughly = roughly.where(Person.business_unit == business_unit)
    return [p for p in session.scalars(roughly.order_by(Person.email)) if p.has(role)]


def name_of(session: Session, email: str) -> str:
    """The name of a colleague, as sentences say it; read from the address where nobody has it."""
    found = session.get(Person, email)
    return found.name if found else wording.person(email)


def line_above(session: Session, person: Person) -> Iterator[Person]:
    """The person's managers, nearest first; a loop in the data ends the walk."""
    seen = {person.email}
    while person.manager and person.manager not in seen:
        above = session.get(Person, person.manager)
        if above is None:
            return
        seen.add(above.email)
        yield above
        person = above


def business_units(session: Session) -> list[str]:
    """The business units that people belong to, by name."""
    return sorted(set(session.scalars(select(Person.business_unit))))
