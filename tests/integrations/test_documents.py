"""Files of every kind become drafts; a bad one is named and the rest is taken."""

from pathlib import Path

import docx
import pytest

from integrations.documents import read_path
from knowledge.errors import BadInput

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


def test_hidden_text_of_a_page_is_left_out_and_reported(tmp_path: Path) -> None:
    (tmp_path / "c.html").write_text(HTML)
    (draft,) = read_path(tmp_path).drafts
    assert "free" not in draft.text
    assert draft.findings == ("1 hidden element taken out",)


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
    ],
)
def test_a_bad_file_is_named_and_the_rest_is_taken(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.md").write_text("# Good\n\nFine.")
    reading = read_path(tmp_path)
    assert [draft.path for draft in reading.drafts] == ["good.md"]
    assert [bad.path for bad in reading.bad] == [name]
    assert name in reading.bad[0].error


def test_a_file_beside_gives_the_facts_that_a_document_cannot_hold(tmp_path: Path) -> None:
    (tmp_path / "gym.txt").write_text("The gym opens at six.")
    (tmp_path / "gym.txt.yaml").write_text("audience: [hr]\nversion: 3\n")
    (draft,) = read_path(tmp_path).drafts
    assert (draft.audience, draft.version) == (("hr",), "3")


def test_a_path_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no such file"):
        read_path(tmp_path / "nothing")
