"""Where the work is done and who pays for it, as people say it."""

from collections.abc import Callable

import pytest

from assistant.offline.understanding.reader import Understanding

Read = Callable[..., Understanding]
HELEN, DANIEL = "helen.marsh@calderfinch.example", "daniel.brandt@calderfinch.example"


@pytest.mark.parametrize(
    "said",
    [
        "A Polish copywriter for 4 weeks, 900 euros, can work from wherever",
        "Tester for the returns app, 20 hours a week, wherever she lives",
        "We need a data analyst for 6 weeks. I am in Bristol but he can sit where he likes.",
        "Bookkeeper, 10 hours a week, does it from her own flat",
        "The illustrator may be anywhere, our printer is in Leeds. 3 weeks from January.",
        "We need a video editor for 3 weeks, who can sit at home",
        "no need for a desk, home office is fine, 3 days a week",
        "I don't mind where she sits, 20 hours a week",
        "A copy editor for 3 weeks, they stay at home and mail us the texts",
        "Two Go developers, remote, US hours not needed",
        "A data engineer for 6 weeks, remote, no EU hours",
    ],
)
def test_whoever_may_sit_anywhere_or_at_home_works_remotely(read: Read, said: str) -> None:
    assert read(said).fields["location"] == "remote"


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("A developer anywhere in Germany, 6 weeks", "Germany"),
        ("Two tailors in our Hamburg store, own machines stay at home, ours are there", "Hamburg"),
        ("rack technician for the move in PDX, 2 days", "PDX"),
        ("Two agents, 9 to 5 from the Hamburg office, on our laptops", "Hamburg"),
    ],
)
def test_a_place_that_is_named_stays_the_place(read: Read, said: str, place: str) -> None:
    assert read(said, context="none").fields["location"] == place


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("Rust developer, Ljubljana or remote, 5 weeks", "remote, Ljubljana"),
        ("Two welders (Gdynia), 3 weeks", "Gdynia"),
        ("A data engineer, Thessaloniki. Spark, dbt, 4 months", "Thessaloniki"),
        ("We need a Kotlin developer in Bratislava, 8 weeks", "Bratislava"),
        ("Laravel developer - Grenoble or Metz - 6 weeks", "Grenoble or Metz"),
        ("A tutor in Cork, 4 weeks", "Cork"),
        ("A tax consultant, 3 weeks, hybrid, Rotterdam", "hybrid, Rotterdam"),
    ],
)
def test_a_town_behind_who_is_wanted_is_the_place_and_no_skill(
    read: Read, said: str, place: str
) -> None:
    fields = read(said, context="none").fields
    assert fields["location"] == place
    skills = [name for names in fields.get("skills", {}).values() for name in names]
    assert not [name for name in skills if name in place]


@pytest.mark.parametrize(
    ("said", "languages", "noted"),
    [
        ("A host for 2 weeks. Italian plus French.", "Italian, French", []),
        ("Two agents, English plus either Czech or Slovak", "English, Czech, Slovak", []),
        ("A host, Italian a must and French nice to have", "Italian", ["French nice to have"]),
        ("A nurse, Polish is needed, and Czech is a plus", "Polish", ["Czech is a plus"]),
    ],
)
def test_languages_that_are_joined_are_asked_for_and_a_wish_is_noted(
    read: Read, said: str, languages: str, noted: list[str]
) -> None:
    fields = read(said, context="none").fields
    assert (fields["language"], fields.get("requirements", [])) == (languages, noted)


@pytest.mark.parametrize(
    "said",
    ["A joiner for a cork wall, 2 weeks", "A tester for reading aids, 2 weeks"],
)
def test_a_plain_word_is_no_town(read: Read, said: str) -> None:
    assert "location" not in read(said, context="none").fields


@pytest.mark.parametrize(
    ("said", "owner"),
    [
        ("A copywriter for 3 weeks. Helen Marsh will be charged.", HELEN),
        ("Who pays: Helen Marsh. A tester for 3 weeks.", HELEN),
        ("We need a stylist for 2 days, 900 euros, Daniel Brandt to sign.", DANIEL),
        ("Daniel Brandt has approved up to nine thousand euros for a brand designer", DANIEL),
        ("A trainer for 2 weeks. I have 6,000 euros from Daniel Brandt.", DANIEL),
        ("A tester for 3 weeks. The invoice goes to Helen Marsh this time.", HELEN),
        ("An SEO audit, Helen agreed to cover it, 3 weeks from January", HELEN),
        ("Daniel Brandt asks for a stylist, 2 days. He pays from Marketing.", DANIEL),
        ("A writer for 4 weeks. Marketing's money (Daniel signs).", DANIEL),
        ("Helen Marsh signs it off, the cost sits with Customer Care", HELEN),
        ("Helen came up with it, but Daniel Brandt owns the budget", DANIEL),
        ("A writer for 4 weeks, 2,000 euros, Helen's team pays", None),
    ],
)
def test_who_pays_is_read_however_it_is_said(read: Read, said: str, owner: str | None) -> None:
    assert read(said, context="none").fields.get("budget_owner") == owner
