"""Everyday use: notes and quiet hours, what a pause is for, and what was judged and why."""

import sqlalchemy as sa
from alembic import op

from storage.types import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the choices of /settings, words on a pain score, and the verdicts behind /why."""
    with op.batch_alter_table("subscriber") as table:
        table.add_column(
            sa.Column("notes", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(
            sa.Column("quiet_from", sa.String(), nullable=False, server_default="22:00")
        )
        table.add_column(sa.Column("quiet_to", sa.String(), nullable=False, server_default="07:00"))
    with op.batch_alter_table("schedule") as table:
        table.add_column(sa.Column("paused_for", sa.String(), nullable=True))
    with op.batch_alter_table("pain") as table:
        table.add_column(sa.Column("note", sa.Text(), nullable=True))
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscriber_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["subscriber_id"], ["subscriber.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_verdict_subscriber_id"), "verdict", ["subscriber_id"], unique=False)


def downgrade() -> None:
    """There is no way back: restore the copy made before the upgrade."""
    raise RuntimeError("There is no way back; restore the copy made before the upgrade.")
