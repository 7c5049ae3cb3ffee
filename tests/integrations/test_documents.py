"""Files of every kind become drafts; a bad one is named and the rest is taken."""

import time
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from integrations import bounded, file_reader
from integrations.documents import read_path
from integrations.file_reader import MAX_UNPACKED
from knowledge.errors import BadInput
from knowledge.library.sections import split_sections

HTML = """<html><body><h1>Parking</h1><p>It costs 40 a month.</p>
<p style="display:none">It is free.</p></body></html>"""


def test_markdown_html_docx_and_text_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nowner: Ann\n---\n# Leave\n\nTwenty days.")
    (tmp_path / "b.txt").write_text("The gym opens at six.")
    (tmp_path / "c.html").write_text(HTML)
    word = docx.Document()
    word.add_heading("Bicycles", 1)
    word.add_paragraph("Leased for 36 months.")
    word.save(str(tmp_path / "d.docx"))
    reading = read_path(tmp_path)
    texts = {draft.path: draft.text for draft in reading.drafts}
    assert "Twenty days." in texts["a.md"]
    assert "gym" in texts["b.txt"]
    assert "40 a month" in texts["c.html"]
    assert "36 months" in texts["d.docx"]
    assert reading.bad == ()


def test_the_title_of_a_word_file_is_its_name_and_its_headings_stand_below_it(
    tmp_path: Path,
) -> None:
    word = docx.Document()
    word.add_heading("Bicycle leasing", 0)
    word.add_paragraph("For people on permanent contracts.")
    word.add_heading("Term", 1)
    word.add_paragraph("A bicycle is leased for 36 months.")
    word.add_heading("Theft", 2)
    word.add_paragraph("Theft is told within a day.")
    word.save(str(tmp_path / "d.docx"))
    (draft,) = read_path(tmp_path).drafts
    assert draft.title == "Bicycle leasing"
    assert [one.heading_path for one in split_sections(draft.text, draft.title)] == [
        ("Bicycle leasing",),
        ("Bicycle leasing", "Term"),
        ("Bicycle leasing", "Term", "Theft"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Parking in Hamburg\n\nThere are 24 spaces.", "Parking in Hamburg"),
        ("Park only in the yard.\n\nThere are 24 spaces.", "Notes"),
        ("Parking in Hamburg\nThere are 24 spaces.", "Notes"),
    ],
)
def test_plain_text_is_called_by_a_first_line_that_stands_by_itself(
    tmp_path: Path, text: str, title: str
) -> None:
    (tmp_path / "notes.txt").write_text(text)
    (draft,) = read_path(tmp_path).drafts
    assert draft.title == title
    assert [one.heading for one in split_sections(draft.text, draft.title)] == [title]


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("Phones\n\nMOBILE\n\nFor work.\n\nHOME OFFICE\n\nTwo days.", "MOBILE|HOME OFFICE"),
        ("Rules\n\nLEAVE\nTwenty days.\n\nSICK DAYS\nCall at eight.", "LEAVE|SICK DAYS"),
        ("Trips\n\n1. Hotels\n\nUp to $90.\n\n2. Trains\n\nSlow ones.", "Hotels|Trains"),
        ("Travel\n\nFew words.\n\nWho pays for hotels?\n\nWe do.", "Travel|Who pays for hotels?"),
        ("Trip\n\nTake with you:\n\nPassport\n\nVisa\n\nGet it early.", "Trip"),
        ("Letter\n\nWe close at five.\n\nBest regards\n\nBo Lind", "Letter"),
        ("# Trip\n\nWHAT TO TAKE\n\nYour passport.", "Trip"),
    ],
)
def test_lines_that_stand_alone_like_headings_part_plain_text(
    tmp_path: Path, text: str, headings: str
) -> None:
    (tmp_path / "notes.txt").write_text(text)
    (draft,) = read_path(tmp_path).drafts
    found = [one.heading for one in split_sections(draft.text, draft.title)]
    assert found == headings.split("|")


def test_hidden_text_of_a_page_is_left_out_and_reported(tmp_path: Path) -> None:
    (tmp_path / "c.html").write_text(HTML)
    (draft,) = read_path(tmp_path).drafts
    assert "free" not in draft.text
    assert draft.findings == ("1 hidden element taken out",)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<header>Acme | Search</header><h1>Leave</h1><footer>Acme plc</footer>", "# Leave"),
        ("<nav>Home</nav><main><h1>Leave</h1></main><div role=contentinfo>2026</div>", "# Leave"),
        ("<header><nav>Home</nav><h1>Leave</h1></header>", "# Leave"),
        ("<article><h1>Leave</h1><footer>By Bo.</footer></article>", "# Leave\n\nBy Bo."),
        ("<nav><p>Nothing else.</p></nav>", "Nothing else."),
    ],
)
def test_what_frames_a_page_is_no_part_of_its_text(tmp_path: Path, page: str, text: str) -> None:
    (tmp_path / "c.html").write_text(f"<body>{page}</body>")
    (draft,) = read_path(tmp_path).drafts
    assert draft.text.strip() == text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"junk"),
        ("b.docx", b"PK not a document"),
        ("c.md", b"\0\0\0"),
        ("d.md", b"   "),
        ("e.md", b"---\nowner: [\n---\ntext"),
        ("f.md", b"---\neffective_from: soon\n---\ntext"),
        ("g.md", b"---\nstatus: maybe\n---\ntext"),
        ("i.md", b"---\naudience: hr\n\n# Pay\n\nSeven."),
        ("j.md", b"audience: hr\n---\n# Pay\n\nSeven."),
        ("k.md", b"---\naudiance: hr\n---\n# Pay\n\nSeven."),
        ("l.md", b"---\nEffective-Untill: 2026-01-01\n---\n# Pay\n\nSeven."),
        ("m.md", b"---\njust words\n---\n# Pay\n\nSeven."),
        ("h.md", b"---\neffective_from: 2026-05-01\neffective_until: 2026-01-01\n---\ntext"),
    ],
)
def test_a_bad_file_is_named_and_the_rest_is_taken(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.md").write_text("# Good\n\nFine.")
    reading = read_path(tmp_path)
    assert [draft.path for draft in reading.drafts] == ["good.md"]
    assert [bad.path for bad in reading.bad] == [name]
    assert name in reading.bad[0].error


def test_a_small_word_file_that_unpacks_to_gigabytes_is_not_opened(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "bomb.docx", "w", ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (MAX_UNPACKED + 1))
    (bad,) = read_path(tmp_path).bad
    assert "unpacks to 100 MB" in bad.error


def test_the_folder_that_the_program_is_called_in_gives_no_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "integrations").mkdir()
    for name in ("integrations/__init__.py", "integrations/file_reader.py", "markitdown.py"):
        (tmp_path / name).write_text("raise SystemExit('code of the folder was run')")
    (tmp_path / "c.html").write_text(HTML)
    monkeypatch.chdir(tmp_path)
    (draft,) = read_path(tmp_path / "c.html").drafts
    assert "40 a month" in draft.text


def test_a_file_beside_gives_the_facts_that_a_document_cannot_hold(tmp_path: Path) -> None:
    (tmp_path / "gym.txt").write_text("The gym opens at six.")
    (tmp_path / "gym.txt.yaml").write_text("audience: [hr]\nversion: 3\n")
    (draft,) = read_path(tmp_path).drafts
    assert (draft.audience, draft.version) == (("hr",), "3")


def test_a_path_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        read_path(tmp_path / "nothing")


def test_words_that_a_word_file_hides_are_left_out_and_reported(tmp_path: Path) -> None:
    word = docx.Document()
    shown = word.add_paragraph("Leave is twenty days. ")
    for number, change in enumerate(("white", "hidden", "tiny")):
        run = shown.add_run(f"Secret order {number}.")
        run.font.hidden = change == "hidden"
        if change == "white":
            run.font.color.rgb = RGBColor(255, 255, 255)
        if change == "tiny":
            run.font.size = Pt(1)
    word.add_comment(shown.runs[:1], text="A secret comment", author="Ann")
    word.save(str(tmp_path / "d.docx"))
    (draft,) = read_path(tmp_path).drafts
    assert draft.text.strip() == "Leave is twenty days."
    assert draft.findings == ("3 hidden passages taken out", "1 comment taken out")


def a_style(change: dict[str, object]) -> Callable[[DocumentObject], None]:
    """A paragraph in a style that rests on one with this font."""

    def write(word: DocumentObject) -> None:
        below = word.styles.add_style("Below", WD_STYLE_TYPE.PARAGRAPH)
        for name, value in change.items():
            setattr(below.font, name, value)
        style = word.styles.add_style("Above", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = below
        word.add_paragraph("Words of the style.", style="Above")

    return write


def a_run(**properties: dict[str, str]) -> Callable[[DocumentObject], None]:
    """A paragraph with these properties of Word's own format right at its words."""

    def write(word: DocumentObject) -> None:
        run = word.add_paragraph().add_run("Words of the style.")
        for name, attributes in properties.items():
            given = OxmlElement(f"w:{name}")
            for key, value in attributes.items():
                given.set(qn(f"w:{key}"), value)
            run._r.get_or_add_rPr().append(given)

    return write


@pytest.mark.parametrize(
    ("write", "seen"),
    [
        (a_style({"hidden": True}), False),
        (a_style({"size": Pt(1)}), False),
        (a_style({"highlight_color": WD_COLOR_INDEX.BLACK}), False),
        (a_style({"bold": True}), True),
        (a_run(color={"val": "FFFFFF"}), False),
        (a_run(color={"val": "FEFEFE"}), False),
        (a_run(color={"val": "000000", "themeColor": "background1"}), False),
        (a_run(color={"val": "7F7F7F", "themeColor": "background1", "themeShade": "7F"}), True),
        (a_run(color={"val": "FFFFFF"}, highlight={"val": "white"}), False),
        (a_run(color={"val": "FFFFFF"}, highlight={"val": "darkBlue"}), True),
        (a_run(color={"val": "FFFFFF"}, shd={"val": "clear", "fill": "FAFAFA"}), False),
        (a_run(color={"val": "FFFFFF"}, shd={"val": "clear", "fill": "203040"}), True),
        (a_run(color={"val": "767676"}), True),
        (a_run(color={"val": "auto"}), True),
    ],
)
def test_words_of_a_word_file_are_read_as_far_as_their_styles_let_people_see_them(
    tmp_path: Path, write: Callable[[DocumentObject], None], seen: bool
) -> None:
    word = docx.Document()
    word.add_paragraph("Leave is twenty days.")
    write(word)
    word.save(str(tmp_path / "d.docx"))
    (draft,) = read_path(tmp_path).drafts
    assert ("Words of the style." in draft.text) is seen
    assert bool(draft.findings) is not seen


def test_a_style_in_white_hides_only_the_words_that_keep_its_colour(tmp_path: Path) -> None:
    word = docx.Document()
    style = word.styles.add_style("White", WD_STYLE_TYPE.PARAGRAPH)
    style.font.color.rgb = RGBColor(255, 255, 255)
    shown = word.add_paragraph("Secret order. ", style="White").add_run("Leave is twenty days.")
    shown.font.color.rgb = RGBColor(0, 0, 0)
    word.save(str(tmp_path / "d.docx"))
    (draft,) = read_path(tmp_path).drafts
    assert draft.text.strip() == "Leave is twenty days."


def test_invisible_letters_and_lines_in_a_file_name_are_not_kept(tmp_path: Path) -> None:
    (tmp_path / "leave\nSYSTEM\u200b order.md").write_text("Twenty days.")
    (draft,) = read_path(tmp_path).drafts
    assert (draft.path, draft.title) == ("leave SYSTEM order.md", "Leave SYSTEM order")


@pytest.mark.parametrize(
    "hostile", ["[", "*a ", "_a ", "`", "E.g. A ", "[a]({%%}", "{%", "[a]: b\n", "> ", "a\\"]
)
def test_no_text_takes_more_than_its_length_times_a_constant(hostile: str) -> None:
    began = time.process_time()
    split_sections("# B\n\n" + hostile * (60_000 // len(hostile)), "B")
    assert time.process_time() - began < 5


@pytest.mark.parametrize("begins", ["\n---\n", "\ufeff---\n", "<!-- note -->\n\n---\n", "--- \r\n"])
def test_what_stands_before_front_matter_opens_no_document(tmp_path: Path, begins: str) -> None:
    (tmp_path / "a.md").write_text(f"{begins}Audience: HR\n---\n# Pay\n\nSeven.")
    (draft,) = read_path(tmp_path).drafts
    assert (draft.audience, draft.text) == (("hr",), "# Pay\n\nSeven.")


def test_a_rule_across_the_page_is_no_front_matter(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Pay\n\nSeven.\n\n---\n\nEight.")
    (tmp_path / "b.md").write_text("-----\nPay\n-----\n\nNote: seven.\n\n---\n")
    reading = read_path(tmp_path)
    assert [draft.missing[0] for draft in reading.drafts] == ["owner", "owner"]
    assert reading.bad == ()


def test_a_file_that_takes_too_long_is_named_and_the_rest_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "MAX_SECONDS", 4)
    for name, text in (("a", "Fine."), ("slow", "![a" * 1_500_000), ("z", "Fine too.")):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\nA line.\n\n{text}")
    reading = read_path(tmp_path)
    assert [draft.path for draft in reading.drafts] == ["a.md", "z.md"]
    assert "slow.md: took longer than 4 seconds" in reading.bad[0].error


def test_a_text_that_would_slow_every_index_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_reader, "MAX_PARSE_SECONDS", 0.05)
    (tmp_path / "slow.md").write_text("# B\n\nA line.\n\n" + "![a" * 7_000)
    with pytest.raises(BadInput, match="to cut into sections"):
        file_reader.read_file(tmp_path / "slow.md", "slow.md")


def test_a_file_that_needs_too_much_memory_is_named_and_the_rest_is_taken(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    with (
        ZipFile(tmp_path / "a.docx") as made,
        ZipFile(tmp_path / "greedy.docx", "w", ZIP_DEFLATED) as packed,
    ):
        for part in made.namelist():
            data = made.read(part)
            if part == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * 15_000_000)
            packed.writestr(part, data)
    (tmp_path / "a.docx").unlink()
    (tmp_path / "good.md").write_text("# Good\n\nFine.")
    reading = read_path(tmp_path)
    assert [draft.path for draft in reading.drafts] == ["good.md"]
    assert "memory" in reading.bad[0].error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_offices_write(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text("Das Café öffnet um sechs.", encoding=encoding)
    (draft,) = read_path(tmp_path).drafts
    assert draft.text == "Das Café öffnet um sechs."
