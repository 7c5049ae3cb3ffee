"""Quoted units as a person would say them: sentences in a row, a row of a table on its own line."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from knowledge.library.passages import Words

CELL = " · "
PAIR = 2
MEASURE = re.compile(r"\(([^()\s]{1,5})\)\s*$")
"""In what the cells below a head are given, such as (USD)."""
CLOSED = (".", "!", "?", ":", ";")


def join_units(units: Sequence[Words]) -> str:
    """Units as running text: sentences follow each other, items are parted by semicolons."""
    return _run_on(unit.words for unit in units)


def spoken(units: Sequence[Words]) -> str:
    """Units as an answer says them: running text, and a line for each row of a table.

    The head of a table is not said by itself: its cells are put before those of the rows.
    """
    lower = {word for unit in units for word in unit.words.split() if word.islower()}
    parts: list[str] = []
    for kind, run in groupby(units, key=lambda unit: unit.kind):
        told = [unit.words for unit in run]
        led = bool(parts) and parts[-1].endswith(":")
        lines = _rows(told, lower, led=led) if kind == "row" else [_run_on(told)]
        if kind == "item" and led:
            lines = [_closed(words.rstrip(";,")) for words in told]
        parts.append("\n".join(f"• {line}" for line in lines) if len(lines) > 1 else lines[0])
    return _set_apart(parts)


def _set_apart(parts: Sequence[str]) -> str:
    """Parts one after the other; several rows begin and end on lines of their own."""
    text = ""
    for part in parts:
        own_lines = "\n" in part or text.rpartition("\n")[2].startswith("• ") or text[-1:] == ":"
        text = f"{text}{chr(10) if own_lines else ' '}{part}" if text else part
    return text


def _rows(rows: Sequence[str], lower: set[str], *, led: bool) -> list[str]:
    """Each row but the head, by the heads of its columns.

    Of two columns the head is said of a row that stands alone and that no line above leads to.
    """
    if len(rows) == 1:
        return [rows[0]]
    heads = rows[0].split(CELL)
    clear = led or len(rows) > PAIR
    return [_row(heads, row.split(CELL), lower, clear=clear) for row in rows[1:]]


def _row(heads: Sequence[str], cells: Sequence[str], lower: set[str], *, clear: bool) -> str:
    if len(heads) == len(cells) - 1:
        heads = ["", *heads]
    if len(heads) != len(cells) or len(cells) < PAIR:
        return _closed(CELL.join(cells))
    told = [_measured(head, cell) for head, cell in zip(heads, cells, strict=True)]
    if len(cells) == PAIR:
        head = "" if clear or not heads[1] else f"{_small(heads[1])} "
        return _closed(f"{told[0]}: {head}{_within(told[1], lower)}")
    pairs = zip(heads[1:], told[1:], strict=True)
    return _closed(f"{told[0]} – " + "; ".join(f"{head}: {cell}" for head, cell in pairs))


def _measured(head: str, cell: str) -> str:
    """A cell that ends with a number, with what it is given in."""
    measure = MEASURE.search(head)
    return f"{cell} {measure[1]}" if measure and cell[-1:].isdigit() else cell


def _within(cell: str, lower: set[str]) -> str:
    """A cell within a sentence: no capital where its first word is written small elsewhere."""
    first = cell.split(maxsplit=1)[0].rstrip(",;") if cell.strip() else ""
    return f"{cell[0].lower()}{cell[1:]}" if first.lower() in lower else cell


def _small(head: str) -> str:
    """A head within a sentence; abbreviations keep their capitals."""
    return f"{head[0].lower()}{head[1:]}" if head[1:2].islower() else head


def _closed(text: str) -> str:
    return text if text.endswith(CLOSED) else f"{text}."


def _run_on(told: Iterable[str]) -> str:
    text = ""
    for words in told:
        if not text:
            text = words
        elif text.endswith(CLOSED):
            text = f"{text} {words}"
        else:
            text = f"{text}; {words}"
    return text
