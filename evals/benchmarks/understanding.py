"""How well messages are understood: intent accuracy, and precision and recall of every field."""

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from evals.understanding.sets import NOW, Half, load

BARS = {"intent_accuracy": 0.93, "extraction_f1": 0.92, "field_f1": 0.85, "median_ms": 15.0}
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


def bench_understanding(*, quick: bool = False, half: Half = "report") -> dict[str, Any]:
    """The bars of understanding, measured on messages that were not tuned on."""
    intents, slowest = intent_accuracy(half)
    fields, times = extraction(half)
    overall = Count(
        *(sum(getattr(c, n) for c in fields.values()) for n in ("right", "wrong", "missed"))
    )
    worst = min(fields, key=lambda name: fields[name].f1)
    milliseconds = 1000 * median(slowest + times)
    return {
        "bars": [
            _bar("understanding.intent_accuracy", intents, "share", BARS["intent_accuracy"]),
            _bar("understanding.extraction_f1", overall.f1, "F1", BARS["extraction_f1"]),
            _bar(
                f"understanding.worst_field_f1 ({worst})", fields[worst].f1, "F1", BARS["field_f1"]
            ),
            _bar("understanding.median_ms", milliseconds, "ms", BARS["median_ms"], most=True),
        ],
        "fields": {name: count.as_json() for name, count in sorted(fields.items())},
        "half": half,
    }


def intent_accuracy(half: Half) -> tuple[float, list[float]]:
    """The share of messages whose intent is read right, and the seconds each took."""
    from assistant.offline.understanding.reader import understand

    now, right, times = datetime.fromisoformat(NOW), 0, []
    messages = load("intents", half)
    for message in messages:
        began = time.perf_counter()
        read = understand(message["text"], context=message["context"], now=now)
        times.append(time.perf_counter() - began)
        right += read.intent == message["intent"]
    return right / len(messages), times


def extraction(half: Half) -> tuple[dict[str, Count], list[float]]:
    """Counts a field, and the seconds each message took."""
    counts: dict[str, Count] = defaultdict(Count)
    times = []
    for message in load("extraction", half):
        began = time.perf_counter()
        fields = read_fields(message)
        times.append(time.perf_counter() - began)
        for name in {*fields, *message["fields"]}:
            compare(name, message["fields"].get(name), fields.get(name), counts[name])
    return dict(counts), times


def read_fields(message: dict[str, Any]) -> dict[str, Any]:
    """The fields the embedded model reads in a message of the set."""
    from assistant.commands.understand import directory
    from assistant.offline.understanding.reader import understand

    return understand(
        message["text"],
        context=message["context"],
        now=datetime.fromisoformat(NOW),
        asked=tuple(message.get("asked", ())),
        people=directory(),
    ).fields


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
        return gold[0] == found[0] and _likeness(gold[1], found[1]) >= 80
    if name in ("deliverables", "acceptance_criteria", "systems"):
        return _likeness(gold, found) >= 75
    if name in TEXTS:
        return _likeness(gold, found) >= ALIKE[name] and _in_order(gold, found) >= 50
    return COMPARED[name](gold, found) if name in COMPARED else bool(gold == found)


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
    from rapidfuzz import fuzz

    return float(fuzz.token_sort_ratio(gold.lower(), found.lower()))


def _upper(budget: dict[str, Any], key: str) -> Any:
    return budget.get("max") or budget["amount"] if key == "max" else budget[key]


def _likeness(gold: str, found: str) -> float:
    from rapidfuzz import fuzz

    return float(fuzz.token_set_ratio(gold.lower(), found.lower()))


def _bar(name: str, value: float, unit: str, limit: float, *, most: bool = False) -> dict[str, Any]:
    ok = value <= limit if most else value >= limit
    return {"name": name, "value": round(value, 4), "unit": unit, "limit": limit, "ok": ok}
