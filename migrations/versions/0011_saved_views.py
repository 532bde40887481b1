"""Saved views of lists, and the indexes of the queues that every office has."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

DEFAULT = sa.text("is_default")
AWAITED = sa.text("met_on IS NULL AND family = 'XLD-REPLY'")
DOUBTED = sa.text("lifted_at IS NULL AND verdict = ''")


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("listed", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_saved_view_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("user_id", "listed", "name", name=op.f("uq_saved_view_user_id_listed_name")),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index(
            "ix_saved_view_default", ["user_id", "listed"], unique=True, sqlite_where=DEFAULT, postgresql_where=DEFAULT
        )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index("ix_deadline_awaited", ["subject_id"], sqlite_where=AWAITED, postgresql_where=AWAITED)
    with op.batch_alter_table("matter_flag", schema=None) as batch_op:
        batch_op.create_index("ix_matter_flag_doubted", ["matter_id"], sqlite_where=DOUBTED, postgresql_where=DOUBTED)
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(
            "ix_visit_unfinished",
            ["id"],
            sqlite_where=sa.text("is_complete IS 0"),
            postgresql_where=sa.text("is_complete IS FALSE"),
        )


def downgrade() -> None:
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index("ix_visit_unfinished")
    with op.batch_alter_table("matter_flag", schema=None) as batch_op:
        batch_op.drop_index("ix_matter_flag_doubted")
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.drop_index("ix_deadline_awaited")
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.drop_index("ix_saved_view_default")
    op.drop_table("saved_view")
