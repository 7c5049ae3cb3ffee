"""Policy answers that people find again."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "slack_policy_answers",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=254), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["people.email"], name=op.f("fk_slack_policy_answers_person_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_policy_answers")),
    )
    with op.batch_alter_table("slack_policy_answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_slack_policy_answers_person"), ["person"], unique=False
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("slack_policy_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slack_policy_answers_person"))

    op.drop_table("slack_policy_answers")
