"""PostgreSQL with pgvector finds people itself; elsewhere nothing changes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NEARNESS = (
    "CREATE EXTENSION IF NOT EXISTS vector",
    """CREATE TABLE talent_nearness (
    id varchar(120) PRIMARY KEY REFERENCES talent (id) ON DELETE CASCADE,
    role halfvec(128) NOT NULL, text halfvec(128) NOT NULL,
    skills bigint[] NOT NULL, available double precision, flagged boolean NOT NULL)""",
    "CREATE INDEX ix_talent_nearness_role ON talent_nearness USING hnsw (role halfvec_cosine_ops)",
    "CREATE INDEX ix_talent_nearness_text ON talent_nearness USING hnsw (text halfvec_cosine_ops)",
    "CREATE INDEX ix_talent_nearness_skills ON talent_nearness USING gin (skills)",
)


def upgrade() -> None:
    """Make the change where the extension is there and may be made."""
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    known = sa.text("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")
    if bind.scalar(known) is None:
        return
    try:
        with bind.begin_nested():
            for statement in NEARNESS:
                bind.exec_driver_sql(statement)
    except sa.exc.DBAPIError:
        # Without the right to make the extension, rankings stay in memory.
        return


def downgrade() -> None:
    """Take the change back."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TABLE IF EXISTS talent_nearness")
