"""What never leaves this machine: tax numbers, card numbers and contact details are masked."""

import re
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage

CARD = re.compile(r"\b(?:\d[ -]?){13,19}\b")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
TAX = re.compile(
    r"\b(?:\d{3}-\d{2}-\d{4}|\d{2}-\d{7}"
    r"|(?:VAT|TIN|EIN|SSN|ITIN|UTR|NINO|USt-?Id(?:Nr)?\.?|Steuer-?(?:ID|nummer))(?: no\.?| number)?"
    r"[ :#]*[A-Z]{0,2} ?[0-9][0-9 /-]{4,14}[A-Z0-9])\b",
    re.I,
)
BARE_TAX = re.compile(r"\b(?:[A-Z]{2}[0-9A-Z]{8,12}|\d{2} ?\d{3} ?\d{3} ?\d{3})\b")
NINO = re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
PHONE = re.compile(
    r"\+\d[\d ()./-]{6,18}\d(?!\w)"
    r"|(?<![\w.,-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])"
    r"|(?<![\w.,-])\(?0\d{2,4}\)?[ /-]\d{3,4}[ -]?\d{3,5}(?![\w-])"
)


def redact(text: str, own_domains: frozenset[str] = frozenset()) -> str:
    """The text with what identifies or pays a person masked; colleagues' addresses stay."""
    text = CARD.sub(_if_card, text)
    text = IBAN.sub(_if_iban, text)
    text = TAX.sub("[tax number]", text)
    text = NINO.sub("[tax number]", BARE_TAX.sub(_if_tax, text))
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


def _if_tax(match: re.Match[str]) -> str:
    from stdnum.de import idnr
    from stdnum.eu import vat
    from stdnum.gb import vat as british

    number = match[0].removeprefix("GB")
    valid = vat.is_valid(match[0]) or idnr.is_valid(match[0]) or british.is_valid(number)
    return "[tax number]" if valid else match[0]
