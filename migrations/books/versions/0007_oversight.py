"""alarms that were put off"""

import sqlalchemy as sa
from alembic import op

from cooperative.types import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "alarm_snooze",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("days_then", sa.Integer(), nullable=False),
        sa.Column("count_then", sa.Integer(), nullable=False),
        sa.Column("snoozed_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("snoozed_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_alarm_snooze_reason")),
        sa.CheckConstraint("days_then >= 0 AND count_then >= 0", name=op.f("ck_alarm_snooze_then")),
        sa.CheckConstraint("ended_at >= snoozed_at", name=op.f("ck_alarm_snooze_ended")),
        sa.CheckConstraint("until_on > snoozed_on", name=op.f("ck_alarm_snooze_until")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_alarm_snooze_cooperative_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_alarm_snooze_person_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_alarm_snooze")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_alarm_snooze_of_person", "alarm_snooze", ["person_id", "until_on"], unique=False
    )
    op.create_index(
        "uq_alarm_snooze_open",
        "alarm_snooze",
        ["cooperative_id", "person_id", "kind"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade():
    op.drop_table("alarm_snooze")
