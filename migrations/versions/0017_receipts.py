"""Look-up codes of receipts and the tries to guess one; the condition of papers; where offices receive citizens."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

OF_OFFICE = ("reception_address", "reception_hours", "phone")


def upgrade() -> None:
    op.create_table(
        "tracking_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Boolean(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_tracking_code_subject_id_subject")),
        sa.ForeignKeyConstraint(
            ["issued_by_id"], ["user_account.id"], name=op.f("fk_tracking_code_issued_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracking_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_tracking_code_digest")),
    )
    op.create_index("ix_tracking_code_subject_id", "tracking_code", ["subject_id"])
    op.create_table(
        "code_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_try")),
    )
    op.create_index("ix_code_try_source_digest_at", "code_try", ["source_digest", "at"])
    op.create_index("ix_code_try_at", "code_try", ["at"])
    with op.batch_alter_table("visit_paper", schema=None) as batch_op:
        batch_op.add_column(sa.Column("condition", sa.Text(), server_default="", nullable=False))
    with op.batch_alter_table("office", schema=None) as batch_op:
        for name in OF_OFFICE:
            batch_op.add_column(sa.Column(name, sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("office", schema=None) as batch_op:
        for name in reversed(OF_OFFICE):
            batch_op.drop_column(name)
    with op.batch_alter_table("visit_paper", schema=None) as batch_op:
        batch_op.drop_column("condition")
    op.drop_index("ix_code_try_at", "code_try")
    op.drop_index("ix_code_try_source_digest_at", "code_try")
    op.drop_table("code_try")
    op.drop_index("ix_tracking_code_subject_id", "tracking_code")
    op.drop_table("tracking_code")
