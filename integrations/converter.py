"""Convert one HTML, PDF or DOCX file to Markdown; nothing outside the file is fetched."""

import io
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from knowledge.library.hidden import counted, strip_hidden

TINY = 2.0
"""Points: smaller print is not read by people."""


def to_markdown(file: Path) -> tuple[str, tuple[str, ...]]:
    """The file as Markdown, and one line for each kind of hidden text that was taken out."""
    kind = file.suffix.lower()
    found: tuple[str, ...] = ()
    data = file.read_bytes()
    if kind in (".html", ".htm"):
        text, found = strip_hidden(data.decode("utf-8", errors="replace"))
        data = text.encode()
    elif kind == ".docx":
        data, found = _visible_docx(data)
    elif kind == ".pdf":
        visible, found = _visible_pdf(data)
        if found:
            return visible, found
    text, more = strip_hidden(_converted(data, kind))
    return text, (*found, *more)


def _converted(data: bytes, kind: str) -> str:
    from markitdown import MarkItDown, StreamInfo

    stream = StreamInfo(extension=kind, charset="utf-8")
    converter = MarkItDown(enable_plugins=False)
    return str(converter.convert_stream(io.BytesIO(data), stream_info=stream).markdown)


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
    fonts = [run.font, run.style.font] if run.style is not None else [run.font]
    shaded = run._r.xpath("ancestor-or-self::*/*/w:shd[@w:fill!='auto' and @w:fill!='FFFFFF']")
    for font in fonts:
        white = font.color is not None and str(font.color.rgb) == "FFFFFF" and not shaded
        if font.hidden or white or (font.size is not None and font.size.pt < TINY):
            return True
    return False


def _visible_pdf(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The pages without white and tiny letters; no text where every letter can be seen."""
    import pdfplumber

    hidden, pages = 0, []
    with pdfplumber.open(io.BytesIO(data)) as opened:
        for page in opened.pages:
            dark = [r for r in page.rects if r.get("fill") and not _is_white(r)]
            shown = page.filter(partial(_is_seen, dark=dark))
            hidden += len(page.chars) - len(shown.chars)
            pages.append(shown.extract_text() if hidden else "")
            page.close()
        if not hidden:
            return "", ()
        pages = [pages[n] or page.extract_text() for n, page in enumerate(opened.pages)]
    text, more = strip_hidden("\n\n".join(pages))
    return text, (counted("hidden letter", hidden), *more)


def _is_seen(thing: dict[str, Any], dark: Sequence[dict[str, Any]]) -> bool:
    """Whether people see a letter; all that is no letter is of no concern."""
    if thing.get("object_type") != "char" or not thing["text"].strip():
        return True
    if thing["size"] < TINY:
        return False
    return not _is_white(thing) or any(_covers(one, thing) for one in dark)


def _is_white(thing: dict[str, Any]) -> bool:
    """Whether something is drawn in white: 1 in grey and RGB, 0 in all four inks of print."""
    colour = thing.get("non_stroking_color")
    parts = tuple(colour) if isinstance(colour, (list, tuple)) else (colour,)
    if not parts or not all(isinstance(part, (int, float)) for part in parts):
        return False
    return bool(max(parts) <= 0.02 if len(parts) == 4 else min(parts) >= 0.98)


def _covers(ground: dict[str, Any], letter: dict[str, Any]) -> bool:
    across = (letter["x0"] + letter["x1"]) / 2
    down = (letter["top"] + letter["bottom"]) / 2
    return bool(
        ground["x0"] <= across <= ground["x1"] and ground["top"] <= down <= ground["bottom"]
    )
