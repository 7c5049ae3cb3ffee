"""Reads codes out of what people write: systems, kinds of data, places."""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

NEGATION_REACH = 6
"""How many words before a term a "no" or "without" still turns it round."""


@cache
def vocabulary() -> dict[str, Any]:
    """The words the rules understand, as data."""
    text = resources.files("knowledge.rules").joinpath("vocabulary.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(terms, key=len, reverse=True)
    return re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?:s)?(?!\w)", re.IGNORECASE
    )


def mentions(text: str, terms: Iterable[str], *, heed_negation: bool = False) -> bool:
    """Whether the text holds one of the terms; with heed_negation, "no X" is no mention."""
    for match in _pattern(tuple(terms)).finditer(text):
        if not (heed_negation and _negated(text[: match.start()])):
            return True
    return False


def _negated(before: str) -> bool:
    clause = re.split(r"[.;:!?\n]", before)[-1].casefold()
    words = re.findall(r"[\w'’]+", clause.replace("n't", " n't").replace("n’t", " n't"))
    return any(word in vocabulary()["negations"] for word in words[-NEGATION_REACH:])


def system_kinds(systems: Iterable[str]) -> list[str]:
    """The kinds of system named, in the order of the vocabulary; what is on no list is "other"."""
    found: set[str] = set()
    for named in systems:
        found |= _kinds_of(named.replace("_", " "))
    return [kind for kind in (*vocabulary()["systems"], "other") if kind in found]


@cache
def _kinds_of(named: str) -> frozenset[str]:
    words = vocabulary()
    if not named.strip() or named.strip().casefold() in words["no_system"]:
        return frozenset()
    plain = _pattern(tuple(words["not_that_system"])).sub(" ", named)
    if plain != named and not plain.strip():
        return frozenset({"other"})
    kinds = {k for k, terms in words["systems"].items() if mentions(plain, (k, *terms))}
    kinds |= {k for k in words["systems"] if k.replace("_", " ") in plain.casefold()}
    return frozenset(kinds or {"other"})


def data_kinds(text: str) -> list[str]:
    """The kinds of protected data that the text mentions and does not rule out."""
    kinds: dict[str, list[str]] = vocabulary()["data_kinds"]
    return [kind for kind, terms in kinds.items() if mentions(text, terms, heed_negation=True)]


@cache
def place(text: str) -> str | None:
    """The country, as ISO 3166-1 alpha-2, or the state (`US-CA`) that the text names, or None.

    Of several, the one with the strictest rules: the order of the vocabulary.
    """
    code = text.strip().upper()
    listed: dict[str, list[str]] = vocabulary()["places"]
    if re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code):
        return code if code in listed else code[:2]
    for names in (listed, _countries()):
        for found, terms in names.items():
            if mentions(text, terms, heed_negation=True):
                return found
    return code if code in _countries() else None


def moved_to(text: str, code: str) -> str:
    """The text with another place where it names one."""
    named = place(text) or ""
    names = (*vocabulary()["places"].get(named, ()), *_countries().get(named, ()))
    return _pattern(names).sub(place_name(code), text) if names else text


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    import pycountry

    return {
        country.alpha_2: tuple(
            name
            for name in (country.name, getattr(country, "common_name", None))
            if name is not None
        )
        for country in pycountry.countries
    }


@cache
def place_name(code: str) -> str:
    """How the place is called in a sentence."""
    import pycountry

    named = vocabulary()["jurisdiction_names"].get(code)
    country = pycountry.countries.get(alpha_2=code[:2])
    return str(named or (getattr(country, "common_name", country.name) if country else code))
