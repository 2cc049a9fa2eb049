"""phones that want to be told at once, and what waits for them"""

import sqlalchemy as sa
from alembic import op

from cooperative.types import Instant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WAITING = sa.text("state = 'waiting'")


def upgrade():
    op.create_table(
        "push_subscription",
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("cooperative_id", sa.Integer(), nullable=True),
        sa.Column("endpoint", sa.String(1024), nullable=False),
        sa.Column("p256dh", sa.String(88), nullable=False),
        sa.Column("auth", sa.String(24), nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("subscribed_at", Instant(), nullable=False),
        sa.Column("reached_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_push_subscription_cooperative_id")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_push_subscription_device_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_push_subscription_person_id")
        ),
        sa.PrimaryKeyConstraint("device_id", "person_id", name=op.f("pk_push_subscription")),
        sqlite_strict=True,
    )
    for column in ("endpoint", "person_id"):
        name = op.f(f"ix_push_subscription_{column}")
        op.create_index(name, "push_subscription", [column], unique=False)
    op.create_table(
        "push_wish",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("muted", sa.JSON(), nullable=False),
        sa.Column("quiet_from_minute", sa.Integer(), nullable=False),
        sa.Column("quiet_until_minute", sa.Integer(), nullable=False),
        sa.Column("most_a_day", sa.Integer(), nullable=False),
        sa.CheckConstraint("most_a_day BETWEEN 1 AND 100", name=op.f("ck_push_wish_most_a_day")),
        sa.CheckConstraint(
            "quiet_from_minute >= 0 AND quiet_from_minute < 1440",
            name=op.f("ck_push_wish_quiet_from"),
        ),
        sa.CheckConstraint(
            "quiet_until_minute >= 0 AND quiet_until_minute < 1440",
            name=op.f("ck_push_wish_quiet_until"),
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_push_wish_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_push_wish")),
        sqlite_strict=True,
    )
    op.create_table(
        "push_notice",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("path", sa.String(120), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "sent",
                "skipped",
                "given_up",
                name="push_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("is_gathered", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("sent_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_push_notice_sent")
        ),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_push_notice_tries")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_push_notice_cooperative_id")
        ),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device.id"], name=op.f("fk_push_notice_device_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_push_notice_person_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_push_notice")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_push_notice_due",
        "push_notice",
        ["due_at"],
        unique=False,
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )
    op.create_index("ix_push_notice_made", "push_notice", ["made_at"], unique=False)
    phone = ["device_id", "person_id", "sent_at"]
    op.create_index("ix_push_notice_of_phone", "push_notice", phone, unique=False)
    kind = ["cooperative_id", "kind", "path"]
    op.create_index("ix_inbox_entry_of_kind", "inbox_entry", kind, unique=False)


def downgrade():
    op.drop_index("ix_inbox_entry_of_kind", table_name="inbox_entry")
    op.drop_table("push_notice")
    op.drop_table("push_wish")
    op.drop_table("push_subscription")
