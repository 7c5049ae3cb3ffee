"""Whether a message goes on with the policy question before: more of it, or of its answer."""

from assistant.offline.language import lexicon, pattern
from assistant.offline.turn import Call, Turn, has_form
from assistant.offline.understanding.leftovers import FREE
from knowledge.library.dates import only_days
from knowledge.library.words import words_of

TELLING = ("ask_policy", "about_last_answer", "object_to_answer")
"""What tells of the library, or of what it told."""


def follows_an_answer(turn: Turn) -> bool:
    """The last thing said was a policy question, apart from thanks and what was asked about it."""
    asked = set(words_of(str(turn.state.get("last_question") or "")))
    if not asked or set(turn.read.fields) & set(turn.asked) - set(FREE):
        return False
    for earlier in reversed(turn.earlier):
        if asked <= set(words_of(earlier)):
            return True
        passing = pattern("intents_plans", "passes").search(earlier)
        if not (passing or aspect_of(earlier) or _objection(earlier)):
            return False
    return bool(turn.earlier)


def is_listed(turn: Turn) -> bool:
    """A question that the library lists word for word, with no request that it could be about."""
    return bool(turn.state.get("listed")) and not turn.request


def asks_further(turn: Turn) -> bool:
    """A few words go on with the question before: "and for 60k?", "what was it in March?"."""
    of_a_day = has_form(turn, "asks_of_a_day") and only_days(turn.text, turn.now.date()) is not None
    return (of_a_day or has_form(turn, "further")) and follows_an_answer(turn)


def aspect_of(text: str) -> str | None:
    """What a text asks about an answer just given: its source, since when, why, what else."""
    aspects = lexicon("intents_plans")["about_answer"]
    told = (one for one in aspects if pattern("intents_plans", "about_answer", one).search(text))
    return next(told, None)


def asks_about_answer(turn: Turn) -> bool:
    """More is asked about the policy answer just given: "since when?", "who says that?"."""
    return aspect_of(turn.text) is not None and follows_an_answer(turn)


def objects(turn: Turn) -> bool:
    """The policy answer just given is said to be wrong or beside the question: "wrong answer"."""
    tells = turn.request and set(turn.read.fields) - set(FREE)
    return bool(_objection(turn.text) or meant(turn.text)) and _was_told(turn) and not tells


def put_right(turn: Turn) -> list[Call]:
    """Keep the objection with its words, and look up what was meant if that is said."""
    against = _objection(turn.text)
    kept = [Call("object_to_answer", {"reason": turn.text.strip()})] if against else []
    asked = meant(turn.text[len(against) :])
    return [*kept, *([Call("ask_policy", {"question": asked})] if asked else [])]


def meant(text: str) -> str:
    """The question that somebody says they had in mind: "no, I meant the fee"; empty if none."""
    said = pattern("intents_plans", "objects", "meant").match(text)
    if said is None:
        return ""
    what = said["what"].strip(" .!?")
    whole = pattern("intents_plans", "objects", "whole").match(what)
    return f"{what}?" if whole else lexicon("intents_plans")["objects"]["about"].format(what=what)


def _objection(text: str) -> str:
    """The words that say that an answer was wrong, where at most a reason stands behind them."""
    said = pattern("intents_plans", "objects", "said").match(text)
    ends = said and pattern("intents_plans", "objects", "ends").match(text, said.end())
    return said.group() if said and ends else ""


def weighs_rules(turn: Turn) -> bool:
    """The rules just told are held against one another, and no people: "which is strictest?"."""
    return has_form(turn, "weighs_rules") and _was_told(turn)


def _was_told(turn: Turn) -> bool:
    """Whether the last message was answered from the library."""
    told = (turn.before.call(name) for name in TELLING)
    return any(told) or follows_an_answer(turn)


def asks_of_nothing(turn: Turn) -> bool:
    """Something said before is asked about, and nothing was: "why?", "and if it's late?"."""
    known = turn.request or turn.asked or turn.read.intent == "policy_question"
    if known or follows_an_answer(turn):
        return False
    goes_on = has_form(turn, "further") and not turn.earlier and turn.read.intent == "smalltalk"
    return goes_on or aspect_of(turn.text) in ("reason", "since", "change")


def asks_on(turn: Turn) -> bool:
    """A few words ask on, and there is no request that they could be about: "and 60k?"."""
    here = bool(turn.earlier) and not turn.request
    return here and "role" not in turn.read.fields and has_form(turn, "further")
