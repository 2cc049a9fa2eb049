"""visits of assistants, and what an assistant sent to all of her cooperatives"""

import sqlalchemy as sa
from alembic import op

from cooperative.books.ink import append_only
from cooperative.types import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_INK = ("visit", "visit_check", "visit_answer")
_OPEN_PLAN = sa.text("closed_at IS NULL")
_OPEN_TASK = sa.text("done_at IS NULL")


def upgrade():
    _visit()
    _task()
    _answer()
    _plan()
    op.create_index(
        "ix_submission_of_sender", "submission", ["person_id", "received_at"], unique=False
    )
    op.create_index("ix_draft_of_sender", "draft", ["person_id", "saved_at"], unique=False)
    for table in _INK:
        append_only(op.execute, op.get_bind().dialect.name, table)


def _visit():
    op.create_table(
        "visit",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(2000), nullable=False),
        sa.Column("photo", sa.String(64), nullable=True),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("note <> ''", name=op.f("ck_visit_said")),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_visit_cooperative_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_person_id")),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_visit")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_visit_of_day", "visit", ["cooperative_id", "occurred_on", "id"], unique=False
    )
    op.create_table(
        "visit_check",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column(
            "item",
            sa.Enum(
                "cash_book",
                "stock_count",
                "waiting_orders",
                "member_arrears",
                "meeting_and_papers",
                "simkopdes",
                name="check_item",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "visit_id"],
            ["visit.cooperative_id", "visit.id"],
            name=op.f("fk_visit_check_cooperative_id_visit_id"),
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "visit_id", "item", name=op.f("pk_visit_check")),
        sqlite_strict=True,
    )


def _task():
    op.create_table(
        "visit_task",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_at", Instant(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("what <> ''", name=op.f("ck_visit_task_said")),
        sa.CheckConstraint(
            "(done_at IS NULL) = (done_on IS NULL) AND (done_at IS NULL) = (done_by IS NULL)",
            name=op.f("ck_visit_task_done"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "visit_id"],
            ["visit.cooperative_id", "visit.id"],
            name=op.f("fk_visit_task_cooperative_id_visit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_visit_task_cooperative_id")
        ),
        sa.ForeignKeyConstraint(["done_by"], ["person.id"], name=op.f("fk_visit_task_done_by")),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_visit_task")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_visit_task_of_visit", "visit_task", ["cooperative_id", "visit_id"], unique=False
    )
    op.create_index(
        "ix_visit_task_open",
        "visit_task",
        ["cooperative_id", "due_on"],
        unique=False,
        sqlite_where=_OPEN_TASK,
        postgresql_where=_OPEN_TASK,
    )


def _answer():
    op.create_table(
        "visit_answer",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("answered_at", Instant(), nullable=False),
        sa.CheckConstraint("text <> ''", name=op.f("ck_visit_answer_said")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "visit_id"],
            ["visit.cooperative_id", "visit.id"],
            name=op.f("fk_visit_answer_cooperative_id_visit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_visit_answer_cooperative_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_visit_answer_person_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_visit_answer")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_visit_answer_of_visit",
        "visit_answer",
        ["cooperative_id", "visit_id", "id"],
        unique=False,
    )


def _plan():
    op.create_table(
        "visit_plan",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.String(200), nullable=False),
        sa.Column("planned_at", Instant(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("visit_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "visit_id IS NULL OR closed_at IS NOT NULL", name=op.f("ck_visit_plan_made")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "visit_id"],
            ["visit.cooperative_id", "visit.id"],
            name=op.f("fk_visit_plan_cooperative_id_visit_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_visit_plan_cooperative_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_plan_person_id")),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_visit_plan")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_visit_plan_open",
        "visit_plan",
        ["cooperative_id", "person_id"],
        unique=True,
        sqlite_where=_OPEN_PLAN,
        postgresql_where=_OPEN_PLAN,
    )


def downgrade():
    op.drop_index("ix_draft_of_sender", table_name="draft")
    op.drop_index("ix_submission_of_sender", table_name="submission")
    for table in ("visit_plan", "visit_answer", "visit_task", "visit_check", "visit"):
        op.drop_table(table)
