"""A product is a system only where the words around it tell that it is reached."""

from datetime import datetime

import pytest

from assistant.offline.understanding.reached_systems import with_reached_systems
from assistant.offline.understanding.text.passage import Found, Scene

NOW = datetime.fromisoformat("2026-11-18T09:00:00+00:00")


def kept(said: str, *names: str, asked: tuple[str, ...] = ()) -> list[str]:
    """Which of these systems, all told by the tagger, are left in a text."""
    told = [Found("systems", name, at := said.index(name), at + len(name)) for name in names]
    return [one.value for one in with_reached_systems(told, said, Scene(NOW, asked=asked))]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("We want three people for the phones in May, all fluent in Freshdesk", "Freshdesk"),
        ("Two workshops with the app team and a threat model in IriusRisk", "IriusRisk"),
        ("The leaflet wants doing in QuarkXPress, or the printer kills me", "QuarkXPress"),
        ("A dashboard of late deliveries on Metabase, SQL in her sleep", "Metabase"),
        ("The prints were drawn in CorelDraw by the agency years ago", "CorelDraw"),
        ("From Bitbucket to Codeberg, 90 projects, nothing lost on the way", "Bitbucket"),
        ("She gets Miro from us and a desk, but not Jira for the time being", "Jira"),
    ],
)
def test_a_product_that_only_stands_in_the_work_is_none(said: str, name: str) -> None:
    assert kept(said, name) == []


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Support agents for March and April; they'd live in Freshdesk all day", ["Freshdesk"]),
        ("The photos are in Cloudinary. She gets a login from our Lukas", ["Cloudinary"]),
        ("QA tester for the app, three weeks. TestRail, Sentry. 300 a day", ["TestRail", "Sentry"]),
        (
            "A clerk to key returns for a month: SAP, Vault and the HR drive",
            ["SAP", "Vault", "HR drive"],
        ),
        ("Somebody tidies up the backlog for us, all of it in our Linear", ["Linear"]),
        ("A tester for the app is wanted who reads the staging cluster", ["staging cluster"]),
    ],
)
def test_a_product_that_is_reached_is_one(said: str, names: list[str]) -> None:
    assert kept(said, *names) == names


def test_what_answers_our_question_is_one_without_more_words() -> None:
    said = "well I would say Metabase for the dashboards of the year"
    assert kept(said, "Metabase", asked=("systems",)) == ["Metabase"]
    assert kept(said, "Metabase") == []
