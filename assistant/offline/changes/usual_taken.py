"""The usual terms: what they come to for the length that was told, and taking them over."""

from typing import Any

from assistant.offline import certain
from assistant.offline.changes.edits import role_named
from assistant.offline.language import pattern
from assistant.offline.turn import Call, Result, Turn
from assistant.offline.wording.speech import DAY_HOURS, WEEK_DAYS

TERMS = ("budget", "duration_weeks")


def takes(turn: Turn) -> bool:
    """Whether the usual terms that were told just before are to be those of the request."""
    told = turn.before.call("usual_terms") and not turn.before.call("show_request")
    if not told or turn.context != "scoping" or not (_open(turn) and _role(turn)):
        return False
    nods = "sensitive_data" not in turn.asked and _has(turn, "nods")
    return bool(_has(turn, "takes") or nods or certain.leaves_it_to_us(turn))


def take(turn: Turn) -> list[Call]:
    """Look up the terms; what of them is taken is written next."""
    return [Call("usual_terms", {"role": _role(turn)})]


def write(turn: Turn, result: Result) -> list[Call]:
    """Write the usual terms for what is open, if the message takes them."""
    if not turn.planned_by(takes) or needs_length(turn):
        return []
    length = result.data["duration_weeks"]
    fields: dict[str, Any] = {}
    if "duration_weeks" in _open(turn):
        taken = _within(turn, length["least"], length["most"])
        fields["duration_weeks"] = taken.get("max", taken["amount"])
    if "budget" in _open(turn):
        usual = result.data["budget_usd"]
        ends = sums(turn.fields, result.data) or (usual["least"], usual["most"])
        fields["budget"] = {**_within(turn, *ends), "currency": "USD", "basis": "fixed"}
    return [Call("update_request", {"fields": fields})]


def needs_length(turn: Turn) -> bool:
    """Whether terms cannot be taken before it is told how long it takes; an end may be named."""
    part = _has(turn, "takes")
    named = part and (part["low"] or part["middle"] or part["high"])
    return turn.planned_by(takes) and "duration_weeks" in _open(turn) and not named


def sums(fields: dict[str, Any], usual: dict[str, Any]) -> tuple[float, float] | None:
    """What the usual day rates in USD come to for the length of a request; None if it has none."""
    weeks = fields.get("duration_weeks")
    if not weeks:
        return None
    days = min(WEEK_DAYS, float(fields.get("hours_per_week") or DAY_HOURS * WEEK_DAYS) / DAY_HOURS)
    rates = usual["day_rate_usd"][usual["level"]]
    people = int(fields.get("headcount") or 1)
    low, high = (round(rate * days * float(weeks) * people) for rate in rates)
    return low, high


def _within(turn: Turn, low: float, high: float) -> dict[str, float]:
    """The end of a range that is taken, its middle, or both ends."""
    part = _has(turn, "takes")
    if part and part["middle"]:
        return {"amount": round((low + high) / 2)}
    if part and part["low"]:
        return {"amount": low}
    return {"amount": high} if part and part["high"] else {"amount": low, "max": high}


def _has(turn: Turn, form: str) -> Any:
    return pattern("intents_plans", "usual_taken", form).search(turn.text)


def _open(turn: Turn) -> list[str]:
    return [name for name in TERMS if not turn.fields.get(name)]


def _role(turn: Turn) -> str:
    role = str(turn.fields.get("role") or "")
    return role if role_named(role) else ""
