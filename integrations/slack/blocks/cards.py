"""The cards of a record: summary, confirm-and-file, match confirmation, status."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock

from integrations.asked import answering
from integrations.reply import Action
from integrations.slack.blocks.approval import approval_card
from integrations.slack.blocks.limits import clip, escape
from integrations.slack.blocks.lines import (
    OPEN,
    Data,
    asked_of,
    choice_line,
    outcome,
    route,
    status_line,
    taken,
    title,
    whole,
)
from integrations.slack.blocks.parts import buttons, header, pairs, small, target, text
from integrations.slack.blocks.shortlist import shortlist_card
from integrations.wording import LABEL, budget, field_text, listing, person

ASKED = "requirements"
SUMMARY_FIELDS = ("budget", "headcount", "duration_weeks", "start_date", "business_unit")


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


def summary_card(record: Data) -> list[Block]:
    """The live summary: what is known, what is still needed, what the rules say so far."""
    fields = record.get("fields") or {}
    facts = [("Asked by", person(record.get("requester")))]
    facts += [(LABEL[name], field_text(name, fields.get(name))) for name in SUMMARY_FIELDS]
    facts += [(LABEL[name], field_text(name, fields.get(name))) for name in ("skills", ASKED)]
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
    blocks += [*pairs([(LABEL[ASKED], field_text(ASKED, fields.get(ASKED)))]), *choice_line(record)]
    return blocks + shortlist_card(record, confirming=True)[1:]


def status_card(record: Data) -> list[Block]:
    """Where a record stands: its state, each decision, and what comes next."""
    blocks = [header(title(record)), small(status_line(record)), *taken(record)]
    blocks += [*asked_of(record), *choice_line(record), *outcome(record)]
    mine = record.get("viewer") in (None, record.get("requester"))
    return blocks + (buttons(answering(record, target(record))) if mine else [])
