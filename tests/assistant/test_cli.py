"""The program as a process: exit statuses, one clear line for what is wrong, JSON on stdout."""

import json
import os
import socket
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import event

from knowledge.database import connect, engine_of, is_current, upgrade
from knowledge.errors import Unavailable

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(home: Path) -> Run:
    """Run `sourcing` over the test's home."""

    def sourcing(
        *arguments: str, given: str = "", **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(Path(sys.executable).with_name("sourcing")), *arguments],
            input=given, capture_output=True, text=True, check=False,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
                "SOURCING_HOME": str(home),
                **environment,
            },
        )  # fmt: skip

    return sourcing


def test_an_unknown_request_is_wrong_use(run: Run) -> None:
    done = run("records", "show", "REQ-NONE", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is no request 'REQ-NONE': check the id.\n"


def test_a_home_that_cannot_be_made_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.touch()
    for command in (["records", "list"], ["chat", "--json"], ["doctor", "--json"]):
        done = run(*command, SOURCING_HOME=str(taken))
        assert done.returncode != 0
        assert "Traceback" not in done.stderr
        assert "set SOURCING_HOME" in done.stderr + done.stdout


def test_what_is_kept_is_its_owners_alone(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    run("records", "list", SOURCING_HOME=str(home))
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_an_empty_list_of_records_is_a_list(run: Run) -> None:
    assert json.loads(run("records", "list", "--json").stdout) == []


def test_people_are_listed_with_what_routes_need(run: Run) -> None:
    people = json.loads(run("people", "list", "--json").stdout)
    assert len(people) >= 30
    assert {"email", "name", "roles", "business_unit", "manager", "country"} <= set(people[0])


def test_bad_rows_of_people_are_named_and_the_rest_is_taken(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "email,name,roles,business_unit,country\n"
        "new.one@x.example,New One,requester,Marketing,US\n"
        "broken,No Address,requester,Marketing,US\n"
        "odd@x.example,Odd Role,wizard,Marketing,US\n"
    )
    done = run("people", "import", str(file), "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["imported"] == 1
    assert "Row 2: email" in done.stderr
    assert "Row 3: roles: the role 'wizard' is unknown" in done.stderr


def test_a_missing_file_is_named(run: Run) -> None:
    done = run("people", "import", "nowhere.csv")
    assert (done.returncode, done.stderr) == (2, "There is no file nowhere.csv.\n")


@pytest.mark.parametrize("command", ["demo", "workspace"])
def test_a_port_that_is_taken_is_told_before_anything_is_set_up(
    run: Run, tmp_path: Path, command: str
) -> None:
    home = tmp_path / "new"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run(command, "--port", port, SOURCING_HOME=str(home))
    assert done.returncode == 1
    assert done.stderr.endswith(f"Port {port} is taken: choose another with --port.\n")
    assert not home.exists()


def test_a_table_that_goes_to_a_program_has_a_row_a_line(run: Run) -> None:
    people = json.loads(run("people", "list", "--json").stdout)
    lines = run("people", "list").stdout.splitlines()
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines if "@" in line]
    assert [row[:2] for row in rows] == [[one["email"], one["name"]] for one in people]
    assert len(run("people", "list", COLUMNS="70").stdout.splitlines()) > len(lines)


def test_what_helps_is_said_whole_and_nothing_around_what_is_wrong(run: Run) -> None:
    told = " ".join(run("policies", "--help").stdout.split())
    assert "follow a folder or a git repository: what changed is said." in told
    wrong = run("policies", "add", "/none")
    assert wrong.stderr == "/none: there is no such file or folder.\n"
    days = run("report", "fairness", "--since", "2026-03-01", "--until", "2026-01-01")
    assert (days.returncode, days.stdout) == (2, "")
    assert "--until has to be after --since" in days.stderr


def test_a_ranking_over_an_empty_pool_says_how_it_is_filled(run: Run, tmp_path: Path) -> None:
    brief = tmp_path / "brief.json"
    brief.write_text('{"title": "Brand designer"}')
    done = run("talent", "match", "--brief", str(brief), SOURCING_HOME=str(tmp_path / "new"))
    assert "sourcing talent import FILE" in done.stdout


def test_the_doctor_says_what_is_set_and_what_is_wrong(run: Run) -> None:
    well = json.loads(run("doctor", "--json").stdout)
    assert {finding["state"] for finding in well} <= {"set", "default"}
    ill = run("doctor", "--json", SLACK_BOT_TOKEN="xoxb-1", SOURCING_DATABASE_URL="nonsense")
    wrong = {f["part"] for f in json.loads(ill.stdout) if f["state"] == "wrong"}
    assert (ill.returncode, wrong) == (1, {"database", "Slack", "content"})


def test_the_doctor_names_what_an_app_for_several_workspaces_lacks(run: Run) -> None:
    found = json.loads(run("doctor", "--json", SLACK_CLIENT_ID="1.2").stdout)
    says = next(finding["says"] for finding in found if finding["part"] == "Slack")
    assert "SLACK_CLIENT_SECRET and SOURCING_ENCRYPTION_KEY and SLACK_SIGNING_SECRET" in says


def test_a_wrong_setting_is_named(run: Run) -> None:
    done = run("doctor", SOURCING_PORT="many")
    assert done.returncode == 2
    assert "SOURCING_PORT" in done.stderr


def test_the_command_runs_as_a_module_too(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "records", "show", "REQ-NONE"],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
        env={"PATH": os.environ["PATH"], "SOURCING_HOME": str(tmp_path)},
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is no request 'REQ-NONE': check the id.\n"


def test_an_unreachable_database_is_one_line_without_its_password(run: Run) -> None:
    address = "postgresql+psycopg://me:secret@127.0.0.1:1/none"
    done = run("records", "list", SOURCING_DATABASE_URL=address)
    assert done.returncode == 1
    assert "cannot be reached" in done.stderr
    assert "secret" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [["records", "list", "--json"], ["db", "upgrade"]])
@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda file: file.write_bytes(b"no database" * 999), "is damaged: put a copy back"),
        (lambda file: _set_revision(file, "0999"), "made by a newer version of this program"),
    ],
)
def test_a_database_that_cannot_be_used_is_one_line_that_says_what_to_do(
    run: Run, tmp_path: Path, command: list[str], harm: Callable[[Path], None], told: str
) -> None:
    file = tmp_path / "sourcing.db"
    run("records", "list", SOURCING_HOME=str(tmp_path))
    harm(file)
    done = run(*command, SOURCING_HOME=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    looked = run("doctor", "--json", SOURCING_HOME=str(tmp_path))
    wrong = {each["part"]: each["says"] for each in json.loads(looked.stdout)}
    assert told in wrong["database"], "the doctor finds it, and is not ill of it"


def _set_revision(file: Path, revision: str) -> None:
    with sqlite3.connect(file) as database:
        database.execute("UPDATE alembic_version SET version_num = ?", [revision])
    database.close()


def test_a_database_that_another_program_holds_is_busy_and_not_out_of_reach(
    tmp_path: Path,
) -> None:
    sessions = connect(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(sessions)
    engine_of(sessions).dispose()
    holder = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    event.listen(
        engine_of(sessions), "connect", lambda wire, _: wire.execute("PRAGMA busy_timeout=1")
    )
    with pytest.raises(Unavailable, match="is busy: another program is writing"):
        is_current(sessions)
    holder.close()


def test_output_that_nobody_reads_any_more_is_no_failure(home: Path) -> None:
    read, written = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "records", "list", "--json"],
        stdout=written, stderr=subprocess.PIPE, text=True, check=False,
        cwd=Path(__file__).parents[2],
        env={"PATH": os.environ["PATH"], "SOURCING_HOME": str(home)},
    )  # fmt: skip
    os.close(written)
    assert (done.returncode, done.stderr) == (0, "")


def test_output_that_has_no_room_is_one_line(home: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    command = [sys.executable, "-m", "assistant.cli", "records", "list", "--json"]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            cwd=Path(__file__).parents[2],
            env={"PATH": os.environ["PATH"], "SOURCING_HOME": str(home)},
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "There is no space left on the disk, or where the output goes.\n"


def test_the_doctor_names_a_setting_that_is_misspelt(run: Run) -> None:
    found = json.loads(run("doctor", "--json", SOURCING_LOG_LEVL="debug", SOURCING_X="1").stdout)
    assert [each["says"] for each in found if each["part"] == "settings"] == [
        "SOURCING_LOG_LEVL is no setting: SOURCING_LOG_LEVEL is."
    ]


def test_a_conversation_over_lines_prints_one_object_a_line(run: Run) -> None:
    line = {"thread": "t", "actor": "maya.ortiz@calderfinch.example", "text": "hello"}
    done = run("chat", "--json", given=f"{json.dumps(line)}\nnonsense\n{'[' * 100_000}\n")
    first, *wrong = [json.loads(text) for text in done.stdout.splitlines()]
    assert first["replies"][0]["text"]
    assert [each["replies"][0]["outcome"] for each in wrong] == ["misuse", "misuse"]
    assert done.returncode == 2
