"""Who decides on a request, in which role and why, and what they said, in answer to a question."""

from collections.abc import Mapping
from typing import Any

from assistant.offline.language import lexicon, pattern
from assistant.offline.requests.of_requests import asked_of
from assistant.offline.turn import Result, Turn
from assistant.offline.wording.records import (
    DECIDED,
    approvers_words,
    name_of,
    status_words,
    title_of,
)
from assistant.offline.wording.speech import day, listed, phrase, sentence


def one_of_several(turn: Turn, result: Result) -> str:
    """One of the decisions that were said together, with its reason; the last adds how it goes."""
    verb = lexicon("wording")["puts_up"][str(result.args["verdict"])]
    reason, name = result.args.get("reason"), title_of(result.data["record"])
    told = f"- {verb.format(name=name)}{f': “{reason}”' if reason else ''}"
    last = result is turn.last("decide_request")
    return f"{told}\n\n{phrase('each_by_click', turn.seed)}" if last else told


def own_words(_turn: Turn, result: Result) -> str:
    """What the person decided last, each with the day and the reason or the condition."""
    lines = [
        f"{one['title']} ({one['id']}), {str(one['decision']).replace('_', ' ')} on "
        f"{day(one['decided_at'])}" + (f" (“{one['reason']}”)" if one["reason"] else "")
        for one in result.data.get("decided_by_you") or ()
    ]
    return sentence(f"You decided: {'; '.join(lines)}")


def who_decides(turn: Turn, record: dict[str, Any]) -> str:
    """Who decides; that nobody was asked yet, where it is asked who has decided on a draft."""
    asked = pattern("intents_plans", "asks_decided").search(turn.text)
    if asked and (told := not_yet_words(turn, record)):
        return told
    draft = bool(asked) and record.get("status") in ("draft", "awaiting_confirmation")
    said = [phrase("nobody_asked_yet", turn.seed)] if draft else []
    return " ".join([*said, approvers_words(turn, record)])


def what_they_said(turn: Turn, record: dict[str, Any]) -> str:
    """What those who decide have said so far, or that nobody was asked yet."""
    if record.get("status") in ("draft", "awaiting_confirmation"):
        return phrase("nobody_asked_yet", turn.seed)
    return not_yet_words(turn, record) or status_words(turn, record)


def why_role(turn: Turn, record: dict[str, Any]) -> str:
    """Why a role decides on the request, or that it does not."""
    asked = pattern("intents_plans", "about", "approver").search(turn.text)
    role = asked["role"].lower() if asked else ""
    name = lexicon("wording")["roles"].get(role, role)
    needed = ((record.get("rulings") or {}).get("approvals") or {}).get("details") or ()
    if reasons := [str(one["reason"]) for one in needed if one["role"] == role]:
        told = [] if asked and asked["why"] else [sentence(f"{name} decides on this")]
        return " ".join([*told, *reasons])
    return _not_asked(turn, record, role)


def who_in_role(turn: Turn, record: dict[str, Any]) -> str:
    """Who was asked, or will be, to decide in the role that is named, and by which rule."""
    asked = pattern("intents_plans", "about", "office").search(turn.text)
    said = asked["role"].lower() if asked else ""
    role = "budget_owner" if said == "budget" else said
    known = [a for a in asked_of(record) or record.get("will_decide") or () if a["role"] == role]
    if not known:
        return _not_asked(turn, record, role)
    who = listed([name_of(turn, a["approver"]) for a in known])
    return " ".join([sentence(who), *(str(a["why"]) for a in known if a.get("why"))])


def _not_asked(turn: Turn, record: dict[str, Any], role: str) -> str:
    name = lexicon("wording")["roles"].get(role, role)
    return f"{sentence(f'{name} does not decide on this')} {approvers_words(turn, record)}"


def not_yet_words(turn: Turn, record: Mapping[str, Any]) -> str:
    """That nobody has decided on a filed request yet: who was asked, and when; else empty."""
    asked = asked_of(record)
    decided = any(a.get("decision") in DECIDED for a in asked)
    if record.get("status") != "in_approval" or decided or not record.get("filed_at"):
        return ""
    several = len(asked) > 1
    who = f"{listed([name_of(turn, a['approver']) for a in asked])} {'were' if several else 'was'}"
    has, on = "have" if several else "has", day(record["filed_at"])
    return phrase("asked_on", turn.seed, who=who, day=on, has=has)
