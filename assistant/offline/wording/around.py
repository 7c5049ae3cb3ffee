"""Words for ways around intake: the rule in a sentence, and the way that is open."""

from assistant.offline.talk.going_around import is_the_rule, rule
from assistant.offline.turn import SCOPING, Result, Turn
from assistant.offline.wording import scoping
from assistant.offline.wording.speech import phrase


def policy_words(turn: Turn, result: Result) -> list[str]:
    """What the library says; for a way around that is announced, one sentence of ours instead."""
    return [rule(turn.text).why if is_the_rule(turn, result) else str(result.data["answer"])]


def short_way(turn: Turn) -> str:
    """The way that is open and takes no longer: a request, or the draft at hand."""
    if turn.request.get("status") in ("in_approval", "approved"):
        return phrase("short_way_filed", turn.seed)
    if not turn.request or turn.context not in SCOPING:
        return phrase("circumvention_offer", turn.seed)
    if asked := scoping.open_questions(turn):
        return f"{phrase('short_way_here', turn.seed)} {scoping.questions(turn, asked)}"
    return phrase("short_way_filing", turn.seed)
