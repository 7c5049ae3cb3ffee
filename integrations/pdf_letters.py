"""The letters of a PDF's page that people see, and the lines they stand in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.library.contrast import WHITE, Colour, is_legible

if TYPE_CHECKING:
    from pdfplumber.page import Page

TINY = 2.0
"""Points: smaller print is not read by people."""
UNDRAWN = "undrawn"
ARTIFACT = "Artifact"
WITHOUT_INK = (3, 7)
"""Ways of drawing text, in the PDF standard, that leave nothing on the page."""
SCAN = 0.5
"""The part of a page that a picture covers where the page is a scan."""
BOLD = ("bold", "black", "heavy", "semibold", "demi")

Thing = dict[str, Any]
"""Something drawn, as pdfplumber describes it."""


@dataclass(frozen=True)
class Piece:
    """Words that stand together on one line, or the cells of a table with lines.

    Measures are points from the top left.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    artifact: bool = False
    cells: tuple[tuple[str, ...], ...] = ()


def seen_letters(page: "Page") -> tuple[list[Thing], int]:
    """The letters that people see, without blanks, and how many others there are."""
    _draw(page)
    letters = [one for one in page.chars if one["text"].strip()]
    grounds = [one for one in page.rects if one.get("fill")]
    seen = [one for one in letters if one["tag"] != UNDRAWN and _is_seen(one, page, grounds)]
    if not seen and _is_scan(page):
        # A scanned page has its words as a picture, and behind it as a machine recognised them.
        seen = [one for one in letters if one["tag"] == UNDRAWN and _is_on(one, page)]
    return seen, len(letters) - len(seen)


def pieces(letters: Iterable[Thing]) -> list[Piece]:
    """Letters as pieces of lines, parted where a gap is wider than a letter is high."""
    from pdfplumber.utils.text import extract_words

    upright = [one for one in letters if one["upright"]]
    words = extract_words(
        upright or list(letters),
        use_text_flow=False,
        x_tolerance_ratio=0.15,
        y_tolerance=2,
        extra_attrs=["mcid"],
        return_chars=True,
    )
    found: list[list[Thing]] = []
    for word in words:
        if found and _goes_on(found[-1][-1], word):
            found[-1].append(word)
        else:
            found.append([word])
    return [_piece(group) for group in found]


def _draw(page: "Page") -> None:
    """Draw a page so that its letters tell, as their tag, whether they leave ink."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    around: list[tuple[Any, Any]] = []

    class Drawing(PDFPageAggregatorWithMarkedContent):
        def begin_tag(self, tag: Any, props: Any = None) -> None:
            """Of what is marked within a marked part, such as a ligature, that is a part too."""
            outer = self.cur_tag, self.cur_mcid
            around.append(outer)
            super().begin_tag(tag, props)
            if self.cur_mcid is None and self.cur_tag != ARTIFACT and any(outer):
                self.cur_tag, self.cur_mcid = outer

        def end_tag(self) -> None:
            super().end_tag()
            if around:
                self.cur_tag, self.cur_mcid = around.pop()

        def render_string(self, textstate: Any, *rest: Any) -> None:
            tag = self.cur_tag
            self.cur_tag = UNDRAWN if textstate.render in WITHOUT_INK else tag
            super().render_string(textstate, *rest)
            self.cur_tag = tag

    device = Drawing(page.pdf.rsrcmgr, pageno=page.page_number, laparams=None)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()


def _is_seen(letter: Thing, page: "Page", grounds: Sequence[Thing]) -> bool:
    if letter["size"] < TINY or not _is_on(letter, page):
        return False
    below = next((one for one in reversed(grounds) if _covers(one, letter)), None)
    colour = _colour(letter)
    ground = WHITE if below is None else _colour(below)
    return colour is None or ground is None or is_legible(colour, ground)


def _is_on(letter: Thing, page: "Page") -> bool:
    x0, top, x1, bottom = page.cropbox
    return _covers({"x0": x0, "top": top, "x1": x1, "bottom": bottom}, letter)


def _colour(thing: Thing) -> Colour | None:
    """The colour that something is filled with; nothing where it is a pattern or unknown."""
    given = thing.get("non_stroking_color")
    parts = given if isinstance(given, (list, tuple)) else (given,)
    numbers = [min(max(float(p), 0.0), 1.0) for p in parts if isinstance(p, (int, float))]
    if len(numbers) != len(parts):
        return None
    if len(numbers) == 4:
        cyan, magenta, yellow, black = numbers
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    if len(numbers) == 3:
        return numbers[0], numbers[1], numbers[2]
    if len(numbers) != 1:
        return None
    # Of an ink of its own, one is all of it; of grey, one is white.
    grey = 1 - numbers[0] if thing.get("ncs") in ("Separation", "DeviceN") else numbers[0]
    return grey, grey, grey


def _covers(ground: Thing, letter: Thing) -> bool:
    across = (letter["x0"] + letter["x1"]) / 2
    down = (letter["top"] + letter["bottom"]) / 2
    return bool(
        ground["x0"] <= across <= ground["x1"] and ground["top"] <= down <= ground["bottom"]
    )


def _is_scan(page: "Page") -> bool:
    covered = max((one["width"] * one["height"] for one in page.images), default=0.0)
    return bool(covered >= SCAN * page.width * page.height)


def _goes_on(before: Thing, word: Thing) -> bool:
    size = before["chars"][-1]["size"]
    gap = word["x0"] - before["x1"]
    old, new = before["chars"][-1].get("mcid"), word["chars"][0].get("mcid")
    parted = old is not None and new is not None and old != new
    level = abs(word["bottom"] - before["bottom"]) < 0.4 * size
    return bool(level and -0.5 * size < gap < size and not parted)


def _piece(words: Sequence[Thing]) -> Piece:
    letters = [letter for word in words for letter in word["chars"]]
    fonts = [str(letter["fontname"]).lower() for letter in letters]
    return Piece(
        text=" ".join(word["text"] for word in words),
        x0=words[0]["x0"],
        x1=words[-1]["x1"],
        top=min(word["top"] for word in words),
        bottom=max(word["bottom"] for word in words),
        size=max(letter["size"] for letter in letters),
        bold=all(any(name in font for name in BOLD) for font in fonts),
        artifact=all(letter["tag"] == ARTIFACT for letter in letters),
    )
