"""An index of the words of matters; it is filled by `caseflow init`, which also runs this revision."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COLUMNS = ("folded", "marked", "people")
NUMBERED = ("petition_entry", "visit")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE matter_index USING "
            "fts5(folded, marked, people, tokenize='unicode61 remove_diacritics 0')"
        )
    else:
        op.execute(
            "CREATE TABLE matter_index (rowid INTEGER CONSTRAINT pk_matter_index PRIMARY KEY, "
            "folded TSVECTOR NOT NULL, marked TSVECTOR NOT NULL, people TSVECTOR NOT NULL)"
        )
        for name in COLUMNS:
            op.execute(
                f"CREATE INDEX ix_matter_index_{name} ON matter_index USING gin ({name}) WITH (fastupdate = off)"
            )
    for table in NUMBERED:
        op.create_index(f"ix_{table}_number", table, ["number"])


def downgrade() -> None:
    for table in NUMBERED:
        op.drop_index(f"ix_{table}_number", table_name=table)
    op.execute("DROP TABLE matter_index")
