"""Words for what the rules say of a draft: risk, approvals, classification, channel."""

from typing import Any

from assistant.offline.language import lexicon
from assistant.offline.turn import Result, Turn
from assistant.offline.wording.speech import counted, phrase, sentence


def ruling_words(turn: Turn, record: dict[str, Any]) -> str:
    """Risk, approvals and channel in one line, when they are new or have changed."""
    rulings, before = record.get("rulings") or {}, turn.request.get("rulings") or {}
    if turn.request.get("id") != record.get("id"):
        before = {}
    fields = record.get("fields") or {}
    if not rulings or not (fields.get("budget") and fields.get("role")):
        return _not_eligible(rulings)
    now, then = (
        verdicts_of(rulings),
        verdicts_of(before) if before and turn.fields.get("budget") else None,
    )
    if now == then:
        return ""
    return _not_eligible(rulings) or ruling_line(rulings, chosen=str(fields.get("channel") or ""))


def is_ruled_out(result: Result) -> bool:
    """Whether the rules forbid the request as it stands."""
    eligibility = (result.data.get("rulings") or {}).get("eligibility") or {}
    return bool(eligibility.get("verdict") == "not_eligible")


def verdicts_of(rulings: dict[str, Any]) -> tuple[Any, ...]:
    """What of the rulings people watch: when it is the same as before, nothing is said of it."""
    watched = ("risk", "classification", "channel", "eligibility")
    verdicts = tuple((rulings.get(name) or {}).get("verdict") for name in watched)
    return (*verdicts, tuple((rulings.get("approvals") or {}).get("reasons") or ()))


def _not_eligible(rulings: dict[str, Any]) -> str:
    eligibility = rulings.get("eligibility") or {}
    if eligibility.get("verdict") != "not_eligible":
        return ""
    return sentence(
        "The rules don't allow this as it stands: " + " ".join(eligibility.get("reasons") or ())
    )


def ruling_line(rulings: dict[str, Any], lead: str = "So far", chosen: str = "") -> str:
    """Risk, approvals, classification where it is in doubt, and the channel, in a line."""
    words = lexicon("wording")
    risk, channel = rulings.get("risk") or {}, rulings.get("channel") or {}
    kind = (rulings.get("classification") or {}).get("verdict")
    parts = [f"{risk.get('verdict', 'unknown')} risk"]
    roles = [words["roles"].get(role, role) for role in approver_roles(rulings)]
    if roles:
        number = "one approval" if len(roles) == 1 else f"{counted(len(roles))} approvals"
        parts.append(f"{number} ({', '.join(roles)})")
    if kind and kind != "independent":
        parts.append(words["verdicts"].get(kind, kind))
    line = f"{lead}: {', '.join(parts)}."
    best = words["channels"].get(channel.get("verdict"), "")
    other = words["channels"].get(chosen, "") if chosen != channel.get("verdict") else ""
    if best and other:
        return f"{line} {phrase('fits_beside', 0, chosen=other, best=best)}"
    return f"{line} {sentence(best + ' fits best')}" if best else line


def approver_roles(rulings: dict[str, Any]) -> list[str]:
    """The roles that must approve, in order."""
    details = (rulings.get("approvals") or {}).get("details") or ()
    return [str(d["role"]) for d in details if isinstance(d, dict) and d.get("role")]
