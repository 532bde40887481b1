"""Where a visit stands once its outcome owes something, and how many appointed its representatives."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("visit", sa.Column("appointed_by", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("status", sa.String(length=32), nullable=True))
    # words that were entered in the book at once count as a paper taken: their clocks are those of the entry
    op.execute(
        "UPDATE visit SET outcome = 'paper_taken' WHERE outcome = 'words_recorded'"
        " AND id IN (SELECT visit_id FROM petition WHERE visit_id IS NOT NULL)"
    )
    # half a record waits to be completed: it is open, and its review date comes with the next rebuilding of clocks
    op.execute("UPDATE visit SET status = 'received' WHERE outcome IS NULL")
    op.execute("UPDATE subject SET is_open = (1 = 1) WHERE id IN (SELECT id FROM visit WHERE outcome IS NULL)")


def downgrade() -> None:
    op.execute("UPDATE subject SET is_open = (1 = 0) WHERE kind = 'visit'")
    with op.batch_alter_table("visit") as table:
        table.drop_column("status")
        table.drop_column("appointed_by")
