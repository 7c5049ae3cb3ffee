"""The inbox through a database that is slow or fails: nothing is lost, nothing is done twice."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from integrations.slack.arrivals import Arrival
from integrations.slack.inbox import Inbox
from tests.integrations.slack.conftest import MAYA, Rig, words

FAILING = """
CREATE TRIGGER failing BEFORE UPDATE ON slack_inbox WHEN NEW.id = 'first'
BEGIN SELECT RAISE(ABORT, 'the disk is full'); END
"""


@contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def arrival(name: str) -> Arrival:
    return Arrival(name, name, "one thread", name, "turn")


def worked_off(url: str, *names: str) -> list[str]:
    """What is done when these arrive, one after another, and then nothing more comes."""
    done: list[str] = []
    inbox = Inbox(url, lambda one: done.append(one.id))
    inbox.start()
    for name in names:
        inbox.accept(arrival(name))
    assert inbox.idle(30)
    inbox.stop()
    return done


def test_an_event_that_was_stored_too_late_for_its_answer_is_answered_once(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("integrations.slack.serving.STORE_SECONDS", 0.2)
    direct = rig.direct(MAYA)
    with database(Path(rig.home) / "inbox.db") as held:
        held.execute("BEGIN IMMEDIATE")
        rig.workspace.acts.say(MAYA, direct, "while it is locked")
        time.sleep(0.6)
        held.execute("COMMIT")
    rig.settle()
    rig.say(MAYA, direct, "afterwards")
    shown = words(rig.seen(MAYA, direct))
    assert [said for _, _, said in rig.assistant.turns] == ["while it is locked", "afterwards"]
    assert "You said: while it is locked" in shown
    assert "You said: afterwards" in shown


def test_whoever_gives_up_waiting_holds_up_nobody_else(tmp_path: Path) -> None:
    done: list[str] = []
    inbox = Inbox(f"sqlite:///{tmp_path}/inbox.db", lambda one: done.append(one.id))
    inbox.start()
    with database(tmp_path / "inbox.db") as held:
        held.execute("BEGIN IMMEDIATE")
        waiting = [inbox.store(arrival(name)) for name in ("first", "second", "third")]
        assert not any(stored.cancel() for stored in waiting)
        held.execute("COMMIT")
    assert inbox.accept(arrival("fourth"))
    assert not inbox.accept(arrival("second"))
    assert inbox.idle(30)
    inbox.stop()
    assert sorted(done) == ["first", "fourth", "second", "third"]


def test_a_thread_goes_on_after_an_arrival_that_could_not_be_marked_as_done(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path}/inbox.db"
    assert worked_off(url) == []
    with database(tmp_path / "inbox.db") as broken:
        broken.execute(FAILING)
    with capture_logs() as logs:
        assert worked_off(url, "first", "second") == ["first", "second"]
    assert [one["id"] for one in logs] == ["first"]
    with database(tmp_path / "inbox.db") as mended:
        mended.execute("DROP TRIGGER failing")
    assert worked_off(url, "third") == ["first", "third"]
    assert worked_off(url) == []
