"""The first shape: subscribers, their schedule, deliveries, inbox, plans and what they told us."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table of the first release."""
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("received_at", Instant(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("handled_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('new', 'handled', 'done', 'failed')", name="inbox_state_known"
        ),
        sa.PrimaryKeyConstraint("update_id"),
    )
    op.create_index(
        "inbox_open",
        "inbox",
        ["state", "update_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('new', 'handled')"),
        postgresql_where=sa.text("state IN ('new', 'handled')"),
    )
    op.create_index(op.f("ix_inbox_person_id"), "inbox", ["person_id"], unique=False)
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "send_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("next_slot", Instant(), nullable=True),
        sa.Column("paused_until", Instant(), nullable=True),
        sa.Column("backoff_step", sa.Integer(), nullable=False),
        sa.Column("slow_until", Instant(), nullable=True),
        sa.Column("flooded_chat", sa.BigInteger(), nullable=True),
        sa.Column("flooded_at", Instant(), nullable=True),
        sa.Column("on_trial", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "subscriber",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("joined_at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("excluded_for", sa.String(), nullable=True),
        sa.Column("consent_version", sa.String(), nullable=True),
        sa.Column("consent_at", Instant(), nullable=True),
        sa.Column("asking", sa.String(), nullable=True),
        sa.Column("asking_data", sa.JSON(), nullable=False),
        sa.Column("asking_until", Instant(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("usual", sa.Integer(), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("modes", sa.JSON(), nullable=False),
        sa.Column("kit", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.Column("midwife_ok", sa.Boolean(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("hold_level", sa.String(), nullable=True),
        sa.Column("hold_rules", sa.JSON(), nullable=False),
        sa.Column("hold_at", Instant(), nullable=True),
        sa.Column("hold_until", Instant(), nullable=True),
        sa.Column("living_message_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("minutes IN (1, 5, 10, 15)", name="minutes_known"),
        sa.CheckConstraint("usual BETWEEN 0 AND 10", name="usual_0_to_10"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chat_id"),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.CheckConstraint(
            "question IN ('red_flags', 'clinician_ok', 'midwife_ok')", name="question_known"
        ),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_answer_subscriber_id"), "answer", ["subscriber_id"], unique=False)
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("due", Instant(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("copies_possible", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("bugs", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("claimed_at", Instant(), nullable=True),
        sa.Column("not_before", Instant(), nullable=True),
        sa.Column("unknown_at", Instant(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('routine', 'break', 'weekly', 'check_in', 'announcement')", name="kind_known"
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'failed', 'skipped', 'cancelled', 'unknown')",
            name="state_known",
        ),
        sa.CheckConstraint("copies_possible BETWEEN 0 AND 2", name="copies_bound"),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "delivery_once",
        "delivery",
        ["subscriber_id", "epoch", "kind", "date", "slot"],
        unique=True,
        sqlite_where=sa.text("state <> 'cancelled'"),
        postgresql_where=sa.text("state <> 'cancelled'"),
    )
    op.create_index(
        "delivery_open",
        "delivery",
        ["state", "due"],
        unique=False,
        sqlite_where=sa.text("state IN ('waiting', 'sending')"),
        postgresql_where=sa.text("state IN ('waiting', 'sending')"),
    )
    op.create_table(
        "pain",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('morning', 'usual', 'note')", name="pain_kind_known"),
        sa.CheckConstraint("score BETWEEN 0 AND 10", name="score_0_to_10"),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_pain_subscriber_id"), "pain", ["subscriber_id"], unique=False)
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("subscriber_id", "date", name="one_plan_a_day"),
    )
    op.create_table(
        "schedule",
        sa.Column("subscriber_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("wall_time", sa.String(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("paused_until", Instant(), nullable=True),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("next_date", sa.Date(), nullable=True),
        sa.Column("next_due", Instant(), nullable=True),
        sa.Column("last_due", Instant(), nullable=True),
        sa.Column("tz_version", sa.String(), nullable=False),
        sa.CheckConstraint(
            "status IN ('active', 'paused', 'blocked', 'stopped', 'held')", name="status_known"
        ),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("subscriber_id"),
    )
    op.create_index(
        "schedule_next_due",
        "schedule",
        ["next_due"],
        unique=False,
        sqlite_where=sa.text("status = 'active'"),
        postgresql_where=sa.text("status = 'active'"),
    )
    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("outcomes", sa.JSON(), nullable=False),
        sa.Column("hurts", sa.JSON(), nullable=False),
        sa.Column("pinched", sa.JSON(), nullable=False),
        sa.Column("gave_way", sa.Boolean(), nullable=False),
        sa.Column("done", sa.String(), nullable=True),
        sa.Column("peak", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open', 'hurting', 'asking_pain', 'finished')", name="session_state_known"
        ),
        sa.CheckConstraint("peak BETWEEN 0 AND 10", name="peak_0_to_10"),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("delivery_id"),
    )
    op.create_index(op.f("ix_session_subscriber_id"), "session", ["subscriber_id"], unique=False)


def downgrade() -> None:
    """There is nothing before the first release."""
    raise RuntimeError("There is no older shape; restore a backup instead.")
