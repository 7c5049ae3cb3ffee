"""A drafted document for people to edit: as Markdown, and as a Word file."""

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any, TypeAlias

NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
POINT = re.compile(r"^(?:[-*+•]|\d{1,3}[.)])\s+")
RULE = re.compile(r"^\|[\s|:-]*\|$")
ESCAPED = re.compile(r"\\([^\w\s])")
MARKDOWN_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")


@dataclass(frozen=True)
class Bullets:
    """A list of points."""

    points: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a head; every row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part: TypeAlias = str | Bullets | Table


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it; a text is a paragraph."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class DraftedDocument:
    """A title, a line on what this is, and sections."""

    title: str
    notice: str
    sections: tuple[Section, ...]


def as_markdown(document: DraftedDocument) -> str:
    """The document as Markdown; what people wrote in it stays text, never markup."""
    lines = [f"# {plain(document.title)}", "", f"> {plain(document.notice)}", ""]
    for section in document.sections:
        lines += [f"## {plain(section.heading)}", ""]
        for part in section.parts:
            lines += [*_markdown_part(part), ""]
    return "\n".join(lines)


def as_docx(document: DraftedDocument, *, author: str, at: datetime) -> bytes:
    """The document as a Word file, with real headings, lists and tables."""
    import docx

    word = docx.Document()
    properties = word.core_properties
    properties.title, properties.author = _printable(document.title)[:250], author
    properties.created = properties.modified = at.replace(tzinfo=None)
    word.add_heading(_printable(document.title), level=0)
    word.add_paragraph(_printable(document.notice), style="Intense Quote")
    for section in document.sections:
        word.add_heading(_printable(section.heading), level=1)
        for part in section.parts:
            _word_part(word, part)
    file = BytesIO()
    word.save(file)
    return file.getvalue()


def lines_of(markdown: str) -> dict[str, tuple[str, ...]]:
    """What stands under each heading, a line for each paragraph, point or row, without markup.

    What stands before the first heading is under "".
    """
    found: dict[str, list[str]] = {"": []}
    lines, goes_on = found[""], False
    for raw in markdown.splitlines():
        text = raw.strip()
        if head := HEADING.match(text):
            lines, goes_on = found.setdefault(_read(head[1]), []), False
        elif not text or RULE.match(text):
            goes_on = False
        elif goes_on and not POINT.match(text) and not text.startswith("|"):
            lines[-1] = f"{lines[-1]} {_read(text)}"
        else:
            lines.append(_read(POINT.sub("", text.removeprefix("> "))))
            goes_on = True
    return {heading: tuple(lines) for heading, lines in found.items()}


def _read(text: str) -> str:
    """A line without Markdown's own marks; the cells of a row stand beside each other."""
    if text.startswith("|"):
        text = re.sub(r"\s*(?<!\\)\|\s*", " | ", text).strip(" |")
    plain = ESCAPED.sub(r"\1", text.replace("**", "").replace("__", ""))
    return " ".join(plain.split())


def _markdown_part(part: Part) -> list[str]:
    if isinstance(part, str):
        return [plain(part)]
    if isinstance(part, Bullets):
        marks = (f"{n}." if part.numbered else "-" for n in range(1, len(part.points) + 1))
        return [f"{mark} {plain(point)}" for mark, point in zip(marks, part.points, strict=True)]
    rows = [part.head, tuple("---" for _ in part.head), *part.rows]
    return [f"| {' | '.join(plain(cell) for cell in row)} |" for row in rows]


def plain(text: str) -> str:
    """Words of people as Markdown that reads as they wrote it, in one line."""
    if set(text) == {"-"}:
        return text
    return MARKDOWN_MARKS.sub(r"\\\1", re.sub(r"\s+", " ", _printable(text)).strip())


def _printable(text: str) -> str:
    return NOT_IN_XML.sub("", text)


def _word_part(word: Any, part: Part) -> None:
    if isinstance(part, str):
        word.add_paragraph(_printable(part))
    elif isinstance(part, Bullets):
        for point in part.points:
            word.add_paragraph(
                _printable(point), style="List Number" if part.numbered else "List Bullet"
            )
    else:
        _word_table(word, part)


def _word_table(word: Any, part: Table) -> None:
    table = word.add_table(rows=1, cols=len(part.head), style="Light Grid Accent 1")
    for cell, text in zip(table.rows[0].cells, part.head, strict=True):
        cell.text = _printable(text)
    for row in part.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _printable(text)
    word.add_paragraph()
