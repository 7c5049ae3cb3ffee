"""Markdown as Slack's own blocks: markdown blocks for prose, table blocks for tables."""

import re
from collections.abc import Iterator

from slack_sdk.models.blocks import Block, MarkdownBlock, RawTextObject, TableBlock

from integrations.slack.blocks.limits import TABLE_COLUMNS, clip, pieces

PROSE_PIECE = 5_000
"""Two of these always fit into one message, whatever their JSON adds."""
CELL = 300
_RULE = re.compile(r"\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?")
_MENTION = re.compile(r"<(?=[!@#a-zA-Z/])")
_ANGLE = re.compile(r"(?<!\\)((?:\\\\)*)\\?<")
"""An angle bracket, with the backslash that escapes it already and would undo a second escape."""
_CODE = re.compile(r"(```.*?(?:```|\Z)|`[^`\n]*`)", re.DOTALL)


def markdown_blocks(text: str) -> list[Block]:
    """Text in standard markdown as blocks: tables become table blocks, the rest stays as it is."""
    blocks: list[Block] = []
    for kind, lines in _segments(text.splitlines()):
        if kind == "table":
            blocks.extend(_tables(lines))
        else:
            blocks.extend(prose_blocks("\n".join(lines)))
    return blocks


def prose_blocks(text: str) -> list[Block]:
    """Markdown without tables, split where it is too long for one block."""
    parts = _with_fences_closed(pieces(disarm(text), PROSE_PIECE))
    return [MarkdownBlock(text=part) for part in parts if part.strip()]


def disarm(text: str) -> str:
    """Take from angle brackets the power to mention or to disguise; code stays as it reads."""
    parts = _CODE.split(text)
    return "".join(
        _MENTION.sub("<\u200b", part) if index % 2 else _ANGLE.sub(r"\1&lt;", part)
        for index, part in enumerate(parts)
    )


def table_block(rows: list[list[str]]) -> TableBlock:
    """A table of plain text; empty cells show a dash, for Slack refuses empty text."""
    cells = [[RawTextObject(text=clip(cell, CELL)) for cell in row[:TABLE_COLUMNS]] for row in rows]
    return TableBlock(rows=cells)


def _segments(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    start, index, fenced = 0, 0, False
    while index < len(lines):
        fenced ^= lines[index].lstrip().startswith("```")
        if not fenced and _starts_table(lines, index):
            if lines[start:index]:
                yield "prose", lines[start:index]
            end = _table_end(lines, index)
            yield "table", lines[index:end]
            start = index = end
        else:
            index += 1
    if lines[start:]:
        yield "prose", lines[start:]


def _starts_table(lines: list[str], index: int) -> bool:
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return "|" in lines[index] and "|" in following and bool(_RULE.fullmatch(following.strip()))


def _table_end(lines: list[str], start: int) -> int:
    end = start + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    return end


def _tables(lines: list[str]) -> list[Block]:
    head, *rows = [_cells(line) for index, line in enumerate(lines) if index != 1]
    width = max(len(row) for row in [head, *rows])
    if width > TABLE_COLUMNS or any(len(cell) > CELL for row in [head, *rows] for cell in row):
        return prose_blocks("\n".join(lines))
    step = 25
    squared = [row + [""] * (width - len(row)) for row in rows]
    parts = [squared[at : at + step] for at in range(0, len(squared), step)] or [[]]
    return [table_block([head + [""] * (width - len(head)), *part]) for part in parts]


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner)]


def _with_fences_closed(parts: Iterator[str]) -> Iterator[str]:
    """A code fence cut in two is closed at the end of one part and opened again in the next."""
    opened = False
    for part in parts:
        text = f"```\n{part}" if opened else part
        opened = text.count("```") % 2 == 1
        yield f"{text}\n```" if opened else text
