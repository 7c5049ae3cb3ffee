"""How well messages are understood: intent accuracy, and precision and recall of every field."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from evals.understanding.sets import NOW, Half, load

if TYPE_CHECKING:
    from assistant.offline.understanding.reader import Understanding

NOTED = "requirements"
"""What no field takes is noted word for word; the sets say nothing of it."""
SETS = ("intents", "extraction", "blind", "voices", "strangers")
NAMES = ("right", "wrong", "missed")
BARS = {
    "intent_accuracy": 0.93,
    "extraction_f1": 0.92,
    "worst_field_f1": 0.85,
    "median_ms": 15.0,
    "p95_ms": 40.0,
}
TEXTS = ("role", "scope", "location", "language", "business_unit")
LISTS = ("deliverables", "acceptance_criteria", "systems", "arrangement")
ALIKE = {"role": 85, "scope": 62, "location": 80, "language": 90, "business_unit": 95}


@dataclass
class Count:
    """Right, wrong and missed values of one field."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there was nothing to find."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0

    def as_json(self) -> dict[str, float]:
        """Precision, recall and F1, and on how many gold values they rest."""
        found, gold = self.right + self.wrong, self.right + self.missed
        return {
            "precision": round(self.right / found, 4) if found else 1.0,
            "recall": round(self.right / gold, 4) if gold else 1.0,
            "f1": round(self.f1, 4),
            "gold": gold,
        }


@dataclass
class Measured:
    """What reading some messages gave: intents right of all, counts a field, seconds a message."""

    right: int = 0
    intents: int = 0
    fields: dict[str, Count] = dataclass_field(default_factory=lambda: defaultdict(Count))
    times: list[float] = dataclass_field(default_factory=list)

    @property
    def accuracy(self) -> float:
        """The share of messages whose intent was read right."""
        return self.right / self.intents if self.intents else 1.0

    @property
    def overall(self) -> Count:
        """The counts of all fields together."""
        return Count(*(sum(getattr(c, n) for c in self.fields.values()) for n in NAMES))

    @property
    def worst(self) -> tuple[str, float]:
        """The field read worst, and its F1."""
        name = min(self.fields, key=lambda name: self.fields[name].f1)
        return name, self.fields[name].f1

    def as_json(self) -> dict[str, Any]:
        """Precision, recall and F1 of every field by name."""
        return {name: count.as_json() for name, count in sorted(self.fields.items())}


def bench_understanding(*, quick: bool = False) -> dict[str, Any]:
    """The bars of understanding on messages that were not tuned on.

    The blind set was written by somebody who had not read the reader, that of strangers by people
    who were asked to write as unlike one another as they can: their figures stand alone as well.
    """
    agreed = agreement()
    every, blind, strangers = (
        measure(names, "report") for names in (SETS, ["blind"], ["strangers"])
    )
    return {
        "bars": [
            *_bars("understanding", every),
            *_bars("understanding.blind", blind),
            *_bars("understanding.strangers", strangers),
            _bar("understanding.median_ms", 1000 * median(every.times), "ms", most=True),
            _bar("understanding.p95_ms", 1000 * quantiles(every.times, n=20)[-1], "ms", most=True),
        ],
        "fields": every.as_json(),
        "blind_fields": blind.as_json(),
        "strangers_fields": strangers.as_json(),
        "people_agree": {"f1": round(agreed.overall.f1, 4), "fields": agreed.as_json()},
        "half": "report",
    }


def measure(names: Iterable[str], half: Half) -> Measured:
    """Read every message of these sets and compare what was read with what was meant."""
    measured = Measured()
    for message in (message for name in names for message in load(name, half)):
        began = time.perf_counter()
        read = read_message(message)
        measured.times.append(time.perf_counter() - began)
        if "intent" in message:
            measured.intents += 1
            measured.right += read.intent == message["intent"]
        if "fields" in message:
            _add(_gold(message), read.fields, measured)
    return measured


def agreement() -> Measured:
    """How a second person, from the text and the written conventions, agrees with the gold."""
    measured = Measured()
    gold = {message["text"]: _gold(message) for message in load("strangers", "report")}
    for opinion in load("second_opinions"):
        _add(gold[opinion["text"]], _gold(opinion), measured)
    return measured


def _gold(message: dict[str, Any]) -> dict[str, Any]:
    """The fields of a message, or of its first request where several roles are wanted."""
    gold: dict[str, Any] = message["fields"] | next(iter(message.get("requests", ())), {})
    return gold


def _add(gold: dict[str, Any], found: dict[str, Any], measured: Measured) -> None:
    for name in {*found, *gold} - {NOTED}:
        compare(name, gold.get(name), found.get(name), measured.fields[name])


def read_message(message: dict[str, Any]) -> "Understanding":
    """What the embedded model reads in a message of a set."""
    from assistant.commands.understand import directory
    from assistant.offline.understanding.reader import understand

    return understand(
        message["text"],
        context=message["context"],
        now=datetime.fromisoformat(message.get("now", NOW)),
        asked=tuple(message.get("asked", ())),
        people=directory(),
    )


def compare(name: str, gold: Any, found: Any, count: Count) -> None:
    """Add one field of one message to its count; lists count item by item."""
    wanted, got = _values(name, gold), _values(name, found)
    matched = 0
    for value in wanted:
        hit = next((other for other in got if same_value(name, value, other)), None)
        if hit is not None:
            got.remove(hit)
            matched += 1
    count.right += matched
    count.missed += len(wanted) - matched
    count.wrong += len(got)


def _values(name: str, value: Any) -> list[Any]:
    if value is None:
        return []
    if name == "skills":
        return [(group, skill) for group, skills in value.items() for skill in skills]
    return list(value) if name in LISTS else [value]


def same_value(name: str, gold: Any, found: Any) -> bool:
    """Whether a field's value is the one meant, however it is spelled."""
    if name == "skills":
        return gold[0] == found[0] and _same_skill(gold[1], found[1])
    if name in ("deliverables", "acceptance_criteria", "systems", "channel_reason"):
        return _by_words(gold, found) >= 75
    if name in TEXTS:
        return _by_words(gold, found) >= ALIKE[name] and _in_order(gold, found) >= 50
    return COMPARED[name](gold, found) if name in COMPARED else bool(gold == found)


def _same_skill(gold: str, found: str) -> bool:
    """Names that are alike, or that the taxonomy knows as the same skill: Vue and Vue.js."""
    from knowledge.skills.taxonomy import Taxonomy

    known = [Taxonomy.load().by_form(name.lower()) for name in (gold, found)]
    return _likeness(gold, found) >= 80 or (known[0] is not None and known[0] == known[1])


def _same_budget(gold: dict[str, Any], found: dict[str, Any]) -> bool:
    keys = ("amount", "max", "currency", "basis")
    return all(_upper(gold, key) == _upper(found, key) for key in keys)


def _same_length(gold: float, found: float) -> bool:
    return abs(float(gold) - float(found)) <= max(0.25, 0.02 * gold)


def _same_person(gold: str, found: str) -> bool:
    """A name, or a part of it, against an address or a name."""
    names = [set(one.lower().split("@")[0].replace(".", " ").split()) for one in (gold, found)]
    return names[0] <= names[1]


COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "budget": _same_budget,
    "duration_weeks": _same_length,
    "budget_owner": _same_person,
}


def _in_order(gold: str, found: str) -> float:
    from rapidfuzz import fuzz, utils

    return float(fuzz.token_sort_ratio(gold, found, processor=utils.default_process))


def _upper(budget: dict[str, Any], key: str) -> Any:
    return budget.get("max") or budget["amount"] if key == "max" else budget[key]


def _by_words(gold: str, found: str) -> float:
    from rapidfuzz import fuzz, utils

    return float(fuzz.token_set_ratio(gold, found, processor=utils.default_process))


def _likeness(gold: str, found: str) -> float:
    from rapidfuzz import fuzz

    return float(fuzz.token_set_ratio(gold.lower(), found.lower()))


def _bars(prefix: str, measured: Measured) -> list[dict[str, Any]]:
    name, f1 = measured.worst
    return [
        _bar(f"{prefix}.intent_accuracy", measured.accuracy, "share"),
        _bar(f"{prefix}.extraction_f1", measured.overall.f1, "F1"),
        _bar(f"{prefix}.worst_field_f1", f1, "F1", note=name),
    ]


def _bar(
    name: str, value: float, unit: str, *, most: bool = False, note: str = ""
) -> dict[str, Any]:
    limit = BARS[name.rpartition(".")[2]]
    ok = value <= limit if most else value >= limit
    told = f"{name} ({note})" if note else name
    return {"name": told, "value": round(value, 4), "unit": unit, "limit": limit, "ok": ok}
