"""Commands print words where people look, and JSON only where a program asks for it."""

import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant import prompting, terminal
from assistant.bootstrap import World
from assistant.cli import app
from assistant.prompting import play
from knowledge.errors import BadInput, NotAllowed, NotFound
from tests.conftest import DANIEL, GRACE, MAYA

BRIEF = {"title": "Brand designer", "text": "A new logo.", "skills": {"must": ["Brand design"]}}


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> Console:
    console = Console(width=80, record=True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(terminal, "console", console)
    monkeypatch.setattr(prompting, "console", console)
    return console


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch, narrow: Console) -> CliRunner:
    monkeypatch.setenv("SOURCING_HOME", str(home))
    return CliRunner()


@pytest.fixture
def brief(tmp_path: Path) -> str:
    file = tmp_path / "brief.json"
    file.write_text(json.dumps(BRIEF))
    return str(file)


@pytest.mark.parametrize("question", ["", "  ", "?!", "…"])
@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_question_of_no_words_is_wrong_use(run: CliRunner, command: str, question: str) -> None:
    done = run.invoke(app, ["policies", command, question])
    assert isinstance(done.exception, BadInput)
    assert "Write a question" in str(done.exception)


def test_an_answer_is_printed_once_with_its_edition_and_its_number(run: CliRunner) -> None:
    question = "Can a freelancer get production access?"
    told = json.loads(run.invoke(app, ["policies", "ask", question, "--json"]).stdout)
    printed = run.invoke(app, ["policies", "ask", question]).stdout
    assert printed.count(told["citations"][0]["words"]) == 1
    assert f"version {told['citations'][0]['version']}, in force since" in printed
    assert f"sourcing policies show {told['citations'][0]['document']}" in printed
    assert f"Question {told['question_number'] + 1}:" in printed


def test_what_a_search_names_can_be_shown_by_id_and_by_path(run: CliRunner) -> None:
    found = json.loads(run.invoke(app, ["policies", "search", "data access", "--json"]).stdout)
    first = found["results"][0]
    pages = [run.invoke(app, ["policies", "show", first[n]]).stdout for n in ("document", "path")]
    assert pages[0] == pages[1] != ""


@pytest.mark.parametrize(
    "command",
    [
        ["policies", "rebuild"], ["report", "fairness"], ["talent", "purge"],
        ["report", "policies"], ["policies", "faq", "list", "--actor", GRACE],
    ],
)  # fmt: skip
def test_json_is_printed_only_when_asked_for(run: CliRunner, command: list[str]) -> None:
    words = run.invoke(app, command).stdout
    assert words.strip()
    with pytest.raises(ValueError, match=r"Expecting value|Extra data"):
        json.loads(words)
    assert json.loads(run.invoke(app, [*command, "--json"]).stdout)
    assert max(map(len, words.split(". "))) < 700


def test_imports_say_in_words_how_much_was_taken(run: CliRunner, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("email,name,business_unit,country\nnew@x.example,New,Sales,GB\nbad,B,S,GB\n")
    assert "1 person taken, 1 row not." in run.invoke(app, ["people", "import", str(people)]).stdout
    pool = tmp_path / "pool.csv"
    pool.write_text("id,name,headline\nx:1,Ana,Designer\nx:2,Ben,Tester\n")
    taken = run.invoke(app, ["talent", "import", str(pool)]).stdout
    assert taken == "2 profiles taken, 0 problems named.\n"


def test_a_dry_run_says_that_nothing_is_changed(run: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "parking.md").write_text("# Parking\n\nWords.")
    done = run.invoke(app, ["policies", "sync", str(tmp_path), "--dry-run"])
    assert done.stdout.startswith("Nothing is changed, this is a dry run. It would be: 1 added.")
    assert "parking" not in run.invoke(app, ["policies", "list", "--json"]).stdout


def test_the_candidates_of_the_faq_are_for_those_who_decide(run: CliRunner) -> None:
    empty = run.invoke(app, ["policies", "faq", "list", "--actor", GRACE])
    assert empty.stdout == "No answer waits to be accepted.\n"
    refused = run.invoke(app, ["policies", "faq", "list", "--actor", MAYA])
    assert isinstance(refused.exception, NotAllowed)


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_nobody_talks_as_somebody_unknown(run: CliRunner, more: list[str]) -> None:
    done = run.invoke(app, ["chat", "--as", "nobody@calderfinch.example", *more], input="hello\n")
    assert isinstance(done.exception, NotFound)


def test_addresses_and_ids_are_never_cut(run: CliRunner, narrow: Console) -> None:
    run.invoke(app, ["people", "list"])
    printed = narrow.export_text()
    people = json.loads(run.invoke(app, ["people", "list", "--json"]).stdout)
    assert all(person["email"] in printed for person in people)
    assert "…" not in printed


def test_a_ranking_names_people_with_their_price_and_a_reason(
    run: CliRunner, narrow: Console, brief: str
) -> None:
    run.invoke(app, ["talent", "match", "--brief", brief, "-k", "2"])
    printed = " ".join(narrow.export_text().split())
    given = ["talent", "match", "--brief", brief, "-k", "2", "--json"]
    ranking = json.loads(run.invoke(app, given).stdout)["results"]
    assert all(one["name"].split()[0] in printed and one["id"] in printed for one in ranking)
    assert "Rate" in printed
    assert "Shows" in printed


@pytest.mark.parametrize("empty", [{}, {"title": ""}, {"budget": 500}])
def test_a_brief_that_asks_for_nothing_ranks_nobody(
    run: CliRunner, tmp_path: Path, empty: dict[str, object]
) -> None:
    file = tmp_path / "empty.json"
    file.write_text(json.dumps(empty))
    done = run.invoke(app, ["talent", "match", "--brief", str(file)])
    assert isinstance(done.exception, BadInput)
    assert "asks for nothing" in str(done.exception)


def test_why_is_told_in_points_and_against_another(run: CliRunner, brief: str) -> None:
    given = ["talent", "match", "--brief", brief, "-k", "2", "--json"]
    one, other = [c["id"] for c in json.loads(run.invoke(app, given).stdout)["results"]]
    why = run.invoke(app, ["talent", "why", one, "--brief", brief]).stdout
    assert "place 1 of" in why
    assert "Points of a hundred:" in why
    against = run.invoke(app, ["talent", "why", other, "--brief", brief, "--against", one]).stdout
    assert against.startswith(f"{other} ")
    assert " against " in against.splitlines()[1]


def test_an_example_played_again_tells_only_of_itself(world: World, narrow: Console) -> None:
    play(world, pause=0)
    first = world.acting(DANIEL).sessions
    narrow.export_text()
    play(world, pause=0)
    second = narrow.export_text()
    with first() as session:
        from tools.views import requests_for

        ids = [request.id for request in requests_for(session, world.acting(MAYA).actor)]
    assert sum(number in second for number in ids) == 1
