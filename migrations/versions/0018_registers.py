"""Indexes that the registers follow: steps of a kind by their day, the groups among the visits."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STEPS, GROUPS = "ix_event_action_on_id", "ix_visit_group_on_id"


def upgrade() -> None:
    op.create_index(STEPS, "event", ["action", "on", "id"])
    op.create_index(
        GROUPS,
        "visit",
        ["on", "id"],
        sqlite_where=sa.text("is_group IS 1"),
        postgresql_where=sa.text("is_group IS TRUE"),
    )


def downgrade() -> None:
    op.drop_index(GROUPS, table_name="visit")
    op.drop_index(STEPS, table_name="event")
