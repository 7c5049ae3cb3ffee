"""The seeded organisation, platform register and exchange rates agree with each other."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from knowledge.records.base import Record
from knowledge.records.people import ROLES
from knowledge.records.vendors import Platform
from knowledge.seed import SeedPlatform, exchange_rates, organisation, platforms

PEOPLE = {person.email: person for person in organisation().people}


def line_of(email: str) -> list[str]:
    line = [email]
    while (manager := PEOPLE[line[-1]].manager) is not None:
        assert manager not in line
        line.append(manager)
    return line


def test_there_are_about_thirty_people_in_six_business_units() -> None:
    assert 30 <= len(PEOPLE) <= 36
    units = {unit.name for unit in organisation().business_units}
    assert len(units) == 6
    assert {person.business_unit for person in PEOPLE.values()} == units


@pytest.mark.parametrize("email", PEOPLE)
def test_everybody_has_a_line_of_managers_up_to_the_chief_executive(email: str) -> None:
    assert line_of(email)[-1] == "elena.finch@calderfinch.example"


def test_everybody_is_complete() -> None:
    for email, person in PEOPLE.items():
        assert email == person.name.lower().replace(" ", ".") + "@calderfinch.example"
        assert "requester" in person.roles
        assert set(person.roles) <= set(ROLES)
        assert ZoneInfo(person.timezone).key == person.timezone


def test_every_role_is_held_and_every_unit_has_its_own_budget_owner() -> None:
    assert {role for person in PEOPLE.values() for role in person.roles} == set(ROLES)
    for unit in organisation().business_units:
        owner = PEOPLE[unit.budget_owner]
        assert owner.business_unit == unit.name
        assert "budget_owner" in owner.roles
    owners = [p.email for p in PEOPLE.values() if "budget_owner" in p.roles]
    assert sorted(owners) == sorted(u.budget_owner for u in organisation().business_units)


def test_nobody_is_the_only_one_who_could_approve_their_own_request() -> None:
    for role in set(ROLES) - {"requester", "budget_owner"}:
        assert sum(role in person.roles for person in PEOPLE.values()) >= 2, role


def test_the_register_covers_every_channel_and_one_preferred_platform_a_kind_of_work() -> None:
    assert {p.channel for p in platforms()} == {
        "upwork",
        "fiverr",
        "toptal",
        "agency",
        "staffing_firm",
        "direct",
        "internal_bench",
    }
    preferred = [work for p in platforms() for work in p.preferred_for]
    assert len(preferred) == len(set(preferred))


def test_every_platform_answers_for_matching_disputes_and_export() -> None:
    for platform in platforms():
        assert platform.transparency.complete, platform.id
        assert platform.strengths
        assert platform.weaknesses
        assert platform.services
        assert platform.fees.source


def test_every_platform_was_assessed_and_comes_up_again_within_a_year() -> None:
    for platform in platforms():
        assert 0 < (platform.review_by - platform.assessed_on).days <= 366
        assert platform.assessed_by in PEOPLE


def test_the_register_forbids_what_the_data_rules_forbid() -> None:
    for platform in platforms():
        sensitive = [kind for kind in platform.data_allowed if "personal" in kind]
        assert not (platform.channel in ("fiverr", "upwork") and sensitive)
        restricted = "restricted" in platform.classifications
        assert restricted == (platform.channel in ("agency", "staffing_firm", "internal_bench"))


def test_a_platform_that_cannot_say_how_records_are_exported_is_incomplete() -> None:
    seed = platforms()[0].model_dump()
    seed["transparency"] = {**seed["transparency"], "export": None}
    assert not SeedPlatform.model_validate(seed).transparency.complete


def test_a_fee_above_a_hundred_per_cent_is_refused() -> None:
    seed = platforms()[1].model_dump()
    seed["fees"] = {**seed["fees"], "percent": 101}
    with pytest.raises(ValidationError):
        SeedPlatform.model_validate(seed)


def test_platforms_are_stored_and_read_back_whole() -> None:
    engine = create_engine("sqlite://")
    Record.metadata.create_all(engine, tables=[Platform.metadata.tables["platforms"]])
    with Session(engine) as session:
        session.add_all(Platform.of(seed) for seed in platforms())
        session.commit()
        for seed in platforms():
            row = session.scalars(select(Platform).where(Platform.id == seed.id)).one()
            assert row.services == {k: list(v) for k, v in seed.services.items()}
            assert row.fees["percent"] == seed.fees.percent
            assert row.due_for_review(seed.review_by)
            assert not row.due_for_review(seed.assessed_on)
    engine.dispose()


def test_exchange_rates_are_dated_oldest_first_and_cover_the_offices() -> None:
    days = [table.effective_from for table in exchange_rates().tables]
    assert days == sorted(days)
    assert days[0] <= date(2025, 1, 1)
    for table in exchange_rates().tables:
        assert {"EUR", "GBP"} <= table.usd_per_unit.keys()
        assert all(0 < rate < 5 for rate in table.usd_per_unit.values())
