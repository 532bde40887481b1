"""Every case names its procedure; what was carried out of a decision names the event that says so."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("settlement_case") as table:
        table.add_column(sa.Column("procedure", sa.String(length=32), nullable=True))
    op.execute("UPDATE settlement_case SET procedure = petition_kind || '-' || instance")
    with op.batch_alter_table("settlement_case") as table:
        table.alter_column("procedure", existing_type=sa.String(length=32), nullable=False)
    with op.batch_alter_table("execution") as table:
        table.add_column(sa.Column("event_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_execution_event_id_event"), "event", ["event_id"], ["id"])
        table.create_unique_constraint(op.f("uq_execution_event_id"), ["event_id"])


def downgrade() -> None:
    with op.batch_alter_table("execution") as table:
        table.drop_constraint(op.f("uq_execution_event_id"), type_="unique")
        table.drop_constraint(op.f("fk_execution_event_id_event"), type_="foreignkey")
        table.drop_column("event_id")
    with op.batch_alter_table("settlement_case") as table:
        table.drop_column("procedure")
