"""The order in which people read the pieces of a page, and which of them are a table."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from integrations.pdf_letters import Piece

LEAST_COLUMN_LINES = 4
LEAST_PROSE = 20
"""Letters: a column of text has lines longer than the cells of a table mostly are."""
ITEM_MARK = re.compile(r"(?:[•‣▪●○◦■□–—-]|\uf0b7|\uf0a7|\(?\w{1,3}[.)]|\d{1,2}(?:\.\d{1,2})+\.?)")


@dataclass(frozen=True)
class Row:
    """Pieces that stand side by side on one level, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words of the row."""
        joined = self.pieces[0].text
        for before, piece in zip(self.pieces, self.pieces[1:], strict=False):
            joined += (" " if piece.x0 - before.x1 > 0.1 * piece.size else "") + piece.text
        return joined

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The rows of the table that stands here, if one does."""
        return self.pieces[0].cells

    @property
    def size(self) -> float:
        """How large most of its letters are set, in points."""
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @property
    def top(self) -> float:
        """Where it begins, in points from the top."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Where it ends, in points from the top."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def bold(self) -> bool:
        """Whether all of it is set in bold."""
        return all(piece.bold for piece in self.pieces)


def in_reading_order(pieces: Sequence[Piece]) -> Iterator[Row]:
    """The rows of a page, of columns of text one after the other."""
    edge = _second_column(pieces)
    if edge is None:
        yield from _rows(pieces)
        return
    bands: list[tuple[bool, list[Piece]]] = []
    for piece in sorted(pieces, key=lambda one: one.top):
        across = piece.x0 < edge - 1 and piece.x1 > edge
        if not bands or bands[-1][0] != across:
            bands.append((across, []))
        bands[-1][1].append(piece)
    for across, band in bands:
        if across:
            yield from _rows(band)
            continue
        yield from in_reading_order([piece for piece in band if piece.x0 < edge - 1])
        yield from in_reading_order([piece for piece in band if piece.x0 >= edge - 1])


def with_tables(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows; several below one another that have their pieces in the same columns become a table."""
    at = 0
    while at < len(rows):
        end = _end_of_table(rows, at)
        if end - at < 2:
            yield rows[at]
            at += 1
            continue
        yield _table(rows[at:end])
        at = end


def _second_column(pieces: Sequence[Piece]) -> float | None:
    """Where the lines of a second column of text begin, if there is one."""
    if not pieces:
        return None
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    prose = [p for p in pieces if len(p.text) >= LEAST_PROSE]
    starts = Counter(round(p.x0) for p in prose if p.x0 > left + (right - left) / 5)
    for edge, lines in starts.most_common(1):
        beside = [p for p in prose if p.x1 < edge]
        across = [p for p in pieces if p.x0 < edge - 1 and p.x1 > edge]
        if min(lines, len(beside)) >= LEAST_COLUMN_LINES and len(across) <= lines / 2:
            return float(edge)
    return None


def _rows(pieces: Sequence[Piece]) -> Iterator[Row]:
    level: list[Piece] = []
    for piece in sorted(pieces, key=lambda one: (one.bottom, one.x0)):
        if level and abs(piece.bottom - level[0].bottom) > 0.4 * min(piece.size, level[0].size):
            yield Row(tuple(sorted(level, key=lambda one: one.x0)))
            level = []
        level.append(piece)
    if level:
        yield Row(tuple(sorted(level, key=lambda one: one.x0)))


def _is_cut(row: Row) -> bool:
    """Whether the pieces of a row may be cells, and not a mark with its item."""
    return len(row.pieces) > 1 and not row.cells and not ITEM_MARK.fullmatch(row.pieces[0].text)


def _end_of_table(rows: Sequence[Row], start: int) -> int:
    """The row after the last whose pieces stand in the columns of those before."""
    columns: list[tuple[float, float]] = []
    parted: set[int] = set()
    end = start
    for row in rows[start:]:
        if not _is_cut(row) or (end > start and _is_apart(rows[end - 1], row)):
            break
        grown = _fitted(columns or [(p.x0, p.x1) for p in row.pieces], row)
        if grown is None:
            break
        columns = grown
        parted |= {
            n
            for n, (one, other) in enumerate(zip(row.pieces, row.pieces[1:], strict=False))
            if other.x0 - one.x1 >= row.size and len(row.pieces) == len(columns)
        }
        end += 1
    return end if len(parted) >= len(columns) - 1 > 0 else start


def _is_apart(above: Row, row: Row) -> bool:
    return row.top - above.bottom > 2.5 * row.size


def _fitted(columns: list[tuple[float, float]], row: Row) -> list[tuple[float, float]] | None:
    """Columns made as wide as the pieces of a row need; nothing where these fit no columns."""
    grown = list(columns)
    taken = set()
    for number, piece in enumerate(row.pieces):
        over = [n for n, (x0, x1) in enumerate(grown) if piece.x0 < x1 and piece.x1 > x0]
        if not over and len(row.pieces) == len(columns):
            # Words in the middle of a narrow head need not stand above those of the cells.
            over = [number]
        if len(over) != 1 or over[0] in taken:
            return None
        taken.add(over[0])
        x0, x1 = grown[over[0]]
        grown[over[0]] = min(x0, piece.x0), max(x1, piece.x1)
    return grown


def _table(rows: Sequence[Row]) -> Row:
    columns = [(piece.x0, piece.x1) for piece in rows[0].pieces]
    for row in rows:
        columns = _fitted(columns, row) or columns
    cells = [
        tuple(" ".join(p.text for p in row.pieces if p.x0 < x1 and p.x1 > x0) for x0, x1 in columns)
        for row in rows
    ]
    found = rows[0].pieces[0]
    return Row((replace(found, bottom=rows[-1].bottom, cells=tuple(cells)),))
