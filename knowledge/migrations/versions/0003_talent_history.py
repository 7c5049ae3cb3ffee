"""Profiles keep their past, from which rankings are computed again; whole copies of pools go."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def _shown() -> list[sa.Column[object]]:
    return [
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=True),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.Column("reader", sa.String(length=8), server_default="", nullable=False),
        sa.Column("since", sa.Integer(), server_default="0", nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
    ]


def upgrade() -> None:
    """Make the change."""
    op.drop_table("pool_snapshots")
    op.create_table(
        "talent_changes",
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_talent_changes")),
    )
    op.create_table(
        "talent_past",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("talent_id", sa.String(length=120), nullable=False),
        sa.Column("until", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        *_shown(),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_talent_past")),
    )
    indexed = ("source", "person", "reader", "since", "expires_at", "talent_id", "until", "left_at")
    for name in indexed:
        op.create_index(op.f(f"ix_talent_past_{name}"), "talent_past", [name], unique=False)
    with op.batch_alter_table("talent", schema=None) as batch_op:
        for column in _shown():
            if column.name in ("facts", "reader", "since"):
                batch_op.add_column(column)
        for name in ("reader", "since"):
            batch_op.create_index(batch_op.f(f"ix_talent_{name}"), [name], unique=False)


def downgrade() -> None:
    """Take the change back; rankings from before cannot be computed again."""
    with op.batch_alter_table("talent", schema=None) as batch_op:
        for name in ("reader", "since"):
            batch_op.drop_index(batch_op.f(f"ix_talent_{name}"))
        for name in ("facts", "reader", "since"):
            batch_op.drop_column(name)
    op.drop_table("talent_past")
    op.drop_table("talent_changes")
    op.create_table(
        "pool_snapshots",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("profiles", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_snapshots")),
    )
