"""What is said when nothing was to be done."""

from assistant.offline.certain import asks_to_file, asks_who_i_am
from assistant.offline.changes import requiring
from assistant.offline.changes.budgets import no_budget
from assistant.offline.turn import Turn
from assistant.offline.understanding.text.tongues import foreign
from assistant.offline.wording import talk, undone
from assistant.offline.wording.speech import listed, phrase


def without_tools(turn: Turn) -> list[str]:
    """The words for a message that called no tool."""
    told = _offered(turn) or undone.nothing_done(turn)
    return told or ([] if no_budget(turn) else _of_the_intent(turn))


def _offered(turn: Turn) -> list[str]:
    """What is said of words that no field takes: that they may be noted, or are left out."""
    if turn.planned_by(requiring.declines):
        return [phrase("not_noted", turn.seed)]
    words = requiring.offered(turn)
    return [phrase("offer_note", turn.seed, words=words)] if words else []


def _of_the_intent(turn: Turn) -> list[str]:
    intent = turn.read.intent
    if talked := talk.talk_words(turn):
        return talked
    if intent == "smalltalk":
        return [] if asks_who_i_am(turn.text) else [talk.small_talk(turn)]
    if intent in SAID_ALONE:
        other_language = intent == "out_of_scope" and foreign(turn.text)
        return [phrase("english_only" if other_language else SAID_ALONE[intent], turn.seed)]
    if intent == "approve_or_reject":
        waiting = turn.state.get("approvals_waiting") or ()
        told = listed([f"{r.get('title')} ({r['id']})" for r in waiting][:5], "or")
        key = "which_waiting" if len(waiting) > 1 else "only_waiting"
        return [phrase(key, turn.seed, list=told)]
    if intent in ("match_question", "override_match") and not asks_to_file(turn):
        return [phrase("no_list_yet" if turn.request else "no_request_for_list", turn.seed)]
    return _nothing_done(turn)


SAID_ALONE = {
    "out_of_scope": "no_help",
    "injection": "injection",
    "cancel": "kept",
    "escalate": "person_offered",
}
"""Intents that are answered with a phrase and no tool."""


def _nothing_done(turn: Turn) -> list[str]:
    """Nothing could be taken from the message: say so, and ask again."""
    files = turn.read.intent == "confirm" or asks_to_file(turn)
    if files and turn.request.get("missing"):
        return [phrase("not_complete", turn.seed)]
    if turn.read.ambiguous or turn.read.sprints or asks_who_i_am(turn.text):
        return []
    if turn.read.corrects and not turn.request:
        return [phrase("nothing_to_change", turn.seed)]
    return [phrase("ask_again" if turn.state.get("asked") else "not_understood", turn.seed)]
