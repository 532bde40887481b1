"""The duty roster of reception desks."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_shift",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("half", sa.String(length=32), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_desk_shift_office_id_office")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_desk_shift_user_id_user_account")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user_account.id"], name=op.f("fk_desk_shift_entered_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_shift")),
        sa.UniqueConstraint("office_id", "on", "half", "user_id", name=op.f("uq_desk_shift_office_id_on_half_user_id")),
    )
    op.create_index("ix_desk_shift_on_id", "desk_shift", ["on", "id"])
    op.create_index("ix_desk_shift_user_id_on", "desk_shift", ["user_id", "on"])


def downgrade() -> None:
    op.drop_index("ix_desk_shift_user_id_on", "desk_shift")
    op.drop_index("ix_desk_shift_on_id", "desk_shift")
    op.drop_table("desk_shift")
