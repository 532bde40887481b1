"""Results published by law: each version of the text, who prepared, approved and withdrew it."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

REFERENCES = {
    "case_id": "settlement_case",
    "event_id": "event",
    "replaces_id": "publication",
    "office_id": "office",
    "prepared_by_id": "user_account",
    "answered_by_id": "user_account",
    "withdrawn_by_id": "user_account",
}
INDEXED = ("case_id", "event_id", "office_id")
ONE_OF_EACH = {"uq_publication_waiting": "state = 'prepared'", "uq_publication_posted": "state = 'posted'"}


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(length=32), nullable=True),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prepared_by_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=False),
        sa.Column("approved_digest", sa.String(length=64), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_publication_{column}_{table}"))
            for column, table in REFERENCES.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("slug", name=op.f("uq_publication_slug")),
    )
    for column in INDEXED:
        op.create_index(f"ix_publication_{column}", "publication", [column])
    op.create_index("ix_publication_posted_on_id", "publication", ["posted_on", "id"])
    for name, state in ONE_OF_EACH.items():
        op.create_index(
            name,
            "publication",
            ["event_id"],
            unique=True,
            sqlite_where=sa.text(state),
            postgresql_where=sa.text(state),
        )


def downgrade() -> None:
    op.drop_table("publication")
