"""A corrected event keeps its place within the day."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

event = sa.table("event", sa.column("id"), sa.column("superseded_by_id"), sa.column("place"))


def upgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.add_column(sa.Column("place", sa.Integer(), nullable=True))
    superseded = sa.select(event.c.id, event.c.superseded_by_id).where(event.c.superseded_by_id.is_not(None))
    place: dict[int, int] = {}
    for old, new in op.get_bind().execute(superseded.order_by(event.c.id)).all():
        place[new] = place.get(old, old)
        op.execute(event.update().where(event.c.id == new).values(place=place[new]))


def downgrade() -> None:
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_column("place")
