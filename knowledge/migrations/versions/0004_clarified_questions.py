"""A conversation keeps the question that was asked back, so that a reply can pick its meaning."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("clarifying", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.drop_column("clarifying")
