"""The approver's card: what is wanted, for how much and when, what the rules say, the decision."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block

from integrations.reply import Action, decisions
from integrations.slack.blocks.limits import clip, escape
from integrations.slack.blocks.lines import (
    DECIDED,
    Data,
    asked_of,
    choice_line,
    outcome,
    route,
    taken,
    title,
    verdict,
)
from integrations.slack.blocks.parts import buttons, header, pairs, target, text
from integrations.wording import (
    LABEL,
    ROLE,
    budget,
    cost,
    dates,
    day,
    field_text,
    instead_of,
    listing,
    person,
    weeks,
)

ASKED = "requirements"
WEIGHTY = ("risk", "classification")
"""The rulings whose reasons an approver reads first."""
LONGEST_SCOPE = 600
DELIVERABLES_SHOWN = 6


def approval_card(record: Data) -> list[Block]:
    """What is asked, why it came to this person, what the rules say, and the decision."""
    fields = record.get("fields") or {}
    mine = record["approval"] if "approval" in record else _pending(record)
    who = person(record.get("requester"))
    line = f"*{escape(who)}* asks for *{escape(clip(title(record), 150))}*"
    line += f", {escape(budget(fields.get('budget')) or 'no budget said')}"
    line += f", {escape(weeks(fields.get('duration_weeks')) or 'open duration')}."
    done = record.get("decided")
    lead = "Your decision" if mine else _settled(done, record)
    blocks = [header(lead), *text(line)]
    if mine:
        why = str(mine.get("why") or mine.get("rule") or "the approval rules chose you")
        role = ROLE.get(str(mine.get("role")), str(mine.get("role")))
        rule = escape(str(mine.get("rule")))
        blocks += text(
            f"*Why you:* as {escape(role)}.{_beside(mine, record)} {escape(why)} (rule {rule})"
        )
    blocks += [*_what_is_wanted(fields), *pairs(_approval_facts(record)), *choice_line(record)]
    blocks += [*route(record), *_what_rules_say(record), *taken(record), *asked_of(record)]
    if not mine or record.get("status") != "in_approval":
        return [*blocks, *outcome(record)]
    details = Action("open", target(record), "Details")
    return blocks + buttons([*decisions(target(record), record.get("said")), details])


def _beside(mine: Mapping[str, Any], record: Data) -> str:
    """That somebody else of the role is asked, in whose place this person may decide."""
    viewer = record.get("viewer")
    if viewer is None or mine.get("approver") == viewer:
        return ""
    return f" {escape(instead_of(person(mine.get('approver'))))}"


def _settled(done: Mapping[str, Any] | None, record: Data) -> str:
    """What became of a decision that waits for this person no more: You approved it on 1 Dec."""
    if done and done.get("decision") in DECIDED:
        by = done.get("decided_by")
        who = "You" if by == record.get("viewer") else person(by)
        return f"{who} {DECIDED[str(done['decision'])]} on {day(done.get('decided_at'))}"
    if record.get("status") == "in_approval":
        return "With others to decide"
    return "No decision needed any more" if done else "Decision taken"


def _what_is_wanted(fields: Data) -> list[Block]:
    """Scope, deliverables and the chief skills, cut where they are long: Details has them whole."""
    delivered = [clip(str(one), 200) for one in fields.get("deliverables") or ()]
    parts = (
        ("Scope", clip(str(fields.get("scope") or ""), LONGEST_SCOPE, empty="")),
        ("Deliverables", listing(delivered, most=DELIVERABLES_SHOWN, mark="; ")),
        ("Skills", listing((fields.get("skills") or {}).get("must") or (), most=8)),
        (LABEL[ASKED], listing(fields.get(ASKED) or (), most=5, mark="; ")),
    )
    lines = [f"*{name}:* {escape(clip(said, 1_200))}" for name, said in parts if said]
    return text("\n".join(lines)) if lines else []


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
    names = ("business_unit", "location", "security_classification", "sensitive_data", "systems")
    facts = [(LABEL[name], field_text(name, fields.get(name))) for name in names]
    return [
        ("People", field_text("headcount", fields.get("headcount") or 1)),
        ("Dates", dates(fields)),
        ("Cost", cost(record)),
        *facts,
        ("Worker classification", verdict(record, "classification")),
    ]


def _pending(record: Data) -> Mapping[str, Any] | None:
    waiting = [a for a in record.get("approvals") or () if a.get("decision") == "pending"]
    return waiting[0] if waiting else None
