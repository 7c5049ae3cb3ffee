"""The cards of a record: summary, confirm-and-file, approval, match confirmation, status."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, DividerBlock

from integrations.reply import Action, decisions
from integrations.slack.blocks.limits import clip, clip_escaped, escape
from integrations.slack.blocks.parts import buttons, header, pairs, small, target, text
from integrations.slack.blocks.shortlist import shortlist_card
from integrations.wording import (
    CHANNEL,
    LABEL,
    MARK,
    ROLE,
    STATUS,
    budget,
    chosen,
    day,
    field_text,
    listing,
    person,
    weeks,
)

Data = Mapping[str, Any]
SUMMARY_FIELDS = ("budget", "duration_weeks", "start_date", "business_unit")
WEIGHTY = ("risk", "classification")
"""The rulings whose reasons an approver reads first."""
OPEN = ("draft", "awaiting_confirmation", "changes_requested")


def card(kind: str, record: Data) -> list[Block]:
    """The card of that kind for the record as it is now; a settled one has no buttons."""
    builders = {
        "request_summary": summary_card,
        "shortlist": shortlist_card,
        "confirm": confirm_card,
        "approval": approval_card,
        "match_confirmation": match_card,
        "status": status_card,
    }
    return builders.get(kind, status_card)(record)


def title(record: Data) -> str:
    """What a request is called: its role."""
    role = str((record.get("fields") or {}).get("role") or "New request")
    return role[:1].upper() + role[1:]


def summary_card(record: Data) -> list[Block]:
    """The live summary: what is known, what is still needed, what the rules say so far."""
    fields = record.get("fields") or {}
    facts = [("Asked by", person(record.get("requester")))]
    facts += [(LABEL[name], field_text(name, fields.get(name))) for name in SUMMARY_FIELDS]
    facts.append(("Skills", field_text("skills", fields.get("skills"))))
    blocks: list[Block] = [header(title(record)), small(status_line(record)), *pairs(facts)]
    needed = list(record.get("missing") or record.get("needed") or ())
    if needed and record.get("status") in OPEN:
        names = listing([LABEL.get(name, name).lower() for name in needed], most=20)
        blocks += text(f"*Still needed:* {escape(names)}")
    blocks += route(record)
    if record.get("status") not in OPEN:
        return blocks
    return blocks + buttons(_summary_actions(record, needed))


def _summary_actions(record: Data, needed: Sequence[str]) -> list[Action]:
    fill = Action("fill", target(record), "Fill in the rest" if needed else "Change something")
    more = [
        Action("see_matches", target(record), "See matches", "default" if needed else "primary"),
        Action("withdraw", target(record), "Cancel the request"),
    ]
    return [Action(fill.action, fill.value, fill.label, "primary" if needed else "default"), *more]


def confirm_card(record: Data) -> list[Block]:
    """The whole record as it will be filed, what happens next, and the click that files it."""
    waiting = record.get("status") == "awaiting_confirmation"
    lead = "File this request?" if waiting else f"Request {title(record)}"
    blocks = [
        header(lead),
        small(status_line(record)),
        *whole(record),
        *choice_line(record),
        DividerBlock(),
        *route(record),
    ]
    if not waiting:
        return [*blocks, *outcome(record)]
    blocks.append(small("Filing sends it to the approvers above; procurement sees it too."))
    return blocks + buttons(
        [
            Action("confirm", target(record), "File it", "primary"),
            Action("fill", target(record), "Change something"),
            Action("cancel", target(record), "Not now"),
        ]
    )


def choice_line(record: Data) -> list[Block]:
    """Whom the requester chose, until procurement confirms somebody."""
    told = chosen(record)
    return text(f"*Chosen:* {clip_escaped(told, 400)}") if told else []


def whole(record: Data) -> list[Block]:
    """Every field that is known, each with its label."""
    fields = record.get("fields") or {}
    return pairs([(label, field_text(name, fields.get(name))) for name, label in LABEL.items()])


def approval_card(record: Data) -> list[Block]:
    """What is asked, why it came to this person, what the rules say, and the decision."""
    fields = record.get("fields") or {}
    mine = record.get("approval") or _pending(record)
    who = person(record.get("requester"))
    line = f"*{escape(who)}* asks for *{escape(clip(title(record), 150))}*"
    line += f", {escape(budget(fields.get('budget')) or 'no budget said')}"
    line += f", {escape(weeks(fields.get('duration_weeks')) or 'open duration')}."
    blocks = [header("Your decision" if mine else "Decision taken"), *text(line)]
    if mine:
        why = str(mine.get("why") or mine.get("rule") or "the approval rules chose you")
        role = ROLE.get(str(mine.get("role")), str(mine.get("role")))
        blocks += text(
            f"*Why you:* as {escape(role)}. {escape(why)} (rule {escape(str(mine.get('rule')))})"
        )
    blocks += [*pairs(_approval_facts(record)), *choice_line(record)]
    blocks += [*route(record), *_what_rules_say(record), *taken(record)]
    if not mine or record.get("status") != "in_approval":
        return [*blocks, *outcome(record)]
    return blocks + buttons(decisions(target(record)))


def _what_rules_say(record: Data) -> list[Block]:
    """The two reasons that weigh most in the rules, and what is unusual about the request."""
    rulings = record.get("rulings") or {}
    found = [str(why) for name in WEIGHTY for why in (rulings.get(name) or {}).get("reasons") or ()]
    doubts = [str(one) for one in (rulings.get("plausibility") or {}).get("reasons") or ()]
    told = (("What the rules say", found[:2]), ("Unusual", doubts[:2] or ["nothing."]))
    lines = [
        f"*{name}:* {escape(' '.join(clip(one, 400) for one in said))}"
        for name, said in told
        if said
    ]
    return text("\n".join(lines))


def _approval_facts(record: Data) -> list[tuple[str, str]]:
    fields = record.get("fields") or {}
    names = ("budget", "start_date", "business_unit", "security_classification", "sensitive_data")
    facts = [(LABEL[name], field_text(name, fields.get(name))) for name in names]
    return [*facts, ("Worker classification", _verdict(record, "classification"))]


def _pending(record: Data) -> Mapping[str, Any] | None:
    waiting = [a for a in record.get("approvals") or () if a.get("decision") == "pending"]
    return waiting[0] if waiting else None


def match_card(record: Data) -> list[Block]:
    """Procurement's confirmation of one of the suggested matches, or another with a reason."""
    settled = record.get("status") != "approved"
    fields = record.get("fields") or {}
    lead = "Match confirmed" if settled else "Confirm a match"
    what = f"*{escape(clip(title(record), 150))}* for {escape(person(record.get('requester')))}, "
    what += escape(budget(fields.get("budget")) or "no budget said")
    blocks = [header(lead), small(status_line(record)), *text(what)]
    if settled:
        return [*blocks, *outcome(record)]
    return [*blocks, *choice_line(record), *shortlist_card(record, confirming=True)[1:]]


def status_card(record: Data) -> list[Block]:
    """Where a record stands: its state, each decision, and what comes next."""
    blocks = [header(title(record)), small(status_line(record)), *taken(record)]
    return [*blocks, *choice_line(record), *outcome(record)]


def status_line(record: Data) -> str:
    """Status, id and version in one line of small print."""
    status = str(record.get("status"))
    mark = MARK.get(status, "⚪")
    return f"{mark} *{STATUS.get(status, status)}* · {escape(str(record.get('id')))}"


def route(record: Data) -> list[Block]:
    """Risk, approvals and channel in one line: `Medium risk · two approvals: …`."""
    parts = [_verdict(record, "risk", " risk"), _approvers(record), _channel(record)]
    known = [escape(part) for part in parts if part]
    return [small(" · ".join(known)[:2900])] if known else []


def _verdict(record: Data, name: str, suffix: str = "") -> str:
    ruling = (record.get("rulings") or {}).get(name) or {}
    verdict = str(ruling.get("verdict") or "").replace("_", " ")
    score = f" ({ruling['score']:g})" if isinstance(ruling.get("score"), int | float) else ""
    return f"{verdict.capitalize()}{suffix}{score}" if verdict else ""


def _approvers(record: Data) -> str:
    roles = [
        str(a.get("role"))
        for a in record.get("approvals") or ()
        if a.get("decision") != "superseded"
    ]
    if not roles:
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
    lines = [
        _decision(a) for a in record.get("approvals") or () if a.get("decision") != "superseded"
    ]
    return text("\n".join(lines)) if lines else []


def _decision(approval: Mapping[str, Any]) -> str:
    decision = str(approval.get("decision"))
    role = ROLE.get(str(approval.get("role")), str(approval.get("role")))
    who = person(approval.get("decided_by") or approval.get("approver"))
    mark = {"pending": "⏳"}.get(decision, MARK.get(decision, "⚪"))
    words = "waiting" if decision == "pending" else decision.replace("_", " ")
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
