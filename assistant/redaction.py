"""What never leaves this machine: tax numbers, card numbers and contact details are masked."""

import re

from langchain_core.messages import AnyMessage

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
    """The message with its text redacted; the one it came from stays as it is."""
    if not isinstance(message.content, str):
        return message
    return message.model_copy(update={"content": redact(message.content, own_domains)})


def _if_card(match: re.Match[str]) -> str:
    from stdnum import luhn

    digits = re.sub(r"\D", "", match[0])
    return "[card number]" if luhn.is_valid(digits) else match[0]


def _if_iban(match: re.Match[str]) -> str:
    from stdnum import iban

    return "[bank account]" if iban.is_valid(match[0]) else match[0]
