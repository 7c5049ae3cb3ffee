"""What to do for people who decide on what others ask for: approvers, and those who match."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline.language import pattern
from assistant.offline.people import picking
from assistant.offline.turn import REQUEST_ID, Call, Turn

SEVERAL = 2
SHOWN = ("show_request", "decide_request")
"""What shows one request of those that wait."""


def meant(turn: Turn, waiting: Sequence[Mapping[str, Any]]) -> str | None:
    """The request of those that wait that is meant: named, shown just before, or of this thread."""
    if found := picking.waiting_request(turn.text, waiting):
        return found
    shown = next((call for call in reversed(turn.before.calls) if call.name in SHOWN), None)
    here = turn.state.get("theirs_here") or {}
    recent = (shown.args.get("request_id") if shown else None, here.get("id"))
    known = {str(one["id"]) for one in waiting}
    found = next((str(one) for one in recent if one in known), None)
    return None if picking.names_another(turn.text) else found


def decided_before(turn: Turn) -> Mapping[str, Any] | None:
    """The request that the person decided on before, if it is named and none that waits is."""
    waiting = turn.state.get("approvals_waiting") or ()
    rows = {str(one["id"]): one for one in reversed(turn.state.get("decided") or ())}
    known = [one for number, one in rows.items() if number not in {one["id"] for one in waiting}]
    if picking.by_work(turn.text, waiting):
        return None
    named = picking.by_work(turn.text, known)
    return named[0] if len(named) == 1 else None


def show_theirs(turn: Turn) -> list[Call]:
    """The request that waits for this person's decision or match, if it is clear which."""
    waiting = [
        *(turn.state.get("approvals_waiting") or ()),
        *(turn.state.get("matches_to_confirm") or ()),
    ]
    before = decided_before(turn)
    found = str(before["id"]) if before else meant(turn, waiting)
    return [Call("show_request", {"request_id": found})] if found else []


def decides_several(turn: Turn) -> bool:
    """More than one of those that wait is decided: "approve the editor, but reject the trainer"."""
    return bool(_each(turn))


def decide_each(turn: Turn) -> list[Call]:
    """What is decided on each, to be clicked one by one."""
    calls = []
    for one, said in _each(turn):
        verdict, reason = picking.verdict(said)
        told = {"request_id": str(one["id"]), "verdict": verdict, "reason": reason}
        calls.append(Call("decide_request", told))
    return calls


def _each(turn: Turn) -> list[tuple[Mapping[str, Any], str]]:
    """The requests that a message decides on, where they are several, each with what is decided."""
    waits = turn.state.get("approvals_waiting") or ()
    if turn.request or len(waits) < SEVERAL or turn.text.rstrip().endswith("?"):
        return []
    if pattern("deciding", "all").search(turn.text):
        without = pattern("deciding", "of_all").sub(" ", turn.text)
        return [(one, without) for one in waits]
    found: dict[str, tuple[Mapping[str, Any], str]] = {}
    for part in picking.decided_apart(turn.text):
        named = picking.named_together(part, waits)
        said = [picking.with_it(part, one) for one in named]
        if said and not pattern("deciding", "decides").search(said[0]):
            return []
        found |= {str(one["id"]): (one, words) for one, words in zip(named, said, strict=True)}
    return [*found.values()] if len(found) >= SEVERAL else []


def agree(turn: Turn) -> list[Call]:
    """Yes from somebody without a request here: to the decision or the match that waits."""
    if turn.state.get("approvals_waiting"):
        return decide(turn)
    return show_theirs(turn) or [Call("list_requests")]


def _nothing_to_decide(turn: Turn) -> list[Call]:
    """Where one's own filed request stands, which somebody else decides; else all there is."""
    own = {"request_id": str(turn.request["id"])} if turn.context == "filed" else None
    return [Call("show_request", own)] if own else [Call("list_requests")]


def decide(turn: Turn) -> list[Call]:
    """Show the card of the request that is meant; the click decides, not the words."""
    waiting = turn.state.get("approvals_waiting") or []
    named = REQUEST_ID.search(turn.text)
    wanted = named[0].upper() if named else meant(turn, waiting)
    if not wanted:
        return [] if waiting else _nothing_to_decide(turn)
    known: Mapping[str, Any] = next((one for one in waiting if str(one["id"]) == wanted), {})
    verdict, reason = picking.verdict(picking.part_about(turn.text, known))
    return [Call("decide_request", {"request_id": wanted, "verdict": verdict, "reason": reason})]
