"""Plain text as Markdown: lines that stand by themselves like headings become headings."""

import re

MARKED = re.compile(r"^#{1,6}[ \t]|^[=-]{3,}[ \t]*$", re.MULTILINE)
"""Text that is Markdown by itself."""
BLANK = re.compile(r"(\n[ \t]*(?:\n[ \t]*)+)")
LINE = re.compile(r"(?=[\w§])[^\n]{2,78}[^\s.:;,!]")
CAPITALS = re.compile(r"(?=(?:.*?[^\W\d_]){3})[^a-zß-öø-ÿ\n]+")
HEADING = re.compile(r"(?=[A-ZÀ-Þ0-9§])[^\n]+")
PROSE = re.compile(r"[.!?:;][\"”’)]*\Z|\n|(?:\S+\s+){8}")
"""How text looks that a heading may stand above: it ends as a sentence, or is long."""


Block = tuple[str, str]
"""A line that stands by itself like a heading, or nothing, and the text below it."""
NOTHING: Block = ("", "")


def with_headings(text: str) -> str:
    """The text with its first line as its title, and with headings; Markdown keeps its own.

    A line of capitals is a heading, and so is another line that stands by itself above prose.
    """
    if MARKED.search(text):
        return re.sub(rf"\A{LINE.pattern}(?=[ \t]*\n[ \t]*\n)", r"# \g<0>", text, count=1)
    pieces = BLANK.split(text)
    blocks = [NOTHING, *(_parted(block.strip()) for block in pieces[::2]), NOTHING]
    for place, (line, below) in enumerate(blocks[1:-1]):
        if place == 0 and line and len(pieces) > 1 and not below:
            pieces[0], blocks[1] = f"# {line}", NOTHING
        elif line and _is_heading(*blocks[place : place + 3]):
            pieces[2 * place] = "\n\n".join(filter(None, (f"## {line}", below)))
    return "".join(pieces)


def _parted(block: str) -> Block:
    line, _, rest = block.partition("\n")
    line = line.strip()
    alone = LINE.fullmatch(line) and (not rest or CAPITALS.fullmatch(line))
    return (line, rest) if alone else ("", block)


def _is_heading(above: Block, own: Block, below: Block) -> bool:
    line, text = own
    if CAPITALS.fullmatch(line):
        return bool(text) or below != NOTHING
    one_of_several = above[0] and not above[1] and not CAPITALS.fullmatch(above[0])
    led = above[1].endswith(":") or one_of_several
    return bool(HEADING.fullmatch(line) and not led and not below[0] and PROSE.search(below[1]))
