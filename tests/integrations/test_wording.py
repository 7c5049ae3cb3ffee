"""The same fact is worded the same on every surface, as people write it."""

from datetime import date

import pytest

from integrations.reply import Citation
from integrations.wording import edition, field_text, relied_on


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("duration_weeks", 0.4, "2 days"),
        ("duration_weeks", 0.2, "1 day"),
        ("duration_weeks", 0.25, "10 hours"),
        ("duration_weeks", 1, "1 week"),
        ("duration_weeks", 2.4, "2 weeks and 2 days"),
        ("duration_weeks", 5.2, "5 weeks and 1 day"),
        ("hours_per_week", 20.0, "20"),
        ("arrangement", ["full_time", "on_site"], "• Full time\n• On site"),
        ("duration_weeks", 2.5, "2.5 weeks"),
        ("budget", {"amount": 6000, "max": 8000, "currency": "EUR"}, "€6,000 to €8,000"),
        ("start_date", "2026-12-01", "1 Dec 2026"),
        ("deadline", date(2026, 12, 1), "1 Dec 2026"),
        ("sensitive_data", False, "No"),
        ("urgency", "normal", "Normal"),
        ("systems", ["project tools"], "project tools"),
        ("systems", ["project tools", "storefront"], "• project tools\n• storefront"),
        ("skills", {"must": ["SQL", "dbt"], "nice": []}, "SQL, dbt"),
        ("skills", {"must": ["SQL"], "nice": ["dbt"]}, "Must: SQL; nice to have: dbt"),
    ],
)
def test_a_field_is_written_as_people_write_it(name: str, value: object, said: str) -> None:
    assert field_text(name, value) == said


def test_words_that_are_the_answer_are_not_written_out_twice() -> None:
    words = "Only in some cases. " + "Freelancers from Toptal may get it when security agrees. " * 3
    cited = Citation("data", "Data", words)
    assert relied_on(cited, f"Yes. {words}").startswith("Only in some cases. Freelancers")
    assert len(relied_on(cited, words)) <= 90
    assert relied_on(cited, "Another answer.") == words


def test_people_read_the_words_relied_on_without_markup() -> None:
    cited = Citation(
        "limits", "Limits", "| Above **5,000** | Finance |", words="Above 5,000 · Finance"
    )
    assert relied_on(cited, "Finance approves.") == "Above 5,000 · Finance"


def test_a_citation_says_which_edition_it_is() -> None:
    cited = Citation("limits", "Limits", "Ten.", version="3", effective_from="2026-03-01")
    assert edition(cited) == "version 3, in force since 1 Mar 2026"
    assert edition(Citation("limits", "Limits", "Ten.")) == "version not given, date not given"


def test_a_citation_of_a_rule_that_ended_says_until_when_it_was_in_force() -> None:
    ended = {"effective_from": "2025-01-01", "effective_until": "2026-02-28"}
    cited = Citation("limits", "Limits", "Five.", version="2", **ended)
    assert edition(cited) == "version 2, in force 1 Jan 2025 to 28 Feb 2026"
