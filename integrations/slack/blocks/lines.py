"""The lines that the cards of a record share: its state, its route, its decisions, its fields."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block

from integrations.asked import asked_lines
from integrations.slack.blocks.limits import clip, clip_escaped, escape
from integrations.slack.blocks.parts import pairs, small, text
from integrations.wording import CHANNEL, LABEL, MARK, ROLE, STATUS, chosen, day, field_text, person

Data = Mapping[str, Any]
OPEN = ("draft", "awaiting_confirmation", "changes_requested")
WORDS = {
    "pending": "waiting",
    "superseded": "closed without a decision",
    "changes_requested": "asked for changes",
}
DECIDED = {
    "approved": "approved it",
    "rejected": "rejected it",
    "changes_requested": "asked for changes",
}


def title(record: Data) -> str:
    """What a request is called: its role."""
    role = str((record.get("fields") or {}).get("role") or "New request")
    return role[:1].upper() + role[1:]


def choice_line(record: Data) -> list[Block]:
    """Whom the requester chose, until procurement confirms somebody."""
    told = chosen(record)
    return text(f"*Chosen:* {clip_escaped(told, 400)}") if told else []


def asked_of(record: Data) -> list[Block]:
    """What the requester was asked, with the answers."""
    lines = [f"*{escape(who)}:* {clip_escaped(said, 600)}" for who, said in asked_lines(record)]
    return text("\n".join(lines)) if lines else []


def whole(record: Data) -> list[Block]:
    """Every field that is known, each with its label."""
    fields = record.get("fields") or {}
    return pairs([(label, field_text(name, fields.get(name))) for name, label in LABEL.items()])


def status_line(record: Data) -> str:
    """Status, id and version in one line of small print."""
    status = str(record.get("status"))
    mark = MARK.get(status, "⚪")
    return f"{mark} *{STATUS.get(status, status)}* · {escape(str(record.get('id')))}"


def route(record: Data) -> list[Block]:
    """Risk, approvals and channel in one line: `Medium risk · two approvals: …`."""
    parts = [verdict(record, "risk", " risk"), _approvers(record), _channel(record)]
    known = [escape(part) for part in parts if part]
    return [small(" · ".join(known)[:2900])] if known else []


def verdict(record: Data, name: str, suffix: str = "") -> str:
    """What a rule set says, with its score: Low risk (5); empty where it says nothing."""
    ruling = (record.get("rulings") or {}).get(name) or {}
    said = str(ruling.get("verdict") or "").replace("_", " ")
    score = f" ({ruling['score']:g})" if isinstance(ruling.get("score"), int | float) else ""
    return f"{said.capitalize()}{suffix}{score}" if said else ""


def _approvers(record: Data) -> str:
    roles = [str(a.get("role")) for a in asked(record)]
    if not roles or record.get("status") in OPEN[:2]:
        ruling = (record.get("rulings") or {}).get("approvals") or {}
        roles = [str(each.get("role")) for each in ruling.get("details") or () if each.get("role")]
    if not roles:
        return ""
    named = ", ".join(ROLE.get(role, role) for role in dict.fromkeys(roles))
    return f"{'one approval' if len(roles) == 1 else f'{len(roles)} approvals'}: {named}"


def _channel(record: Data) -> str:
    ruling = (record.get("rulings") or {}).get("channel") or {}
    name = (record.get("fields") or {}).get("channel") or ruling.get("verdict")
    return f"via {CHANNEL.get(str(name), str(name))}" if name else ""


def taken(record: Data) -> list[Block]:
    """One line a decision: who, what, when and why."""
    newest = [id(one) for one in asked(record)]
    lines = [
        _decision(a, earlier=id(a) not in newest)
        for a in record.get("approvals") or ()
        if id(a) in newest or a.get("decision") in DECIDED
    ]
    return text("\n".join(lines)) if lines else []


def asked(record: Data) -> list[Mapping[str, Any]]:
    """The approvals of the version that was filed last, those closed without a decision too."""
    everything = list(record.get("approvals") or ())
    newest = max((one.get("version") or 0 for one in everything), default=0)
    return [one for one in everything if (one.get("version") or 0) == newest]


def _decision(approval: Mapping[str, Any], *, earlier: bool) -> str:
    decision = str(approval.get("decision"))
    role = ROLE.get(str(approval.get("role")), str(approval.get("role")))
    who = person(approval.get("decided_by") or approval.get("approver"))
    mark = {"pending": "⏳"}.get(decision, MARK.get(decision, "⚪"))
    words = WORDS.get(decision, decision.replace("_", " "))
    words += f" (version {approval.get('version')})" * earlier
    when = f" on {day(approval['decided_at'])}" if approval.get("decided_at") else ""
    terms = approval.get("condition")
    words += " on a condition" * bool(terms)
    said = terms or approval.get("reason")
    told = f": “{escape(clip(str(said), 400))}”" if said else ""
    return f"{mark} {escape(role[:1].upper() + role[1:])}, {escape(who)}: {words}{when}{told}"


def outcome(record: Data) -> list[Block]:
    """What was settled, for a card that has no buttons any more."""
    match = record.get("match") or {}
    if record.get("status") == "match_confirmed" and match:
        by = person(match.get("confirmed_by") or match.get("by"))
        name = str(match.get("name") or match.get("id") or "the candidate")
        reason = f": “{clip(str(match['reason']), 300)}”" if match.get("reason") else ""
        return text(f"🟢 *{escape(name)}* was confirmed by {escape(by)}{escape(reason)}")
    return []
