"""The signals a ranking uses, their weights, and how a person's priorities change them (R30)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.errors import BadInput

FILE = Path(__file__).parent / "data" / "weights.json"
MOST, LEAST = 4.0, 0.0


@dataclass(frozen=True)
class Weights:
    """A version of the weights: a share for each signal; only those a brief needs take part."""

    version: str
    shares: Mapping[str, float]
    priorities: Mapping[str, float]

    def prioritised(self, priorities: Mapping[str, float]) -> "Weights":
        """The same weights with some signals multiplied, as a person asked.

        Raises:
            BadInput: a signal is not known, or a factor lies outside 0 to 4.
        """
        known: dict[str, float] = dict(self.priorities)
        for name, factor in priorities.items():
            signal = signal_named(name)
            if not LEAST <= factor <= MOST:
                raise BadInput(f"A priority lies between 0 and 4; {name} was given {factor:g}.")
            known[signal] = float(factor)
        return replace(self, priorities=known)

    def of(self, signal: str) -> float:
        """The weight of a signal before it is shared out among those that take part."""
        return self.shares[signal] * self.priorities.get(signal, 1.0)

    def as_json(self) -> dict[str, Any]:
        """The weights as they are kept in a record."""
        return {
            "version": self.version,
            "shares": dict(self.shares),
            "priorities": dict(self.priorities),
        }

    @staticmethod
    def from_json(stored: Mapping[str, Any]) -> "Weights":
        """Weights out of a record."""
        return Weights(stored["version"], dict(stored["shares"]), dict(stored["priorities"]))


@dataclass(frozen=True)
class SignalNote:
    """What is disclosed of a signal: its name for people, what it measures, other words."""

    name: str
    label: str
    measures: str
    words: tuple[str, ...]


@cache
def signal_notes() -> dict[str, SignalNote]:
    """Every signal, disclosed (R30), in the order explanations list them."""
    rows = json.loads(FILE.read_text(encoding="utf-8"))["signals"]
    return {
        r["name"]: SignalNote(r["name"], r["label"], r["measures"], tuple(r["words"])) for r in rows
    }


@cache
def default_weights() -> Weights:
    """The weights the product ships with."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(stored["version"], {r["name"]: r["weight"] for r in stored["signals"]}, {})


def signal_named(word: str) -> str:
    """The signal that a person's word means, such as "speed" for availability.

    Raises:
        BadInput: no signal is called that.
    """
    plain = word.strip().lower().replace("_", " ")
    for note in signal_notes().values():
        if plain in (note.name.replace("_", " "), note.label.lower(), *note.words):
            return note.name
    known = ", ".join(signal_notes())
    raise BadInput(f"No signal is called {word!r}; there are {known}.")


OVER = re.compile(
    r"(?P<more>[\w' -]{1,60}?) (?:matters?|counts?|is|are) (?:much |far )?"
    r"(?:more(?: important)?|over) (?:than )?(?P<less>[\w' -]+)",
    re.IGNORECASE,
)
NOT_MATTER = re.compile(
    r"(?:ignore|forget|never mind) (?P<a>[\w' -]+)|"
    r"(?P<b>[\w' -]{1,60}?) (?:doesn't|does not|do not|don't|isn't|is not) (?:really )?"
    r"(?:matter|count|(?=so |that |as |all |too |very )(?=[\w ]*important))"
    r"(?P<little>\s?\b(?:so|that|as|all that|too|very) (?:much|important))?",
    re.IGNORECASE,
)
TIMES = re.compile(
    r"(?P<a>[\w' -]{1,60}?) (?:counts?|matters?|weighs?) (?P<times>half|double|twice|triple|"
    r"three times|quadruple|four times)\b",
    re.IGNORECASE,
)
FACTORS = {"half": 0.5, "double": 2.0, "twice": 2.0, "triple": 3.0, "three times": 3.0}
MATTERS = re.compile(
    r"(?P<a>[\w' -]{1,60}?) (?:matters?|counts?|is|are) (?:the )?(?:most|a lot|more|important|key)|"
    r"(?:prioriti[sz]e|focus on|prefer|value) (?P<b>[\w' -]+)",
    re.IGNORECASE,
)


def reweighted(said: str) -> dict[str, float]:
    """Priorities in a sentence: "speed matters more than price" is availability 2, price 0.5."""
    if match := OVER.search(said):
        return {_in(match["more"]): 2.0, _in(match["less"]): 0.5} if _both(match) else {}
    if match := NOT_MATTER.search(said):
        signal = _maybe(match["a"] or match["b"])
        return {signal: 0.5 if match["little"] else 0.0} if signal else {}
    if match := TIMES.search(said):
        signal = _maybe(match["a"])
        return {signal: FACTORS.get(match["times"].lower(), MOST)} if signal else {}
    if match := MATTERS.search(said):
        signal = _maybe(match["a"] or match["b"])
        return {signal: 2.0} if signal else {}
    return {}


def _both(match: re.Match[str]) -> bool:
    return bool(_maybe(match["more"]) and _maybe(match["less"]))


def _in(words: str) -> str:
    return _maybe(words) or ""


def _maybe(words: str) -> str | None:
    """The signal that some words name, whatever stands around the name."""
    plain = words.lower()
    named = [
        (plain.rfind(word), note.name)
        for note in signal_notes().values()
        for word in (note.name.replace("_", " "), *note.words)
        if re.search(rf"\b{re.escape(word)}\b", plain)
    ]
    return max(named)[1] if named else None
