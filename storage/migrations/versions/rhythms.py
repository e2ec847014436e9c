"""Rhythms: a goal, breaks at the desk, the weekly note, more answers, likes, and announcements."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

QUESTIONS = (
    "'red_flags', 'clinician_ok', 'midwife_ok', 'weekly', 'soreness', 'fall', 'strain', 'signs', "
    "'missed', 'milestone', 'seen'"
)


def upgrade() -> None:
    """Add what a person may choose and be asked beside the daily routine."""
    _choices()
    with op.batch_alter_table("answer") as table:
        table.drop_constraint("question_known", type_="check")
        table.create_check_constraint("question_known", f"question IN ({QUESTIONS})")
    op.create_index(
        "schedule_paused_until",
        "schedule",
        ["paused_until"],
        sqlite_where=sa.text("status = 'paused'"),
        postgresql_where=sa.text("status = 'paused'"),
    )
    _nudges()
    _announcements()


def _choices() -> None:
    with op.batch_alter_table("subscriber") as table:
        table.add_column(sa.Column("goal", sa.Integer(), nullable=False, server_default="5"))
        table.add_column(sa.Column("day_ends", sa.String(), nullable=False, server_default="04:00"))
        for name in ("favourites", "likes", "never"):
            table.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("quiz", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(
            sa.Column("announcements", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        table.add_column(sa.Column("stopped_for", sa.String(), nullable=True))


def _nudges() -> None:
    op.create_table(
        "nudge",
        sa.Column("subscriber_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("wall_from", sa.String(), nullable=False),
        sa.Column("wall_to", sa.String(), nullable=True),
        sa.Column("every_minutes", sa.Integer(), nullable=True),
        sa.Column("muted_until", Instant(), nullable=True),
        sa.Column("next_date", sa.Date(), nullable=True),
        sa.Column("next_slot", sa.Integer(), nullable=False),
        sa.Column("next_due", Instant(), nullable=True),
        sa.CheckConstraint("kind IN ('break', 'weekly')", name="nudge_kind_known"),
        sa.CheckConstraint("every_minutes BETWEEN 30 AND 120", name="every_30_to_120"),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("subscriber_id", "kind"),
    )
    op.create_index(
        "nudge_next_due",
        "nudge",
        ["next_due"],
        sqlite_where=sa.text("active"),
        postgresql_where=sa.text("active"),
    )


def _announcements() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("audience", sa.Integer(), nullable=False),
        sa.Column("reached", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'sending', 'paused', 'cancelled', 'done')",
            name="announcement_state_known",
        ),
        sa.PrimaryKeyConstraint("id"),
    )


def downgrade() -> None:
    """There is no way back: restore the copy made before the upgrade."""
    raise RuntimeError("There is no way back; restore the copy made before the upgrade.")
