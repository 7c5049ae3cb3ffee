"""How amounts are written: numbers, currencies, multipliers, and the patterns made of them."""

import re
from functools import cache

from babel.numbers import NumberFormatError, parse_decimal

from assistant.offline.language import any_of, lexicon, put_in
from assistant.offline.understanding.text.passage import Passage


def code_of(mark: str) -> str:
    """The code of a currency by its mark or name: $, quid."""
    table = lexicon("money")
    known = {name.lower(): code for name, code in (table["symbols"] | table["words"]).items()}
    return str(known.get(mark.strip().lower(), mark.strip().upper()))


@cache
def currencies() -> str:
    """A pattern for any mark, code or name of a currency."""
    table = lexicon("money")
    return any_of([*table["symbols"], *table["codes"], *table["words"]])


def multiplier(word: str | None) -> float:
    """What a word multiplies a number by: k is a thousand, cents a hundredth, no word 1."""
    return float(lexicon("money")["multipliers"].get((word or "").lower().strip("."), 1))


def number_of(text: str | None) -> float | None:
    """A number as people write it: 12,000 and 12.000 are thousands, 1,5 and 1.5 are not."""
    if not text:
        return None
    plain = re.sub(r"[ '’]", "", text).strip(".,")
    continental = re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?|\d+,\d{1,2}", plain)
    try:
        return float(parse_decimal(plain, locale="de" if continental else "en_US"))
    except NumberFormatError:
        return None


@cache
def _parts() -> dict[str, str]:
    """What an amount is made of: its number, marks, multiplier and what it is paid for."""
    table = lexicon("money")
    number = r"0[.,]\d+|\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)|\d+"
    return {
        "marks": any_of([*table["symbols"], *table["codes"]]),
        "posts": currencies(),
        "number": number,
        "multiplier": any_of(table["multipliers"]),
        "bases": "|".join(table["basis_after"].values()),
    }


@cache
def upper_pattern() -> re.Pattern[str]:
    """The most that an amount may be, behind it: ", max 600"."""
    return re.compile(put_in(lexicon("money")["upper"], _parts()), re.IGNORECASE)


@cache
def money_pattern() -> re.Pattern[str]:
    """An amount or a range of amounts, with their currency and what they are paid for."""
    words = _parts()
    one = (
        r"(?:(?<![\w€£])(?P<pre{n}>{marks})\s*(?::\s*)?)?(?<![\w.,])(?<!\d:)(?P<{name}>(?>{number}))"
        r"(?:-?ish)?(?:\s*-?(?P<mult{n}>{multiplier})\b)?"
        r"(?:(?P<apart{n}>,)?[ \t]*(?P<post{n}>{posts})(?![\w])(?(apart{n})(?!\s*:?\s*\d)))?"
    )
    first = put_in(one, words | {"n": "", "name": "low"})
    second = put_in(one, words | {"n": "2", "name": "high"})
    counts = lexicon("money")["not_money_after"].removeprefix("^")
    between, join = (put_in(lexicon("money")[name], words) for name in ("between", "join"))
    each, lasts = lexicon("money")["each"], lexicon("money")["lasts"]
    led = rf"(?!{lasts})\s*,?\s*(?:flat |fixed |rate |max |gross |net |as an? )?"
    basis = rf"{each}(?:{led}(?P<basis>{words['bases']}))?"
    ranged = rf"{between}{first}(?:{join}{second}(?!{counts}))?"
    return re.compile(rf"(?<!\d-){ranged}{basis}", re.IGNORECASE)


def marked_currency(match: re.Match[str]) -> str | None:
    """The currency marked beside an amount."""
    return next(iter(marked(match)), None)


def is_of_one_currency(match: re.Match[str]) -> bool:
    """Whether both ends of a range are in one currency, as far as they are marked."""
    return len({*marked(match)}) <= 1


def marked(match: re.Match[str]) -> list[str]:
    """The currencies marked at both ends of a range."""
    marks = (match[group] for group in ("pre", "post", "pre2", "post2"))
    return [code_of(mark) for mark in marks if mark and mark.strip()]


def named_after(passage: Passage, match: re.Match[str]) -> str:
    """The currency said after the basis, "450 a day, pounds", else the only one of the text."""
    after = re.match(
        rf"\s*[,(]\s*({currencies()})(?!\w)", passage.text[match.end() :], re.IGNORECASE
    )
    return code_of(after[1]) if after else other_currency(passage) or "USD"


def other_currency(passage: Passage) -> str | None:
    """The currency that a text names, if it is one."""
    named = re.finditer(
        rf"(?<![A-Za-z])(?:{currencies()})(?![A-Za-z])", passage.text, re.IGNORECASE
    )
    codes = {code_of(match[0]) for match in named} - {"CAD"}  # more often a way to draw
    return codes.pop() if len(codes) == 1 else None
