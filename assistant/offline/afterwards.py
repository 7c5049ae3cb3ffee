"""The steps of a turn that follow from what its tools returned."""

from collections.abc import Callable
from dataclasses import replace

from assistant.offline import certain
from assistant.offline.changes import edits, usual_taken
from assistant.offline.deciders import asked_to_decide
from assistant.offline.language import pattern
from assistant.offline.people import inquiring
from assistant.offline.requests import alike, copying, settling
from assistant.offline.turn import Call, Result, Turn


def _fill_copy(turn: Turn, copied: Result) -> list[Call]:
    """What is other in the copy than in the request it was made of."""
    there = replace(turn, state={**turn.state, "request": copied.data.get("request")})
    changes = copying.changes(there, next(iter(alike.new_languages(there)), None))
    return [Call("update_request", changes)] if changes else []


AFTER: dict[str, Callable[[Turn, Result], list[Call]]] = {
    "copy_request": _fill_copy,
    "ask_policy": asked_to_decide.unsaid,
    "find_talent": inquiring.look_there,
    "usual_terms": usual_taken.write,
    "show_request": settling.turn_to_complete,
    "propose_filing": settling.go_on,
    "adjust_shortlist": settling.go_on,
}
"""What follows a result of these tools."""


def next_steps(turn: Turn) -> list[Call]:
    """Steps that depend on a result: file what was proposed, open the next role's request."""
    last = turn.results[-1]
    if last.error:
        return []
    if last.name in AFTER:
        return AFTER[last.name](turn, last)
    opened = sum(result.name == "update_request" and not result.error for result in turn.results)
    if turn.read.intent == "new_request" and 0 < opened < len(turn.read.requests):
        fields = edits.opening(turn, turn.read.requests[opened])
        return [Call("update_request", {"fields": fields, "new": True})]
    updated = turn.last("update_request", "amend_request")
    wants_more = updated is not None and not updated.data.get("missing")
    if wants_more and last.name in ("update_request", "amend_request"):
        return _then(turn)
    return []


def _then(turn: Turn) -> list[Call]:
    """What the same message also asked for, now that the request is complete."""
    if pattern("intents_plans", "then_file").search(turn.text):
        return [Call("propose_filing")]
    if pattern("intents_plans", "then_match").search(turn.text):
        return [Call("find_talent")]
    wanted = certain.asks_for_statement(turn)
    return [Call("draft_statement", certain.as_file(turn))] if wanted else []
