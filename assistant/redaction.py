"""What never leaves this machine: what is sensitive in messages is masked, as the settings say."""

from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage

from assistant.sensitive import KINDS, redact


def redacted(
    message: AnyMessage, own_domains: Collection[str] = (), kinds: Collection[str] = KINDS
) -> AnyMessage:
    """The message with all its text redacted; the one it came from stays as it is."""
    masked = partial(redact, own_domains=own_domains, kinds=kinds)
    changes: dict[str, Any] = {"content": _within(message.content, masked)}
    if isinstance(message, AIMessage):
        changes["tool_calls"] = [
            {**call, "args": _within(call["args"], masked)} for call in message.tool_calls
        ]
    return message.model_copy(update=changes)


def _within(value: Any, masked: Callable[[str], str]) -> Any:
    """The same lists and members, with every text in them masked."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {name: _within(each, masked) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_within(each, masked) for each in value]
    return value
