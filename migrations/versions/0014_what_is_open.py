"""Indexes of what waits: records in nobody's hands, work not yet reported, alerts not yet read."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_assignment_open", "assignment", ["id"], "done_on IS NULL"),
    ("ix_delivery_unread", "delivery", ["user_id", "channel", "alert_id"], "read_at IS NULL"),
)


GIVEN = "ix_subject_office_id_responsible_id_kind"


def upgrade() -> None:
    op.create_index(GIVEN, "subject", ["office_id", "responsible_id", "kind"])
    for name, table, columns, where in INDEXES:
        op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade() -> None:
    op.drop_index(GIVEN, table_name="subject")
    for name, table, _, _ in INDEXES:
        op.drop_index(name, table_name=table)
