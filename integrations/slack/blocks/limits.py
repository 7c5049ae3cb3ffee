"""What Slack accepts: the numbers, and how text and blocks are fitted to them without a loss."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import Block

BLOCKS_A_MESSAGE = 50
BLOCKS_A_VIEW = 100
CHARACTERS_A_MESSAGE = 12_000
"""Blocks totalling about 13,200 characters are refused; this leaves room for the JSON around."""
TABLES_A_MESSAGE = 1
SECTION_TEXT = 3_000
FIELD_TEXT = 2_000
HEADER_TEXT = 150
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
ACTION_ID = 255
CONTEXT_ELEMENTS = 10
OPTION_TEXT = 75
VIEW_TITLE = 24
TABLE_COLUMNS = 20
FALLBACK_TEXT = 600
_MARK = re.compile(r"(?<!\w)[*_~]|[*_~](?!\w)")
"""What makes bold, italic or struck text at the edge of a word; within a word it does nothing."""
_QUOTE = re.compile(r"^&gt;", re.MULTILINE)


def escape(text: str) -> str:
    """Text of people and records as it reads: no mention, no disguised link, no formatting.

    Slack has no escape for its marks: one at the edge of a word gets a space of no width at each
    side, and a backtick, which such a space does not stop, becomes the letter that looks like it.
    """
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARK.sub("\u200b\\g<0>\u200b", _QUOTE.sub("\u200b\\g<0>", safe.replace("`", "ˋ")))


def clip(text: str, limit: int, *, empty: str = "–") -> str:
    """Shorten a label to `limit` characters with an ellipsis; Slack refuses empty labels."""
    flat = " ".join(text.split()) or empty
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def clip_escaped(text: str, limit: int) -> str:
    """Escape, and shorten by what is escaped, so that no entity is cut in half."""
    flat = " ".join(text.split()) or "–"
    kept = clip(flat, limit)
    while len(escape(kept)) > limit:
        kept = clip(flat, max(2, len(kept) - max(1, (len(escape(kept)) - limit) // 4)))
    return escape(kept)


def pieces(text: str, limit: int) -> Iterator[str]:
    """Split long text at paragraphs, then lines, then words; nothing is left out."""
    rest = text
    while len(rest) > limit:
        cut = _last_break(rest, limit)
        yield rest[:cut].rstrip("\n")
        rest = rest[cut:].lstrip("\n")
    if rest.strip():
        yield rest


def _last_break(text: str, limit: int) -> int:
    for mark in ("\n\n", "\n", ". ", " "):
        at = text.rfind(mark, limit // 2, limit - len(mark))
        if at > 0:
            return at + len(mark)
    return _outside_entity(text, limit)


def _outside_entity(text: str, limit: int) -> int:
    """A hard cut that does not fall into `&amp;`, `&lt;` or `&gt;`."""
    ampersand = text.rfind("&", limit - 5, limit)
    inside = ampersand > 0 and ";" not in text[ampersand:limit]
    return ampersand if inside else limit


def size(blocks: Sequence[Block]) -> int:
    """The characters of a message's blocks as Slack counts them, roughly: all their JSON."""
    return len(json.dumps([block.to_dict() for block in blocks], ensure_ascii=False))


def messages(blocks: Sequence[Block]) -> list[list[Block]]:
    """Deal blocks to as many messages as the limits ask for, in order."""
    dealt: list[list[Block]] = []
    for block in blocks:
        if not dealt or not _fits(dealt[-1], block):
            dealt.append([])
        dealt[-1].append(block)
    return dealt


def _fits(message: Sequence[Block], block: Block) -> bool:
    together = [*message, block]
    tables = sum(1 for each in together if each.type == "table")
    return (
        len(together) <= BLOCKS_A_MESSAGE
        and tables <= TABLES_A_MESSAGE
        and size(together) <= CHARACTERS_A_MESSAGE
    )


def as_payload(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """The blocks as JSON; the SDK's own checks run here and raise on a wrong block."""
    return [block.to_dict() for block in blocks]


def fallback(text: str) -> str:
    """The plain text for notifications and screen readers: short, escaped, never empty."""
    return clip_escaped(text or "A message of the sourcing assistant", FALLBACK_TEXT)
