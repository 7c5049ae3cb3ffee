"""What the intent classifier sees of a message beside its meaning: its cues, its setting."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from assistant.offline.language import compiled, lexicon
from assistant.offline.understanding.text.statements import is_question

if TYPE_CHECKING:
    import numpy as np

LENGTHS = (3, 6, 12, 25)
FIELD_GROUPS = ("role", "budget", "duration_weeks", "start_date", "skills", "deliverables")


@lru_cache(maxsize=64)
def cues(text: str) -> Mapping[str, bool]:
    """Which cue patterns a text meets: `<intent>` for any, `<intent>.<n>` for each."""
    met: dict[str, bool] = {}
    for intent in lexicon("intents")["cues"]:
        hits = [bool(form.search(text)) for form in cues_of(intent)]
        met |= {f"{intent}.{n}": hit for n, hit in enumerate(hits)}
        met[intent] = any(hits)
    return met


def surroundings(text: str, context: str, fields: dict[str, Any], corrects: bool) -> "np.ndarray":
    """Cues, context, fields and shape of a message as numbers between 0 and 1."""
    import numpy as np

    met = cues(text)
    words = len(text.split())
    row = [float(value) for value in met.values()]
    contexts = [float(context == name) for name in lexicon("intents")["contexts"]]
    questions = float(is_question(text)), float("?" in text), float(corrects)
    stated = [float(name in fields) for name in FIELD_GROUPS]
    amount = [float(len(fields) > n) for n in (0, 1, 3)]
    length = [float(words <= limit) for limit in LENGTHS]
    crossed = [float(met[name]) * here for name in CROSSED for here in contexts]
    role = [float("role" in fields) * here for here in contexts]
    some = [float(bool(fields)) * here for here in contexts]
    return np.array(
        [*row, *contexts, *questions, *stated, *amount, *length, *crossed, *role, *some], np.float32
    )


CROSSED = (
    "confirm",
    "cancel",
    "amend",
    "approve_or_reject",
    "override_match",
    "match_question",
    "new_request",
    "status",
    "policy_question",
)


@cache
def cues_of(intent: str) -> tuple[re.Pattern[str], ...]:
    """The cue patterns of an intent."""
    return tuple(map(compiled, lexicon("intents")["cues"][intent]))
