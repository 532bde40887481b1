"""Suspicions belong to the facts they rest on, are lifted when these are gone, and are read again by the timetable."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WORDS = ("whats_new", "basis", "verdict_reason")


def upgrade() -> None:
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("look_again_on", sa.Date(), nullable=True))
    op.create_index(
        "ix_matter_look_again_on",
        "matter",
        ["look_again_on", "id"],
        unique=False,
        sqlite_where=sa.text("look_again_on IS NOT NULL"),
        postgresql_where=sa.text("look_again_on IS NOT NULL"),
    )
    op.execute("UPDATE matter SET look_again_on = opened_on")  # the next sweep reads every matter once

    with op.batch_alter_table("matter_flag", schema=None) as batch_op:
        batch_op.add_column(sa.Column("subject_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("digest", sa.String(length=64), nullable=False, server_default=""))
        for name in WORDS:
            batch_op.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_matter_flag_matter_id_flag"), type_="unique")
        batch_op.create_unique_constraint(
            batch_op.f("uq_matter_flag_matter_id_flag_digest"), ["matter_id", "flag", "digest"]
        )
        batch_op.create_foreign_key(batch_op.f("fk_matter_flag_subject_id_subject"), "subject", ["subject_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_matter_flag_subject_id"), ["subject_id"], unique=False)
    with op.batch_alter_table("matter_flag", schema=None) as batch_op:
        for name in ("digest", *WORDS):
            batch_op.alter_column(name, server_default=None)
    op.create_index(
        "ix_matter_flag_standing",
        "matter_flag",
        ["flag", "matter_id"],
        unique=False,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )


def downgrade() -> None:
    op.execute("DELETE FROM matter_flag")  # a row for each of several facts has no place in the older table
    op.drop_index("ix_matter_flag_standing", table_name="matter_flag")
    with op.batch_alter_table("matter_flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_matter_flag_subject_id"))
        batch_op.drop_constraint(batch_op.f("fk_matter_flag_subject_id_subject"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_matter_flag_matter_id_flag_digest"), type_="unique")
        batch_op.create_unique_constraint(batch_op.f("uq_matter_flag_matter_id_flag"), ["matter_id", "flag"])
        for name in ("lifted_at", *WORDS, "digest", "subject_id"):
            batch_op.drop_column(name)
    op.drop_index("ix_matter_look_again_on", table_name="matter")
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.drop_column("look_again_on")
