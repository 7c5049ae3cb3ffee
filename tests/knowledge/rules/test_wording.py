"""Codes read out of what people write."""

import pytest

from knowledge.rules.wording import data_kinds, place, system_kinds


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        (("Jira", "Confluence"), ["internal_documentation", "project_tools"]),
        (("our GitHub repos",), ["source_code"]),
        (("source code repository",), ["source_code"]),
        (("source_code",), ["source_code"]),
        (("Zendesk",), ["customer_support_desk"]),
        (("video production suite",), ["other"]),
        (("staging",), ["test_environment"]),
        (("GitHub, no production access",), ["source_code"]),
        (("production database",), ["production"]),
        (("none",), []),
        ((), []),
    ],
)
def test_systems_are_known_by_their_common_names(said: tuple[str, ...], kinds: list[str]) -> None:
    assert system_kinds(said) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Needs the customer records", ["customer_personal"]),
        ("No customer records needed. Uses payroll data.", ["staff_personal"]),
        ("A logo", []),
        ("It doesn't touch cardholder files", []),
        ("Card numbers are processed", ["payment_card"]),
    ],
)
def test_protected_data_is_recognised_unless_it_is_ruled_out(text: str, kinds: list[str]) -> None:
    assert data_kinds(text) == kinds


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Remote within the UK", "GB"),
        ("Berlin or remote", "DE"),
        ("New Jersey", "US"),
        ("los angeles", "US-CA"),
        ("US-CA", "US-CA"),
        ("US-NY", "US"),
        ("gb", "GB"),
        ("Anywhere outside the United States", None),
        ("somewhere near us", None),
        ("Germany or Iran", "IR"),
        ("Türkiye", "TR"),
        ("anywhere", None),
    ],
)
def test_places_are_read_and_the_strictest_counts(text: str, code: str | None) -> None:
    assert place(text) == code
