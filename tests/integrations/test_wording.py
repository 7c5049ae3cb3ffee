"""The same fact is worded the same on every surface, as people write it."""

from datetime import date

import pytest

from integrations.wording import edition, field_text, relied_on


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("duration_weeks", 0.4, "2 days"),
        ("duration_weeks", 0.2, "1 day"),
        ("duration_weeks", 1, "1 week"),
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
    assert relied_on(words, f"Yes. {words}").startswith("Only in some cases. Freelancers")
    assert len(relied_on(words, words)) <= 90
    assert relied_on(words, "Another answer.") == words


def test_a_citation_says_which_edition_it_is() -> None:
    assert edition("3", "2026-03-01") == "version 3, in force since 1 Mar 2026"
    assert edition("", "") == ""
