"""The database: the only create_engine, migrations, and the session factory everybody is handed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from sqlalchemy import (
    CursorResult,
    Engine,
    Update,
    create_engine,
    event,
    inspect,
    make_url,
    text,
)
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from knowledge.errors import BadInput, Unavailable

MIGRATIONS = Path(__file__).parent / "migrations"

UNREACHABLE = {
    "sqlite": "cannot be opened: check that its folder is there and can be written",
    "postgresql": "cannot be reached: check that it runs",
}
FAULTS = {
    "is locked": "is busy: another program is writing to it. Try again in a moment",
    "not a database": "is damaged: put a copy back, or set SOURCING_HOME to a new folder",
    "malformed": "is damaged: put a copy back, or set SOURCING_HOME to a new folder",
    "is full": "cannot be written: there is no space left on the disk",
    "readonly": "cannot be written: check the rights to its file and folder",
    "disk I/O": "cannot be read or written: check the disk, and the rights to its folder",
}
"""What a database's own words for a fault mean for whoever runs the program."""
NEWER = "was made by a newer version of this program: update it, or set SOURCING_HOME anew"

Sessions: TypeAlias = sessionmaker[Session]


def connect(url: str) -> Sessions:
    """Open the database and hand out its session factory; nothing is created or migrated.

    Raises:
        BadInput: the address cannot be read.
    """
    try:
        parsed = make_url(url)
        engine = create_engine(parsed, pool_pre_ping=parsed.get_backend_name() != "sqlite")
    except (ArgumentError, ImportError) as error:
        raise BadInput(
            "SOURCING_DATABASE_URL cannot be read: write sqlite:///file or "
            "postgresql+psycopg://user:password@host/name."
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _careful_sqlite)
        event.listen(engine, "begin", _begin_immediately)
    return sessionmaker(engine, expire_on_commit=False)


def engine_of(sessions: Sessions) -> Engine:
    """The engine behind a session factory."""
    engine: Engine = sessions.kw["bind"]
    return engine


def upgrade(sessions: Sessions) -> None:
    """Bring the tables to the newest revision.

    Raises:
        Unavailable: the database cannot be reached.
    """
    from alembic import command

    with migrating(sessions) as config:
        command.upgrade(config, "head")


def is_current(sessions: Sessions) -> bool:
    """Whether the tables are at the newest revision; asked at each start, so without Alembic.

    Raises:
        Unavailable: the database cannot be reached, or is of a newer version of the program.
    """
    engine = engine_of(sessions)
    with _reaching(engine), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    newest = max(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    if str(found or "") > newest:
        raise Unavailable(f"The database {_address(engine)} {NEWER}.")
    return str(found) == newest


def compare_and_set(session: Session, statement: Update) -> bool:
    """Run an update that names the state it expects; whether a row was still in that state."""
    result = session.execute(statement.execution_options(synchronize_session=False))
    return isinstance(result, CursorResult) and result.rowcount > 0


@contextmanager
def migrating(sessions: Sessions) -> Iterator[Any]:
    """Alembic's configuration over one open connection, committed at the end."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    engine = engine_of(sessions)
    with _reaching(engine), engine.begin() as connection:
        config.attributes["connection"] = connection
        yield config


@contextmanager
def _reaching(engine: Engine) -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        told = fault_of(error) or (
            isinstance(error, OperationalError) and UNREACHABLE[engine.dialect.name]
        )
        if not told:
            raise
        raise Unavailable(f"The database {_address(engine)} {told}.") from error


def fault_of(error: Exception) -> str | None:
    """What is wrong with the database's file or its disk, if that is why something failed."""
    said = str(error.orig) if isinstance(error, DatabaseError) else ""
    return next((told for sign, told in FAULTS.items() if sign in said), None)


def _address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _careful_sqlite(connection: Any, _: Any) -> None:
    # The driver's own transaction handling is turned off: SQLAlchemy begins, below.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "synchronous=NORMAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediately(connection: Any) -> None:
    # A transaction that reads first and writes later could otherwise find the database locked.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
