"""`sourcing policies`: JSON on standard output, and wrong use said plainly."""

import json
import os
import subprocess
import sys
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


def test_what_can_be_read_is_taken_and_the_exit_status_says_that_something_was_not(
    run: CliRunner, tmp_path: Path
) -> None:
    (tmp_path / "moor.md").write_text("# Mooring a zeppelin\n\nMoor it with two ropes.")
    (tmp_path / "torn.pdf").write_bytes(b"\xff\xfe\x00")
    done = run.invoke(app, ["add", str(tmp_path)])
    assert (done.exit_code, "torn.pdf" in done.stderr) == (2, True)
    assert "Moor it" in run.invoke(app, ["show", "moor"]).stdout
    (tmp_path / "torn.pdf").unlink()
    assert run.invoke(app, ["add", str(tmp_path)]).exit_code == 0


def test_what_is_added_stays_added_where_nobody_reads_the_report(
    run: CliRunner, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "hangar.md").write_text("# Hangars\n\nA hangar is swept on Mondays.")
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "assistant.cli", "policies", "add", str(tmp_path)]
    with os.fdopen(writing, "wb") as closed:
        subprocess.run(command, stdout=closed, check=False)
    assert "swept" in run.invoke(app, ["show", "hangar"]).stdout
