"""The numbers by which texts that resemble one another are found; they are filled in by `caseflow init`, as in 0009."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "likeness_band",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_likeness_band_subject_id_subject")),
        sa.PrimaryKeyConstraint("band", "subject_id", name=op.f("pk_likeness_band")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_likeness_band_subject_id"), "likeness_band", ["subject_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_likeness_band_subject_id"), "likeness_band")
    op.drop_table("likeness_band")
