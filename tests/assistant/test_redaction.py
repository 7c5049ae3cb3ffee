"""What identifies or pays a person is masked; dates, money and ids are not."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from langchain_core.messages import AIMessage, HumanMessage

from assistant.redaction import redact, redacted
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
    ],
)
def test_it_stays(text: str) -> None:
    assert redact(text, OURS) == text


@settings(deadline=None)
@given(st.integers(1, 10**7), st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 99))
def test_money_and_dates_stay_whatever_they_are(amount: int, day: date, weeks: int) -> None:
    text = f"{format_money(amount)} from {day.isoformat()}, {day:%-d %b %Y}, {weeks} weeks"
    assert redact(text) == text


def test_arguments_and_parts_of_messages_are_masked_as_well() -> None:
    card = "4111 1111 1111 1111"
    call = {"name": "x", "id": "1", "args": {"fields": {"scope": card, "list": [card]}}}
    message = AIMessage([{"type": "text", "text": card}], tool_calls=[call])
    assert card not in str(redacted(message).model_dump())
    assert card in str(message.model_dump()), "the message itself stays as it was"


@pytest.mark.parametrize("repeated", ["a.a", "1 ", "VAT ", "GB12 AAAA", "a@a."])
def test_a_long_message_is_masked_in_time_that_grows_with_its_length(repeated: str) -> None:
    began = time.process_time()
    redact(repeated * (60_000 // len(repeated)))
    assert time.process_time() - began < 2


def test_what_has_nothing_to_hide_is_unchanged() -> None:
    message = HumanMessage("I need a designer for $8,000")
    assert redacted(message) == message
