"""A PDF as Markdown, as people see its pages: headings, paragraphs, lists and tables in order.

Headers, footers and page numbers are no part of the text. What nobody sees is left out and counted.
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from integrations.pdf_layout import Row, in_reading_order, with_tables
from integrations.pdf_letters import Piece, Thing, pieces, seen_letters
from knowledge.library.hidden import counted

if TYPE_CHECKING:
    from pdfplumber.page import Page

EDGE = 36.0
"""Points from the edge within which small print is a header or footer."""
MARGIN = 0.12
"""The part of a page's height, at the top and at the bottom, in which these stand."""
FEW_PAGES = 5
LEAST_GAP = 0.8
"""How many times their size headers and footers are apart from the text."""
LARGER = 1.1
"""How much larger than the body a heading is set."""
LONGEST_HEADING = 150
PAGE_NUMBER = re.compile(
    r"(?:(?:page|seite|p\.)\s*)?[-–]?\s*\d{1,4}\s*(?:(?:/|of|von|de)\s*\d{1,4}|[-–])?",
    re.IGNORECASE,
)
NUMBERED = re.compile(r"(?:\d{1,3}[.)]|[a-z][.)]|\(\w{1,3}\)|-)\s")
BULLET = re.compile(r"(?:[•‣▪●○◦■□–—]|\uf0b7|\uf0a7)\s*")
BLOCK_MARK = re.compile(r"^(?=#{1,6}\s|>|={3,}|-{3,}|\|)")
LEADER = re.compile(r"(?:\. ?){4}")
"""Dots of a table of contents."""
BROKEN_WORD = re.compile(r"\b([^\W\d_]+)- ([a-z]+)\b")


Point = tuple[float, float]


@dataclass(frozen=True)
class Read:
    """A page as it was read: its height, its pieces, and where bullets are drawn."""

    height: float
    pieces: tuple[Piece, ...]
    bullets: tuple[Point, ...]


@dataclass(frozen=True)
class Block:
    """A heading, a paragraph, an item of a list, or a table."""

    rows: tuple[Row, ...]
    item: bool = False

    @property
    def words(self) -> str:
        """The words on one line, without the mark of an item."""
        text = " ".join(row.text for row in self.rows)
        return BULLET.sub("", text, count=1) if self.item else text

    @property
    def bold(self) -> bool:
        """Whether all of it is set in bold."""
        return all(row.bold for row in self.rows)

    @property
    def size(self) -> int:
        """How large it is set, in points."""
        return round(self.rows[0].size)

    @property
    def short(self) -> bool:
        """Whether it is no longer than a heading, and no sentence."""
        words = self.words
        return (
            len(self.rows) <= 3
            and len(words) <= LONGEST_HEADING
            and bool(re.search(r"[^\W\d_]", words))
            and words[-1] not in ".,;"
            and not LEADER.search(words)
        )


def pdf_to_markdown(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The pages as Markdown, and how much hidden text was taken out."""
    import pdfplumber

    pages, hidden = [], 0
    with pdfplumber.open(io.BytesIO(data)) as opened:
        for page in opened.pages:
            letters, others = seen_letters(page)
            pages.append(_read(page, letters))
            hidden += others
            page.close()
    body = _body_size(pages)
    blocks = [block for page in _without_margins(pages, body) for block in _blocks(page)]
    text = "\n".join(_written(_rejoined(blocks), body))
    return text, (counted("hidden letter", hidden),) if hidden else ()


def _read(page: "Page", letters: list[Thing]) -> Read:
    seen = {id(letter) for letter in letters}
    shown = page.filter(lambda one: one["object_type"] != "char" or id(one) in seen)
    tables = []
    for table in shown.find_tables():
        cells = tuple(tuple(" ".join((c or "").split()) for c in row) for row in table.extract())
        if len(cells) > 1 and len(cells[0]) > 1:
            x0, top, x1, bottom = table.bbox
            tables.append(Piece("", x0, x1, top, bottom, 0.0, cells=cells))
    outside = [one for one in letters if not any(_holds(table, one) for table in tables)]
    bullets = [
        (one["x1"], (one["top"] + one["bottom"]) / 2)
        for one in (*page.curves, *page.rects)
        if 1 < one["width"] < 8 and 1 < one["height"] < 8
    ]
    return Read(page.height, (*pieces(outside), *tables), tuple(bullets))


def _holds(table: Piece, letter: Thing) -> bool:
    across, down = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
    return bool(table.x0 <= across <= table.x1 and table.top <= down <= table.bottom)


def _body_size(pages: Iterable[Read]) -> float:
    """The size in which most letters are set, in points."""
    letters: Counter[float] = Counter()
    for page in pages:
        for piece in page.pieces:
            if _is_at_the_edge(piece, page):
                continue
            letters[round(piece.size * 2) / 2] += len(piece.text)
    return max(letters, key=lambda size: letters[size], default=0.0)


def _without_margins(pages: Sequence[Read], body: float) -> Iterator[Read]:
    """Pages without headers, footers and page numbers."""
    margins = [_margins(page) for page in pages]
    often = Counter(mark for margin in margins for mark in {_mark(piece) for piece in margin})
    least = 2 if len(pages) <= FEW_PAGES else 3
    for page, margin in zip(pages, margins, strict=True):
        numbers = [piece.bottom for piece in margin if PAGE_NUMBER.fullmatch(piece.text)]
        out = {
            piece
            for piece in margin
            if (piece.size < 0.9 * body and _is_at_the_edge(piece, page))
            or (piece.size <= LARGER * body and often[_mark(piece)] >= least)
            or piece.artifact
            or any(abs(piece.bottom - level) < 2 for level in numbers)
        }
        yield replace(page, pieces=tuple(piece for piece in page.pieces if piece not in out))


def _margins(page: Read) -> list[Piece]:
    """What stands near the top or the bottom of a page, with a gap to what is further in."""
    high, low = MARGIN * page.height, (1 - MARGIN) * page.height
    downwards = sorted((p for p in page.pieces if not p.cells), key=lambda piece: piece.top)
    found, start = [], 0
    for number, (above, below) in enumerate(pairwise(downwards), 1):
        if below.top - above.bottom < LEAST_GAP * above.size:
            continue
        if above.bottom < high:
            found += downwards[start:number]
            start = number
        elif below.top > low:
            found += downwards[number:]
            break
    return found


def _mark(piece: Piece) -> tuple[str, int]:
    """What tells that the same is printed on several pages, whatever its numbers."""
    return re.sub(r"\d+", "0", piece.text), round(piece.top / 10)


def _is_at_the_edge(piece: Piece, page: Read) -> bool:
    return piece.bottom < EDGE or piece.top > page.height - EDGE


def _blocks(page: Read) -> Iterator[Block]:
    rows = list(with_tables(list(in_reading_order(page.pieces))))
    gaps = [low.top - high.bottom for high, low in pairwise(rows)]
    usual = median([gap for gap in gaps if gap > 0] or [0.0])
    right = max((piece.x1 for piece in page.pieces), default=0.0)
    block: list[Row] = []
    for row in rows:
        if block and _begins(block[-1], row, page, usual, right):
            yield _block(block, page)
            block = []
        block.append(row)
    if block:
        yield _block(block, page)


def _block(rows: Sequence[Row], page: Read) -> Block:
    return Block(tuple(rows), _is_item(rows[0], page))


def _begins(above: Row, row: Row, page: Read, usual: float, right: float) -> bool:
    """Whether a row begins another block than the row above."""
    if above.cells or row.cells or _is_item(row, page) or NUMBERED.match(row.text):
        return True
    gap = row.top - above.bottom
    apart = gap > min(usual, 0.8 * row.size) + 0.3 * row.size or gap < -row.size
    resized = abs(row.size - above.size) > 0.1 * row.size
    short = above.pieces[-1].x1 < 0.8 * right
    return apart or resized or (above.bold != row.bold and short)


def _is_item(row: Row, page: Read) -> bool:
    """Whether a bullet stands before a row, as a letter or as a drawing."""
    return bool(BULLET.match(row.text)) or any(
        0 < row.pieces[0].x0 - x1 < 2.5 * row.size and row.top < middle < row.bottom
        for x1, middle in page.bullets
    )


def _rejoined(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs that go on in the next column or on the next page as one."""
    joined: list[Block] = []
    for block in blocks:
        if joined and _goes_on(joined[-1], block):
            joined[-1] = replace(joined[-1], rows=(*joined[-1].rows, *block.rows))
        else:
            joined.append(block)
    return joined


def _goes_on(before: Block, block: Block) -> bool:
    return (
        not (before.rows[0].cells or block.rows[0].cells or block.item)
        and block.rows[0].top < before.rows[-1].top
        and (before.size, before.bold) == (block.size, block.bold)
        and block.words[:1].islower()
        and before.words[-1:] not in ".!?:"
    )


def _written(blocks: Sequence[Block], body: float) -> Iterator[str]:
    """The lines of Markdown."""
    large = {block.size for block in blocks if block.short and block.size > LARGER * body}
    levels = {size: min(n, 5) for n, size in enumerate(sorted(large, reverse=True), 1)}
    regular = any(not block.bold for block in blocks if len(block.rows) > 1)
    known = {word for block in blocks for word in block.words.lower().split()}
    item = False
    for block in blocks:
        if not (item and block.item):
            yield ""
        item = block.item
        text = BROKEN_WORD.sub(lambda one: _whole(one[1], one[2], known), block.words)
        if block.rows[0].cells:
            yield from _table(block.rows[0].cells)
        elif item:
            yield f"- {text}"
        elif block.short and block.size in levels:
            yield f"{'#' * levels[block.size]} {text}"
        elif block.short and block.bold and regular:
            yield f"{'#' * (len(set(levels.values())) + 1)} {text}"
        else:
            yield BLOCK_MARK.sub(r"\\", text)


def _whole(begins: str, ends: str, known: set[str]) -> str:
    """A word that was broken at the end of a line; with a hyphen unless it is known without."""
    if ends in ("and", "or"):
        return f"{begins}- {ends}"
    return begins + ends if (begins + ends).lower() in known else f"{begins}-{ends}"


def _table(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(row for row in cells if any(row)):
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
        if not number:
            yield "|" + "---|" * len(row)
