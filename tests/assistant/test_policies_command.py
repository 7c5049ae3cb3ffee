"""`sourcing policies`: JSON on standard output, and wrong use said plainly."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.commands.policies import app
from knowledge.errors import BadInput, NotFound

GRACE = "grace.okafor@calderfinch.example"


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("SOURCING_HOME", str(home))
    return CliRunner()


def test_search_prints_sections_with_their_place(run: CliRunner) -> None:
    done = run.invoke(app, ["search", "non-disclosure agreement", "--json", "-k", "2"])
    results = json.loads(done.stdout)["results"]
    assert len(results) == 2
    assert set(results[0]) == {"document", "path", "section", "heading_path", "score", "text"}
    assert results[0]["document"] == "confidentiality-and-ndas"


def test_ask_prints_the_answer_with_its_quotes(run: CliRunner) -> None:
    done = run.invoke(app, ["ask", "Can a freelancer get production access?", "--json"])
    answer = json.loads(done.stdout)
    assert not answer["refused"]
    assert answer["citations"][0]["quote"] in answer["answer"]


def test_a_folder_is_added_searched_and_followed(run: CliRunner, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    page = folder / "parking.md"
    page.write_text("# Zeppelin parking\n\nA zeppelin parks for 40 dollars.")
    added = json.loads(run.invoke(app, ["add", str(folder), "--json"]).stdout)
    assert added["added"] == ["parking"]
    found = json.loads(run.invoke(app, ["search", "zeppelin", "--json", "-k", "1"]).stdout)
    assert found["results"][0]["path"] == "parking.md"
    page.unlink()
    (folder / "other.md").write_text("# Other\n\nWords.")
    dry = json.loads(run.invoke(app, ["sync", str(folder), "--dry-run", "--json"]).stdout)
    assert (dry["added"], dry["removed"]) == (["other"], ["parking"])


def test_wrong_use_is_said(run: CliRunner) -> None:
    day = run.invoke(app, ["search", "x", "--as-of", "soon"])
    person = run.invoke(app, ["ask", "x", "--actor", "nobody@calderfinch.example"])
    assert isinstance(day.exception, BadInput)
    assert isinstance(person.exception, NotFound)


def test_a_document_and_the_report_are_shown(run: CliRunner) -> None:
    shown = run.invoke(app, ["show", "confidentiality-and-ndas", "--actor", GRACE])
    report = json.loads(run.invoke(app, ["report", "--json"]).stdout)
    assert "NDA" in shown.stdout
    assert {
        "asked",
        "refused",
        "gaps",
        "most_asked",
        "refused_questions",
        "off_topic",
        "never_used",
    } <= set(report)
