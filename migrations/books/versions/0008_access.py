"""who was let see the savings of members by name, and looked"""

import sqlalchemy as sa
from alembic import op

from cooperative.books.ink import append_only
from cooperative.types import Instant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "savings_access",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.Column("granted_by", sa.Integer(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("purpose <> ''", name=op.f("ck_savings_access_purpose")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_savings_access_ended")
        ),
        sa.CheckConstraint("ended_at >= since", name=op.f("ck_savings_access_ended_after")),
        sa.CheckConstraint("person_id <> granted_by", name=op.f("ck_savings_access_by_another")),
        sa.CheckConstraint("until > since", name=op.f("ck_savings_access_until")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_savings_access_cooperative_id")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["person.id"], name=op.f("fk_savings_access_ended_by")
        ),
        sa.ForeignKeyConstraint(
            ["granted_by"], ["person.id"], name=op.f("fk_savings_access_granted_by")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_savings_access_person_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_savings_access")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_savings_access_open",
        "savings_access",
        ["cooperative_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "savings_look",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("access_id", sa.Integer(), nullable=False),
        sa.Column("first_member_id", sa.Integer(), nullable=False),
        sa.Column("last_member_id", sa.Integer(), nullable=False),
        sa.Column("looked_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "first_member_id <= last_member_id", name=op.f("ck_savings_look_members")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "access_id"],
            ["savings_access.cooperative_id", "savings_access.id"],
            name=op.f("fk_savings_look_cooperative_id_access_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "first_member_id"],
            ["member.cooperative_id", "member.id"],
            name=op.f("fk_savings_look_cooperative_id_first_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "last_member_id"],
            ["member.cooperative_id", "member.id"],
            name=op.f("fk_savings_look_cooperative_id_last_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_savings_look_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_savings_look")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_savings_look_of_access",
        "savings_look",
        ["cooperative_id", "access_id", "id"],
        unique=False,
    )
    for table in ("savings_look",):
        append_only(op.execute, op.get_bind().dialect.name, table)


def downgrade():
    op.drop_table("savings_look")
    op.drop_table("savings_access")
