"""Tries of people who are not signed in, of any sort; what was kept of tries at codes is not carried."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_code_try_at", "code_try")
    op.drop_index("ix_code_try_source_digest_at", "code_try")
    op.drop_table("code_try")
    op.create_table(
        "public_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("source_digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_try")),
    )
    op.create_index("ix_public_try_source_digest_at", "public_try", ["source_digest", "at"])
    op.create_index("ix_public_try_purpose_at", "public_try", ["purpose", "at"])


def downgrade() -> None:
    op.drop_index("ix_public_try_purpose_at", "public_try")
    op.drop_index("ix_public_try_source_digest_at", "public_try")
    op.drop_table("public_try")
    op.create_table(
        "code_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code_try")),
    )
    op.create_index("ix_code_try_source_digest_at", "code_try", ["source_digest", "at"])
    op.create_index("ix_code_try_at", "code_try", ["at"])
