"""Days on which leaders receive, with schedules, sessions and conclusions; duties that come round; police called."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FILLED = ("starts_at", "afternoon_at", "sites", "participants", "content", "status", "moved_because")
"""What a day that stood there already is given."""
GONE = ("conclusion", "day_registration", "reception_session", "reception_host")
"""What says nothing any more in the older schema."""


def upgrade() -> None:
    op.create_table(
        "reception_schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_reception_schedule_made_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_reception_schedule_office_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_schedule")),
    )
    with op.batch_alter_table("reception_schedule", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reception_schedule_office_id"), ["office_id"], unique=False)

    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("family", sa.String(length=32), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("kept_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["office.id"], name=op.f("fk_duty_body_id_office")),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_duty_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sa.UniqueConstraint("family", "body_id", name=op.f("uq_duty_family_body_id")),
    )
    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_body_id"), ["body_id"], unique=False)

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("conclusion_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("content", sa.Text(), server_default="", nullable=False))
        batch_op.create_index(batch_op.f("ix_assignment_conclusion_id"), ["conclusion_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_assignment_conclusion_id_conclusion"), "conclusion", ["conclusion_id"], ["id"]
        )

    with op.batch_alter_table("conclusion", schema=None) as batch_op:
        batch_op.add_column(sa.Column("made_at", sa.DateTime(timezone=True), nullable=False))
        batch_op.add_column(sa.Column("made_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_conclusion_made_by_id_user_account"), "user_account", ["made_by_id"], ["id"]
        )

    with op.batch_alter_table("day_registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wish", sa.Text(), nullable=False))
        batch_op.add_column(sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False))
        batch_op.add_column(sa.Column("registered_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("advice", sa.Text(), nullable=False))
        batch_op.add_column(sa.Column("proposal", sa.Text(), nullable=False))
        batch_op.add_column(sa.Column("invited_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("invitation", sa.Text(), nullable=False))
        batch_op.add_column(sa.Column("received", sa.Boolean(), nullable=False))
        batch_op.create_foreign_key(
            batch_op.f("fk_day_registration_registered_by_id_user_account"),
            "user_account",
            ["registered_by_id"],
            ["id"],
        )

    with op.batch_alter_table("reception_day", schema=None) as batch_op:
        batch_op.add_column(sa.Column("starts_at", sa.String(length=5), server_default="07:30", nullable=False))
        batch_op.add_column(sa.Column("afternoon_at", sa.String(length=5), server_default="", nullable=False))
        batch_op.add_column(sa.Column("sites", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("participants", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("content", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("register_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("status", sa.String(length=32), server_default="planned", nullable=False))
        batch_op.add_column(sa.Column("schedule_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("named_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("moved_because", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("instead_of_id", sa.Integer(), nullable=True))
        batch_op.drop_index(batch_op.f("ix_reception_day_on"))
        batch_op.create_index("ix_reception_day_on_id", ["on", "id"], unique=False)
        batch_op.create_unique_constraint(batch_op.f("uq_reception_day_instead_of_id"), ["instead_of_id"])
        batch_op.create_unique_constraint(
            batch_op.f("uq_reception_day_schedule_id_named_on"), ["schedule_id", "named_on"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_reception_day_instead_of_id_reception_day"), "reception_day", ["instead_of_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_reception_day_schedule_id_reception_schedule"), "reception_schedule", ["schedule_id"], ["id"]
        )
        batch_op.drop_column("state")
        batch_op.drop_column("announced_head")
        batch_op.drop_column("moved_to")
        batch_op.drop_column("reason")

    with op.batch_alter_table("reception_day", schema=None) as batch_op:
        for name in FILLED:
            batch_op.alter_column(name, server_default=None)

    with op.batch_alter_table("reception_host", schema=None) as batch_op:
        batch_op.add_column(sa.Column("head", sa.Text(), nullable=False))
        batch_op.add_column(sa.Column("place", sa.Integer(), nullable=False))
        batch_op.create_index(batch_op.f("ix_reception_host_office_id"), ["office_id"], unique=False)

    with op.batch_alter_table("reception_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("office_id", sa.Integer(), nullable=False))
        batch_op.add_column(sa.Column("part", sa.String(length=8), nullable=False))
        batch_op.alter_column("by_head", existing_type=sa.BOOLEAN(), nullable=True)
        batch_op.create_foreign_key(
            batch_op.f("fk_reception_session_office_id_office"), "office", ["office_id"], ["id"]
        )

    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("police_called_at", sa.String(length=5), server_default="", nullable=False))
        batch_op.add_column(sa.Column("police_result", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    op.execute("UPDATE assignment SET conclusion_id = NULL")
    op.execute("UPDATE visit SET session_id = NULL")
    for table in GONE:
        op.execute(sa.delete(sa.table(table)))
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_column("police_result")
        batch_op.drop_column("police_called_at")

    with op.batch_alter_table("reception_session", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_reception_session_office_id_office"), type_="foreignkey")
        batch_op.alter_column("by_head", existing_type=sa.BOOLEAN(), nullable=False)
        batch_op.drop_column("part")
        batch_op.drop_column("office_id")

    with op.batch_alter_table("reception_host", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reception_host_office_id"))
        batch_op.drop_column("place")
        batch_op.drop_column("head")

    with op.batch_alter_table("reception_day", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.TEXT(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("moved_to", sa.DATE(), nullable=True))
        batch_op.add_column(sa.Column("announced_head", sa.TEXT(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("state", sa.VARCHAR(length=16), server_default="planned", nullable=False))
        batch_op.drop_constraint(batch_op.f("fk_reception_day_schedule_id_reception_schedule"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_reception_day_instead_of_id_reception_day"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("uq_reception_day_schedule_id_named_on"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_reception_day_instead_of_id"), type_="unique")
        batch_op.drop_index("ix_reception_day_on_id")
        batch_op.create_index(batch_op.f("ix_reception_day_on"), ["on"], unique=False)
        batch_op.drop_column("instead_of_id")
        batch_op.drop_column("moved_because")
        batch_op.drop_column("named_on")
        batch_op.drop_column("schedule_id")
        batch_op.drop_column("status")
        batch_op.drop_column("register_until")
        batch_op.drop_column("content")
        batch_op.drop_column("participants")
        batch_op.drop_column("sites")
        batch_op.drop_column("afternoon_at")
        batch_op.drop_column("starts_at")

    with op.batch_alter_table("reception_day", schema=None) as batch_op:
        for name in ("reason", "announced_head", "state"):
            batch_op.alter_column(name, server_default=None)

    with op.batch_alter_table("day_registration", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_day_registration_registered_by_id_user_account"), type_="foreignkey")
        batch_op.drop_column("received")
        batch_op.drop_column("invitation")
        batch_op.drop_column("invited_on")
        batch_op.drop_column("proposal")
        batch_op.drop_column("advice")
        batch_op.drop_column("registered_by_id")
        batch_op.drop_column("registered_at")
        batch_op.drop_column("wish")

    with op.batch_alter_table("conclusion", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_conclusion_made_by_id_user_account"), type_="foreignkey")
        batch_op.drop_column("made_by_id")
        batch_op.drop_column("made_at")

    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_assignment_conclusion_id_conclusion"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_assignment_conclusion_id"))
        batch_op.drop_column("content")
        batch_op.drop_column("conclusion_id")

    with op.batch_alter_table("duty", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_body_id"))

    op.drop_table("duty")
    with op.batch_alter_table("reception_schedule", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reception_schedule_office_id"))

    op.drop_table("reception_schedule")
