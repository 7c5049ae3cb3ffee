"""Alembic's environment: runs over the connection it is handed, on either database."""

from alembic import context

from knowledge.records import tables
from knowledge.records.base import Record

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Record.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=False,
)
tables()
with context.begin_transaction():
    context.run_migrations()
