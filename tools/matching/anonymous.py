"""Candidates without names: "Candidate A" wherever somebody is spoken of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from string import ascii_uppercase
from typing import Any

from tools.matching.blinding import CONTACT, GENDER
from tools.matching.explain import Candidate

KEPT = frozenset(("id", "source", "vendor", "signal", "label", "kind", "status", "band", "routes"))
"""What says nothing of who somebody is, or is what a button has to name."""
LEAST_LETTERS = 3


def lettered(place: int) -> str:
    """What a candidate is called instead: Candidate A to Z, then AA, AB and so on."""
    letters, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, len(ascii_uppercase))
        letters = ascii_uppercase[letter] + letters
    return f"Candidate {letters}"


def anonymised(
    candidates: Sequence[Candidate], known: Mapping[str, str]
) -> tuple[tuple[Candidate, ...], dict[str, str]]:
    """The candidates under other names, and who has which; `known` are names given before."""
    given = dict(known)
    for one in candidates:
        given.setdefault(one.id, lettered(len(given)))
    return tuple(_hidden(one, given[one.id]) for one in candidates), given


def _hidden(one: Candidate, called: str) -> Candidate:
    parts = [part for part in (one.name, *one.name.split()) if len(part) >= LEAST_LETTERS]
    names = re.compile("|".join(rf"\b{re.escape(p)}\b" for p in parts) or r"(?!)", re.IGNORECASE)

    def without(text: str) -> str:
        return GENDER.sub("…", CONTACT.sub("…", names.sub(called, text)))

    hidden: Candidate = _each_text(one, without)
    return replace(hidden, name=called)


def _each_text(value: Any, change: Any) -> Any:
    """The value with every text in it changed, however deep."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_each_text(one, change) for one in value)
    if isinstance(value, Mapping):
        return {key: _each_text(one, change) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        kept = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in KEPT}
        return replace(value, **{name: _each_text(one, change) for name, one in kept.items()})
    return value
