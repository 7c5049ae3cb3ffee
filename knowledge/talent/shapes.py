"""Profiles as files write them, in our one shape: other names of fields, rates in words, parts."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "field_names.json"
NUMBER = r"(?P<amount>\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d{1,2})?)(?P<thousand>k\b)?"
UPPER = r"(?:\s?(?:-|–|to)\s?[$€£₹]?\s?(?P<upper>\d+(?:\.\d+)?))?"
SIGN = r"(?P<{}>us\$|[$€£₹¥]|\b(?:usd|eur|gbp|chf|cad|aud|inr|pln|sek|nok|dkk|jpy)\b{})"
BASIS = (
    r"(?:\s?(?:/|\bper\b|\ban?\b|\beach\b)?\s?)"
    r"(?P<basis>hours?\b|hrs?\b|h\b|hourly\b|days?\b|daily\b|pd\b|ph\b|d\b)"
)
RATE = re.compile(
    rf"(?:{SIGN.format('before', '')}\s?)?{NUMBER}{UPPER}"
    rf"(?:\s?{SIGN.format('after', '|dollars|euros?|pounds')})?{BASIS}",
    re.IGNORECASE,
)
DAILY = re.compile(r"^(?:d|pd)$|day|daily", re.IGNORECASE)
HOURLY = re.compile(r"^(?:h|ph|hrs?)$|hour", re.IGNORECASE)


def shaped(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields under our names and in our shapes; what is empty is left out."""
    values = {k: v for k, v in given.items() if v not in (None, "", [], {})}
    for ours, others in names()["names"].items():
        theirs = next((name for name in others if name in values), None)
        if ours not in values and theirs is not None:
            values[ours] = _with_basis(theirs, values.pop(theirs)) if ours == "rate" else (
                values.pop(theirs)
            )  # fmt: skip
    _shape(values)
    return {k: v for k, v in values.items() if v is not None}


def read_rate(said: Any) -> dict[str, Any] | None:
    """A rate in our shape, from a number, a text such as "$85/hr", or parts by whatever name."""
    if isinstance(said, bool) or said is None:
        return None
    if isinstance(said, int | float):
        return {"amount": said}
    if isinstance(said, Mapping):
        return _rate_of_parts(said)
    text = str(said).strip()
    if re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        return {"amount": float(text)}
    return rate_in(text) or rate_in(f"{text}/h")


def rate_in(text: str) -> dict[str, Any] | None:
    """The first rate by the hour or day that a text states in a currency."""
    for match in RATE.finditer(text):
        sign = match["before"] or match["after"]
        if sign is not None:
            amount = float((match["upper"] or match["amount"]).replace(" ", "").replace(",", ""))
            return {
                "amount": amount * (1000 if match["thousand"] else 1),
                "currency": currency(sign),
                "basis": "daily" if DAILY.search(match["basis"]) else "hourly",
            }
    return None


def currency(said: Any) -> str:
    """The code of a currency, from its code in any case, its sign or its name."""
    plain = str(said).strip().lower()
    return str(names()["currencies"].get(plain, plain.upper()))


def level(said: Any) -> str | None:
    """One of our levels of skill; None for a word that is none."""
    plain = str(said).strip().lower()
    return next((ours for ours, words in names()["levels"].items() if plain in words), None)


def listed(value: Any) -> Any:
    """Lists arrive as lists, or as one cell of a CSV file with `|` or `;` between."""
    if isinstance(value, str):
        mark = "|" if "|" in value else ";" if ";" in value else ","
        return [part.strip() for part in value.split(mark) if part.strip()]
    return [] if value is None else value


@cache
def names() -> dict[str, Any]:
    """What files call the fields, their parts, levels and currencies."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def _shape(values: dict[str, Any]) -> None:
    if isinstance(values.get("id"), int | float):
        values["id"] = str(values["id"])
    place = values.get("location")
    if isinstance(place, Mapping):
        values.setdefault("timezone", place.get("timezone"))
        values["location"] = ", ".join(str(one) for one in place.values() if isinstance(one, str))
    free = values.get("available_from")
    if isinstance(free, Mapping):
        values.setdefault("hours_per_week", free.get("hours_per_week"))
        values["available_from"] = _part("from", free)
    if "skills" in values:
        values["skills"] = [_skill(one) for one in _list(listed(values["skills"]))]
    if "work" in values:
        values["work"] = [_work(one) for one in _list(values["work"])]
    if "languages" in values:
        values["languages"] = [_language(one) for one in _list(listed(values["languages"]))]
    _shape_rate(values)


def _shape_rate(values: dict[str, Any]) -> None:
    if isinstance(values.get("rate"), str | int | float | Mapping):
        rate = read_rate(values["rate"])
        given = {"currency": values.get("rate_currency"), "basis": values.get("rate_basis")}
        if rate is not None:
            named = {part: said for part, said in given.items() if said}
            values["rate"] = rate | named
    elif "rate" not in values and isinstance(values.get("text"), str):
        values["rate"] = rate_in(values["text"])


def _with_basis(name: str, value: Any) -> Any:
    if "da" in name.lower() and not isinstance(value, Mapping):
        found = read_rate(value)
        return value if found is None else found | {"basis": "daily"}
    return value


def _rate_of_parts(said: Mapping[str, Any]) -> dict[str, Any] | None:
    amount = _part("amount", said)
    if amount is None:
        return None
    found = {} if isinstance(amount, int | float) else read_rate(str(amount)) or {}
    found.setdefault("amount", amount)
    if said.get("currency"):
        found["currency"] = currency(said["currency"])
    basis = str(_part("basis", said) or ("daily" if "daily" in said else ""))
    if basis:
        found["basis"] = (
            "daily" if DAILY.search(basis) else "hourly" if HOURLY.search(basis) else basis
        )
    return found


def _skill(said: Any) -> Any:
    if isinstance(said, Mapping):
        stated = said.get("level") or said.get("proficiency")
        years = said.get("years", said.get("years_experience"))
        return {"name": _part("skill", said), "level": level(stated), "years": years}
    return {"name": said} if isinstance(said, str) else said


def _work(said: Any) -> Any:
    if isinstance(said, Mapping):
        return dict(said) | {
            "title": _part("work", said) or "",
            "summary": _part("summary", said) or "",
        }
    return {"title": said} if isinstance(said, str) else said


def _language(said: Any) -> Any:
    if isinstance(said, Mapping):
        stated = said.get("level") or said.get("proficiency")
        name = _part("language", said)
        return f"{name} ({stated})" if stated else name
    return said


def _part(kind: str, said: Mapping[str, Any]) -> Any:
    return next((said[n] for n in names()["parts"][kind] if said.get(n) is not None), None)


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [value]
