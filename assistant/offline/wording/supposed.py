"""Words for what the rules would say if a value were another, and how to have it changed."""

from typing import Any

from assistant.offline.language import pattern
from assistant.offline.turn import TURNING, Result, Turn
from assistant.offline.wording.changed import people_names
from assistant.offline.wording.records import deciders
from assistant.offline.wording.rulings import ruling_line, verdicts_of
from assistant.offline.wording.scoping import SPOKEN_FIRST
from assistant.offline.wording.speech import field_value, listed, phrase


def what_if_words(turn: Turn, result: Result) -> list[str]:
    """What would be of the request at hand, under its name if it was turned to; then the offer."""
    role = str(result.data["fields"].get("role") or "") if turn.last(TURNING) else ""
    name = f"**{role[:1].upper()}{role[1:]}**: " if role else ""
    return [name + would_be(turn, result), offer(turn)]


def would_be(turn: Turn, result: Result) -> str:
    """What would be, whether that differs from now, and who would decide."""
    data, supposed = result.data, result.data["supposed"]
    same = verdicts_of(data["rulings"]) == verdicts_of(data["before"])
    lead = phrase("what_if_same" if same else "what_if", turn.seed, told=_values(turn, supposed))
    chosen = supposed.get("channel") or data["fields"].get("channel")
    told = [
        ruling_line(data["rulings"], lead, str(chosen or "")),
        phrase("would_decide", turn.seed, names=listed(deciders(turn, data)))
        if _asks_who(turn)
        else "",
        *_doubts(data),
    ]
    return " ".join(part for part in told if part)


def offer(turn: Turn) -> str:
    """That nothing is changed, and how to have it changed."""
    return phrase("what_if_filed" if turn.context == "filed" else "what_if_offer", turn.seed)


def _asks_who(turn: Turn) -> bool:
    return pattern("supposing", "asks_who").search(turn.text) is not None


def _values(turn: Turn, supposed: dict[str, Any]) -> str:
    names = sorted(supposed, key=[*SPOKEN_FIRST, *supposed].index)
    return listed([field_value(name, supposed[name], people_names(turn)) for name in names])


def _doubts(data: dict[str, Any]) -> list[str]:
    """What would be doubtful then and is not now, and what the rules would forbid."""
    known = set(data["before"].get("plausibility", {}).get("reasons") or ())
    fresh = [str(one) for one in data["rulings"]["plausibility"]["reasons"] if one not in known]
    barred = data["rulings"]["eligibility"]
    return [*(barred["reasons"] if barred["verdict"] == "not_eligible" else ()), *fresh[:2]]
