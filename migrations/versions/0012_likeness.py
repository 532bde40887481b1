"""The numbers by which texts that resemble one another are found; of every text written so far, too."""

import sqlalchemy as sa
from alembic import op

from caseflow.likeness import bands, read
from caseflow.services.likeness import phrases

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CHUNK = 1_000


def upgrade() -> None:
    band = op.create_table(
        "likeness_band",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_likeness_band_subject_id_subject")),
        sa.PrimaryKeyConstraint("band", "subject_id", name=op.f("pk_likeness_band")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_likeness_band_subject_id"), "likeness_band", ["subject_id"])
    for name in ("petition", "visit"):
        _fill(sa.table(name, sa.column("id"), sa.column("summary")), band)


def _fill(texts: sa.TableClause, band: sa.Table) -> None:
    last, connection = 0, op.get_bind()
    chunk = sa.select(texts.c.id, texts.c.summary).order_by(texts.c.id).limit(CHUNK)
    while rows := connection.execute(chunk.where(texts.c.id > last)).all():
        last = rows[-1].id
        found = [
            {"band": number, "subject_id": row.id}
            for row in rows
            for number in set(bands(read(row.summary, phrases())))
        ]
        if found:
            connection.execute(band.insert(), found)


def downgrade() -> None:
    op.drop_index(op.f("ix_likeness_band_subject_id"), "likeness_band")
    op.drop_table("likeness_band")
