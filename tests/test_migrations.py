"""Migrations lead to exactly the tables that the program uses."""

from pathlib import Path

from knowledge.database import connect, engine_of, is_current, migrating, upgrade
from knowledge.records import tables
from knowledge.records.base import Record


def test_the_migrated_database_has_the_tables_of_the_program(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    sessions = connect(f"sqlite:///{tmp_path / 'new.db'}")
    upgrade(sessions)
    assert is_current(sessions)
    tables()
    with engine_of(sessions).connect() as connection:
        differences = compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": False}), Record.metadata
        )
    engine_of(sessions).dispose()
    assert differences == []


def test_migrations_can_be_taken_back(tmp_path: Path) -> None:
    from alembic import command

    sessions = connect(f"sqlite:///{tmp_path / 'new.db'}")
    upgrade(sessions)
    with migrating(sessions) as config:
        command.downgrade(config, "base")
    assert not is_current(sessions)
    upgrade(sessions)
    assert is_current(sessions)
    engine_of(sessions).dispose()
