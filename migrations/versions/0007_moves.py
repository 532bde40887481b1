"""Dates that moved, and alerts that are over."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

CLOSE_WHAT_IS_OVER = """
    UPDATE alert SET closed_at = CURRENT_TIMESTAMP, closed_because = 'không còn chạy'
    WHERE NOT EXISTS (
        SELECT 1 FROM deadline
        WHERE deadline.subject_id = alert.subject_id AND deadline.met_on IS NULL
        AND (deadline.paused OR deadline.cause = alert.cause)
        AND alert.deadline_key = deadline.subject_id || ':' || deadline.family || ':' || deadline.start_cause
            || ':' || deadline.occurrence
    )
"""


def upgrade() -> None:
    op.create_table(
        "deadline_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("deadline_key", sa.String(length=160), nullable=False),
        sa.Column("family", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("from_strict", sa.Date(), nullable=True),
        sa.Column("from_legal", sa.Date(), nullable=True),
        sa.Column("to_strict", sa.Date(), nullable=True),
        sa.Column("to_legal", sa.Date(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("cause", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_deadline_move_event_id_event")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_deadline_move_subject_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_move")),
    )
    op.create_index("ix_deadline_move_subject_id_id", "deadline_move", ["subject_id", "id"])
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed_because", sa.Text(), server_default="", nullable=False))
    op.execute(CLOSE_WHAT_IS_OVER)


def downgrade() -> None:
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_column("closed_because")
        batch_op.drop_column("closed_at")
    op.drop_index("ix_deadline_move_subject_id_id", "deadline_move")
    op.drop_table("deadline_move")
