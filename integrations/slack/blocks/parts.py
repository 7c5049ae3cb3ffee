"""The pieces that cards are made of: header, fields, lines of small print, buttons."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from integrations.reply import Action
from integrations.slack.blocks.limits import (
    ACTION_ID,
    BUTTON_TEXT,
    BUTTON_VALUE,
    CONTEXT_ELEMENTS,
    FIELD_TEXT,
    HEADER_TEXT,
    SECTION_TEXT,
    clip,
    clip_escaped,
    escape,
    pieces,
)

CHAT = "chat"
"""Action ids of buttons that are chat actions: chat:approve:0."""


def header(text: str) -> HeaderBlock:
    """A title; a long one ends with an ellipsis."""
    return HeaderBlock(text=PlainTextObject(text=clip(text, HEADER_TEXT), emoji=False))


def text(mrkdwn: str, *, accessory: InteractiveElement | None = None) -> list[Block]:
    """A section of mrkdwn that is already escaped, split where it is too long."""
    parts = list(pieces(mrkdwn, SECTION_TEXT)) or ["–"]
    blocks = [SectionBlock(text=MarkdownTextObject(text=part)) for part in parts]
    blocks[0].accessory = accessory
    return list(blocks)


def small(*mrkdwn: str) -> ContextBlock:
    """A line of small print; each part is escaped already and at most ten are shown."""
    parts = [part for part in mrkdwn if part][:CONTEXT_ELEMENTS] or ["–"]
    return ContextBlock(elements=[MarkdownTextObject(text=part[:SECTION_TEXT]) for part in parts])


def pairs(facts: Sequence[tuple[str, str]]) -> list[Block]:
    """Label and value in two columns; unknown values are left out, long ones get their own row."""
    known = [(label, value) for label, value in facts if value]
    short = [(label, value) for label, value in known if len(escape(value)) <= 300]
    blocks: list[Block] = []
    for start in range(0, len(short), 10):
        fields = [
            MarkdownTextObject(text=f"*{label}*\n{clip_lines(value, FIELD_TEXT - 100)}")
            for label, value in short[start : start + 10]
        ]
        blocks.append(SectionBlock(fields=fields))
    for label, value in known:
        if len(escape(value)) > 300:
            blocks.extend(text(f"*{label}*\n{escape(value)}"))
    return blocks


def clip_lines(value: str, limit: int) -> str:
    """Escaped text within the limit, its line breaks kept."""
    escaped = escape(value)
    return escaped if len(escaped) <= limit else clip_escaped(value, limit)


def button(action: Action, index: int = 0, *, prefix: str = CHAT) -> ButtonElement | None:
    """A button for a chat action; None where its value is longer than Slack carries."""
    if len(action.value) > BUTTON_VALUE:
        return None
    return ButtonElement(
        text=PlainTextObject(text=clip(action.label, BUTTON_TEXT), emoji=True),
        action_id=f"{prefix}:{action.action}:{index}"[:ACTION_ID],
        value=action.value or "-",
        style=None if action.style == "default" else action.style,
    )


def buttons(actions: Sequence[Action]) -> list[Block]:
    """Rows of at most five buttons; the same action twice gets two different ids."""
    made = [button(action, index) for index, action in enumerate(actions)]
    kept = [each for each in made if each is not None]
    return [ActionsBlock(elements=kept[at : at + 5]) for at in range(0, len(kept), 5)]


def target(record: Mapping[str, Any], **more: Any) -> str:
    """What a button carries: the record's id and the version it was shown in."""
    return json.dumps({"id": record["id"], "version": record.get("version"), **more})
