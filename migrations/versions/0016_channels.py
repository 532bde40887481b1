"""A heartbeat tells what its sweep did; deliveries know their letter, haste and end; ladders an office may write."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
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

    op.create_table(
        "ladder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family_group", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rungs", sa.JSON(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user_account.id"], name=op.f("fk_ladder_entered_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ladder")),
        sa.UniqueConstraint("family_group", "version", name=op.f("uq_ladder_family_group_version")),
    )


def downgrade() -> None:
    op.drop_table("ladder")
    op.drop_index("ix_delivery_dead_at", table_name="delivery")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        for name in ("dead_at", "letter", "urgent"):
            batch_op.drop_column(name)
    with op.batch_alter_table("user_account", schema=None) as batch_op:
        batch_op.drop_column("digest_times")
    with op.batch_alter_table("heartbeat", schema=None) as batch_op:
        for name in reversed(COUNTS):
            batch_op.drop_column(name)
