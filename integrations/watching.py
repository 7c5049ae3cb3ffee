"""Waiting until a folder or a repository may have changed."""

from collections.abc import Iterator
from threading import Event

from integrations.repository import is_repository

REPOSITORY_SECONDS = 60.0
LOOK_MS = 500


def changes(source: str, stop: Event) -> Iterator[None]:
    """Yield whenever the source may have changed, until `stop` is set.

    A folder is watched by what the system tells of it; a repository is asked once a minute.
    """
    if is_repository(source):
        while not stop.wait(REPOSITORY_SECONDS):
            yield
        return
    from watchfiles import watch

    for _ in watch(source, stop_event=stop, rust_timeout=LOOK_MS, raise_interrupt=False):
        yield
