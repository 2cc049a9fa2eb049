"""by whom and why an assistant was sent to a cooperative, or called back"""

import sqlalchemy as sa
from alembic import op

from cooperative.books.ink import append_only
from cooperative.types import Instant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "assignment_step",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("role_grant_id", sa.Integer(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "sent",
                "called_back",
                name="assignment_act",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_assignment_step_said")),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_assignment_step_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "role_grant_id"],
            ["role_grant.cooperative_id", "role_grant.id"],
            name=op.f("fk_assignment_step_cooperative_id_role_grant_id"),
        ),
        sa.PrimaryKeyConstraint(
            "cooperative_id", "role_grant_id", "act", name=op.f("pk_assignment_step")
        ),
        sqlite_strict=True,
    )
    append_only(op.execute, op.get_bind().dialect.name, "assignment_step")


def downgrade():
    op.drop_table("assignment_step")
