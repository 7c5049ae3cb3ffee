"""Convert one HTML, PDF or DOCX file to Markdown; nothing outside the file is fetched."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from integrations.pdf import pdf_to_markdown
from knowledge.library.contrast import BLACK, WHITE, Colour, from_hex, is_legible
from knowledge.library.hidden import counted, strip_hidden, strip_unseen
from knowledge.library.seen import parsed

TINY = 2.0
"""Points: smaller print is not read by people."""
LIGHT = ("light1", "background1")
"""Theme colours of Word that are white where nothing else is said: light 1 and background 1."""
HIGHLIGHTS = (
    *("000000", "0000FF", "00FFFF", "00FF00", "FF00FF", "FF0000", "FFFF00", "FFFFFF"),
    *("000080", "008080", "008000", "800080", "800000", "808000", "808080", "C0C0C0"),
)
"""What Word draws behind highlighted words, by its numbers from 1."""
DEEPEST_STYLE = 20
FRAME = (
    "//*[self::nav or @role='navigation' or @role='contentinfo' or @role='banner' or"
    " ((self::footer or self::header) and not(ancestor::article or ancestor::main))]"
    "[not(.//h1 or .//h2 or .//h3 or ancestor-or-self::main)]"
)
"""What browsers and readers aloud take for the frame of a page, by its elements and roles."""
TITLE = "Title"
WITH_TITLE = "\n".join(
    [
        f"p[style-name='{TITLE}'] => h1:fresh",
        *(f"p[style-name='Heading {level}'] => h{level + 1}:fresh" for level in range(1, 6)),
    ]
)
"""How a Word file with a title is read: that is the first heading, the others stand below it."""


def to_markdown(file: Path) -> tuple[str, tuple[str, ...]]:
    """The file as Markdown, and one line for each kind of hidden text that was taken out."""
    kind = file.suffix.lower()
    data = file.read_bytes()
    if kind == ".pdf":
        text, found = pdf_to_markdown(data)
    elif kind == ".docx":
        data, found = _visible_docx(data)
        text = _converted(data, kind, style_map=WITH_TITLE if _has_title(data) else None)
    else:
        page, found = strip_unseen(data.decode("utf-8", errors="replace"))
        text = _converted(_without_frame(page).encode(), kind)
    text, more = strip_hidden(text)
    return text, (*found, *more)


def _without_frame(page: str) -> str:
    """A page without what stands around its text on every page: links to others, header, footer.

    The header of the text itself stays, and so does one with a heading in it.
    """
    from lxml.html import tostring

    root = parsed(page)
    for element in [*root.xpath(FRAME)]:
        element.drop_tree()
    return str(tostring(root, encoding="unicode")) if root.text_content().strip() else page


def _converted(data: bytes, kind: str, **how: str | None) -> str:
    from markitdown import MarkItDown, StreamInfo

    stream = StreamInfo(extension=kind, charset="utf-8")
    converter = MarkItDown(enable_plugins=False)
    return str(converter.convert_stream(io.BytesIO(data), stream_info=stream, **how).markdown)


def _has_title(data: bytes) -> bool:
    """Whether a Word file has a line in the style of a title."""
    import docx

    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    return any(one.style and one.style.name == TITLE and one.text.strip() for one in paragraphs)


def _visible_docx(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The document without words that are hidden, white or too small to read, and comments."""
    import docx
    from docx.oxml.ns import qn
    from docx.text.run import Run

    document = docx.Document(io.BytesIO(data))
    hidden = 0
    for element in list(document.element.body.iter(qn("w:r"))):
        if _is_hidden_run(Run(element, document)):
            hidden += bool(element.text.strip())
            element.getparent().remove(element)
    comments = len(list(document.comments))
    kept = io.BytesIO()
    document.save(kept)
    told = (("hidden passage", hidden), ("comment", comments))
    return kept.getvalue(), tuple(counted(kind, count) for kind, count in told if count)


def _is_hidden_run(run: Any) -> bool:
    """Whether what applies to a run, of itself and its styles, leaves nothing to read."""
    fonts = list(_fonts(run))
    size = next((font.size.pt for font in fonts if font.size is not None), None)
    hidden = next((font.hidden for font in fonts if font.hidden is not None), False)
    if hidden or (size is not None and size < TINY):
        return True
    colour = next(filter(None, map(_colour, fonts)), BLACK)
    return not is_legible(colour, _ground(run, fonts))


def _fonts(run: Any) -> Iterator[Any]:
    """The font of a run itself, and those of its style and its paragraph's, nearest first."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    yield run.font
    above = next(run._r.iterancestors(qn("w:p")), None)
    paragraph = None if above is None else Paragraph(above, run._parent)
    for styled in (run, paragraph):
        style = None if styled is None else styled.style
        for _ in range(DEEPEST_STYLE):
            if style is None:
                break
            yield style.font
            style = style.base_style


def _colour(font: Any) -> Colour | None:
    """The colour that a font gives to letters, if it gives any; of itself Word's is black."""
    from docx.oxml.ns import qn

    for given in font._element.xpath("./w:rPr/w:color|./w:color"):
        if given.get(qn("w:themeColor")) in LIGHT:
            shade = int(given.get(qn("w:themeShade"), "FF"), 16) / 255
            return shade, shade, shade
        return from_hex(given.get(qn("w:val"), "")) or BLACK
    return None


def _ground(run: Any, fonts: list[Any]) -> Colour:
    """The colour behind a run: its shading, its paragraph's or its cell's, else the page's."""
    from docx.oxml.ns import qn

    for font in fonts:
        if font.highlight_color:
            return from_hex(HIGHLIGHTS[font.highlight_color - 1]) or WHITE
    shadings = [
        *run._r.xpath("ancestor-or-self::*/*/w:shd")[::-1],
        *(one for font in fonts[1:] for one in font._element.xpath(".//w:shd")),
    ]
    fills = (from_hex(one.get(qn("w:fill"), "")) for one in shadings)
    return next(filter(None, fills), WHITE)
