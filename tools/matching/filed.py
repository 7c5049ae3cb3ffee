"""Briefs as files write them, in our one shape: other names of fields, rates in words."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.errors import BadInput
from knowledge.talent.shapes import listed, rate_in, read_rate

FILE = Path(__file__).parent / "data" / "brief_names.json"
LATER = re.compile(r"^now|immediate|asap|as soon", re.IGNORECASE)


def filed(given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a brief under our names and in our shapes; what is empty is left out."""
    values = {k: v for k, v in given.items() if v not in (None, "", [], {})}
    for ours, others in _names()["names"].items():
        theirs = next((name for name in others if name in values), None)
        if ours not in values and theirs is not None:
            value = values.pop(theirs)
            values[ours] = _rate(theirs, value) if ours == "budget" else value
    values["skills"] = _skills(values)
    if isinstance(values.get("budget"), str):
        values["budget"] = read_rate(values["budget"]) or values["budget"]
    elif "budget" not in values and isinstance(values.get("text"), str):
        values["budget"] = rate_in(values["text"])
    if isinstance(values.get("language"), list | tuple):
        values["language"] = str(values["language"][0])
    if LATER.search(str(values.get("start_date", ""))):
        values.pop("start_date")
    return {k: v for k, v in values.items() if v is not None}


def _rate(name: str, value: Any) -> Any:
    """What a field called a rate says: by the hour, unless it says by the day."""
    daily = {"basis": "daily"} if "da" in name else {}
    rate = read_rate(value)
    if rate is None:
        return value
    return {"currency": "USD", "basis": "hourly"} | rate | daily


def _skills(values: dict[str, Any]) -> dict[str, list[str]]:
    given = values.pop("skills", {})
    parts = dict(given) if isinstance(given, Mapping) else {"must": given}
    found = {}
    for ours, others in _names()["skills"].items():
        said = next((p[n] for n in (ours, *others) for p in (parts, values) if n in p), ())
        names = listed(said)
        if not isinstance(names, list | tuple):
            raise BadInput(f"The brief's skills have to be a list of names, not {names!r}.")
        found[ours] = [_name(one) for one in names]
    return found


def _name(said: Any) -> str:
    return str(said.get("name") or said.get("skill") if isinstance(said, Mapping) else said)


@cache
def _names() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found
