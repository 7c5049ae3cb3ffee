"""Words for records that exist: filed, waiting, decided, withdrawn."""

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.people import picking
from assistant.offline.requests import of_requests
from assistant.offline.requests.naming import linked
from assistant.offline.requests.of_requests import AGAINST, ANSWERED, asked_of, may_decide
from assistant.offline.talk import figures
from assistant.offline.turn import About, Result, Turn
from assistant.offline.wording.changed import people_names
from assistant.offline.wording.speech import day, field_value, listed, phrase, sentence

LISTED = 8
DECIDED = {
    "approved": "has approved",
    "rejected": "has rejected it",
    "changes_requested": "asks for changes",
}
ENDED = ("withdrawn", "rejected")


def filed_words(turn: Turn, record: dict[str, Any]) -> str:
    """The request is filed: who decides next."""
    approvals = [
        a for a in record.get("approvals") or () if a.get("decision") in (None, "", "pending")
    ]
    told = f"{title_of(record)} is filed."
    if approvals:
        names = listed([name_of(turn, a["approver"]) for a in approvals])
        told += f" {names} {'decide' if len(approvals) > 1 else 'decides'}. You will be told here."
    others = linked(record, turn.mine)
    if others:
        told += " " + phrase("still_open", turn.seed, list=listed([_brief(r) for r in others]))
    return told


def beside_filing(turn: Turn) -> str:
    """That several which are to be filed are filed one by one; empty if only one is."""
    proposed = turn.last("propose_filing")
    record = (proposed.data.get("record") if proposed else None) or {}
    several = record and pattern("intents_plans", "files_several").search(turn.text)
    others = linked(record, turn.mine) if several else []
    return phrase("one_by_one", turn.seed, list=listed(list(map(_brief, others)))) if others else ""


def approvers_words(turn: Turn, record: dict[str, Any]) -> str:
    """Who decides on this request, by the rules so far."""
    asked = asked_of(record)
    if any(a.get("decision") in DECIDED for a in asked):
        return _so_far(turn, asked)
    if asked:
        names = listed([name_of(turn, a["approver"]) for a in asked])
        return f"{names}, each for their part." if len(asked) > 1 else f"{names} decides on it."
    roles = deciders(turn, record)
    return sentence(f"By the rules so far: {listed(roles)}") if roles else ""


def _so_far(turn: Turn, asked: Sequence[Mapping[str, Any]]) -> str:
    """Who has decided how, and who has yet to decide."""
    told = []
    for a in asked:
        on = f" ({day(a['decided_at'])})" if a.get("decided_at") else ""
        said = DECIDED.get(str(a.get("decision")), "has yet to decide")
        told.append(f"{decider(turn, a)} {said}{on}")
    return sentence("; ".join(told))


def decider(turn: Turn, approval: Mapping[str, Any]) -> str:
    """The name of whoever took a decision, or is asked for it."""
    return name_of(turn, approval.get("decided_by") or approval["approver"])


def deciders(turn: Turn, record: Mapping[str, Any]) -> list[str]:
    """Whom the rules ask to decide, each by role, the budget owner by name."""
    ruling = (record.get("rulings") or {}).get("approvals") or {}
    owner = (record.get("fields") or {}).get("budget_owner")
    needs = record.get("will_decide") or () if owner == turn.me else ()
    return [
        *(_role(turn, need["role"], need["approver"]) for need in needs),
        *(_role(turn, need["role"], owner) for need in ruling.get("details") or () if not needs),
    ]


def _role(turn: Turn, role: str, owner: str | None) -> str:
    if role == "budget_owner" and owner:
        held = (turn.fields.get("budget_owner") or owner) == owner
        return f"{name_of(turn, owner)} as budget owner" if held else _instead(turn, owner)
    return str(lexicon("wording")["roles"].get(role, role))


def _instead(turn: Turn, other: str) -> str:
    return f"{name_of(turn, other)} in your place, as nobody approves their own request"


def status_words(turn: Turn, record: dict[str, Any]) -> str:
    """Where a request stands, and on whom it waits."""
    status = str(record.get("status") or "")
    state = lexicon("wording")["statuses"].get(status, status.replace("_", " "))
    told = sentence(f"{title_of(record)} is {state}")
    waiting = [
        a for a in record.get("approvals") or () if a.get("decision") in (None, "", "pending")
    ]
    if status == "in_approval" and waiting:
        since = f", asked on {day(record['filed_at'])}" if record.get("filed_at") else ""
        told += f" It waits for {listed([name_of(turn, a['approver']) for a in waiting])}{since}."
    against = [a for a in asked_of(record) if a.get("decision") in AGAINST]
    decided = against if status in ANSWERED else []
    told += _conditions(turn, record)
    if decided and decided[-1].get("reason"):
        last = decided[-1]
        told += f" {decider(turn, last)} wrote: {sentence(str(last['reason']))}"
    if status in ("draft", "changes_requested") and record.get("missing"):
        labels = [lexicon("wording")["fields"].get(name, name) for name in record["missing"]]
        told += f" Still needed: {listed(labels)}."
    elif status == "draft":
        told += " Nothing is missing."
    match = record.get("match")
    if status == "match_confirmed" and match:
        told += f" {match.get('name')} does the work."
    return told


def _conditions(turn: Turn, record: dict[str, Any]) -> str:
    """On which conditions the version at hand was approved."""
    now = [a for a in record.get("approvals") or () if a.get("version") == record.get("version")]
    return "".join(
        f" {decider(turn, a)} approved on a condition: {sentence(str(a['condition']))}"
        for a in now
        if a.get("condition")
    )


def channel_words(turn: Turn, record: dict[str, Any]) -> str:
    """Why the channel that fits best does, and what speaks against the one asked about."""
    ruling = (record.get("rulings") or {}).get("channel") or {}
    ranked = ruling.get("details") or []
    if not ranked:
        return phrase("no_channel_yet", turn.seed)
    told = [f"{ranked[0]['name']} fits best.", *_speaking(ranked[0], "for")]
    for other in ranked[1:]:
        if other["name"].lower() in turn.text.lower():
            effect = "disqualified" if other["disqualified"] else "against"
            place = "is ruled out" if other["disqualified"] else "comes after it"
            told += [f"{other['name']} {place}.", *_speaking(other, effect)]
    return " ".join(told)


def _speaking(channel: dict[str, Any], effect: str) -> list[str]:
    """The two weightiest reasons of a kind: for a channel, against it, or ruling it out."""
    reasons = [one for one in channel["because"] if one["effect"] == effect]
    weighty = sorted(reasons, key=lambda one: -abs(one["points"]))
    return [str(one["reason"]) for one in weighty[:2]]


def theirs_words(turn: Turn, record: dict[str, Any]) -> str:
    """Somebody else's request: who asks, what for, and why it came to the person who reads."""
    told = [
        status_words(turn, record),
        sentence(f"{name_of(turn, record['requester'])} asks for it"),
    ]
    told.append(summary_words(turn, record))
    told += [sentence(str(a["why"])) for a in asked_of(record) if may_decide(turn, a)]
    return " ".join(part for part in told if part)


def summary_words(turn: Turn, record: dict[str, Any]) -> str:
    """What a draft says so far, in a line."""
    fields = record.get("fields") or {}
    order = (
        *("duration_weeks", "start_date", "deadline", "hours_per_week", "budget", "location"),
        *("deliverables", "requirements"),
    )
    told = [
        field_value(name, fields[name], people_names(turn)) for name in order if fields.get(name)
    ]
    return sentence(f"So far: {', '.join(told)}") if told else ""


def list_words(turn: Turn, result: Result) -> str:
    """The person's requests, and the decisions that wait for them."""
    mine, waiting = result.data.get("requests") or [], result.data.get("waiting_for_you") or []
    matches = result.data.get("matches_to_confirm") or []
    late = pattern("intents_plans", "asks_late").search(turn.text)
    if late or figures.topic(turn.text) == "alerts":
        return _late_words(turn, result.data.get("late") or [])
    waits = pattern("intents_plans", "asks_waiting").search(turn.text)
    asks_waiting = waits and not turn.planned_by(of_requests.asks_of_decisions)
    if asks_waiting and not waiting and not matches:
        return phrase("nothing_waiting", turn.seed)
    told = [phrase("counts_own", turn.seed)] if figures.topic(turn.text) == "requests" else []
    if not mine and not waiting and not matches:
        return " ".join([*told, phrase("no_requests", turn.seed)])
    if pattern("intents_plans", "both").search(turn.text) and turn.request:
        beside = {turn.request["id"], *(one["id"] for one in linked(turn.request, mine))}
        waiting, matches, mine = [], [], [one for one in mine if one["id"] in beside]
    waiting = [*picking.named_best(turn.text, waiting)] or waiting
    if waiting:
        told.append(
            "Waiting for your decision: " + "; ".join(_brief(r) for r in waiting[:LISTED]) + "."
        )
    if matches:
        told.append(
            "Waiting for you to confirm a match: " + "; ".join(map(_brief, matches[:LISTED])) + "."
        )
    if mine and not (asks_waiting and told):
        told.append(_own_words(mine))
    return "\n".join(told)


def _own_words(mine: list[dict[str, Any]]) -> str:
    """The person's requests, those that ended last, and whether there are more."""
    ordered = sorted(mine, key=lambda one: one.get("status") in ENDED)
    more = "; and older ones" if len(mine) > LISTED else ""
    return "Your requests: " + "; ".join(_brief(r) for r in ordered[:LISTED]) + f"{more}."


def _late_words(turn: Turn, late: list[dict[str, Any]]) -> str:
    """Who is past the target for a decision, the latest first."""
    if not late:
        return phrase("nothing_late", turn.seed)
    told = [
        f"{name_of(turn, one['approver'])} on {one['title']} ({one['request_id']}), "
        f"{one['days_late']} working {'day' if one['days_late'] == 1 else 'days'} late"
        for one in late[:LISTED]
    ]
    return f"Past the target for a decision: {'; '.join(told)}."


def decision_words(turn: Turn, result: Result) -> str:
    """The approval card is shown; the click decides."""
    record = result.data.get("record") or {}
    verb = {"approved": "approve", "rejected": "reject"}.get(
        str(result.args.get("verdict")), "send back"
    )
    if turn.state.get("person", {}).get("email") == record.get("requester"):
        return phrase("decides_own", turn.seed)
    waiting = {r["id"] for r in turn.state.get("approvals_waiting") or ()}
    if record.get("id") not in waiting:
        return f"{title_of(record)} does not wait for your decision."
    reason = result.args.get("reason")
    if verb == "approve" and (reason or pattern("picking", "condition").search(turn.text)):
        key = "on_this_condition" if reason else "on_condition"
        return phrase(key, turn.seed, title=title_of(record), reason=reason)
    told = phrase("reason_goes_along", turn.seed, reason=reason) if reason else ""
    needed = "" if verb == "approve" else told or "A reason is needed."
    title = f"{title_of(record)}"
    return f"To {verb} {title}, use the buttons below: only your click decides. {needed}".strip()


def withdrawn_words(record: dict[str, Any]) -> str:
    """The request is withdrawn."""
    return f"{title_of(record)} is withdrawn. Whoever was waiting is told."


def _brief(row: Mapping[str, Any]) -> str:
    status = str(row.get("status") or "").replace("_", " ")
    return (
        f"{row.get('title')} ({row['id']}, {status}, {day(row['updated_at'])})"
        if row.get("updated_at")
        else f"{row.get('title')} ({row['id']}, {status})"
    )


def which_words(turn: Turn, about: About) -> str:
    """Several requests fit the name that was said: which one is meant is asked."""
    return phrase(
        "which_request", turn.seed, list=listed([_brief(r) for r in about.requests], "or")
    )


def title_of(record: Mapping[str, Any]) -> str:
    """The role of a request and its id, as a name for it."""
    return f"{role_of(record)} ({record['id']})"


def role_of(record: Mapping[str, Any]) -> str:
    """What a record is called in a sentence."""
    role = (record.get("fields") or {}).get("role") or record.get("title") or "The request"
    return str(role)[:1].upper() + str(role)[1:]


def name_of(turn: Turn, email: str) -> str:
    """The name of whoever has that address, as far as it is known."""
    known = people_names(turn).get(email)
    return known or " ".join(
        part.capitalize() for part in email.split("@", maxsplit=1)[0].split(".")
    )
