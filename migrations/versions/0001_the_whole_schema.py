"""The whole schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "citizen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("is_organisation", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("born", sa.Integer(), nullable=True),
        sa.Column("sex", sa.String(length=8), nullable=False),
        sa.Column("paper_type", sa.Text(), nullable=False),
        sa.Column("paper_key", sa.String(length=36), nullable=False),
        sa.Column("paper_cipher", sa.LargeBinary(), nullable=True),
        sa.Column("paper_index", sa.String(length=64), nullable=True),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.String(length=12), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizen")),
    )
    with op.batch_alter_table("citizen", schema=None) as batch_op:
        batch_op.create_index("ix_citizen_folded", ["folded"], unique=False)
        batch_op.create_index("ix_citizen_paper_index", ["paper_index"], unique=False)
        batch_op.create_index("ix_citizen_phone", ["phone"], unique=False)

    op.create_table(
        "heartbeat",
        sa.Column("job", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    op.create_table(
        "login_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login_digest", sa.String(length=64), nullable=False),
        sa.Column("source_digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_attempt")),
    )
    with op.batch_alter_table("login_attempt", schema=None) as batch_op:
        batch_op.create_index("ix_login_attempt_login_digest_at", ["login_digest", "at"], unique=False)
        batch_op.create_index("ix_login_attempt_source_digest_at", ["source_digest", "at"], unique=False)

    op.create_table(
        "matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("field", sa.String(length=32), nullable=True),
        sa.Column("unit_code", sa.String(length=12), nullable=False),
        sa.Column("contested", sa.Text(), nullable=False),
        sa.Column("contested_on", sa.Date(), nullable=True),
        sa.Column("contested_author", sa.String(length=32), nullable=True),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter")),
        sa.UniqueConstraint("code", name=op.f("uq_matter_code")),
    )
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.create_index("ix_matter_opened_on_id", ["opened_on", "id"], unique=False)

    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short_name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("authority", sa.String(length=32), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("unit_code", sa.String(length=12), nullable=False),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["office.id"], name=op.f("fk_office_parent_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("code", name=op.f("uq_office_code")),
    )
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.create_index("ix_office_parent_id", ["parent_id"], unique=False)
        batch_op.create_index("ix_office_path", ["path"], unique=False)

    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("login", name=op.f("uq_user_account_login")),
    )
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["user_account.id"], name=op.f("fk_calendar_day_entered_by_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_day")),
        sa.UniqueConstraint("day", "version", name=op.f("uq_calendar_day_day_version")),
    )
    op.create_table(
        "matter_flag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("flag", sa.String(length=32), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user_account.id"], name=op.f("fk_matter_flag_decided_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_matter_flag_matter_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_flag")),
        sa.UniqueConstraint("matter_id", "flag", name=op.f("uq_matter_flag_matter_id_flag")),
    )
    with op.batch_alter_table("matter_flag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matter_flag_matter_id"), ["matter_id"], unique=False)

    op.create_table(
        "matter_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_matter_link_matter_id_matter")),
        sa.ForeignKeyConstraint(["other_id"], ["matter.id"], name=op.f("fk_matter_link_other_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matter_link")),
        sa.UniqueConstraint("matter_id", "other_id", name=op.f("uq_matter_link_matter_id_other_id")),
    )
    with op.batch_alter_table("matter_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matter_link_matter_id"), ["matter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_matter_link_other_id"), ["other_id"], unique=False)

    op.create_table(
        "matter_office",
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_matter_office_matter_id_matter")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_matter_office_office_id_office")),
        sa.PrimaryKeyConstraint("matter_id", "office_id", name=op.f("pk_matter_office")),
    )
    with op.batch_alter_table("matter_office", schema=None) as batch_op:
        batch_op.create_index("ix_matter_office_office_id_matter_id", ["office_id", "matter_id"], unique=False)

    op.create_table(
        "office_successor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("successor_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_office_successor_office_id_office")),
        sa.ForeignKeyConstraint(["successor_id"], ["office.id"], name=op.f("fk_office_successor_successor_id_office")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_successor")),
    )
    with op.batch_alter_table("office_successor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_successor_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_office_successor_successor_id"), ["successor_id"], unique=False)

    op.create_table(
        "register_book",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_register_book_office_id_office")),
        sa.PrimaryKeyConstraint("office_id", "book", "year", name=op.f("pk_register_book")),
    )
    op.create_table(
        "role_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("stands_in_for_id", sa.Integer(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_role_post_office_id_office")),
        sa.ForeignKeyConstraint(
            ["stands_in_for_id"], ["user_account.id"], name=op.f("fk_role_post_stands_in_for_id_user_account")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_role_post_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_post")),
    )
    with op.batch_alter_table("role_post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_post_office_id"), ["office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_post_user_id"), ["user_id"], unique=False)

    op.create_table(
        "sent_form",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("led_to", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_sent_form_user_id_user_account")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sent_form")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_sign_in_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_sign_in_token_digest")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False)

    op.create_table(
        "subject",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_subject_matter_id_matter")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_subject_office_id_office")),
        sa.ForeignKeyConstraint(
            ["responsible_id"], ["user_account.id"], name=op.f("fk_subject_responsible_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject")),
    )
    with op.batch_alter_table("subject", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_subject_matter_id"), ["matter_id"], unique=False)
        batch_op.create_index("ix_subject_office_id_kind_id", ["office_id", "kind", "id"], unique=False)
        batch_op.create_index("ix_subject_responsible_id_kind", ["responsible_id", "kind"], unique=False)

    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_key", sa.String(length=160), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("cause", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("addressed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_alert_subject_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
        sa.UniqueConstraint("deadline_key", "level", "cause", name=op.f("uq_alert_deadline_key_level_cause")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_subject_id"), ["subject_id"], unique=False)
        batch_op.create_index(
            "ix_alert_unaddressed",
            ["id"],
            unique=False,
            sqlite_where=sa.text("addressed_at IS NULL"),
            postgresql_where=sa.text("addressed_at IS NULL"),
        )

    op.create_table(
        "deadline",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("family", sa.String(length=32), nullable=False),
        sa.Column("start_cause", sa.String(length=48), nullable=False),
        sa.Column("occurrence", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=32), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("due_strict", sa.Date(), nullable=False),
        sa.Column("due_legal", sa.Date(), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("cause", sa.String(length=64), nullable=False),
        sa.Column("next_alert_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_deadline_subject_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline")),
        sa.UniqueConstraint(
            "subject_id",
            "family",
            "start_cause",
            "occurrence",
            name=op.f("uq_deadline_subject_id_family_start_cause_occurrence"),
        ),
    )
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deadline_next_alert_at",
            ["next_alert_at"],
            unique=False,
            sqlite_where=sa.text("next_alert_at IS NOT NULL"),
            postgresql_where=sa.text("next_alert_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_deadline_running",
            ["due_legal", "id"],
            unique=False,
            sqlite_where=sa.text("met_on IS NULL"),
            postgresql_where=sa.text("met_on IS NULL"),
        )

    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("signatory", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_document_subject_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_handover_office_id_office")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_handover_subject_id_subject")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_handover_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "identity_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("allowed", sa.Boolean(), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["user_account.id"], name=op.f("fk_identity_opening_answered_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["user_account.id"], name=op.f("fk_identity_opening_asked_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_identity_opening_subject_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_opening")),
    )
    with op.batch_alter_table("identity_opening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_opening_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "reception_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("visit_kind", sa.String(length=32), nullable=False),
        sa.Column("announced_head", sa.Text(), nullable=False),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("moved_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_reception_day_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_day")),
    )
    with op.batch_alter_table("reception_day", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reception_day_on"), ["on"], unique=False)

    op.create_table(
        "register_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("book", sa.String(length=16), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("voided", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_register_number_office_id_office")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_register_number_subject_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_number")),
        sa.UniqueConstraint(
            "office_id", "book", "year", "number", name=op.f("uq_register_number_office_id_book_year_number")
        ),
    )
    with op.batch_alter_table("register_number", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_number_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "sealed_identity",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("cipher", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sealed_by_id"], ["user_account.id"], name=op.f("fk_sealed_identity_sealed_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_sealed_identity_subject_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_identity")),
    )
    with op.batch_alter_table("sealed_identity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sealed_identity_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "settlement_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("petition_kind", sa.String(length=32), nullable=False),
        sa.Column("instance", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("earlier_case_id", sa.Integer(), nullable=True),
        sa.Column("elsewhere", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["earlier_case_id"], ["settlement_case.id"], name=op.f("fk_settlement_case_earlier_case_id_settlement_case")
        ),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_settlement_case_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_settlement_case")),
        sa.UniqueConstraint("code", name=op.f("uq_settlement_case_code")),
    )
    with op.batch_alter_table("settlement_case", schema=None) as batch_op:
        batch_op.create_index("ix_settlement_case_status_id", ["status", "id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("of_id", sa.Integer(), nullable=False),
        sa.Column("to_office_id", sa.Integer(), nullable=False),
        sa.Column("to_user_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("report_document_id", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_assignment_document_id_document")),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_assignment_id_subject")),
        sa.ForeignKeyConstraint(["of_id"], ["subject.id"], name=op.f("fk_assignment_of_id_subject")),
        sa.ForeignKeyConstraint(
            ["report_document_id"], ["document.id"], name=op.f("fk_assignment_report_document_id_document")
        ),
        sa.ForeignKeyConstraint(["to_office_id"], ["office.id"], name=op.f("fk_assignment_to_office_id_office")),
        sa.ForeignKeyConstraint(
            ["to_user_id"], ["user_account.id"], name=op.f("fk_assignment_to_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_of_id"), ["of_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_to_office_id"), ["to_office_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_to_user_id"), ["to_user_id"], unique=False)

    op.create_table(
        "day_registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=True),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_day_registration_citizen_id_citizen")),
        sa.ForeignKeyConstraint(
            ["day_id"], ["reception_day.id"], name=op.f("fk_day_registration_day_id_reception_day")
        ),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_day_registration_matter_id_matter")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_registration")),
        sa.UniqueConstraint("day_id", "citizen_id", name=op.f("uq_day_registration_day_id_citizen_id")),
    )
    with op.batch_alter_table("day_registration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_day_registration_day_id"), ["day_id"], unique=False)

    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_delivery_alert_id_alert")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_delivery_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("alert_id", "user_id", "channel", name=op.f("uq_delivery_alert_id_user_id_channel")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            "ix_delivery_next_try_at",
            ["next_try_at"],
            unique=False,
            sqlite_where=sa.text("next_try_at IS NOT NULL"),
            postgresql_where=sa.text("next_try_at IS NOT NULL"),
        )
        batch_op.create_index("ix_delivery_user_id_channel_id", ["user_id", "channel", "id"], unique=False)

    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.String(length=32), nullable=False),
        sa.Column("after", sa.String(length=32), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("superseded_by_id", sa.Integer(), nullable=True),
        sa.Column("superseding_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_event_document_id_document")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["user_account.id"], name=op.f("fk_event_recorded_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_event_subject_id_subject")),
        sa.ForeignKeyConstraint(["superseded_by_id"], ["event.id"], name=op.f("fk_event_superseded_by_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "identity_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sealed_id", sa.String(length=36), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("opening_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["identity_opening.id"], name=op.f("fk_identity_look_opening_id_identity_opening")
        ),
        sa.ForeignKeyConstraint(
            ["sealed_id"], ["sealed_identity.id"], name=op.f("fk_identity_look_sealed_id_sealed_identity")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_identity_look_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_look")),
    )
    with op.batch_alter_table("identity_look", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_look_sealed_id"), ["sealed_id"], unique=False)

    op.create_table(
        "party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.Column("citizen_id", sa.Integer(), nullable=True),
        sa.Column("sealed_id", sa.String(length=36), nullable=True),
        sa.Column("office_id", sa.Integer(), nullable=True),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("authority_paper", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["citizen_id"], ["citizen.id"], name=op.f("fk_party_citizen_id_citizen")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_party_office_id_office")),
        sa.ForeignKeyConstraint(["sealed_id"], ["sealed_identity.id"], name=op.f("fk_party_sealed_id_sealed_identity")),
        sa.ForeignKeyConstraint(["subject_id"], ["subject.id"], name=op.f("fk_party_subject_id_subject")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party")),
    )
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_party_citizen_id"), ["citizen_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_sealed_id"), ["sealed_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_party_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "reception_host",
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["day_id"], ["reception_day.id"], name=op.f("fk_reception_host_day_id_reception_day")),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_reception_host_office_id_office")),
        sa.PrimaryKeyConstraint("day_id", "office_id", name=op.f("pk_reception_host")),
    )
    op.create_table(
        "reception_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day_id", sa.Integer(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("held_by", sa.Text(), nullable=False),
        sa.Column("by_head", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["day_id"], ["reception_day.id"], name=op.f("fk_reception_session_day_id_reception_day")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception_session")),
    )
    with op.batch_alter_table("reception_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reception_session_day_id"), ["day_id"], unique=False)

    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("sealed_id", sa.String(length=36), nullable=True),
        sa.Column("redacted_copy_of_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["user_account.id"], name=op.f("fk_stored_file_added_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_stored_file_document_id_document")),
        sa.ForeignKeyConstraint(
            ["redacted_copy_of_id"], ["stored_file.id"], name=op.f("fk_stored_file_redacted_copy_of_id_stored_file")
        ),
        sa.ForeignKeyConstraint(
            ["sealed_id"], ["sealed_identity.id"], name=op.f("fk_stored_file_sealed_id_sealed_identity")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
    )
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stored_file_digest"), ["digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_stored_file_document_id"), ["document_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("instance", sa.String(length=32), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("money_to_recover", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("land_to_recover", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("money_to_return", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("land_to_return", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("bodies_restored", sa.Integer(), nullable=False),
        sa.Column("people_restored", sa.Integer(), nullable=False),
        sa.Column("people_to_discipline", sa.Integer(), nullable=False),
        sa.Column("officials_to_discipline", sa.Integer(), nullable=False),
        sa.Column("bodies_to_discipline", sa.Integer(), nullable=False),
        sa.Column("police_cases", sa.Integer(), nullable=False),
        sa.Column("police_people", sa.Integer(), nullable=False),
        sa.Column("police_officials", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["settlement_case.id"], name=op.f("fk_decision_case_id_settlement_case")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_decision_document_id_document")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_decision_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("event_id", name=op.f("uq_decision_event_id")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_issued_on"), ["issued_on"], unique=False)

    op.create_table(
        "dispatch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("to_office_id", sa.Integer(), nullable=True),
        sa.Column("to_party_id", sa.Integer(), nullable=True),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_dispatch_document_id_document")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_dispatch_event_id_event")),
        sa.ForeignKeyConstraint(["to_office_id"], ["office.id"], name=op.f("fk_dispatch_to_office_id_office")),
        sa.ForeignKeyConstraint(["to_party_id"], ["party.id"], name=op.f("fk_dispatch_to_party_id_party")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
    )
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dispatch_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dispatch_event_id"), ["event_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("visit_kind", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by_id", sa.Integer(), nullable=True),
        sa.Column("people_present", sa.Integer(), nullable=False),
        sa.Column("people_received", sa.Integer(), nullable=False),
        sa.Column("is_group", sa.Boolean(), nullable=False),
        sa.Column("representatives_paper", sa.Text(), nullable=False),
        sa.Column("led_to_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=False),
        sa.Column("told_as", sa.String(length=32), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("guided_to", sa.Text(), nullable=False),
        sa.Column("refusal_ground", sa.String(length=12), nullable=False),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_visit_id_subject")),
        sa.ForeignKeyConstraint(["led_to_id"], ["visit.id"], name=op.f("fk_visit_led_to_id_visit")),
        sa.ForeignKeyConstraint(
            ["received_by_id"], ["user_account.id"], name=op.f("fk_visit_received_by_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["reception_session.id"], name=op.f("fk_visit_session_id_reception_session")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index("ix_visit_on_id", ["on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_session_id"), ["session_id"], unique=False)

    op.create_table(
        "conclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_conclusion_document_id_document")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["reception_session.id"], name=op.f("fk_conclusion_session_id_reception_session")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_conclusion_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conclusion")),
    )
    with op.batch_alter_table("conclusion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conclusion_session_id"), ["session_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conclusion_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "execution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_execution_decision_id_decision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_execution")),
    )
    with op.batch_alter_table("execution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_execution_decision_id"), ["decision_id"], unique=False)

    op.create_table(
        "petition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("signatories", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("originals_to_return", sa.Boolean(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.Column("duplicate_of_id", sa.Integer(), nullable=True),
        sa.Column("continues_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["continues_id"], ["petition.id"], name=op.f("fk_petition_continues_id_petition")),
        sa.ForeignKeyConstraint(
            ["duplicate_of_id"], ["petition.id"], name=op.f("fk_petition_duplicate_of_id_petition")
        ),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_petition_id_subject")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_petition_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition")),
    )
    with op.batch_alter_table("petition", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petition_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "visit_matter",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("matter_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["matter_id"], ["matter.id"], name=op.f("fk_visit_matter_matter_id_matter")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_matter_visit_id_visit")),
        sa.PrimaryKeyConstraint("visit_id", "matter_id", name=op.f("pk_visit_matter")),
    )
    with op.batch_alter_table("visit_matter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_matter_matter_id"), ["matter_id"], unique=False)

    op.create_table(
        "visit_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("is_original", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_paper_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_paper")),
    )
    with op.batch_alter_table("visit_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_paper_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "petition_content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["settlement_case.id"], name=op.f("fk_petition_content_case_id_settlement_case")
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_petition_content_petition_id_petition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_content")),
    )
    with op.batch_alter_table("petition_content", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petition_content_petition_id"), ["petition_id"], unique=False)

    op.create_table(
        "petition_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("petition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("from_office_id", sa.Integer(), nullable=True),
        sa.Column("from_sender", sa.Text(), nullable=False),
        sa.Column("from_entry_id", sa.Integer(), nullable=True),
        sa.Column("letter_number", sa.Text(), nullable=False),
        sa.Column("letter_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("petition_kind", sa.String(length=32), nullable=True),
        sa.Column("instance", sa.String(length=32), nullable=True),
        sa.Column("field", sa.String(length=32), nullable=True),
        sa.Column("eligible", sa.Boolean(), nullable=True),
        sa.Column("in_competence", sa.Boolean(), nullable=True),
        sa.Column("processed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["settlement_case.id"], name=op.f("fk_petition_entry_case_id_settlement_case")
        ),
        sa.ForeignKeyConstraint(
            ["from_entry_id"], ["petition_entry.id"], name=op.f("fk_petition_entry_from_entry_id_petition_entry")
        ),
        sa.ForeignKeyConstraint(
            ["from_office_id"], ["office.id"], name=op.f("fk_petition_entry_from_office_id_office")
        ),
        sa.ForeignKeyConstraint(["id"], ["subject.id"], name=op.f("fk_petition_entry_id_subject")),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name=op.f("fk_petition_entry_petition_id_petition")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_petition_entry")),
    )
    with op.batch_alter_table("petition_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_petition_entry_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petition_entry_from_entry_id"), ["from_entry_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_petition_entry_petition_id"), ["petition_id"], unique=False)
        batch_op.create_index("ix_petition_entry_received_on_id", ["received_on", "id"], unique=False)
        batch_op.create_index("ix_petition_entry_status_id", ["status", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("petition_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_petition_entry_status_id")
        batch_op.drop_index("ix_petition_entry_received_on_id")
        batch_op.drop_index(batch_op.f("ix_petition_entry_petition_id"))
        batch_op.drop_index(batch_op.f("ix_petition_entry_from_entry_id"))
        batch_op.drop_index(batch_op.f("ix_petition_entry_case_id"))

    op.drop_table("petition_entry")
    with op.batch_alter_table("petition_content", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petition_content_petition_id"))

    op.drop_table("petition_content")
    with op.batch_alter_table("visit_paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_paper_visit_id"))

    op.drop_table("visit_paper")
    with op.batch_alter_table("visit_matter", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_matter_matter_id"))

    op.drop_table("visit_matter")
    with op.batch_alter_table("petition", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_petition_visit_id"))

    op.drop_table("petition")
    with op.batch_alter_table("execution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_execution_decision_id"))

    op.drop_table("execution")
    with op.batch_alter_table("conclusion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conclusion_visit_id"))
        batch_op.drop_index(batch_op.f("ix_conclusion_session_id"))

    op.drop_table("conclusion")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_session_id"))
        batch_op.drop_index("ix_visit_on_id")

    op.drop_table("visit")
    with op.batch_alter_table("dispatch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dispatch_event_id"))
        batch_op.drop_index(batch_op.f("ix_dispatch_document_id"))

    op.drop_table("dispatch")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_issued_on"))
        batch_op.drop_index(batch_op.f("ix_decision_case_id"))

    op.drop_table("decision")
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stored_file_document_id"))
        batch_op.drop_index(batch_op.f("ix_stored_file_digest"))

    op.drop_table("stored_file")
    with op.batch_alter_table("reception_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reception_session_day_id"))

    op.drop_table("reception_session")
    op.drop_table("reception_host")
    with op.batch_alter_table("party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_party_subject_id"))
        batch_op.drop_index(batch_op.f("ix_party_sealed_id"))
        batch_op.drop_index(batch_op.f("ix_party_citizen_id"))

    op.drop_table("party")
    with op.batch_alter_table("identity_look", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_look_sealed_id"))

    op.drop_table("identity_look")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_subject_id"))

    op.drop_table("event")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_user_id_channel_id")
        batch_op.drop_index(
            "ix_delivery_next_try_at",
            sqlite_where=sa.text("next_try_at IS NOT NULL"),
            postgresql_where=sa.text("next_try_at IS NOT NULL"),
        )

    op.drop_table("delivery")
    with op.batch_alter_table("day_registration", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_day_registration_day_id"))

    op.drop_table("day_registration")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_to_user_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_to_office_id"))
        batch_op.drop_index(batch_op.f("ix_assignment_of_id"))

    op.drop_table("assignment")
    with op.batch_alter_table("settlement_case", schema=None) as batch_op:
        batch_op.drop_index("ix_settlement_case_status_id")

    op.drop_table("settlement_case")
    with op.batch_alter_table("sealed_identity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sealed_identity_subject_id"))

    op.drop_table("sealed_identity")
    with op.batch_alter_table("register_number", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_number_subject_id"))

    op.drop_table("register_number")
    with op.batch_alter_table("reception_day", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reception_day_on"))

    op.drop_table("reception_day")
    with op.batch_alter_table("identity_opening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_opening_subject_id"))

    op.drop_table("identity_opening")
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handover_subject_id"))

    op.drop_table("handover")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_subject_id"))

    op.drop_table("document")
    with op.batch_alter_table("deadline", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_deadline_running", sqlite_where=sa.text("met_on IS NULL"), postgresql_where=sa.text("met_on IS NULL")
        )
        batch_op.drop_index(
            "ix_deadline_next_alert_at",
            sqlite_where=sa.text("next_alert_at IS NOT NULL"),
            postgresql_where=sa.text("next_alert_at IS NOT NULL"),
        )

    op.drop_table("deadline")
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_alert_unaddressed",
            sqlite_where=sa.text("addressed_at IS NULL"),
            postgresql_where=sa.text("addressed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_alert_subject_id"))

    op.drop_table("alert")
    with op.batch_alter_table("subject", schema=None) as batch_op:
        batch_op.drop_index("ix_subject_responsible_id_kind")
        batch_op.drop_index("ix_subject_office_id_kind_id")
        batch_op.drop_index(batch_op.f("ix_subject_matter_id"))

    op.drop_table("subject")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_user_id"))

    op.drop_table("sign_in")
    op.drop_table("sent_form")
    with op.batch_alter_table("role_post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_post_user_id"))
        batch_op.drop_index(batch_op.f("ix_role_post_office_id"))

    op.drop_table("role_post")
    op.drop_table("register_book")
    with op.batch_alter_table("office_successor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_successor_successor_id"))
        batch_op.drop_index(batch_op.f("ix_office_successor_office_id"))

    op.drop_table("office_successor")
    with op.batch_alter_table("matter_office", schema=None) as batch_op:
        batch_op.drop_index("ix_matter_office_office_id_matter_id")

    op.drop_table("matter_office")
    with op.batch_alter_table("matter_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_matter_link_other_id"))
        batch_op.drop_index(batch_op.f("ix_matter_link_matter_id"))

    op.drop_table("matter_link")
    with op.batch_alter_table("matter_flag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_matter_flag_matter_id"))

    op.drop_table("matter_flag")
    op.drop_table("calendar_day")
    op.drop_table("user_account")
    op.drop_table("setting")
    with op.batch_alter_table("office", schema=None) as batch_op:
        batch_op.drop_index("ix_office_path")
        batch_op.drop_index("ix_office_parent_id")

    op.drop_table("office")
    with op.batch_alter_table("matter", schema=None) as batch_op:
        batch_op.drop_index("ix_matter_opened_on_id")

    op.drop_table("matter")
    with op.batch_alter_table("login_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_login_attempt_source_digest_at")
        batch_op.drop_index("ix_login_attempt_login_digest_at")

    op.drop_table("login_attempt")
    op.drop_table("journal")
    op.drop_table("heartbeat")
    with op.batch_alter_table("citizen", schema=None) as batch_op:
        batch_op.drop_index("ix_citizen_phone")
        batch_op.drop_index("ix_citizen_paper_index")
        batch_op.drop_index("ix_citizen_folded")

    op.drop_table("citizen")
