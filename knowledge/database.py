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
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from knowledge.errors import BadInput, Unavailable

MIGRATIONS = Path(__file__).parent / "migrations"

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
        Unavailable: the database cannot be reached.
    """
    engine = engine_of(sessions)
    with _reaching(engine), engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        found = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return str(found) == _newest()


def _newest() -> str:
    return max(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


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
    except OperationalError as error:
        where = engine.url.render_as_string(hide_password=True)
        raise Unavailable(f"The database {where} cannot be reached: check that it runs.") from error


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
