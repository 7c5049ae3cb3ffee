"""Replies to what was offered or asked just before: yes please, no thanks, say that again."""

from dataclasses import replace

from assistant.offline.changes import corrections, edits
from assistant.offline.changes.relative import relative
from assistant.offline.language import pattern
from assistant.offline.turn import SCOPING, Call, Turn


def offers_person(turn: Turn) -> bool:
    """Whether it was offered just before to put a question to a person."""
    return bool(turn.state.get("unanswered"))


def accepts(turn: Turn) -> bool:
    """The offer to ask a person is taken up: "yes please"."""
    said = pattern("supposing", "wants_person").search(turn.text)
    agrees = not turn.asked and pattern("supposing", "bare_yes").search(turn.text)
    return bool(said or agrees) and offers_person(turn)


def hand_over(turn: Turn) -> list[Call]:
    """Put the question that was not answered to a person."""
    return [Call("ask_person", {"question": str(turn.state["last_question"])})]


def declines(turn: Turn) -> bool:
    """What was offered just before is not wanted: "no thanks"."""
    if not pattern("supposing", "declines").search(turn.text):
        return False
    supposed = turn.before.call("what_if") is not None
    return supposed or offers_person(turn) or _changed_before(turn)


def takes_back(turn: Turn) -> bool:
    """What was changed just before is not to be after all: "no, forget that"."""
    says = pattern("supposing", "takes_back").search(turn.text)
    return bool(says) and not offers_person(turn) and _changed_before(turn)


def puts_again(turn: Turn) -> bool:
    """What was undone just before is to be there after all: "no, put it back in"."""
    says = pattern("supposing", "puts_again").search(turn.text)
    return bool(says and turn.before.call("undo_change") and _said_first(turn))


def write_again(turn: Turn) -> list[Call]:
    """Write once more what the message before the undoing said."""
    return edits.writes(replace(turn, text=_said_first(turn), earlier=turn.earlier[:-2]))


def _said_first(turn: Turn) -> str:
    return "".join(turn.earlier[-2:-1])


def _changed_before(turn: Turn) -> bool:
    """Whether the message before was a change of the request at hand, which is a draft still."""
    return turn.before.changed and turn.context in SCOPING and bool(turn.request)


def changed(turn: Turn) -> bool:
    """Whether what was written puts something otherwise, and is no answer to a question."""
    written = turn.last("update_request", "amend_request")
    if not written or written.error:
        return False
    corrects = turn.read.intent == "amend" or turn.read.corrects or edits.wishes(turn)
    told = turn.read.fields and corrects
    return bool(told or relative(turn) or corrections.is_correction(turn))


def remarks(turn: Turn) -> bool:
    """A remark that answers nothing, whatever it opens with: "no, I was just asking"."""
    held_back = turn.context == "awaiting_confirmation"
    return not held_back and pattern("supposing", "aside").search(turn.text) is not None


def asks_again(turn: Turn) -> bool:
    """What was said last is to be said again: "come again?"."""
    return pattern("supposing", "repeats").search(turn.text) is not None


def say_again(turn: Turn) -> list[Call]:
    """Look up again what was looked up last; a question of ours is repeated in words."""
    ours = pattern("supposing", "the_question").search(turn.text)
    if ours or not turn.before.call("ask_policy"):
        return []
    return [Call("ask_policy", {"question": str(turn.state["last_question"])})]
