"""Refusing what Slack refuses in blocks: sizes, counts, ids, missing text, unknown types."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from integrations.slack.workspace.refusals import Refusal
from integrations.slack.workspace.strict_elements import (
    Wrong,
    check_element,
    check_id,
    check_text,
    need,
    plain,
)

Block = Mapping[str, Any]
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 13_200
IN_MESSAGES = frozenset(
    (
        "section",
        "divider",
        "image",
        "actions",
        "context",
        "context_actions",
        "header",
        "markdown",
        "table",
        "rich_text",
        "task_card",
        "plan",
        "file",
        "video",
        "alert",
    )
)
IN_VIEWS = frozenset(
    (
        "section",
        "divider",
        "image",
        "actions",
        "context",
        "header",
        "input",
        "rich_text",
        "table",
        "markdown",
        "alert",
    )
)
ACTION_ELEMENTS = frozenset(
    (
        "button",
        "static_select",
        "multi_static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "channels_select",
        "overflow",
        "datepicker",
        "timepicker",
        "datetimepicker",
        "checkboxes",
        "radio_buttons",
        "workflow_button",
    )
)
INPUT_ELEMENTS = frozenset(
    (
        "plain_text_input",
        "static_select",
        "multi_static_select",
        "external_select",
        "users_select",
        "multi_users_select",
        "conversations_select",
        "channels_select",
        "datepicker",
        "timepicker",
        "datetimepicker",
        "checkboxes",
        "radio_buttons",
        "number_input",
        "email_text_input",
        "url_text_input",
        "rich_text_input",
        "file_input",
    )
)


def check_message_blocks(blocks: Any) -> None:
    """Refuse a message's blocks as Slack would.

    Raises:
        Refusal: with Slack's code and what was wrong.
    """
    _check(blocks, IN_MESSAGES, MESSAGE_BLOCKS)
    if len(json.dumps(blocks, ensure_ascii=False)) > MESSAGE_CHARACTERS:
        raise Refusal("msg_blocks_too_long")
    if sum(1 for block in blocks if block["type"] == "table") > 1:
        raise Refusal("invalid_attachments", "only_one_table_allowed")


def check_view_blocks(blocks: Any) -> None:
    """Refuse a view's blocks as Slack would."""
    if not isinstance(blocks, list) or not blocks:
        raise Refusal("invalid_arguments", "[ERROR] missing required field: blocks")
    _check(blocks, IN_VIEWS, VIEW_BLOCKS)


def _check(blocks: Any, allowed: frozenset[str], most: int) -> None:
    if not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    if len(blocks) > most:
        raise Refusal("invalid_blocks", f"[ERROR] no more than {most} items allowed")
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        try:
            _one(block, allowed)
            _unique(str(block.get("block_id") or ""), seen)
        except Wrong as wrong:
            raise Refusal(
                "invalid_blocks", f"[ERROR] {wrong} [json-pointer:/blocks/{index}]"
            ) from wrong


def _unique(block_id: str, seen: set[str]) -> None:
    if block_id and block_id in seen:
        raise Wrong(f"block_id already exists: {block_id}")
    seen.add(block_id)


def _one(block: Any, allowed: frozenset[str]) -> None:
    need(isinstance(block, Mapping), "a block must be an object")
    need(block.get("type") in allowed, f"unsupported type: {block.get('type')}")
    check_id(block.get("block_id"), "block_id")
    CHECKS[str(block["type"])](block)


def _section(block: Block) -> None:
    fields = block.get("fields") or []
    need(bool(block.get("text")) or bool(fields), "section needs text or fields")
    if block.get("text"):
        check_text(block["text"], 3_000)
    need(len(fields) <= 10, "no more than 10 items allowed in fields")
    for each in fields:
        check_text(each, 2_000)
    if block.get("accessory"):
        check_element(block["accessory"], ACTION_ELEMENTS | {"image"})


def _elements(most: int, allowed: frozenset[str]) -> Callable[[Block], None]:
    def check(block: Block) -> None:
        elements = block.get("elements")
        need(isinstance(elements, list) and len(elements) > 0, "elements are missing")
        need(len(elements or []) <= most, f"no more than {most} items allowed in elements")
        ids = [e.get("action_id") for e in elements or [] if e.get("action_id")]
        need(len(ids) == len(set(ids)), "action_id is not unique within the block")
        for element in elements or []:
            check_element(element, allowed)

    return check


def _context(block: Block) -> None:
    elements = block.get("elements") or []
    need(0 < len(elements) <= 10, "context needs 1 to 10 elements")
    for element in elements:
        if element.get("type") == "image":
            check_element(element, frozenset({"image"}))
        else:
            check_text(element, 3_000)


def _header(block: Block) -> None:
    plain(block.get("text"), 150)


def _markdown(block: Block) -> None:
    text = block.get("text")
    need(isinstance(text, str) and bool(text), "markdown text must be more than 0 characters")
    need(len(str(text)) <= 12_000, "markdown text must be less than 12001 characters")


def _table(block: Block) -> None:
    rows = block.get("rows")
    need(isinstance(rows, list) and 0 < len(rows) <= 100, "table needs 1 to 100 rows")
    for row in rows or []:
        need(isinstance(row, list) and 0 < len(row) <= 20, "a row has 1 to 20 cells")
        for cell in row:
            need(cell.get("type") in ("raw_text", "rich_text", "raw_number"), "unsupported cell")
            need(cell["type"] != "raw_text" or bool(cell.get("text")), "a cell's text is empty")


def _input(block: Block) -> None:
    plain(block.get("label"), 2_000)
    if block.get("hint"):
        plain(block["hint"], 2_000)
    check_element(block.get("element"), INPUT_ELEMENTS)


def _image(block: Block) -> None:
    need(bool(block.get("alt_text")), "alt_text is missing")
    need(bool(block.get("image_url") or block.get("slack_file")), "image_url is missing")
    need(len(str(block.get("image_url") or "")) <= 3_000, "image_url is too long")


def _task(block: Block) -> None:
    need(bool(block.get("task_id")) and bool(block.get("title")), "task_id and title are required")
    states = ("pending", "in_progress", "complete", "error")
    need(block.get("status") in states, "unknown task status")


def _plan(block: Block) -> None:
    need(bool(block.get("title")), "title is required")
    for task in block.get("tasks") or []:
        _task(task)


def _alert(block: Block) -> None:
    check_text(block.get("text"), 3_000)


def _rich(block: Block) -> None:
    need(isinstance(block.get("elements"), Sequence), "elements are missing")


def _free(_: Block) -> None:
    """Nothing to check."""


CHECKS: Mapping[str, Callable[[Block], None]] = {
    "section": _section,
    "divider": _free,
    "image": _image,
    "actions": _elements(25, ACTION_ELEMENTS),
    "context": _context,
    "context_actions": _elements(5, frozenset({"feedback_buttons", "icon_button"})),
    "header": _header,
    "markdown": _markdown,
    "table": _table,
    "input": _input,
    "rich_text": _rich,
    "task_card": _task,
    "plan": _plan,
    "alert": _alert,
    "file": _free,
    "video": _free,
}
