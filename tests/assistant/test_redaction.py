"""What identifies or pays a person is masked; dates, money and ids are not."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, HumanMessage

from assistant.redaction import redacted
from assistant.sensitive import KINDS, redact
from assistant.settings import read_settings
from knowledge.errors import BadInput
from knowledge.money import format_money

OURS = frozenset({"calderfinch.example"})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("SSN 123-45-6789", "[tax number]"),
        ("her number is 123-45-6789.", "her number is [tax number]."),
        ("EIN: 12-3456789", "[tax number]"),
        ("VAT no GB980780684", "[tax number]"),
        ("DE136695976", "[tax number]"),
        ("Steuer-ID 36 574 261 809", "[tax number]"),
        ("36574261809", "[tax number]"),
        ("NINO AB 12 34 56 C", "[tax number]"),
        ("4111 1111 1111 1111", "[card number]"),
        ("4111-1111-1111-1111", "[card number]"),
        ("GB33BUKB20201555555555", "[bank account]"),
        ("jo@studio.co.uk", "[e-mail]"),
        ("+1 415 555 2671", "[phone]"),
        ("(415) 555-2671", "[phone]"),
        ("020 7946 0958", "[phone]"),
        ("+49 (0)40 1234567", "[phone]"),
        ("0049 170 1234567", "[phone]"),
        ("4155552671", "[phone]"),
        ("1-415-555-2671", "[phone]"),
        ("06131 12345", "[phone]"),
        ("01 42 68 53 00", "[phone]"),
        ("call her on 5552671", "[phone]"),
        ("tax number: 123456789", "tax number: [tax number]"),
        ("Her tax ID is 12/345/67890", "[tax number]"),
        ("social security number 123456789", "social security number [tax number]"),
        ("SSN: 123 45 6789", "[tax number]"),
        ("NIF 12345678Z", "NIF [tax number]"),
        ("12345678Z", "[tax number]"),
        ("national insurance no. QQ123456C", "[tax number]"),
        ("codice fiscale RSSMRA85T10A562S", "[tax number]"),
        ("123456789 is my tax number", "[tax number]"),
        ("passport number C01X00T47", "[tax number]"),
        ("card number 1234 5678 9012 3456", "[card number]"),
        ("sort code 20-00-00", "sort code [bank account]"),
        ("account 55779911", "account [bank account]"),
        ("Account number: 55779911", "[bank account]"),
        ("routing number 021000021", "routing number [bank account]"),
        ("IBAN DE00 1234 5678 9012 3456 78", "[bank account]"),
        ("BIC DEUTDEFF500", "[bank account]"),
        ("10 Downing Street, London SW1A 2AA", "[address]"),
        ("1600 Pennsylvania Ave NW", "[address]"),
        ("350 Fifth Avenue, Suite 21, New York, NY 10118", "[address]"),
        ("12 Oak Drive, Springfield, IL 62704", "[address]"),
        ("Hauptstraße 12a, 55116 Mainz", "[address]"),
        ("Lange Straße 5", "[address]"),
        ("5 rue de Rivoli, 75001 Paris", "[address]"),
        ("PO Box 1234", "[address]"),
        ("linkedin.com/in/ada-l1", "[handle]"),
        ("https://www.linkedin.com/in/ada-l1/", "[handle]"),
        ("t.me/ada1", "[handle]"),
        ("Telegram: @ada1", "[handle]"),
        ("on Signal as ada.77", "[handle]"),
        ("WhatsApp +49 151 23456789", "[phone]"),
    ],
)
def test_it_is_masked(text: str, left: str) -> None:
    assert left in redact(text, OURS)
    assert not any(part in redact(text, OURS) for part in text.split() if part[-3:].isdigit())


@pytest.mark.parametrize(
    "text",
    [
        "REQ-7K2QFDM, version 3",
        "3,000 words in 4 weeks at $1,200 a day",
        "between 100,000 and 150,000 visits",
        "2026-11-21T09:00:00+00:00",
        "the tin 12 weeks ago",
        "VAT rules apply in Germany",
        "ISO 27001, SOC 2 and WCAG 2.2",
        "priya.raman@calderfinch.example",
        "1234567890123",
        "2500000000 rows, 150000 visits a month, 4,155,552,671 views",
        "Budget 12000 EUR plus VAT 2400 EUR, VAT 120000 EUR in all",
        "Spring 2027, Route 66, 3 Google Drive folders, 5 Square posters",
        "call 3 vendors, 12 landing pages, 40 hours, 01/12/2026, 01.12.2026 14:00, 01-12-2026",
        "LinkedIn posts, Instagram reels and a Telegram channel; Discord: set it up",
        "account manager for 3 months, two bank accounts, an account of 2024",
        "card design in 300 dpi, 5000 business cards",
        '{"total_cost":4155552671,"score":0.8347293847,"version":3,"id":"UPW-0170123456"}',
        "Write to @daniel in Slack",
        "R35, R52 and APR-1 apply; Java 17, Python 3.12, Windows 11",
    ],
)
def test_it_stays(text: str) -> None:
    assert redact(text, OURS) == text


@settings(deadline=None)
@given(st.integers(1, 10**7), st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 99))
def test_money_and_dates_stay_whatever_they_are(amount: int, day: date, weeks: int) -> None:
    text = f"{format_money(amount)} from {day.isoformat()}, {day:%-d %b %Y}, {weeks} weeks"
    assert redact(text) == text


QUANTITY = st.integers(0, 10**7).flatmap(
    lambda n: st.sampled_from(
        (
            f"{n} visits",
            f"{n:,} rows",
            f"${n:,}",
            f"€{n}",
            f"{n} USD",
            f"{n / 100:.2f} GBP",
            f"{n} %",
        )
    )
)
REQUEST_ID = st.text("23456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=7, max_size=7).map("REQ-{}".format)
DAY = st.dates(date(2020, 1, 1), date(2035, 1, 1)).flatmap(
    lambda day: st.sampled_from(
        [
            day.strftime(f)
            for f in ("%d/%m/%Y", "%d.%m.%Y", "%m-%d-%Y", "%B %-d, %Y", "%Y-%m-%dT09:00Z")
        ]
    )
)


@settings(deadline=None)
@given(
    st.lists(QUANTITY | REQUEST_ID | DAY, min_size=1, max_size=4),
    st.sampled_from((", ", "; ", " on ")),
)
def test_quantities_ids_and_days_stay_in_any_company(parts: list[str], between: str) -> None:
    text = f"Request: {between.join(parts)}."
    assert redact(text) == text


MIXED = "VAT no GB980780684, 4111 1111 1111 1111, jo@studio.co.uk, (415) 555-2671, PO Box 12"


def test_only_the_kinds_that_are_named_are_masked() -> None:
    assert redact(MIXED, kinds=()) == MIXED
    some = redact(MIXED, kinds=("card", "address"))
    assert some == MIXED.replace("4111 1111 1111 1111", "[card number]").replace(
        "PO Box 12", "[address]"
    )


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ("", KINDS),
        *((on, KINDS) for on in ("all", "true", "True", "1", "yes", "on")),
        *((off, ()) for off in ("none", "false", "0", "no", "off")),
        ("tax,card", ("tax", "card")),
        ("Tax, card; email", ("tax", "card", "email")),
    ],
)
def test_the_setting_names_what_is_masked(
    monkeypatch: pytest.MonkeyPatch, given: str, kinds: tuple[str, ...]
) -> None:
    monkeypatch.setenv("SOURCING_REDACT", given)
    assert read_settings().redacted_kinds == kinds


def test_a_kind_that_is_not_known_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCING_REDACT", "tax,passwords")
    with pytest.raises(BadInput, match="'passwords' is none of all, none, tax"):
        read_settings()


def test_arguments_and_parts_of_messages_are_masked_as_well() -> None:
    card = "4111 1111 1111 1111"
    call = {"name": "x", "id": "1", "args": {"fields": {"scope": card, "list": [card]}}}
    message = AIMessage([{"type": "text", "text": card}], tool_calls=[call])
    assert card not in str(redacted(message).model_dump())
    assert card in str(message.model_dump()), "the message itself stays as it was"


@pytest.mark.parametrize(
    "repeated",
    ["a.a", "1 ", "VAT ", "GB12 AAAA", "a@a.", "tax number ", "1 Aa ", "Aa", "0 1", "call 1"],
)
def test_a_long_message_is_masked_in_time_that_grows_with_its_length(repeated: str) -> None:
    began = time.process_time()
    redact(repeated * (60_000 // len(repeated)))
    assert time.process_time() - began < 2


def test_what_has_nothing_to_hide_is_unchanged() -> None:
    message = HumanMessage("I need a designer for $8,000")
    assert redacted(message) == message
