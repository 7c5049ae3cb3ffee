"""A PDF is read as people see its pages, and no letter that they do not see."""

import pytest

from integrations.pdf import pdf_to_markdown

FONTS = "/Resources<</Font<</F 3 0 R/B 4 0 R>>>>>>"


def pdf(*streams: str) -> bytes:
    """Pages with these drawing orders; /F is a font, /B the same in bold."""
    first = 5
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(streams)))
    bodies = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(streams)}>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>",
    ]
    for n, stream in enumerate(streams):
        bodies += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Contents {n * 2 + 6} 0 R{FONTS}",
            f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        ]
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(bodies) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer<</Size {count}/Root 1 0 R>>\n"
    return made + f"{end}startxref\n{len(made)}\n%%EOF".encode()


def at(height: float, text: str, size: float = 12, *, left: float = 50, font: str = "F") -> str:
    """Words at this height above the foot of the page."""
    return f"BT /{font} {size} Tf {left} {height} Td ({text}) Tj ET\n"


LEAVE = at(300, "Leave is twenty days.")
SCANNED = "q 600 0 0 400 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"


def read(*streams: str) -> str:
    return pdf_to_markdown(pdf(*streams))[0].strip()


@pytest.mark.parametrize(
    "order",
    [
        at(280, "order", 1),
        "1 g " + at(200, "order"),
        "0.97 0.97 0.97 rg " + at(200, "order"),
        "0 0 0 0.02 k " + at(200, "order"),
        "0 g 40 190 400 30 re f " + at(200, "order"),
        "0 0 0.5 rg 40 190 400 30 re f 0 0 0.55 rg " + at(200, "order"),
        "3 Tr " + at(200, "order"),
        "7 Tr " + at(200, "order"),
        at(450, "order"),
        at(200, "order", left=-300),
        at(200, "order", left=700),
    ],
)
def test_letters_that_nobody_sees_are_left_out_and_counted(order: str) -> None:
    text, findings = pdf_to_markdown(pdf(LEAVE + order))
    assert text.strip() == "Leave is twenty days."
    assert findings == ("5 hidden letters taken out",)


@pytest.mark.parametrize(
    "order",
    [
        "0.5 g " + at(200, "shown"),
        "0.1 0.1 0.3 rg 40 190 400 30 re f 1 1 1 rg " + at(200, "shown"),
        "q 3 Tr Q " + at(200, "shown"),
        "0 0 0 1 k " + at(200, "shown"),
        "/Span <</MCID 3>> BDC " + at(200, "shown") + "EMC",
    ],
)
def test_letters_that_people_see_stay(order: str) -> None:
    assert pdf_to_markdown(pdf(LEAVE + order)) == ("\nLeave is twenty days.\n\nshown", ())


def test_a_hidden_letter_changes_nothing_else() -> None:
    page = at(350, "Leave", 20) + LEAVE
    assert read(page + "3 Tr " + at(200, "x")) == read(page) == "# Leave\n\nLeave is twenty days."


def test_a_scanned_page_is_read_as_a_machine_recognised_it() -> None:
    words = "3 Tr " + at(200, "Twenty days.")
    assert read(SCANNED + words) == "Twenty days."
    assert read(SCANNED + words + "0 Tr " + at(100, "Seen.")) == "Seen."


def test_headings_are_told_by_size_and_by_bold_lines_of_their_own() -> None:
    page = at(360, "Travel", 24) + at(330, "Trains", 16) + at(308, "Second class is booked.")
    page += at(280, "Seats", font="B") + at(262, "A seat is kept on trains that are often full,")
    page += at(248, "for at most seven euros.") + at(220, "Planes", 16) + at(200, "Rarely.")
    assert read(page).split("\n\n") == [
        "# Travel",
        "## Trains",
        "Second class is booked.",
        "### Seats",
        "A seat is kept on trains that are often full, for at most seven euros.",
        "## Planes",
        "Rarely.",
    ]


ROWS = (("Flat", "Limit", "Deposit"), ("Studio", "EUR 2,900", "none"), ("House", "EUR 3", "two"))
TABLE = "| Flat | Limit | Deposit |\n|---|---|---|\n| Studio | EUR 2,900 | none |\n"
TABLE += "| House | EUR 3 | two |"


@pytest.mark.parametrize(
    "lines", ["", "50 195 400 60 re S 50 235 m 450 235 l S 50 215 m 450 215 l S "]
)
def test_a_table_keeps_its_rows_and_cells_with_lines_and_without(lines: str) -> None:
    if lines:
        lines += "170 195 m 170 255 l S 320 195 m 320 255 l S\n"
    page = at(300, "Each month at most:") + lines
    for row, height in zip(ROWS, (240, 220, 200), strict=True):
        page += "".join(at(height, cell, left=60 + 130 * n) for n, cell in enumerate(row))
    assert read(page + at(150, "No more.")).split("\n\n")[1:] == [TABLE, "No more."]


def test_lists_keep_their_items_and_are_no_tables() -> None:
    page = at(300, "The company lends:")
    page += at(280, "\\267", left=60) + at(280, "two months of rent", left=85)
    page += at(265, "\\267", left=60) + at(265, "without interest", left=85)
    page += "62 252 4 4 re f " + at(250, "and without delay", left=85)
    page += at(230, "1.", left=60) + at(230, "Ask.", left=85)
    page += at(215, "2.", left=60) + at(215, "Sign.", left=85)
    assert read(page).split("\n\n") == [
        "The company lends:",
        "- two months of rent\n- without interest\n- and without delay",
        "1. Ask.",
        "2. Sign.",
    ]


def test_headers_footers_and_page_numbers_are_no_part_of_the_text() -> None:
    pages = [
        at(380, "Travel rules, March")
        + at(330, f"Rule {n} is about {words}.")
        + at(20, "file:///srv/rules.html", 8)
        + at(20, f"{n}/2", 8, left=560)
        for n, words in ((1, "trains"), (2, "planes"))
    ]
    assert read(*pages).split("\n\n") == ["Rule 1 is about trains.", "Rule 2 is about planes."]


def test_print_in_the_browser_of_one_page_is_read_without_what_the_browser_adds() -> None:
    page = at(384, "11/22/26, 11:57 AM", 8, left=24) + at(384, "Housing", 8, left=300)
    page += at(345, "Housing", 24) + at(300, "Two months.") + at(16, "file:///a.html", 8)
    assert read(page) == "# Housing\n\nTwo months."


def test_columns_are_read_one_after_the_other() -> None:
    page = at(360, "Travel by train, by plane, and by bicycle in every country", 18)
    for column, left in (("train", 50), ("plane", 320)):
        for line in range(6):
            words = f"Rule {line} about the {column} goes on"
            page += at(320 - 14 * line - (left > 50) * 5, words, left=left)
    _, first, second = read(page).split("\n\n")
    assert "plane" not in first
    assert "train" not in second


def test_a_sentence_goes_on_over_pages_and_broken_words_are_mended() -> None:
    first = at(200, "Leave is recorded in days. It is the em-") + at(
        186, "ployee who asks for long-"
    )
    first += at(172, "term leave, of which an employee has, as far as is")
    second = at(300, "agreed, three months.")
    assert read(first, second) == (
        "Leave is recorded in days. It is the employee who asks for long-term leave, "
        "of which an employee has, as far as is agreed, three months."
    )


def test_words_that_would_be_markup_stay_words() -> None:
    assert read(LEAVE + at(200, "# not a heading")).endswith("\\# not a heading")


@pytest.mark.parametrize("around", ["/P <</MCID 0>>", "/P <</MCID 0>> BDC /Span <</Lang (en)>>"])
def test_a_ligature_marked_within_a_paragraph_parts_no_word(around: str) -> None:
    ends = "EMC " * around.count("/P") + "EMC " * around.count("/Span")
    ligature = "/Span <</ActualText (ff)>> BDC (ff) Tj EMC"
    text = f"BT /F 12 Tf 50 300 Td (Sta) Tj {ligature} ( of the o) Tj {ligature} (ice park.) Tj ET"
    assert read(f"{around} BDC {text} {ends}") == "Staff of the office park."
