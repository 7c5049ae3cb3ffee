"""What a sentence claims beside its words: what figures count, how strong a rule is, who acts.

A model may say a rule in its own words; these are the parts of it that no other words may change.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.library.words import STOP, stem, words_of

TOKEN = re.compile(
    r"US\$|[$€£%]|\d[\d,]*(?:\.\d+)?[kKmM]?(?![\w])|[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;:.]"
)
JOINTS = ("and", "or", "but", ";", ".")
AFAR = 3
"""Words further from a figure than so many of meaning say nothing of what it is for."""


@dataclass(frozen=True)
class Figure:
    """A number, what it counts ("usd", "%", "day", or nothing), and whether as most or as least.

    `beside` are the terms near it, each with how near: 1 the next word of meaning, less behind it.
    """

    number: str
    unit: str = ""
    bound: str = ""
    beside: Mapping[str, float] = field(default_factory=dict)


def misquoted(sentence: str, source: str) -> list[str]:
    """The figures of a sentence that its source has for something else, or with another bound."""
    there = figures(source)
    return [
        f"{one.number} stands for something else in the passage"
        for one in figures(sentence)
        if (same := [other for other in there if other.number == one.number])
        and not any(_means_the_same(one, other, there) for other in same)
    ]


def _means_the_same(one: Figure, other: Figure, there: Sequence[Figure]) -> bool:
    units = not (one.unit and other.unit) or one.unit == other.unit
    bounds = not (one.bound and other.bound) or one.bound == other.bound
    rivals = (f for f in there if f.unit == other.unit and f.number != other.number)
    return units and bounds and all(_near(one, f) <= _near(one, other) for f in rivals)


def _near(one: Figure, other: Figure) -> float:
    """How much of what stands beside one figure stands beside the other."""
    return sum(min(near, other.beside.get(term, 0.0)) for term, near in one.beside.items())


def figures(text: str) -> list[Figure]:
    """The figures of a text, in order; number words count as numbers."""
    tokens = _with_numbers(TOKEN.findall(text))
    places = [place for place, token in enumerate(tokens) if token[0].isdigit()]
    return [
        Figure(
            tokens[place],
            _unit(tokens, place),
            _bound(tokens, place),
            dict(_beside(tokens, place, -1)) | dict(_beside(tokens, place, 1)),
        )
        for place in places
    ]


def _with_numbers(tokens: Sequence[str]) -> list[str]:
    """The tokens, lower case, with numbers in one form: "twenty-one" and "2,000" as 21 and 2000."""
    numbers, scales = _data()["numbers"], _data()["scales"]
    found: list[str] = []
    for token in tokens:
        low = token.lower()
        parts = low.split("-")
        if low[0].isdigit():
            found.append(words_of(low)[0])
        elif all(part in numbers for part in parts):
            found.append(str(sum(numbers[part] for part in parts)))
        elif low in scales and found and found[-1].isdigit():
            found[-1] = str(int(found[-1]) * scales[low])
        else:
            found.append(low)
    return found


def _unit(tokens: Sequence[str], place: int) -> str:
    """What the figure counts: money by a sign or code on either side, a share, or a measure."""
    data = _data()
    before = tokens[place - 1] if place else ""
    after = [token for token in tokens[place + 1 : place + 3] if token not in data["kinds_of_day"]]
    behind = after[0] if after else ""
    if money := data["currencies"].get(before) or data["currencies"].get(behind):
        return str(money)
    if behind in data["shares"]:
        return "%"
    return stem(behind) if stem(behind) in _measures() else ""


def _bound(tokens: Sequence[str], place: int) -> str:
    """Whether the figure is the most or the least, by the words around it."""
    before = " ".join(t for t in tokens[max(0, place - 5) : place] if t not in _signs())
    after = " ".join(tokens[place + 1 : place + 5])
    for name, form in _forms("bounds_before").items():
        if re.search(rf"\b(?:{form})$", before):
            return name
    return next((n for n, form in _forms("bounds_after").items() if re.search(form, after)), "")


def _beside(tokens: Sequence[str], place: int, step: int) -> Iterator[tuple[str, float]]:
    """The terms on one side of a figure up to the next one or a joint, each with how near it is."""
    far = 0
    while 0 <= (place := place + step) < len(tokens) and far < AFAR:
        token = tokens[place]
        if token[0].isdigit() or token in JOINTS:
            return
        if token.isalpha() and token not in STOP and token not in _signs():
            far += 1
            yield stem(token), 1 / far


def number_named(said: str) -> int:
    """The number that digits or a number word stand for; 0 if they stand for none."""
    number = _with_numbers([said])[0] if said else ""
    return int(number) if number.isdigit() else 0


def strengths(text: str) -> set[str]:
    """How strong a rule is told: as what must be, what may be, what must not be."""
    found, rest = set(), text
    for name, form in _forms("strengths").items():
        rest, met = re.subn(rf"\b(?:{form})\b", " ", rest, flags=re.IGNORECASE)
        found |= {name} if met else set()
    return found


def actors(text: str) -> list[str]:
    """Who is spoken of, in order, each once."""
    return list(dict.fromkeys(stem(m.lower()) for m in _actor().findall(text)))


def swaps_actors(sentence: str, source: str) -> bool:
    """Whether those of whom a sentence speaks stand the other way round in its source."""
    said, there = actors(sentence), actors(source)
    both = [one for one in said if one in there]
    order = [one for one in there if one in both]
    turned = len(both) > 1 and both != order
    return turned and _is_passive(sentence) == _is_passive(source)


def _is_passive(text: str) -> bool:
    return bool(re.search(rf"\bby (?:the |our |a |an )?{_actor().pattern}", text, re.IGNORECASE))


def opens_with(sentence: str) -> str:
    """The first word of a sentence if it may be a name: it carries meaning and opens no phrase."""
    first = next(iter(words_of(sentence)), "")
    return "" if first in STOP or first in _data()["openers"] or first[:1].isdigit() else first


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "claims.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@cache
def _forms(name: str) -> dict[str, str]:
    return {kind: "|".join(forms) for kind, forms in _data()[name].items()}


@cache
def _measures() -> frozenset[str]:
    return frozenset(map(stem, _data()["measures"]))


@cache
def _signs() -> frozenset[str]:
    return frozenset(_data()["currencies"])


@cache
def _actor() -> re.Pattern[str]:
    names = "|".join(sorted(_data()["actors"], key=len, reverse=True))
    return re.compile(rf"\b(?:{names})s?\b", re.IGNORECASE)


@cache
def rule_words() -> frozenset[str]:
    """The terms that tell only of a rule's strength, a bound, a count, or of being paid."""
    data = _data()
    kinds = (data["strengths"], data["bounds_before"], data["bounds_after"])
    forms = " ".join(form for kind in kinds for listed in kind.values() for form in listed)
    plain = ("currencies", "shares", "numbers", "scales", "paying")
    counted = " ".join(word for name in plain for word in data[name])
    return frozenset(map(stem, words_of(f"{forms} {counted}")))
