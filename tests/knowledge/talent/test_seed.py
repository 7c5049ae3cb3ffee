from collections import Counter
from typing import get_args

from knowledge.fields import Channel
from knowledge.seed import platforms
from knowledge.seed.talent import talent_profiles
from knowledge.skills import Taxonomy
from knowledge.talent import source_terms


def test_the_same_two_thousand_people_come_every_time() -> None:
    people = talent_profiles()
    assert len({one.id for one in people}) == 2000
    assert people == talent_profiles()


def test_every_source_and_every_vendor_has_people() -> None:
    people = talent_profiles()
    assert {one.source for one in people} == set(get_args(Channel))
    vendors = {one.name for one in platforms() if one.channel in ("agency", "staffing_firm")}
    assert {one.vendor for one in people} - {None} == vendors


def test_every_skill_of_the_seeded_people_is_in_the_taxonomy() -> None:
    taxonomy = Taxonomy.load()
    names = {skill.name for one in talent_profiles(400) for skill in one.skills}
    assert [name for name in names if taxonomy.exact(name) is None] == []


def test_some_people_are_found_on_two_sources() -> None:
    counted = Counter(one.person for one in talent_profiles())
    assert max(counted.values()) == 2


def test_an_agency_costs_what_the_register_says() -> None:
    (studio,) = [one for one in platforms() if one.name == "Brightwater Studio"]
    terms = source_terms("agency", "Brightwater Studio")
    assert terms.total(1000) == 1000 * (1 + studio.fees.percent / 100) + studio.fees.fixed_usd
    assert source_terms("upwork").retention_hours == 24
