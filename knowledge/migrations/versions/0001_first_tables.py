"""First tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from knowledge.records.audit import GUARDS

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    """Make the change."""
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_act"), ["act"], unique=False)
        batch_op.create_index(batch_op.f("ix_audit_subject"), ["subject"], unique=False)

    op.create_table(
        "match_overrides",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("request_id", sa.String(length=40), nullable=True),
        sa.Column("run_id", sa.String(length=40), nullable=True),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("candidate", sa.String(length=120), nullable=False),
        sa.Column("over", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_overrides")),
    )
    with op.batch_alter_table("match_overrides", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_match_overrides_candidate"), ["candidate"], unique=False
        )
        batch_op.create_index("ix_match_overrides_request", ["request_id", "at"], unique=False)

    op.create_table(
        "match_runs",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("request_id", sa.String(length=40), nullable=True),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("brief", sa.JSON(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("overrides", sa.JSON(), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("pool_id", sa.String(length=64), nullable=False),
        sa.Column("considered", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_runs")),
    )
    with op.batch_alter_table("match_runs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_match_runs_pool_id"), ["pool_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_match_runs_request_id"), ["request_id"], unique=False)

    op.create_table(
        "model_calls",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("thread", sa.String(length=200), nullable=False),
        sa.Column("actor", sa.String(length=254), nullable=False),
        sa.Column("turn", sa.String(length=60), nullable=False),
        sa.Column("request_id", sa.String(length=40), nullable=True),
        sa.Column("model", sa.String(length=120), nullable=False),
        sa.Column("input_tokens", sa.Integer(), nullable=True),
        sa.Column("cached_tokens", sa.Integer(), nullable=True),
        sa.Column("output_tokens", sa.Integer(), nullable=True),
        sa.Column("cost_usd", sa.Float(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("fallback", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_model_calls")),
    )
    with op.batch_alter_table("model_calls", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_model_calls_request_id"), ["request_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_model_calls_thread"), ["thread"], unique=False)
        batch_op.create_index(batch_op.f("ix_model_calls_turn"), ["turn"], unique=False)

    op.create_table(
        "people",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("business_unit", sa.String(length=120), nullable=False),
        sa.Column("manager", sa.String(length=254), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("slack_user", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_people")),
        sa.UniqueConstraint("slack_user", name=op.f("uq_people_slack_user")),
    )
    op.create_table(
        "platforms",
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("pricing_model", sa.String(length=60), nullable=False),
        sa.Column("fees", sa.JSON(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("comparison", sa.JSON(), nullable=False),
        sa.Column("strengths", sa.JSON(), nullable=False),
        sa.Column("weaknesses", sa.JSON(), nullable=False),
        sa.Column("assurance", sa.JSON(), nullable=False),
        sa.Column("security_posture", sa.String(length=1000), nullable=False),
        sa.Column("transparency", sa.JSON(), nullable=False),
        sa.Column("preferred_for", sa.JSON(), nullable=False),
        sa.Column("departments", sa.JSON(), nullable=False),
        sa.Column("data_allowed", sa.JSON(), nullable=False),
        sa.Column("classifications", sa.JSON(), nullable=False),
        sa.Column("max_usd", sa.Double(), nullable=True),
        sa.Column("max_weeks", sa.Double(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("review_by", sa.Date(), nullable=False),
        sa.Column("assessed_by", sa.String(length=254), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platforms")),
        sa.UniqueConstraint("name", name=op.f("uq_platforms_name")),
    )
    with op.batch_alter_table("platforms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_platforms_channel"), ["channel"], unique=False)

    op.create_table(
        "policy_documents",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("root", sa.String(length=500), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_documents")),
    )
    with op.batch_alter_table("policy_documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_documents_path"), ["path"], unique=False)

    op.create_table(
        "policy_faq_candidates",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=254), nullable=False),
        sa.Column("asked_of", sa.String(length=254), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=254), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("document_id", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_faq_candidates")),
    )
    op.create_table(
        "policy_questions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("asked_by", sa.String(length=254), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("citations", sa.JSON(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_questions")),
    )
    with op.batch_alter_table("policy_questions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_questions_asked_by"), ["asked_by"], unique=False
        )

    op.create_table(
        "pool_snapshots",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("profiles", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pool_snapshots")),
    )
    op.create_table(
        "slack_engaged_threads",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_engaged_threads")),
    )
    op.create_table(
        "slack_posted_cards",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("ts", sa.String(length=40), nullable=False),
        sa.Column("thread", sa.String(length=40), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("viewer", sa.String(length=254), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_posted_cards")),
    )
    with op.batch_alter_table("slack_posted_cards", schema=None) as batch_op:
        batch_op.create_index("ix_slack_posted_cards_place", ["team", "channel", "ts"], unique=True)
        batch_op.create_index(
            batch_op.f("ix_slack_posted_cards_request_id"), ["request_id"], unique=False
        )

    op.create_table(
        "talent",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talent")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_talent_source")),
    )
    with op.batch_alter_table("talent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talent_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_talent_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_talent_person"), ["person"], unique=False)
        batch_op.create_index(batch_op.f("ix_talent_source"), ["source"], unique=False)

    op.create_table(
        "weights_versions",
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("origin", sa.String(length=20), nullable=False),
        sa.Column("in_force", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("comparison", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(length=254), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_weights_versions")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("thread", sa.String(length=200), nullable=True),
        sa.Column("request_id", sa.String(length=40), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("card", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["recipient"], ["people.email"], name=op.f("fk_notices_recipient_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_thread"), ["thread"], unique=False)
        batch_op.create_index("ix_notices_waiting", ["recipient", "delivered_at"], unique=False)

    op.create_table(
        "open_questions",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("thread", sa.String(length=200), nullable=False),
        sa.Column("asker", sa.String(length=254), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(length=254), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asker"], ["people.email"], name=op.f("fk_open_questions_asker_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_questions")),
    )
    with op.batch_alter_table("open_questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_questions_thread"), ["thread"], unique=False)

    op.create_table(
        "policy_editions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(length=200), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("owner", sa.String(length=254), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.Column("review_by", sa.Date(), nullable=True),
        sa.Column("jurisdiction", sa.JSON(), nullable=False),
        sa.Column("department", sa.String(length=120), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("supersedes", sa.JSON(), nullable=False),
        sa.Column("missing", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["policy_documents.id"],
            name=op.f("fk_policy_editions_document_id_policy_documents"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_editions")),
    )
    with op.batch_alter_table("policy_editions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_editions_document_id"), ["document_id"], unique=False
        )

    op.create_table(
        "policy_feedback",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.String(length=254), nullable=False),
        sa.Column("right", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["policy_questions.id"],
            name=op.f("fk_policy_feedback_question_id_policy_questions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_feedback")),
    )
    with op.batch_alter_table("policy_feedback", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_policy_feedback_question_id"), ["question_id"], unique=False
        )

    op.create_table(
        "requests",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=30), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("requester", sa.String(length=254), nullable=False),
        sa.Column("thread", sa.String(length=200), nullable=False),
        sa.Column("template", sa.String(length=80), nullable=True),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("origins", sa.JSON(), nullable=False),
        sa.Column("rulings", sa.JSON(), nullable=False),
        sa.Column("shortlist", sa.JSON(), nullable=False),
        sa.Column("preferences", sa.JSON(), nullable=False),
        sa.Column("match", sa.JSON(), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["requester"], ["people.email"], name=op.f("fk_requests_requester_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_requests")),
    )
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_requests_group"), ["group"], unique=False)
        batch_op.create_index(batch_op.f("ix_requests_requester"), ["requester"], unique=False)
        batch_op.create_index(batch_op.f("ix_requests_status"), ["status"], unique=False)
        batch_op.create_index(batch_op.f("ix_requests_thread"), ["thread"], unique=False)

    op.create_table(
        "slack_answer_feedback",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=254), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["people.email"], name=op.f("fk_slack_answer_feedback_person_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_answer_feedback")),
    )
    with op.batch_alter_table("slack_answer_feedback", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_slack_answer_feedback_person"), ["person"], unique=False
        )

    op.create_table(
        "slack_help_requests",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("team", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("ts", sa.String(length=40), nullable=False),
        sa.Column("question_id", sa.String(length=40), nullable=False),
        sa.Column("thread", sa.String(length=200), nullable=False),
        sa.Column("asker", sa.String(length=254), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("passages", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.String(length=254), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asker"], ["people.email"], name=op.f("fk_slack_help_requests_asker_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slack_help_requests")),
    )
    with op.batch_alter_table("slack_help_requests", schema=None) as batch_op:
        batch_op.create_index(
            "ix_slack_help_requests_place", ["team", "channel", "ts"], unique=True
        )
        batch_op.create_index(
            batch_op.f("ix_slack_help_requests_question_id"), ["question_id"], unique=False
        )

    op.create_table(
        "threads",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("started_by", sa.String(length=254), nullable=False),
        sa.Column("request_id", sa.String(length=40), nullable=True),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["started_by"], ["people.email"], name=op.f("fk_threads_started_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_threads")),
    )
    op.create_table(
        "approvals",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("request_id", sa.String(length=40), nullable=False),
        sa.Column("request_version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("approver", sa.String(length=254), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decision", sa.String(length=30), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.String(length=254), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["approver"], ["people.email"], name=op.f("fk_approvals_approver_people")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_approvals_request_id_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approvals")),
        sa.UniqueConstraint(
            "request_id", "request_version", "role", name=op.f("uq_approvals_request_id")
        ),
    )
    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_approvals_approver"), ["approver"], unique=False)
        batch_op.create_index(batch_op.f("ix_approvals_decision"), ["decision"], unique=False)
        batch_op.create_index(batch_op.f("ix_approvals_request_id"), ["request_id"], unique=False)

    op.create_table(
        "filed_versions",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("request_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("confirmed_by", sa.String(length=254), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["people.email"], name=op.f("fk_filed_versions_confirmed_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_filed_versions_request_id_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_filed_versions")),
        sa.UniqueConstraint("request_id", "version", name=op.f("uq_filed_versions_request_id")),
    )
    with op.batch_alter_table("filed_versions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_filed_versions_request_id"), ["request_id"], unique=False
        )

    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("filed_versions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_filed_versions_request_id"))

    op.drop_table("filed_versions")
    with op.batch_alter_table("approvals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_approvals_request_id"))
        batch_op.drop_index(batch_op.f("ix_approvals_decision"))
        batch_op.drop_index(batch_op.f("ix_approvals_approver"))

    op.drop_table("approvals")
    op.drop_table("threads")
    with op.batch_alter_table("slack_help_requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slack_help_requests_question_id"))
        batch_op.drop_index("ix_slack_help_requests_place")

    op.drop_table("slack_help_requests")
    with op.batch_alter_table("slack_answer_feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slack_answer_feedback_person"))

    op.drop_table("slack_answer_feedback")
    with op.batch_alter_table("requests", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_requests_thread"))
        batch_op.drop_index(batch_op.f("ix_requests_status"))
        batch_op.drop_index(batch_op.f("ix_requests_requester"))
        batch_op.drop_index(batch_op.f("ix_requests_group"))

    op.drop_table("requests")
    with op.batch_alter_table("policy_feedback", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_feedback_question_id"))

    op.drop_table("policy_feedback")
    with op.batch_alter_table("policy_editions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_editions_document_id"))

    op.drop_table("policy_editions")
    with op.batch_alter_table("open_questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_open_questions_thread"))

    op.drop_table("open_questions")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index("ix_notices_waiting")
        batch_op.drop_index(batch_op.f("ix_notices_thread"))

    op.drop_table("notices")
    op.drop_table("weights_versions")
    with op.batch_alter_table("talent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talent_source"))
        batch_op.drop_index(batch_op.f("ix_talent_person"))
        batch_op.drop_index(batch_op.f("ix_talent_expires_at"))
        batch_op.drop_index(batch_op.f("ix_talent_changed_at"))

    op.drop_table("talent")
    with op.batch_alter_table("slack_posted_cards", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slack_posted_cards_request_id"))
        batch_op.drop_index("ix_slack_posted_cards_place")

    op.drop_table("slack_posted_cards")
    op.drop_table("slack_engaged_threads")
    op.drop_table("pool_snapshots")
    with op.batch_alter_table("policy_questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_questions_asked_by"))

    op.drop_table("policy_questions")
    op.drop_table("policy_faq_candidates")
    with op.batch_alter_table("policy_documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_documents_path"))

    op.drop_table("policy_documents")
    with op.batch_alter_table("platforms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_platforms_channel"))

    op.drop_table("platforms")
    op.drop_table("people")
    with op.batch_alter_table("model_calls", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_model_calls_turn"))
        batch_op.drop_index(batch_op.f("ix_model_calls_thread"))
        batch_op.drop_index(batch_op.f("ix_model_calls_request_id"))

    op.drop_table("model_calls")
    with op.batch_alter_table("match_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_match_runs_request_id"))
        batch_op.drop_index(batch_op.f("ix_match_runs_pool_id"))

    op.drop_table("match_runs")
    with op.batch_alter_table("match_overrides", schema=None) as batch_op:
        batch_op.drop_index("ix_match_overrides_request")
        batch_op.drop_index(batch_op.f("ix_match_overrides_candidate"))

    op.drop_table("match_overrides")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_subject"))
        batch_op.drop_index(batch_op.f("ix_audit_act"))

    op.drop_table("audit")
