"""Sections of a Markdown document by heading, and inside them the units an answer may quote.

A unit is a sentence, a list item, a table row or a code block, as a slice of the source; its
`words` are the same slice as a reader sees it, without markup. A last paragraph that begins with
"Also asked:" lists questions that the section answers in the words of those who ask; it helps to
find the section and is no part of its text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from knowledge.library.plain import plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

SENTENCE_END = re.compile(r"(?<=[.!?])(?:\[\^\w{1,40}\]|[\"')\]*_”’])*\s+(?=[\"'(\[*_“‘]*[A-Z0-9])")
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|no|nos|mr|mrs|ms|dr|inc|ltd|co|st|sec|art|fig|approx|u\.s|a\.m|p\.m)"
    r"|\b[A-Z])\.[\"')\]*_]*$",
    re.IGNORECASE,
)
MARKER = re.compile(r"\s*(?:(?:[-+*]|\d{1,3}[.)])[ \t]+|>[ \t]?)*")
ATTRIBUTE = re.compile(r"\s*\{[#:.][^}]*\}\s*$")
ALSO_ASKED = re.compile(
    r"(?:^|\n[ \t]*\n)[ \t]*Also asked:[ \t]*(?P<questions>(?:.+(?:\n|\Z))+)\s*\Z"
)
LAST_WORDS = 60
"""Characters in which an abbreviation or a number before a dot is looked for."""
NUMBERING = re.compile(r"(?:^|\n)\s*\d{1,3}[.)]$")


@dataclass(frozen=True)
class Unit:
    """A quotable slice of a section: `start` and `end` are offsets into the section's text."""

    start: int
    end: int
    words: str
    kind: str = "sentence"
    lead: int = -1


@dataclass(frozen=True)
class Section:
    """A heading with the text up to the next heading, verbatim, and what else is `asked` of it."""

    heading: str
    heading_path: tuple[str, ...]
    anchor: str
    text: str
    units: tuple[Unit, ...]
    asked: tuple[str, ...] = ()


def split_sections(text: str, title: str) -> list[Section]:
    """Cut Markdown into sections; words before the first heading belong to the title."""
    lines = text.splitlines(keepends=True)
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    tokens = _parser().parse(text)
    taken: dict[str, int] = {}
    found = []
    for trail, start, end in _spans(tokens, len(lines)):
        body, asked = _also_asked(text[offsets[start] : offsets[end]])
        base = offsets[start] + len(body) - len(body.lstrip())
        units = [
            unit
            for unit in _units(tokens, text, offsets, (start, end))
            if unit.start < offsets[start] + len(body)
        ]
        if not units:
            continue
        path = tuple(trail) if trail else (title,)
        moved = tuple(Unit(u.start - base, u.end - base, u.words, u.kind, u.lead) for u in units)
        found.append(Section(path[-1], path, _anchor(path[-1], taken), body.strip(), moved, asked))
    return found


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    # What stands inside a paragraph is cut by the rules below, so that it need not be parsed.
    return MarkdownIt("commonmark").enable("table").disable("inline")


def _spans(tokens: list[Any], last: int) -> Iterator[tuple[list[str], int, int]]:
    """Each heading's trail with the lines of its own text, without the heading itself."""
    trail: list[tuple[int, str]] = []
    start = 0
    for place, token in enumerate(tokens):
        if token.type != "heading_open" or token.level or not token.map:
            continue
        yield [name for _, name in trail], start, token.map[0]
        depth = int(token.tag[1:])
        name = plain(ATTRIBUTE.sub("", tokens[place + 1].content)) or "Untitled"
        trail = [(d, n) for d, n in trail if d < depth] + [(depth, name)]
        start = token.map[1]
    yield [name for _, name in trail], start, last


def _also_asked(body: str) -> tuple[str, tuple[str, ...]]:
    """The text of a section, and the questions that its last paragraph lists."""
    found = ALSO_ASKED.search(body)
    if found is None:
        return body, ()
    listed = found["questions"].strip()
    return body[: found.start()], tuple(
        plain(listed[a:b]) for a, b in _sentences(listed, 0, len(listed))
    )


def _units(
    tokens: list[Any], text: str, offsets: list[int], lines: tuple[int, int]
) -> Iterator[Unit]:
    lead, count = -1, 0
    for kind, first, last in _blocks(tokens, lines):
        start, end = offsets[first], offsets[min(last, len(offsets) - 1)]
        for unit in _cut(text, start, end, kind, lead):
            yield unit
            count += 1
            if unit.kind == "sentence":
                lead = count - 1 if unit.words.endswith(":") else -1


def _blocks(tokens: list[Any], lines: tuple[int, int]) -> Iterator[tuple[str, int, int]]:
    """Leaf blocks between the lines: paragraphs, items, table rows, code."""
    for place, token in enumerate(tokens):
        if not token.map or token.map[0] < lines[0] or token.map[0] >= lines[1]:
            continue
        if token.type in ("fence", "code_block", "html_block"):
            yield "code" if token.type != "html_block" else "sentence", *token.map
        elif token.type == "tr_open":
            yield "row", *token.map
        elif token.type == "paragraph_open":
            inside_item = place > 0 and tokens[place - 1].type == "list_item_open"
            yield "item" if inside_item else "sentence", *token.map


def _cut(text: str, start: int, end: int, kind: str, lead: int) -> Iterator[Unit]:
    whole = kind in ("row", "code")
    for low, high in [(start, end)] if whole else _sentences(text, start, end):
        begin = MARKER.match(text, low, high).end()  # type: ignore[union-attr]
        raw = text[begin:high].rstrip()
        words = plain(raw, row=kind == "row")
        if re.search(r"\w", words):
            yield Unit(begin, begin + len(raw), words, kind, lead if kind != "sentence" else -1)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for gap in SENTENCE_END.finditer(text, start, end):
        end_of_last = gap.start() + len(gap.group().rstrip())
        before = text[max(begin, end_of_last - LAST_WORDS) : end_of_last]
        if ABBREVIATION.search(before) or NUMBERING.search(before):
            continue
        yield begin, end_of_last
        begin = gap.end()
    if begin < end:
        yield begin, end


def _anchor(heading: str, taken: dict[str, int]) -> str:
    slug = re.sub(r"[^\w\s-]", "", heading.lower())
    slug = re.sub(r"[\s_]+", "-", slug).strip("-") or "section"
    taken[slug] = taken.get(slug, 0) + 1
    return slug if taken[slug] == 1 else f"{slug}-{taken[slug] - 1}"
