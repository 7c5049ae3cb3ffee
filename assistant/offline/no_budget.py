"""Budgets that cannot be: below nothing, beyond what is taken, or lowered by all there is."""

from assistant.offline.relative import leaves_nothing
from assistant.offline.turn import Turn
from assistant.offline.understanding.money import impossible
from assistant.offline.understanding.passage import passage


def no_budget(turn: Turn) -> str:
    """Why a budget that is said can be none: "below", "above" or "lowered"; else empty."""
    return impossible(passage(turn.text)) or ("lowered" if leaves_nothing(turn) else "")
