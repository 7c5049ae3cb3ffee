"""What identifies, reaches or pays a person, by kind, and the marks that stand in its place.

A number with its name ("tax number", "sort code") is certain whatever its check digit; one without
a name has to have the form of its kind, and a right check digit where there is one.
"""

import re
from collections.abc import Callable, Collection
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal["tax", "card", "bank", "phone", "email", "handle", "address"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Mask: TypeAlias = Callable[[re.Match[str]], str]
LINKING = r"[\s:=#.,-]{0,4}(?:(?:is|was|are)\b[\s:#]{0,3})?"
MONEY_BEHIND = r"(?!\d)(?![.,]\d)(?!\s?(?:%|[€£$]|(?:k|EUR|USD|GBP|euros?|dollars?|pounds?)\b))"
DIGITS = (
    rf"\d(?:[ ./-]?\d){{5,16}}(?:-?(?-i:[A-Z]{{1,2}}\d{{0,3}})\b|\ (?-i:[A-Z])\b)?{MONEY_BEHIND}"
)
CODE = r"(?=[A-Z0-9]*(?:\d[A-Z]*){4})[A-Z0-9]{7,20}\b"
NUMBER = rf"(?:[A-Z]{{0,4}}[ -]?{DIGITS}|{CODE}{MONEY_BEHIND})"
CALLED = r"(?:[ -]?(?:number|no\b\.?|nr\b\.?|id\b|code|ref(?:erence)?|#))"
TAX_NAME = (
    rf"(?:tax{CALLED}{{1,2}}|tax(?:payer)?[ -]identification{CALLED}?"
    rf"|(?:social security|national insurance|passport|identity card){CALLED}?"
    r"|(?:VAT|TIN|EIN|SSN|ITIN|UTR|NINO?|NIF|NIE|CIF|DNI|NIP|PESEL|CPF|CNPJ|BSN|SIRET|SIREN|ABN|TFN"
    r"|GSTIN?|codice fiscale|partita iva|USt-?Id(?:Nr)?\.?|UID|Steuer-?(?:ID|nummer|nr\.?))"
    rf"{CALLED}{{0,2}})"
)
BANK_NAME = (
    rf"(?:sort ?code|(?:bank )?account{CALLED}?|acct\.?{CALLED}?|a/c{CALLED}?|routing{CALLED}?"
    rf"|ABA{CALLED}?|BSB|transit{CALLED}|IBAN{CALLED}?|Kontonummer|Konto-?Nr\.?|BLZ|Bankleitzahl)"
)
CARD_NAME = rf"(?:(?:credit |debit |bank )?card{CALLED})"
PHONE_NAME = (
    r"(?:(?:tele)?phone|tel\b\.?|mobile|cell|whats ?app|fax|handy|call|ring|dial|reach)"
    rf"{CALLED}?(?: (?:me|her|him|us|them))?(?: (?:on|at|under))?"
)
MESSENGER = (
    r"(?:telegram|signal|whats ?app|skype|discord|wechat|viber|threema|messenger|linkedin"
    r"|insta(?:gram)?|twitter|facebook)"
)
HANDLE = r"(?:@[\w.-]*\w|live:[\w.-]+|(?=[\w.-]*[\d._])[A-Za-z][\w.-]*\w)"
POSTCODE = r"(?-i:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})\b"
NAMES = r"(?:(?-i:[A-ZÄÖÜÉ])[\w'’.-]+,? ){0,3}"
PLACE = (
    rf"(?:,? {NAMES}(?:{POSTCODE}|(?:(?-i:[A-Z]{{2}}) )?\d{{5}}(?:-\d{{4}})?\b)"
    r"|,? (?-i:[A-Z]{1,2}-)?\d{4,5} (?-i:[A-ZÄÖÜ])[\w'’-]+)"
)
UNIT = r"(?:,? (?:apt|apartment|suite|unit|flat|floor|#)\.? ?\w{1,5}\b)?"
HOUSE = r"(?<![\w.,$€£-])\d{1,5}[a-z]?,? (?:(?-i:[A-Z])[\w'’.-]+ ){1,4}"


def _if(valid: Callable[[str], bool], mark: str) -> Mask:
    return lambda match: mark if valid(match[0]) else match[0]


def _is_card(text: str) -> bool:
    from stdnum import luhn

    return bool(luhn.is_valid(re.sub(r"\D", "", text)))


def _is_iban(text: str) -> bool:
    from stdnum import iban

    return bool(iban.is_valid(text))


def _is_tax(text: str) -> bool:
    from stdnum.de import idnr
    from stdnum.es import nif
    from stdnum.eu import vat
    from stdnum.gb import vat as british

    number = text.removeprefix("GB")
    checks = (vat.is_valid(text), idnr.is_valid(text), british.is_valid(number), nif.is_valid(text))
    return any(checks)


def _behind(name: str, value: str, mark: str) -> tuple[re.Pattern[str], Mask]:
    """A value behind its name: the name stays, that the reader knows what was there."""
    pattern = re.compile(rf"\b({name}{LINKING})(?:(?<![A-Z0-9])|(?=\d)){value}", re.IGNORECASE)
    return pattern, lambda match: f"{match[1]}{mark}"


def _any(pattern: str, mark: str | Mask, flags: int = 0) -> tuple[re.Pattern[str], Mask]:
    return re.compile(pattern, flags), mark if callable(mark) else lambda _: mark


RULES: tuple[tuple[Kind, tuple[re.Pattern[str], Mask]], ...] = (
    ("card", _any(r"\b(?:\d[ -]?){13,19}\b", _if(_is_card, "[card number]"))),
    ("card", _behind(CARD_NAME, r"\d(?:[ -]?\d){11,18}", "[card number]")),
    ("card", _behind(r"(?:CVV2?|CVC2?)(?: code)?", r"\d{3,4}\b", "[card number]")),
    (
        "bank",
        _any(
            r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b",
            _if(_is_iban, "[bank account]"),
        ),
    ),
    (
        "bank",
        _behind(
            BANK_NAME,
            rf"(?:[A-Z]{{2}}\d\d(?: ?\w{{4}}){{3,7}}(?: ?\w{{1,3}})?\b|{NUMBER})",
            "[bank account]",
        ),
    ),
    (
        "bank",
        _behind(
            r"(?:BIC|SWIFT)(?:[ /](?:code|BIC))?", r"[A-Z]{6}[A-Z0-9]{2,5}\b", "[bank account]"
        ),
    ),
    ("tax", _behind(TAX_NAME, NUMBER, "[tax number]")),
    (
        "tax",
        _any(
            rf"\b{NUMBER}(?=,? (?:is|as) (?:my|her|his|their|our|the|a) {TAX_NAME}"
            rf"|,? \({TAX_NAME}\))",
            "[tax number]",
            re.IGNORECASE,
        ),
    ),
    ("tax", _any(r"\b(?:\d{3}-\d{2}-\d{4}|\d{2}-\d{7})\b", "[tax number]")),
    (
        "tax",
        _any(
            r"\b(?:[A-Z]{2}[0-9A-Z]{8,12}|\d{2} ?\d{3} ?\d{3} ?\d{3}|[XYZ\d]\d{7}[A-Z])\b",
            _if(_is_tax, "[tax number]"),
        ),
    ),
    ("tax", _any(r"\b[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b", "[tax number]")),
    (
        "handle",
        _any(
            r"(?:https?://)?(?<![\w.-])(?:[\w-]{1,20}\.)?(?:linkedin\.com/(?:in|pub)/|t\.me/|wa\.me/|signal\.me/"
            r"|discord\.gg/|m\.me/|join\.skype\.com/)[^\s,;)>\]\"']+",
            "[handle]",
            re.IGNORECASE,
        ),
    ),
    (
        "handle",
        _any(
            rf"\b({MESSENGER}(?: (?:handle|id|name|user(?:name)?|account|profile))?"
            rf"[\s:=]{{0,3}}(?:(?:is|as|at|under)\b[\s:]{{0,2}})?){HANDLE}",
            lambda match: f"{match[1]}[handle]",
            re.IGNORECASE,
        ),
    ),
    ("handle", _any(rf"(?<![\w.])@[\w.-]*\w(?= on {MESSENGER}\b)", "[handle]", re.IGNORECASE)),
    (
        "phone",
        _any(
            r"\+\d[\d ()./-]{6,18}\d(?!\w)"
            r"|(?<![\w.,-])00[1-9][\d ()./-]{6,18}\d(?!\w)"
            r"|(?<![\w.,-])(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])"
            r"|(?<![\w.,$€£:-])1?[2-9]\d{2}[2-9]\d{6}(?![\w-]|[.,]\d|\s?[%€£$])"
            r"|(?<![\w.,-])\(?0\d{2,4}\)?[ /-](?:\d{5,9}|\d{3,4}[ -]?\d{3,5})(?: \d{2,4})?(?![\w-])"
            r"|(?<![\w.,-])0[1-9]([ .-]?)\d{2}(?:\1\d{2}){3}(?![\w-]|[.,]\d)"
            r"|(?<![\w.,:-])0[1-9]\d{8,10}(?![\w-]|[.,]\d)",
            "[phone]",
        ),
    ),
    ("phone", _behind(PHONE_NAME, r"\(?\d(?:[ ()./-]{0,2}\d){6,14}(?!\w|[.,]\d)", "[phone]")),
    (
        "address",
        _any(
            rf"{HOUSE}(?:(?:street|road|avenue|lane|boulevard|blvd|rd|ave|crescent|terrace|gardens"
            rf"|parkway)\b\.?{UNIT}{PLACE}?|(?:st|drive|dr|close|court|ct|place|square|way|row|hill"
            rf"|mews|ln)\b\.?{UNIT}{PLACE})",
            "[address]",
            re.IGNORECASE,
        ),
    ),
    (
        "address",
        _any(
            r"(?<![\w-])(?:[A-ZÄÖÜ][\w-]{0,40}?)??(?:[Ss]tra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ufer"
            r"|straat|laan|plein|gatan|vej) \d{1,4} ?[a-z]?\b"
            rf"{PLACE}?",
            "[address]",
        ),
    ),
    (
        "address",
        _any(
            r"(?<![\w.,$€£-])\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|chemin|quai|calle"
            rf"|avenida|rua|viale|piazza) (?:[\w'’-]+ ){{0,3}}(?-i:[A-ZÉ])[\w'’-]+{PLACE}?",
            "[address]",
            re.IGNORECASE,
        ),
    ),
    ("address", _any(r"\bP\.?O\.? ?Box \d+\b", "[address]", re.IGNORECASE)),
    (
        "address",
        _any(
            r"(?<![\w-])[A-PR-UWYZ][A-HK-Y]?\d[A-HJKMNPR-Y\d]? \d[ABD-HJLNP-UW-Z]{2}(?![\w-])",
            "[address]",
        ),
    ),
    ("address", _any(r"(?<=[a-z], )[A-Z]{2} \d{5}(?:-\d{4})?(?!\w)", "[address]")),
)
"""What is looked for, in this order: a number with its name before one without."""
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")


def redact(text: str, own_domains: Collection[str] = (), kinds: Collection[str] = KINDS) -> str:
    """The text with what is of those kinds masked; colleagues' addresses stay."""
    if "email" in kinds:
        text = EMAIL.sub(lambda m: m[0] if m[0].split("@")[1] in own_domains else "[e-mail]", text)
    for kind, (pattern, mask) in RULES:
        if kind in kinds:
            text = pattern.sub(mask, text)
    return text
