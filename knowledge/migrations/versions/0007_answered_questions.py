"""A conversation keeps which policy question was answered last, so that more can be asked of it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the change."""
    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.add_column(sa.Column("answered", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("threads", schema=None) as batch_op:
        batch_op.drop_column("answered")
