"""The nearest running due date of a matter stands on its row."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

NEVER = "9999-12-31"
WITHOUT_A_DUE_DATE = (
    "DONG-NGUOI",
    "KN-EFF1",
    "KN-EFF2",
    "KN-KL-EFF",
    "NGHI-DONG-NGUOI",
    "NGHI-VUOT-CAP",
    "VUOT-CAP",
    "XEM-DANH-TINH",
)

matter = sa.table("matter", sa.column("id"), sa.column("next_due", sa.Date()))
subject = sa.table("subject", sa.column("id"), sa.column("matter_id"))
deadline = sa.table(
    "deadline",
    sa.column("subject_id"),
    sa.column("family"),
    sa.column("due_legal", sa.Date()),
    sa.column("met_on"),
    sa.column("paused", sa.Boolean()),
)


def upgrade() -> None:
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.add_column(sa.Column("next_due", sa.Date(), server_default=NEVER, nullable=False))
        batch_op.create_index("ix_matter_next_due", ["next_due", "id"])
    nearest = (
        sa.select(sa.func.min(deadline.c.due_legal))
        .select_from(deadline.join(subject, subject.c.id == deadline.c.subject_id))
        .where(
            subject.c.matter_id == matter.c.id,
            deadline.c.met_on.is_(None),
            deadline.c.paused.is_(sa.false()),
            deadline.c.family.not_in(WITHOUT_A_DUE_DATE),
        )
        .scalar_subquery()
    )
    op.execute(matter.update().values(next_due=nearest).where(nearest.is_not(None)))


def downgrade() -> None:
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.drop_index("ix_matter_next_due")
        batch_op.drop_column("next_due")
