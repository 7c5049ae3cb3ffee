"""The same fact is worded the same on every surface, as people write it."""

import pytest

from integrations.wording import field_text


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("duration_weeks", 0.4, "2 days"),
        ("duration_weeks", 0.2, "1 day"),
        ("duration_weeks", 1, "1 week"),
        ("duration_weeks", 2.5, "2.5 weeks"),
        ("budget", {"amount": 6000, "max": 8000, "currency": "EUR"}, "€6,000 to €8,000"),
        ("start_date", "2026-12-01", "1 Dec 2026"),
        ("sensitive_data", False, "No"),
    ],
)
def test_a_field_is_written_as_people_write_it(name: str, value: object, said: str) -> None:
    assert field_text(name, value) == said
