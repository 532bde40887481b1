"""Sealed letters to denouncers; a request to see an identity is asked in a post and may be ended before its time."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sealed_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sealed_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prepared_by_id", sa.Integer(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("failed_on", sa.Date(), nullable=True),
        sa.Column("why_failed", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_sealed_letter_document_id_document")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_sealed_letter_event_id_event")),
        sa.ForeignKeyConstraint(
            ["prepared_by_id"], ["user_account.id"], name=op.f("fk_sealed_letter_prepared_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["sealed_id"], ["sealed_identity.id"], name=op.f("fk_sealed_letter_sealed_id_sealed_identity")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_sealed_letter_subject_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_letter")),
    )
    with op.batch_alter_table("sealed_letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_letter_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sealed_letter_subject_id"), ["subject_id"], unique=False)

    with op.batch_alter_table("identity_opening", schema=None) as batch_op:
        batch_op.add_column(sa.Column("post_role", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("post_office_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ended_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_identity_opening_post_office_id_office"), "office", ["post_office_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_identity_opening_ended_by_id_user_account"), "user_account", ["ended_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("identity_opening", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_identity_opening_ended_by_id_user_account"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_identity_opening_post_office_id_office"), type_="foreignkey")
        batch_op.drop_column("ended_by_id")
        batch_op.drop_column("ended_at")
        batch_op.drop_column("post_office_id")
        batch_op.drop_column("post_role")
    with op.batch_alter_table("sealed_letter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sealed_letter_subject_id"))
        batch_op.drop_index(batch_op.f("ix_sealed_letter_event_id"))

    op.drop_table("sealed_letter")
