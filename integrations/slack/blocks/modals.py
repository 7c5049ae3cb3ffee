"""The modals: missing fields with errors, a reason, a comparison, why this order, feedback."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    DividerBlock,
    InputBlock,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from integrations.reply import Action
from integrations.slack.blocks.cards import match_card, status_card
from integrations.slack.blocks.limits import (
    BLOCKS_A_VIEW,
    OPTION_TEXT,
    VIEW_TITLE,
    clip,
    clip_escaped,
    escape,
)
from integrations.slack.blocks.lines import route, title, whole
from integrations.slack.blocks.parts import button, header, target, text
from integrations.slack.blocks.shortlist import (
    candidate_id,
    candidate_name,
    comparison,
    everybody,
    why_blocks,
)
from integrations.slack.blocks.work import Item
from integrations.wording import LABEL, PER, STATUS, budget, person

VALUE = "value"
CHOICES: Mapping[str, Mapping[str, str]] = {
    "security_classification": {
        "public": "Public",
        "internal": "Internal",
        "confidential": "Confidential",
        "restricted": "Restricted",
    },
    "sensitive_data": {"yes": "Yes", "no": "No"},
    "urgency": {"low": "Low", "normal": "Normal", "high": "High"},
}
HINTS = {
    "duration_weeks": "In weeks",
    "budget": "For example 8000 USD, 6000 to 8000 EUR, or 45 USD an hour",
    "deliverables": "One a line",
    "acceptance_criteria": "One a line",
    "requirements": "One a line",
    "budget_owner": "Their e-mail address",
    "sensitive_data": "Personal data of customers or staff, payment, health, unreleased figures",
}
REASONS = {
    "approve_on_condition": ("Approve with a condition", "On which condition?"),
    "reject": ("Reject", "Why do you reject it?"),
    "request_changes": ("Ask for changes", "What has to change?"),
    "exclude": ("Leave out", "Why should this candidate be left out?"),
    "choose_match": ("Choose another", "Why this candidate?"),
    "ask_requester": ("Ask the requester", "What do you want to know?"),
    "answer_asked": ("Answer", "What do you answer?"),
}


def modal(title: str, callback: str, blocks: Sequence[Block], meta: Any, submit: str = "") -> View:
    """A modal that carries where it came from in its private metadata."""
    return View(
        type="modal",
        callback_id=callback,
        title=PlainTextObject(text=clip(title, VIEW_TITLE)),
        submit=PlainTextObject(text=clip(submit, VIEW_TITLE)) if submit else None,
        close=PlainTextObject(text="Cancel" if submit else "Close"),
        private_metadata=json.dumps(meta),
        blocks=list(blocks),
    )


def reason_modal(
    action: str, meta: Mapping[str, Any], record: Mapping[str, Any], profile: str = ""
) -> View:
    """Of what is decided, and a reason that is required; without a candidate it asks for one."""
    title, label = REASONS[action]
    blocks: list[Block] = [*text(_what_is_decided(action, record, profile))]
    if action == "choose_match" and not profile:
        blocks.append(_candidate_select(record.get("shortlist") or ()))
    field = PlainTextInputElement(
        action_id=VALUE,
        multiline=True,
        min_length=1,
        max_length=1000,
        initial_value=str((meta.get("value") or {}).get("reason") or "") or None,
    )
    blocks.append(InputBlock(block_id="reason", label=label, element=field))
    return modal(title, "reason", blocks, meta, submit="Send")


def withdraw_modal(meta: Mapping[str, Any], record: Mapping[str, Any]) -> View:
    """Asks once more before a request ends; a reason may be given."""
    field = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=1000)
    blocks: list[Block] = [
        *text(f"*{_named(record)}*\nIt can't be opened again; a copy can start anew."),
        InputBlock(
            block_id="reason",
            label="Why?",
            hint="It is kept with the request",
            element=field,
            optional=True,
        ),
    ]
    return modal("Withdraw the request?", "reason", blocks, meta, submit="Withdraw it")


def _what_is_decided(action: str, record: Mapping[str, Any], profile: str) -> str:
    """The person or the request that an act is about, as mrkdwn."""
    people = list(record.get("shortlist") or ())
    meant = next((candidate_name(c) for c in people if candidate_id(c) == profile), "")
    request = _named(record)
    if action == "exclude" and meant:
        return f"*Leave out {clip_escaped(meant, 150)}* from {request}"
    if action == "choose_match" and people:
        whom = f"Choose {clip_escaped(meant, 150)}" if meant else "Choose somebody"
        first = clip_escaped(candidate_name(people[0]), 150)
        return f"*{whom} instead of {first}*, whom the list puts first, for {request}"
    stated = budget((record.get("fields") or {}).get("budget"))
    cost = f", {escape(stated)}" if stated else ""
    return f"*{request}* for {escape(person(record.get('requester')))}{cost}"


def _named(record: Mapping[str, Any]) -> str:
    return f"{clip_escaped(title(record), 150)} ({escape(str(record.get('id')))})"


def _candidate_select(candidates: Sequence[Mapping[str, Any]]) -> InputBlock:
    options = [
        Option(value=candidate_id(c)[:150], label=clip(candidate_name(c), OPTION_TEXT))
        for c in candidates[:100]
        if candidate_id(c)
    ]
    if options:
        element: Any = StaticSelectElement(action_id=VALUE, options=options)
    else:
        element = PlainTextInputElement(action_id=VALUE, max_length=80)
    return InputBlock(block_id="profile", label="Candidate", element=element)


def fill_modal(record: Mapping[str, Any], meta: Mapping[str, Any], names: Sequence[str]) -> View:
    """One input a field, with what is known already; at most twelve, so that it stays readable."""
    fields = record.get("fields") or {}
    blocks: list[Block] = [*text("Leave empty what you don't know yet.")]
    needed = record.get("missing") or ()
    blocks += [_input(name, fields.get(name), needed=name in needed) for name in names[:12]]
    return modal("Fill in the rest", "fill", blocks, meta, submit="Save")


def _input(name: str, value: Any, *, needed: bool) -> InputBlock:
    """A field; Slack calls it optional, since it may wait, so what is needed says so itself."""
    hint = ". ".join(filter(None, [HINTS.get(name), "Needed before it can be filed" * needed]))
    label = LABEL.get(name, name.replace("_", " ").capitalize())
    return InputBlock(
        block_id=name,
        label=label,
        hint=hint or None,
        element=_element(name, value),
        optional=True,
    )


def _element(name: str, value: Any) -> Any:
    if name in CHOICES:
        return _select(CHOICES[name], value)
    if name in ("start_date", "deadline"):
        return DatePickerElement(action_id=VALUE, initial_date=str(value)[:10] if value else None)
    if name in ("duration_weeks", "hours_per_week", "headcount"):
        shown = f"{value:g}" if isinstance(value, int | float) else None
        return NumberInputElement(action_id=VALUE, is_decimal_allowed=True, initial_value=shown)
    many = name in ("scope", "deliverables", "acceptance_criteria", "requirements")
    return PlainTextInputElement(
        action_id=VALUE, multiline=many, max_length=3000, initial_value=_initial(name, value)
    )


def _initial(name: str, value: Any) -> str | None:
    if not value:
        return None
    if name == "budget":
        ends = [value["amount"], *filter(None, [value.get("max")])]
        amount = " to ".join(f"{end:.2f}".removesuffix(".00") for end in ends)
        return f"{amount} {value.get('currency')}{PER.get(value.get('basis'), '')}"
    if isinstance(value, list | tuple):
        return "\n".join(str(item) for item in value)[:3000]
    return str(value)[:3000]


def _select(choices: Mapping[str, str], value: Any) -> StaticSelectElement:
    options = [Option(value=key, label=label) for key, label in choices.items()]
    known = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    chosen = next((option for option in options if option.value == known), None)
    return StaticSelectElement(action_id=VALUE, options=options, initial_option=chosen)


def comparison_modal(record: Mapping[str, Any]) -> View:
    """The shortlist side by side, as a table."""
    candidates = list(record.get("shortlist") or ())
    if not candidates:
        return message_modal("Compare", "There is no shortlist any more: ask for matches again.")
    return modal("Compare", "compare", [comparison(candidates)], {})


def shortlist_modal(record: Mapping[str, Any]) -> View:
    """Everybody on the shortlist, to read."""
    return modal("Suggested matches", "shortlist", everybody(record)[:BLOCKS_A_VIEW], {})


def why_modal(record: Mapping[str, Any], profile: str) -> View:
    """Why one candidate stands where it stands."""
    for candidate in record.get("shortlist") or ():
        if candidate_id(candidate) == profile:
            return modal("Why this order?", "why", why_blocks(candidate), {})
    return message_modal("Why this order?", "That candidate is not on the shortlist any more.")


def feedback_modal(meta: Mapping[str, Any]) -> View:
    """What was wrong with an answer, in the person's own words."""
    field = PlainTextInputElement(action_id=VALUE, multiline=True, max_length=2000)
    block = InputBlock(block_id="reason", label="What was wrong?", element=field)
    return modal("Tell us more", "feedback", [block], meta, submit="Send")


def source_modal(said: str = "") -> View:
    """A new request from anywhere in Slack, or from somebody's message."""
    field = PlainTextInputElement(
        action_id=VALUE, multiline=True, max_length=3000, initial_value=said[:3000] or None
    )
    block = InputBlock(
        block_id="need",
        label="What do you need?",
        hint="Say the role, roughly when, for how long and for how much",
        element=field,
    )
    return modal("Source somebody", "source", [block], {}, submit="Start")


def record_modal(record: Mapping[str, Any]) -> View:
    """A record in full: its state, every decision, every field."""
    blocks = [*status_card(record), *route(record), DividerBlock(), *whole(record)]
    return modal(str(record["id"]), "record", blocks[:BLOCKS_A_VIEW], {})


def match_modal(record: Mapping[str, Any]) -> View:
    """Procurement's choice, opened from App Home."""
    return modal("Confirm a match", "match", match_card(record)[:BLOCKS_A_VIEW], {})


def search_modal(words: str = "", found: Sequence[Item] = ()) -> View:
    """Search in one's own requests and those one decides on; results in the same modal."""
    field = PlainTextInputElement(action_id=VALUE, max_length=200, initial_value=words or None)
    blocks: list[Block] = [
        InputBlock(block_id="words", label="Words in the role, scope, id or state", element=field)
    ]
    for item in found:
        line = f"*{clip_escaped(item.title[:1].upper() + item.title[1:], 150)}* · {escape(item.id)}"
        said = f"{line}\n{STATUS.get(item.status, item.status)} · {person(item.requester)}"
        details = Action("open", target({"id": item.id, "version": item.version}), "Details")
        blocks += text(said, accessory=button(details))
    if words and not found:
        blocks += text("Nothing of yours holds these words.")
    return modal("Search requests", "search", blocks, {}, submit="Search")


def message_modal(title: str, sentence: str) -> View:
    """One sentence, nothing to do."""
    return modal(title, "message", [header(clip(title, 100)), *text(escape(sentence))], {})
