"""A heartbeat tells what its sweep did; deliveries know their letter, their haste and whether they were given up."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0014"
branch_labels = None
depends_on = None

COUNTS = ("looked_at", "raised", "failed")


def upgrade() -> None:
    with op.batch_alter_table("heartbeat", schema=None) as batch_op:
        for name in COUNTS:
            batch_op.add_column(sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.add_column(sa.Column("digest_times", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.add_column(sa.Column("urgent", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("letter", sa.String(length=32), server_default="", nullable=False))
        batch_op.add_column(sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True))
    where = sa.text("dead_at IS NOT NULL")
    op.create_index("ix_delivery_dead_at", "delivery", ["dead_at"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    op.drop_index("ix_delivery_dead_at", table_name="delivery")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        for name in ("dead_at", "letter", "urgent"):
            batch_op.drop_column(name)
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.drop_column("digest_times")
    with op.batch_alter_table("heartbeat", schema=None) as batch_op:
        for name in reversed(COUNTS):
            batch_op.drop_column(name)
