"""What never leaves this machine: tax numbers, card numbers and contact details are masked."""

import re
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage

CARD = re.compile(r"\b(?:\d[ -]?){13,19}\b")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
TAX = re.compile(
    r"\b(?:\d{3}-\d{2}-\d{4}|\d{2}-\d{7}|(?:VAT|TIN|EIN|SSN)[ :#]*[A-Z0-9-]{6,14})\b", re.I
)
EMAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
PHONE = re.compile(
    r"(?<![\w-])(?:\+\d{1,3}[ -]?)?(?:\(\d{2,4}\)[ -]?)?\d{3}[ -]\d{3,4}[ -]?\d{3,4}(?![\w-])"
)


def redact(text: str, own_domains: frozenset[str] = frozenset()) -> str:
    """The text with what identifies or pays a person masked; colleagues' addresses stay."""
    text = CARD.sub(_if_card, text)
    text = IBAN.sub(_if_iban, text)
    text = TAX.sub("[tax number]", text)
    text = EMAIL.sub(lambda m: m[0] if m[0].split("@")[1] in own_domains else "[e-mail]", text)
    return PHONE.sub("[phone]", text)


def redacted(message: AnyMessage, own_domains: frozenset[str] = frozenset()) -> AnyMessage:
    """The message with all its text redacted; the one it came from stays as it is."""
    changes: dict[str, Any] = {"content": _within(message.content, own_domains)}
    if isinstance(message, AIMessage):
        changes["tool_calls"] = [
            {**call, "args": _within(call["args"], own_domains)} for call in message.tool_calls
        ]
    return message.model_copy(update=changes)


def _within(value: Any, own_domains: frozenset[str]) -> Any:
    """The same lists and members, with every text in them redacted."""
    if isinstance(value, str):
        return redact(value, own_domains)
    if isinstance(value, dict):
        return {name: _within(each, own_domains) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_within(each, own_domains) for each in value]
    return value


def _if_card(match: re.Match[str]) -> str:
    from stdnum import luhn

    digits = re.sub(r"\D", "", match[0])
    return "[card number]" if luhn.is_valid(digits) else match[0]


def _if_iban(match: re.Match[str]) -> str:
    from stdnum import iban

    return "[bank account]" if iban.is_valid(match[0]) else match[0]
