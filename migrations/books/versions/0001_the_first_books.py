"""the first books"""

import sqlalchemy as sa
from alembic import op

from cooperative.books.ink import FIRST, append_only, feed_positions, fixed_verdicts
from cooperative.types import Instant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "attempts",
        sa.Column("bucket", sa.String(64), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.CheckConstraint("misses >= 0", name=op.f("ck_attempts_misses")),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_attempts")),
        sqlite_strict=True,
    )
    op.create_table(
        "books_kind",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("made_at", Instant(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_books_kind_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_books_kind")),
        sqlite_strict=True,
    )
    op.create_table(
        "cooperative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.String(13), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("zone", sa.String(32), nullable=False),
        sa.Column("address", sa.String(160), nullable=False),
        sa.Column("price_rise_limit_percent", sa.Integer(), nullable=False),
        sa.Column("reminder_after_open_days", sa.Integer(), nullable=False),
        sa.Column("release_after_open_days", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "price_rise_limit_percent BETWEEN 0 AND 100",
            name=op.f("ck_cooperative_price_rise_limit"),
        ),
        sa.CheckConstraint(
            "release_after_open_days BETWEEN 1 AND 60", name=op.f("ck_cooperative_release_after")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cooperative")),
        sa.UniqueConstraint("region_code", name=op.f("uq_cooperative_region_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "device",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(32), nullable=False),
        sa.Column("secret_hash", sa.String(64), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device")),
        sa.UniqueConstraint("public_id", name=op.f("uq_device_public_id")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_device_secret_hash")),
        sqlite_strict=True,
    )
    op.create_table(
        "number",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("last >= 0", name=op.f("ck_number_last")),
        sa.PrimaryKeyConstraint("cooperative_id", "name", name=op.f("pk_number")),
        sqlite_strict=True,
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("honorific", sa.String(8), nullable=False),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("passphrase_hash", sa.String(160), nullable=True),
        sa.Column("demo_slug", sa.String(24), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("demo_slug", name=op.f("uq_person_demo_slug")),
        sa.UniqueConstraint("public_id", name=op.f("uq_person_public_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "activity",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("transaction_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(60), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("submission_key", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_activity_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "position", name=op.f("pk_activity")),
        sa.UniqueConstraint(
            "cooperative_id",
            "submission_key",
            name=op.f("uq_activity_cooperative_id_submission_key"),
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_activity_feed", "activity", ["transaction_id", "position"], unique=False)
    op.create_table(
        "draft",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(120), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("saved_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_draft_cooperative_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("cooperative_id", "key", name=op.f("pk_draft")),
        sqlite_strict=True,
    )
    op.create_table(
        "enrolment_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cooperative_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("issued_by", sa.Integer(), nullable=True),
        sa.Column("issued_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=True),
        sa.CheckConstraint("expires_at > issued_at", name=op.f("ck_enrolment_code_expires")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_enrolment_code_cooperative_id")
        ),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["person.id"], name=op.f("fk_enrolment_code_issued_by")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_enrolment_code_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment_code")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_enrolment_code_code_hash")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_enrolment_code_person_id"), "enrolment_code", ["person_id"], unique=False
    )
    op.create_table(
        "inbox_entry",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("path", sa.String(120), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("read_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_inbox_entry_cooperative_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_inbox_entry_person_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_inbox_entry")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_inbox_entry_of_person",
        "inbox_entry",
        ["cooperative_id", "person_id", "id"],
        unique=False,
    )
    op.create_index(
        "ix_inbox_entry_unread",
        "inbox_entry",
        ["cooperative_id", "person_id"],
        unique=False,
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "member",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "applicant",
                "active",
                "left",
                name="member_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(state = 'left') = (left_on IS NOT NULL)", name=op.f("ck_member_left_on")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_member_cooperative_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_person_id")),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_member")),
        sa.UniqueConstraint(
            "cooperative_id", "number", name=op.f("uq_member_cooperative_id_number")
        ),
        sa.UniqueConstraint(
            "cooperative_id", "person_id", name=op.f("uq_member_cooperative_id_person_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_member_person_id"), "member", ["person_id"], unique=False)
    op.create_table(
        "outlet",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("catalogue_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("catalogue_version >= 0", name=op.f("ck_outlet_version")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_outlet_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_outlet")),
        sqlite_strict=True,
    )
    op.create_table(
        "product",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("size_text", sa.String(20), nullable=False),
        sa.Column("unit", sa.String(16), nullable=False),
        sa.Column("category", sa.String(30), nullable=False),
        sa.Column("code", sa.String(20), nullable=True),
        sa.Column("search_text", sa.String(120), nullable=False),
        sa.Column("photo", sa.String(64), nullable=True),
        sa.Column("low_at_units", sa.Integer(), nullable=False),
        sa.Column("retired_at", Instant(), nullable=True),
        sa.CheckConstraint("low_at_units >= 0", name=op.f("ck_product_low_at")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_product_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_product")),
        sa.UniqueConstraint("cooperative_id", "code", name=op.f("uq_product_cooperative_id_code")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_product_of_category", "product", ["cooperative_id", "category", "name"], unique=False
    )
    op.create_table(
        "region_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "member",
                "shopkeeper",
                "treasurer",
                "secretary",
                "supervisor",
                "assistant",
                "pmo",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("region_code", sa.String(13), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_region_grant_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_grant")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_region_grant_person_id"), "region_grant", ["person_id"], unique=False)
    op.create_table(
        "role_grant",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "member",
                "shopkeeper",
                "treasurer",
                "secretary",
                "supervisor",
                "assistant",
                "pmo",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.CheckConstraint("role <> 'member'", name=op.f("ck_role_grant_role_is_granted")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_role_grant_cooperative_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_role_grant")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_role_grant_person_id"), "role_grant", ["person_id"], unique=False)
    op.create_index(
        "uq_role_grant_open",
        "role_grant",
        ["cooperative_id", "person_id", "role"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "savings_rate",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cash",
                "stock",
                "credit",
                "suppliers",
                "voluntary",
                "pokok",
                "wajib",
                "opening",
                "sales",
                "cost_of_sales",
                "stock_loss",
                "stock_gain",
                name="account_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("amount_rupiah", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('pokok', 'wajib', 'voluntary')", name=op.f("ck_savings_rate_savings")
        ),
        sa.CheckConstraint("amount_rupiah > 0", name=op.f("ck_savings_rate_amount")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_savings_rate_cooperative_id")
        ),
        sa.PrimaryKeyConstraint(
            "cooperative_id", "kind", "starts_on", name=op.f("pk_savings_rate")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("cooperative_id", sa.Integer(), nullable=True),
        sa.Column("signed_in_at", Instant(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("pin_at", Instant(), nullable=False),
        sa.Column("locked_at", Instant(), nullable=True),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_sign_in_cooperative_id")
        ),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_sign_in_device_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sign_in_device_id"), "sign_in", ["device_id"], unique=False)
    op.create_index(op.f("ix_sign_in_person_id"), "sign_in", ["person_id"], unique=False)
    op.create_table(
        "submission",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(36), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "accepted",
                "refused",
                "changed",
                "cancelled",
                "superseded",
                name="verdict_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("effect_count", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("location", sa.String(120), nullable=False),
        sa.Column("replaced_by", sa.String(36), nullable=True),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("device_seq", sa.BigInteger(), nullable=True),
        sa.Column("queued_at", Instant(), nullable=True),
        sa.Column("received_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "verdict = 'accepted' OR effect_count = 0", name=op.f("ck_submission_effect")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_submission_cooperative_id")
        ),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_submission_device_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_submission_person_id")),
        sa.PrimaryKeyConstraint("cooperative_id", "key", name=op.f("pk_submission")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_submission_of_device", "submission", ["device_id", "device_seq"], unique=False
    )
    op.create_index(
        "ix_submission_of_person",
        "submission",
        ["cooperative_id", "person_id", "received_at"],
        unique=False,
    )
    op.create_table(
        "account",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "cash",
                "stock",
                "credit",
                "suppliers",
                "voluntary",
                "pokok",
                "wajib",
                "opening",
                "sales",
                "cost_of_sales",
                "stock_loss",
                "stock_gain",
                name="account_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("side", sa.SmallInteger(), nullable=False),
        sa.Column("balance_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("held_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("floor_rupiah", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(kind IN ('voluntary', 'pokok', 'wajib', 'credit')) = (member_id IS NOT NULL)",
            name=op.f("ck_account_owner"),
        ),
        sa.CheckConstraint(
            "(side = 1) = (kind IN ('cash', 'stock', 'credit', 'cost_of_sales', 'stock_loss'))",
            name=op.f("ck_account_side_of_kind"),
        ),
        sa.CheckConstraint(
            "floor_rupiah IS NOT NULL OR kind NOT IN ('voluntary', 'pokok', 'wajib', 'credit', 'stock')",
            name=op.f("ck_account_never_below_zero"),
        ),
        sa.CheckConstraint(
            "held_rupiah = 0 OR kind = 'voluntary'", name=op.f("ck_account_held_of_voluntary")
        ),
        sa.CheckConstraint(
            "floor_rupiah IS NULL OR side * balance_rupiah - held_rupiah >= floor_rupiah",
            name=op.f("ck_account_floor"),
        ),
        sa.CheckConstraint("held_rupiah >= 0", name=op.f("ck_account_held")),
        sa.CheckConstraint("side IN (1, -1)", name=op.f("ck_account_side")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "member_id"],
            ["member.cooperative_id", "member.id"],
            name=op.f("fk_account_cooperative_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_account_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_account")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_account_of_cooperative",
        "account",
        ["cooperative_id", "kind"],
        unique=True,
        sqlite_where=sa.text("member_id IS NULL"),
        postgresql_where=sa.text("member_id IS NULL"),
    )
    op.create_index(
        "uq_account_of_member",
        "account",
        ["cooperative_id", "member_id", "kind"],
        unique=True,
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.create_table(
        "audit",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("activity_position", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(60), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_audit_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "activity_position"],
            ["activity.cooperative_id", "activity.position"],
            name=op.f("fk_audit_cooperative_id_activity_position"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_audit_cooperative_id")
        ),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_audit_device_id")),
        sa.PrimaryKeyConstraint("cooperative_id", "seq", name=op.f("pk_audit")),
        sa.UniqueConstraint(
            "cooperative_id",
            "activity_position",
            name=op.f("uq_audit_cooperative_id_activity_position"),
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "basket_line",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("quantity_units", sa.Integer(), nullable=False),
        sa.Column("put_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "quantity_units BETWEEN 1 AND 999", name=op.f("ck_basket_line_quantity")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "outlet_id"],
            ["outlet.cooperative_id", "outlet.id"],
            name=op.f("fk_basket_line_cooperative_id_outlet_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "product_id"],
            ["product.cooperative_id", "product.id"],
            name=op.f("fk_basket_line_cooperative_id_product_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_basket_line_person_id")
        ),
        sa.PrimaryKeyConstraint(
            "cooperative_id", "person_id", "outlet_id", "product_id", name=op.f("pk_basket_line")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "difference",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "goods",
                "closed_order",
                name="difference_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("quantity_units", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("settled_at", Instant(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("settled_how", sa.String(200), nullable=False),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settled_by IS NULL)", name=op.f("ck_difference_settled")
        ),
        sa.CheckConstraint("quantity_units >= 0", name=op.f("ck_difference_quantity")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "outlet_id"],
            ["outlet.cooperative_id", "outlet.id"],
            name=op.f("fk_difference_cooperative_id_outlet_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "product_id"],
            ["product.cooperative_id", "product.id"],
            name=op.f("fk_difference_cooperative_id_product_id"),
        ),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_difference_opened_by")),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["person.id"], name=op.f("fk_difference_settled_by")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_difference")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_difference_open",
        "difference",
        ["cooperative_id"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "enrolment",
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("cooperative_id", sa.Integer(), nullable=True),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("pin_hash", sa.String(160), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("shut_until", Instant(), nullable=True),
        sa.Column("enrolled_at", Instant(), nullable=False),
        sa.Column("revoked_at", Instant(), nullable=True),
        sa.CheckConstraint("misses >= 0", name=op.f("ck_enrolment_misses")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "member_id"],
            ["member.cooperative_id", "member.id"],
            name=op.f("fk_enrolment_cooperative_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_enrolment_cooperative_id")
        ),
        sa.ForeignKeyConstraint(["device_id"], ["device.id"], name=op.f("fk_enrolment_device_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id")),
        sa.PrimaryKeyConstraint("device_id", "person_id", name=op.f("pk_enrolment")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_enrolment_person_id"), "enrolment", ["person_id"], unique=False)
    op.create_table(
        "entry",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "deposit",
                "withdrawal",
                "settlement",
                "sale",
                "goods_in",
                "stock_difference",
                "credit_payment",
                "opening",
                "reversal",
                name="entry_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column(
            "means",
            sa.Enum(
                "cash",
                "savings",
                "credit",
                "none",
                name="means",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("subject", sa.String(60), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=False),
        sa.Column("book_year", sa.Integer(), nullable=False),
        sa.Column("book_no", sa.Integer(), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.Column("submission_key", sa.String(36), nullable=True),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)", name=op.f("ck_entry_reversal")
        ),
        sa.CheckConstraint(
            "reverses_id IS NULL OR reverses_id < id", name=op.f("ck_entry_reverses_earlier")
        ),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_entry_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "member_id"],
            ["member.cooperative_id", "member.id"],
            name=op.f("fk_entry_cooperative_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "reverses_id"],
            ["entry.cooperative_id", "entry.id"],
            name=op.f("fk_entry_cooperative_id_reverses_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_entry_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_entry")),
        sa.UniqueConstraint(
            "cooperative_id",
            "book_year",
            "book_no",
            name=op.f("uq_entry_cooperative_id_book_year_book_no"),
        ),
        sa.UniqueConstraint(
            "cooperative_id", "reverses_id", name=op.f("uq_entry_cooperative_id_reverses_id")
        ),
        sa.UniqueConstraint(
            "cooperative_id", "submission_key", name=op.f("uq_entry_cooperative_id_submission_key")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_entry_of_member", "entry", ["cooperative_id", "member_id", "id"], unique=False
    )
    op.create_table(
        "outlet_hours",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens_minute", sa.Integer(), nullable=False),
        sa.Column("closes_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "opens_minute >= 0 AND closes_minute <= 1440 AND opens_minute < closes_minute",
            name=op.f("ck_outlet_hours_minutes"),
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_outlet_hours_weekday")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "outlet_id"],
            ["outlet.cooperative_id", "outlet.id"],
            name=op.f("fk_outlet_hours_cooperative_id_outlet_id"),
        ),
        sa.PrimaryKeyConstraint(
            "cooperative_id", "outlet_id", "weekday", name=op.f("pk_outlet_hours")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "price",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column(
            "price_class",
            sa.Enum(
                "member",
                "general",
                name="price_class",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("amount_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", Instant(), nullable=False),
        sa.CheckConstraint("amount_rupiah BETWEEN 1 AND 100000000", name=op.f("ck_price_amount")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "product_id"],
            ["product.cooperative_id", "product.id"],
            name=op.f("fk_price_cooperative_id_product_id"),
        ),
        sa.ForeignKeyConstraint(["set_by"], ["person.id"], name=op.f("fk_price_set_by")),
        sa.PrimaryKeyConstraint(
            "cooperative_id", "product_id", "price_class", "starts_on", name=op.f("pk_price")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "stock_item",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("quantity_units", sa.Integer(), nullable=False),
        sa.Column("reserved_units", sa.Integer(), nullable=False),
        sa.Column("value_rupiah", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "quantity_units > 0 OR value_rupiah = 0", name=op.f("ck_stock_item_value")
        ),
        sa.CheckConstraint("quantity_units >= 0", name=op.f("ck_stock_item_quantity")),
        sa.CheckConstraint(
            "reserved_units BETWEEN 0 AND quantity_units", name=op.f("ck_stock_item_reserved")
        ),
        sa.CheckConstraint("value_rupiah >= 0", name=op.f("ck_stock_item_value_positive")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "outlet_id"],
            ["outlet.cooperative_id", "outlet.id"],
            name=op.f("fk_stock_item_cooperative_id_outlet_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "product_id"],
            ["product.cooperative_id", "product.id"],
            name=op.f("fk_stock_item_cooperative_id_product_id"),
        ),
        sa.PrimaryKeyConstraint(
            "cooperative_id", "outlet_id", "product_id", name=op.f("pk_stock_item")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "orders",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "placed",
                "accepted",
                "prepared",
                "ready",
                "handed_over",
                "cancelled",
                "refused",
                name="order_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "means",
            sa.Enum(
                "cash",
                "savings",
                "credit",
                "none",
                name="means",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "if_short",
            sa.Enum(
                "sebagian",
                "batal",
                "tanya",
                name="if_short",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "if_dearer",
            sa.Enum(
                "terima",
                "tanya",
                name="if_dearer",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("total_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("held_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("placed_at", Instant(), nullable=False),
        sa.Column("ready_at", Instant(), nullable=True),
        sa.Column("reminded_at", Instant(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("submission_key", sa.String(36), nullable=True),
        sa.CheckConstraint(
            "(state = 'handed_over') = (entry_id IS NOT NULL)", name=op.f("ck_orders_paid")
        ),
        sa.CheckConstraint("means IN ('cash', 'savings')", name=op.f("ck_orders_paid_with")),
        sa.CheckConstraint("held_rupiah BETWEEN 0 AND total_rupiah", name=op.f("ck_orders_held")),
        sa.CheckConstraint("total_rupiah >= 0", name=op.f("ck_orders_total")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "entry_id"],
            ["entry.cooperative_id", "entry.id"],
            name=op.f("fk_orders_cooperative_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "member_id"],
            ["member.cooperative_id", "member.id"],
            name=op.f("fk_orders_cooperative_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "outlet_id"],
            ["outlet.cooperative_id", "outlet.id"],
            name=op.f("fk_orders_cooperative_id_outlet_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_orders_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_orders")),
        sa.UniqueConstraint(
            "cooperative_id", "submission_key", name=op.f("uq_orders_cooperative_id_submission_key")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_orders_of_member", "orders", ["cooperative_id", "member_id", "id"], unique=False
    )
    op.create_index(
        "ix_orders_of_state", "orders", ["cooperative_id", "outlet_id", "state", "id"], unique=False
    )
    op.create_index(
        "ix_orders_open",
        "orders",
        ["cooperative_id", "state", "member_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('placed', 'accepted', 'prepared', 'ready')"),
        postgresql_where=sa.text("state IN ('placed', 'accepted', 'prepared', 'ready')"),
    )
    op.create_index(
        "uq_orders_open_code",
        "orders",
        ["cooperative_id", "outlet_id", "code"],
        unique=True,
        sqlite_where=sa.text("state IN ('placed', 'accepted', 'prepared', 'ready')"),
        postgresql_where=sa.text("state IN ('placed', 'accepted', 'prepared', 'ready')"),
    )
    op.create_table(
        "stock_movement",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "opening",
                "goods_in",
                "sold",
                "damaged",
                "expired",
                "lost",
                "counted",
                "difference",
                "reversal",
                name="movement_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("delta_units", sa.Integer(), nullable=False),
        sa.Column("value_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=False),
        sa.Column("reverses_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'reversal') = (reverses_id IS NOT NULL)",
            name=op.f("ck_stock_movement_reversal"),
        ),
        sa.CheckConstraint(
            "(delta_units > 0 AND value_rupiah >= 0) OR (delta_units < 0 AND value_rupiah <= 0)",
            name=op.f("ck_stock_movement_value"),
        ),
        sa.CheckConstraint("delta_units <> 0", name=op.f("ck_stock_movement_delta")),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_stock_movement_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "entry_id"],
            ["entry.cooperative_id", "entry.id"],
            name=op.f("fk_stock_movement_cooperative_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "outlet_id"],
            ["outlet.cooperative_id", "outlet.id"],
            name=op.f("fk_stock_movement_cooperative_id_outlet_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "product_id"],
            ["product.cooperative_id", "product.id"],
            name=op.f("fk_stock_movement_cooperative_id_product_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "reverses_id"],
            ["stock_movement.cooperative_id", "stock_movement.id"],
            name=op.f("fk_stock_movement_cooperative_id_reverses_id"),
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_stock_movement")),
        sa.UniqueConstraint(
            "cooperative_id",
            "reverses_id",
            name=op.f("uq_stock_movement_cooperative_id_reverses_id"),
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_stock_movement_of_item",
        "stock_movement",
        ["cooperative_id", "outlet_id", "product_id", "id"],
        unique=False,
    )
    op.create_table(
        "transfer",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("debit_account_id", sa.Integer(), nullable=False),
        sa.Column("credit_account_id", sa.Integer(), nullable=False),
        sa.Column("amount_rupiah", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_rupiah > 0", name=op.f("ck_transfer_amount")),
        sa.CheckConstraint(
            "debit_account_id <> credit_account_id", name=op.f("ck_transfer_two_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "credit_account_id"],
            ["account.cooperative_id", "account.id"],
            name=op.f("fk_transfer_cooperative_id_credit_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "debit_account_id"],
            ["account.cooperative_id", "account.id"],
            name=op.f("fk_transfer_cooperative_id_debit_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "entry_id"],
            ["entry.cooperative_id", "entry.id"],
            name=op.f("fk_transfer_cooperative_id_entry_id"),
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "entry_id", "line_no", name=op.f("pk_transfer")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_transfer_credit",
        "transfer",
        ["cooperative_id", "credit_account_id", "entry_id"],
        unique=False,
    )
    op.create_index(
        "ix_transfer_debit",
        "transfer",
        ["cooperative_id", "debit_account_id", "entry_id"],
        unique=False,
    )
    op.create_table(
        "order_line",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("product_name", sa.String(84), nullable=False),
        sa.Column("unit", sa.String(16), nullable=False),
        sa.Column("asked_units", sa.Integer(), nullable=False),
        sa.Column("given_units", sa.Integer(), nullable=False),
        sa.Column("unit_price_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("line_total_rupiah", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("asked_units >= 1", name=op.f("ck_order_line_asked")),
        sa.CheckConstraint(
            "given_units BETWEEN 0 AND asked_units", name=op.f("ck_order_line_given")
        ),
        sa.CheckConstraint(
            "line_total_rupiah = given_units * unit_price_rupiah",
            name=op.f("ck_order_line_line_total"),
        ),
        sa.CheckConstraint("unit_price_rupiah >= 1", name=op.f("ck_order_line_unit_price")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "order_id"],
            ["orders.cooperative_id", "orders.id"],
            name=op.f("fk_order_line_cooperative_id_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "product_id"],
            ["product.cooperative_id", "product.id"],
            name=op.f("fk_order_line_cooperative_id_product_id"),
        ),
        sa.PrimaryKeyConstraint(
            "cooperative_id", "order_id", "line_no", name=op.f("pk_order_line")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "order_step",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("step_no", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "placed",
                "accepted",
                "prepared",
                "ready",
                "handed_over",
                "cancelled",
                "refused",
                name="order_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_order_step_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "order_id"],
            ["orders.cooperative_id", "orders.id"],
            name=op.f("fk_order_step_cooperative_id_order_id"),
        ),
        sa.PrimaryKeyConstraint(
            "cooperative_id", "order_id", "step_no", name=op.f("pk_order_step")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "reservation",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("quantity_units", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "held",
                "short",
                "taken",
                "released",
                name="reservation_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "state <> 'held' OR quantity_units > 0", name=op.f("ck_reservation_held")
        ),
        sa.CheckConstraint("quantity_units >= 0", name=op.f("ck_reservation_quantity")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "order_id", "line_no"],
            ["order_line.cooperative_id", "order_line.order_id", "order_line.line_no"],
            name=op.f("fk_reservation_cooperative_id_order_id_line_no"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "outlet_id", "product_id"],
            ["stock_item.cooperative_id", "stock_item.outlet_id", "stock_item.product_id"],
            name=op.f("fk_reservation_cooperative_id_outlet_id_product_id"),
        ),
        sa.PrimaryKeyConstraint(
            "cooperative_id", "order_id", "line_no", name=op.f("pk_reservation")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_reservation_held",
        "reservation",
        ["cooperative_id", "outlet_id", "product_id", "order_id"],
        unique=False,
        sqlite_where=sa.text("state = 'held'"),
        postgresql_where=sa.text("state = 'held'"),
    )
    dialect = op.get_bind().dialect.name
    feed_positions(op.execute, dialect)
    for table in FIRST:
        append_only(op.execute, dialect, table)
    fixed_verdicts(op.execute, dialect)


def downgrade():
    op.drop_index(
        "ix_reservation_held",
        table_name="reservation",
        sqlite_where=sa.text("state = 'held'"),
        postgresql_where=sa.text("state = 'held'"),
    )
    op.drop_table("reservation")
    op.drop_table("order_step")
    op.drop_table("order_line")
    op.drop_index("ix_transfer_debit", table_name="transfer")
    op.drop_index("ix_transfer_credit", table_name="transfer")
    op.drop_table("transfer")
    op.drop_index("ix_stock_movement_of_item", table_name="stock_movement")
    op.drop_table("stock_movement")
    op.drop_index(
        "uq_orders_open_code",
        table_name="orders",
        sqlite_where=sa.text("state IN ('placed', 'accepted', 'prepared', 'ready')"),
        postgresql_where=sa.text("state IN ('placed', 'accepted', 'prepared', 'ready')"),
    )
    op.drop_index(
        "ix_orders_open",
        table_name="orders",
        sqlite_where=sa.text("state IN ('placed', 'accepted', 'prepared', 'ready')"),
        postgresql_where=sa.text("state IN ('placed', 'accepted', 'prepared', 'ready')"),
    )
    op.drop_index("ix_orders_of_state", table_name="orders")
    op.drop_index("ix_orders_of_member", table_name="orders")
    op.drop_table("orders")
    op.drop_table("stock_item")
    op.drop_table("price")
    op.drop_table("outlet_hours")
    op.drop_index("ix_entry_of_member", table_name="entry")
    op.drop_table("entry")
    op.drop_index(op.f("ix_enrolment_person_id"), table_name="enrolment")
    op.drop_table("enrolment")
    op.drop_index(
        "ix_difference_open",
        table_name="difference",
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.drop_table("difference")
    op.drop_table("basket_line")
    op.drop_table("audit")
    op.drop_index(
        "uq_account_of_member",
        table_name="account",
        sqlite_where=sa.text("member_id IS NOT NULL"),
        postgresql_where=sa.text("member_id IS NOT NULL"),
    )
    op.drop_index(
        "uq_account_of_cooperative",
        table_name="account",
        sqlite_where=sa.text("member_id IS NULL"),
        postgresql_where=sa.text("member_id IS NULL"),
    )
    op.drop_table("account")
    op.drop_index("ix_submission_of_person", table_name="submission")
    op.drop_index("ix_submission_of_device", table_name="submission")
    op.drop_table("submission")
    op.drop_index(op.f("ix_sign_in_person_id"), table_name="sign_in")
    op.drop_index(op.f("ix_sign_in_device_id"), table_name="sign_in")
    op.drop_table("sign_in")
    op.drop_table("savings_rate")
    op.drop_index(
        "uq_role_grant_open",
        table_name="role_grant",
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.drop_index(op.f("ix_role_grant_person_id"), table_name="role_grant")
    op.drop_table("role_grant")
    op.drop_index(op.f("ix_region_grant_person_id"), table_name="region_grant")
    op.drop_table("region_grant")
    op.drop_index("ix_product_of_category", table_name="product")
    op.drop_table("product")
    op.drop_table("outlet")
    op.drop_index(op.f("ix_member_person_id"), table_name="member")
    op.drop_table("member")
    op.drop_index(
        "ix_inbox_entry_unread",
        table_name="inbox_entry",
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.drop_index("ix_inbox_entry_of_person", table_name="inbox_entry")
    op.drop_table("inbox_entry")
    op.drop_index(op.f("ix_enrolment_code_person_id"), table_name="enrolment_code")
    op.drop_table("enrolment_code")
    op.drop_table("draft")
    op.drop_index("ix_activity_feed", table_name="activity")
    op.drop_table("activity")
    op.drop_table("person")
    op.drop_table("number")
    op.drop_table("device")
    op.drop_table("cooperative")
    op.drop_table("books_kind")
    op.drop_table("attempts")
