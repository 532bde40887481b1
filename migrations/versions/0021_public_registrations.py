"""Registrations for a leader's day that came over the network: how many people, verified, withdrawn, by which code."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

CODE = "uq_day_registration_code_digest"


def upgrade() -> None:
    with op.batch_alter_table("day_registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("people", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("online", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("code_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_unique_constraint(op.f(CODE), ["code_digest"])


def downgrade() -> None:
    with op.batch_alter_table("day_registration", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(CODE), type_="unique")
        for name in ("withdrawn_at", "code_digest", "verified_at", "online", "people"):
            batch_op.drop_column(name)
