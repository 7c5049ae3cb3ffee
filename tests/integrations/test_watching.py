"""A source is followed until its follower is told to stop."""

from pathlib import Path
from threading import Event, Timer

from integrations.watching import changes


def test_a_change_in_a_folder_is_seen_and_a_stop_ends_it(tmp_path: Path) -> None:
    stop = Event()
    Timer(0.5, lambda: (tmp_path / "leave.md").write_text("# Leave")).start()
    seen = 0
    for _ in changes(str(tmp_path), stop):
        seen += 1
        stop.set()
    assert seen == 1


def test_a_repository_is_not_asked_any_more_after_the_stop() -> None:
    stop = Event()
    stop.set()
    assert list(changes("https://example.org/policies.git", stop)) == []
