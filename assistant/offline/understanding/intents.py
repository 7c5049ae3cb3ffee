"""The intent of a message: a linear model over meaning and cues, with a few certain rules."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.understanding.days.calendar_words import is_a_day
from assistant.offline.understanding.features import cues, cues_of, surroundings
from assistant.offline.understanding.reading import reading
from assistant.offline.understanding.text.letters import LONGEST

if TYPE_CHECKING:
    import numpy as np

LIKELY_ATTACK = 0.6
QUOTED = re.compile(r"[\"“„«][^\"“”„«»]{3,}[\"”“»]|(?:^|(?<=\n))>[^\n]*")
WEIGHTS = Path(__file__).parents[1] / "language" / "en" / "intents.npz"


def intent_of(text: str, context: str, fields: dict[str, Any], corrects: bool) -> tuple[str, float]:
    """The intent and how sure it is, 0 to 1."""
    certain = _certain(text, context, fields)
    if certain:
        return certain, 1.0
    names: list[str] = lexicon("intents")["names"]
    ranked = sorted(zip(_scores(text, context, fields, corrects), names, strict=True), reverse=True)
    (score, best), second = ranked[0], ranked[1][1]
    # Somebody is taken for an attacker only if it is likely: else for what is likeliest next.
    doubtful = best == "injection" and score < LIKELY_ATTACK
    return second if doubtful else best, float(score)


def circumvents(text: str) -> bool:
    """Whether a message means to go around intake (R5, R51, R133).

    Who asks up to what amount nobody must approve asks for the rule.
    """
    rest = pattern("intents_plans", "asks_limit").sub(" ", text)
    return cues(rest)["circumvention"] or bool(pattern("around", "announced").search(rest))


def attacks(text: str) -> bool:
    """Whether a message as it was sent, markup and all, tries to give orders to the machine.

    What somebody else may, must or wants to do is talk and no order: "can we skip the review?"
    """
    return any(
        not pattern("intents_plans", "talked_about").search(text[: match.start()])
        for form in cues_of("injection")
        for match in form.finditer(text[:LONGEST])
    )


def beside_quoted_orders(text: str) -> str:
    """What a message says beside the texts it quotes, if orders are given in these alone."""
    outside = QUOTED.sub(" ", text).strip()
    return outside if outside != text.strip() and attacks(text) and not attacks(outside) else ""


def _certain(text: str, context: str, fields: dict[str, Any]) -> str | None:
    """What needs no weighing: an attack, a correction with its value, a bare yes, a greeting."""
    met = cues(text)
    filing = context == "awaiting_confirmation"
    agrees = met["confirm.0"] or bool(pattern("intents_plans", "nod").search(text))
    thanks = met["thanks_only"] and not (filing and "thank" not in text.lower() and agrees)
    certain = {
        "new_request": bool(pattern("intents_plans", "copies").search(text)),
        "amend": met["amend.0"] and bool(fields) and context != "none" and "?" not in text,
        "provide_detail": context == "scoping" and bool(fields) and is_a_day(text),
        "smalltalk": thanks
        or (met["smalltalk.0"] and not (agrees and (filing or met["confirm.0"]))),
        "cancel": filing and not fields and "?" not in text and _not_yet(text),
        "confirm": agrees and filing and not fields,
    }
    return next((intent for intent, holds in certain.items() if holds), None)


def _not_yet(text: str) -> bool:
    return pattern("intents_plans", "not_yet").search(text) is not None


def _scores(text: str, context: str, fields: dict[str, Any], corrects: bool) -> "np.ndarray":
    import numpy as np

    weights, bias, scale = _model()
    row = np.concatenate(
        [reading(text).meaning * scale, surroundings(text, context, fields, corrects)]
    )
    logits = row @ weights + bias
    raised = np.exp(logits - logits.max())
    shares: np.ndarray = raised / raised.sum()
    return shares


@cache
def _model() -> tuple["np.ndarray", "np.ndarray", float]:
    import numpy as np

    stored = np.load(WEIGHTS)
    return stored["weights"].astype(np.float32), stored["bias"], float(stored["scale"])
