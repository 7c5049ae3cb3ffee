"""Puts the answer of a turn together: the answer first, then what is still open."""

from collections.abc import Callable

from assistant.offline.certain import asks_who_i_am
from assistant.offline.changes import requiring, usual_taken
from assistant.offline.changes.budgets import no_budget
from assistant.offline.deciders import asked_to_decide, deciding
from assistant.offline.language import pattern
from assistant.offline.people import inquiring
from assistant.offline.requests import of_requests, part_by_part
from assistant.offline.talk import going_around
from assistant.offline.talk.talking import is_beside, leaves
from assistant.offline.turn import SCOPING, Result, Turn
from assistant.offline.wording import (
    around,
    deciders,
    matches,
    parties,
    parts,
    people,
    records,
    rulings,
    scoping,
    shown,
    supposed,
    undone,
)
from assistant.offline.wording.changed import aside_words
from assistant.offline.wording.speech import listed, phrase
from assistant.offline.wording.without_tools import without_tools
from tools.policy.words import NOT_IN_LIBRARY, OFF_TOPIC

Wording = Callable[[Turn, Result], list[str]]


def worded(turn: Turn) -> str:
    """The words that end a turn."""
    told = [phrase("quoted_order", turn.seed)] if turn.read.outside else []
    turn = turn.own
    told += _opening(turn)
    if parts.changes_several(turn):
        told += parts.parts_words(turn, part_by_part.parts(turn))
    else:
        told += _results(turn)
    if turn.about and turn.about.kind != "each" and len(turn.about.requests) > 1:
        return "\n\n".join([*told, records.which_words(turn, turn.about)])
    beside = [*aside_words(turn), *undone.untaken(turn)]
    if not turn.results and not beside:
        told += without_tools(turn)
    told += beside + _closing(turn)
    return "\n\n".join(part for part in dict.fromkeys(told) if part)


def _results(turn: Turn) -> list[str]:
    told: list[str] = []
    for result in turn.results:
        words = WORDS.get(result.name, _no_words)
        told += [str(result.error)] if result.error else words(turn, result)
    return told


def _no_words(_turn: Turn, _result: Result) -> list[str]:
    return []


def _opening(turn: Turn) -> list[str]:
    told = [scoping.picking_up(turn)] if _is_back(turn) else []
    told += [phrase("i_am_software", turn.seed)] if asks_who_i_am(turn.text) else []
    if turn.results and part_by_part.shares_total(turn):
        told.append(phrase("one_total", turn.seed))
    if (turn.context in SCOPING or not turn.request) and (wrong := no_budget(turn)):
        told.append(phrase(f"no_budget_{wrong}", turn.seed))
    return told


def _is_back(turn: Turn) -> bool:
    """Somebody goes on with a draft after a day or more, and is not shown it anyway."""
    scoping_now = turn.context in SCOPING and bool(turn.fields)
    return scoping_now and bool(turn.state.get("days_away")) and not turn.last("show_request")


def _closing(turn: Turn) -> list[str]:
    """The questions that are open, or what can be done now that none is."""
    intent = turn.read.intent
    if clarified := _clarifications(turn):
        return clarified
    if turn.planned_by(going_around.announces):
        return [around.short_way(turn)]
    undone = turn.last("undo_change", "update_request")
    settled = intent in ("injection", "cancel", "approve_or_reject") and not undone
    if settled or leaves(turn) or turn.planned_by(requiring.offers):
        return []
    if asked := scoping.open_questions(turn):
        updated = turn.last(*scoping.UPDATES)
        if updated and set(asked) <= set(updated.args.get("set_aside") or ()):
            return [scoping.needed_later(turn, asked)]
        detour = not updated and bool(turn.results or is_beside(turn))
        return [scoping.questions(turn, asked, lead=detour)]
    return _offer(turn)


def _offer(turn: Turn) -> list[str]:
    """What can be done next when nothing is open."""
    updated = turn.last(*scoping.UPDATES)
    later = turn.last("find_talent", "propose_filing", "file_request")
    if updated and not updated.error and not later:
        return [] if rulings.is_ruled_out(updated) else [_complete(turn, updated)]
    listed_now = turn.last("find_talent", "adjust_shortlist")
    if listed_now and not listed_now.error and not turn.request.get("missing"):
        return [phrase("complete_with_list", turn.seed)]
    return []


def _complete(turn: Turn, updated: Result) -> str:
    """Nothing is missing: what can be done now, or what should be looked at once more."""
    doubts = (updated.data.get("rulings") or {}).get("plausibility") or {}
    doubtful = doubts.get("verdict") == "doubtful"
    return phrase("complete_but" if doubtful else "complete", turn.seed)


def _clarifications(turn: Turn) -> list[str]:
    """Names that fit several people, and sprints of unknown length, are asked about."""
    told = []
    for names in turn.read.ambiguous.values():
        said = str(turn.read.fields.get("budget_owner"))
        either = pattern("organisation", "or").search(said)
        key = ("either_pays" if either else "ambiguous") if names else "unknown_owner"
        told.append(phrase(key, turn.seed, name=said, names=listed(list(names), "or")))
    if turn.read.sprints and "duration_weeks" not in turn.read.fields:
        told.append(phrase("sprints", turn.seed))
    return told


def _updated(turn: Turn, result: Result) -> list[str]:
    return [" ".join(scoping.update_words(turn, result))]


def _undone(turn: Turn, result: Result) -> list[str]:
    """What is as it was: the list, or fields of the request."""
    if "shortlist" in result.data:
        return _matches(turn, result)
    return [" ".join(scoping.undone_words(turn, result))]


def _asked(turn: Turn, result: Result) -> list[str]:
    """The answer of the library; one friendly line where it has none to what seems off topic."""
    if result.data.get("refused") and parties.put_to_them(turn):
        return []
    unknown = result.data.get("reason") in (OFF_TOPIC, NOT_IN_LIBRARY)
    if unknown and turn.read.intent == "out_of_scope":
        return [phrase("no_help", turn.seed)]
    contacts = turn.planned_by(inquiring.contacts)
    offer = [phrase("contact_offer", turn.seed)] if contacts else []
    return [*offer, *around.policy_words(turn, result)]


def _policy(_turn: Turn, result: Result) -> list[str]:
    return [str(result.data["answer"])]


def _objected(turn: Turn, result: Result) -> list[str]:
    """That an objection is kept, and how one gets an answer where none was looked up."""
    if turn.last("ask_policy"):
        return [phrase("objection_noted_and", turn.seed)]
    return [phrase("objection_noted", turn.seed, question=result.data["question"])]


def _matches(turn: Turn, result: Result) -> list[str]:
    """The list, unless the request was filed with it in the same breath."""
    if turn.last("file_request"):
        return []
    return matches.shortlist_words(turn, result)


def _turned(turn: Turn, result: Result) -> list[str]:
    """The other request is at hand now; said alone if nothing else was done."""
    if len(turn.results) > 1:
        return []
    record = result.data["record"]
    told = [records.status_words(turn, record), records.summary_words(turn, record)]
    return [" ".join(told)]


def _proposed(turn: Turn, result: Result) -> list[str]:
    record = result.data.get("record") or {}
    if turn.last("file_request"):
        return []
    return [phrase("confirm_filing", turn.seed, id=record.get("id", "the request"))]


def _shown(turn: Turn, result: Result) -> list[str]:
    """What is said of a request that was looked at, unless it was to find one to file."""
    return [] if turn.last("propose_filing") else shown.shown_words(turn, result)


def _filed(turn: Turn, result: Result) -> list[str]:
    record = result.data.get("record")
    if not record:
        return [phrase("kept", turn.seed)]
    return [records.filed_words(turn, record)]


def _listed(turn: Turn, result: Result) -> list[str]:
    if turn.planned_by(asked_to_decide.asks) and result.data.get("decided_by_you"):
        return [deciders.own_words(turn, result)]
    if turn.planned_by(of_requests.goes_back):
        return [records.list_words(turn, result)]
    decides = turn.read.intent == "approve_or_reject"
    if decides and not turn.planned_by(of_requests.asks_of_decisions):
        return [phrase("nothing_waiting", turn.seed)]
    if turn.read.intent in ("confirm", "cancel"):
        return [phrase("nothing_to_confirm", turn.seed), records.list_words(turn, result)]
    return [records.list_words(turn, result)]


def _decided(turn: Turn, result: Result) -> list[str]:
    if turn.planned_by(deciding.decides_several):
        return [deciders.one_of_several(turn, result)]
    return [records.decision_words(turn, result)]


def _withdrawn(turn: Turn, result: Result) -> list[str]:
    record = result.data.get("record")
    return [records.withdrawn_words(record)] if record else ["It stays as it is."]


def _statement(turn: Turn, result: Result) -> list[str]:
    number = result.data["request_id"]
    told = [phrase("statement_ready", turn.seed, id=number), str(result.data["statement"])]
    return [phrase("statement_word", turn.seed, id=number)] if result.data.get("file") else told


def _handed_over(turn: Turn, result: Result) -> list[str]:
    return [
        phrase(
            "handed_over",
            turn.seed,
            id=result.data.get("question_id", "your question"),
            team=result.data.get("team", "procurement"),
        )
    ]


def _usual(turn: Turn, result: Result) -> list[str]:
    if turn.last("update_request") and turn.planned_by(usual_taken.takes):
        return [phrase("usual_taken", turn.seed)]
    if usual_taken.needs_length(turn):
        return [scoping.usual_words(turn, result.data), phrase("usual_needs_length", turn.seed)]
    return [scoping.usual_words(turn, result.data)]


def _absent(_turn: Turn, result: Result) -> list[str]:
    return [str(result.data["text"])]


WORDS: dict[str, Wording] = {
    "update_request": _updated,
    "copy_request": _updated,
    "amend_request": _updated,
    "undo_change": _undone,
    "ask_policy": _asked,
    "about_last_answer": _policy,
    "object_to_answer": _objected,
    "find_talent": _matches,
    "adjust_shortlist": _matches,
    "read_profiles": people.asked_words,
    "why_absent": _absent,
    "turn_to_request": _turned,
    "propose_filing": _proposed,
    "file_request": _filed,
    "show_request": _shown,
    "list_requests": _listed,
    "decide_request": _decided,
    "withdraw_request": _withdrawn,
    "ask_person": _handed_over,
    "draft_statement": _statement,
    "usual_terms": _usual,
    "what_if": supposed.what_if_words,
}
"""How the result of each tool is told."""
