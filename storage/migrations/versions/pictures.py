"""Pictures: what Telegram calls those we uploaded, and whether a person wants any."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the names of uploaded pictures, and the choice of a chat without any."""
    with op.batch_alter_table("subscriber") as table:
        table.add_column(
            sa.Column("pictures", sa.Boolean(), nullable=False, server_default=sa.true())
        )
    op.create_table(
        "picture",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "key"),
    )


def downgrade() -> None:
    """There is no way back: restore the copy made before the upgrade."""
    raise RuntimeError("There is no way back; restore the copy made before the upgrade.")
