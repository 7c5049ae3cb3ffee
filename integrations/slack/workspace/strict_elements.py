"""Refusing what Slack refuses in the elements of blocks: buttons, selects, inputs, texts."""

from collections.abc import Callable, Mapping
from typing import Any

Element = Mapping[str, Any]


class Wrong(Exception):
    """What is wrong with a block; the caller adds where."""


def need(holds: bool, message: str) -> None:
    """Raise `Wrong` with the message unless it holds."""
    if not holds:
        raise Wrong(message)


def check_id(value: Any, name: str) -> None:
    """An id, if there is one, is text of at most 255 characters."""
    need(value is None or (isinstance(value, str) and len(value) <= 255), f"{name} is too long")


def check_text(text: Any, limit: int) -> None:
    """A text object with 1 to `limit` characters."""
    need(isinstance(text, Mapping), "text must be an object")
    need(text.get("type") in ("plain_text", "mrkdwn"), f"unsupported text type: {text.get('type')}")
    said = text.get("text")
    need(isinstance(said, str) and len(said) > 0, "must be more than 0 characters")
    need(len(str(said)) <= limit, f"must be less than {limit + 1} characters")


def plain(text: Any, limit: int) -> None:
    """A plain_text object with 1 to `limit` characters."""
    check_text(text, limit)
    need(text.get("type") == "plain_text", "must be plain_text")


def check_options(options: Any, most: int = 100) -> None:
    """1 to `most` options, each with a label and a value."""
    need(isinstance(options, list) and 0 < len(options) <= most, f"needs 1 to {most} options")
    for option in options:
        check_text(option.get("text"), 75)
        value = option.get("value")
        need(isinstance(value, str) and 0 < len(value) <= 150, "an option's value is 1 to 150 long")


def check_element(element: Any, allowed: frozenset[str]) -> None:
    """An element of a kind that is allowed here, within its limits."""
    need(isinstance(element, Mapping), "an element must be an object")
    kind = element.get("type")
    need(kind in allowed, f"unsupported element type: {kind}")
    check_id(element.get("action_id"), "action_id")
    if element.get("placeholder"):
        plain(element["placeholder"], 150)
    if element.get("confirm"):
        _confirm(element["confirm"])
    CHECKS.get(str(kind), _free)(element)


def _button(element: Element) -> None:
    plain(element.get("text"), 75)
    need(len(str(element.get("value") or "")) <= 2_000, "value must be less than 2001 characters")
    need(len(str(element.get("url") or "")) <= 3_000, "url must be less than 3001 characters")
    need(element.get("style") in (None, "primary", "danger"), "unknown style")


def _confirm(confirm: Element) -> None:
    plain(confirm.get("title"), 100)
    check_text(confirm.get("text"), 300)
    plain(confirm.get("confirm"), 30)
    plain(confirm.get("deny"), 30)


def _select(element: Element) -> None:
    check_options(element.get("options"))
    first = element.get("initial_option")
    values = {option["value"] for option in element["options"]}
    need(first is None or first.get("value") in values, "initial_option is not among the options")


def _overflow(element: Element) -> None:
    check_options(element.get("options"), 5)


def _few(element: Element) -> None:
    check_options(element.get("options"), 10)


def _plain_input(element: Element) -> None:
    need(int(element.get("max_length") or 1) <= 3_000, "max_length must be less than 3001")
    start = str(element.get("initial_value") or "")
    need(len(start) <= 3_000, "initial_value must be less than 3001 characters")


def _image(element: Element) -> None:
    need(bool(element.get("alt_text")), "alt_text is missing")


def _feedback(element: Element) -> None:
    for name in ("positive_button", "negative_button"):
        each = element.get(name) or {}
        plain(each.get("text"), 75)
        need(0 < len(str(each.get("value") or "")) <= 2_000, "a feedback value is missing")


def _number(element: Element) -> None:
    need("is_decimal_allowed" in element, "is_decimal_allowed is missing")


def _free(_: Element) -> None:
    """Nothing more to check."""


CHECKS: Mapping[str, Callable[[Element], None]] = {
    "button": _button,
    "static_select": _select,
    "multi_static_select": _select,
    "overflow": _overflow,
    "checkboxes": _few,
    "radio_buttons": _few,
    "plain_text_input": _plain_input,
    "image": _image,
    "feedback_buttons": _feedback,
    "number_input": _number,
}
