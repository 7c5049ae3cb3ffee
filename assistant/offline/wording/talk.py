"""Words for remarks, and for those who ask what can be done here or why they are asked."""

from assistant.offline import certain
from assistant.offline.language import lexicon, pattern
from assistant.offline.talk import following, talking
from assistant.offline.turn import SCOPING, Turn
from assistant.offline.wording import scoping
from assistant.offline.wording.speech import phrase


def talk_words(turn: Turn) -> list[str]:
    """The answer to what is only talk; nothing for a message that is more than that."""
    if certain.asks_for_help(turn):
        asked = pattern("intents_plans", "why_ask").search(turn.text)
        return [_why_asked(turn) if asked else phrase("what_i_do", turn.seed)]
    if turn.planned_by(following.weighs_rules):
        return [phrase("weighs_nothing", turn.seed)]
    kind = talking.remark(turn.text) if turn.planned_by(talking.remarks) else ""
    if kind == "able":
        return [f"{phrase('what_i_do', turn.seed)} {phrase('what_else', turn.seed)}"]
    if kind == "help":
        return [phrase(f"help_{turn.context}", turn.seed)]
    return [" ".join([phrase(f"talk_{kind}", turn.seed), *_beside(turn, kind)])] if kind else []


def _beside(turn: Turn, kind: str) -> list[str]:
    """What may be left open, or what becomes of the request while its requester is away."""
    if kind == "cross" and scoping.open_questions(turn):
        return [phrase("open_is_fine", turn.seed)]
    waits = {"in_approval": "told_here", "draft": "waits_for_you"}.get(
        str(turn.request.get("status"))
    )
    return [phrase(waits, turn.seed)] if waits and talking.leaves(turn) else []


def _why_asked(turn: Turn) -> str:
    """What the answer to the open question decides; of all of them where none is open."""
    why, asked = lexicon("wording")["why_field"], scoping.open_questions(turn)
    told = [str(why[name]) for name in asked[:1] if name in why]
    return " ".join([*told, phrase("not_known_is_fine" if told else "why_ask", turn.seed)])


def small_talk(turn: Turn) -> str:
    """Thanks, a nod, or the greeting of a thread that begins."""
    low = turn.text.lower()
    if any(
        word in low
        for word in ("thank", "thx", "cheers", "great", "awesome", "brilliant", "appreciate")
    ):
        return phrase("thanks", turn.seed)
    if turn.context in (*SCOPING, "awaiting_confirmation") and turn.earlier:
        return phrase("small", turn.seed)
    return f"{phrase('hello', turn.seed)} {phrase('what_i_do', turn.seed)}"
