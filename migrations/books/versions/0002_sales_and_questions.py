"""sales at the counter, questions about the passbook"""

import sqlalchemy as sa
from alembic import op

from cooperative.books.ink import append_only
from cooperative.types import Instant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "sale",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("outlet_id", sa.Integer(), nullable=False),
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
        sa.Column("total_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("nota", sa.String(16), nullable=True),
        sa.Column("clashes_with_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "means IN ('cash', 'savings', 'credit')", name=op.f("ck_sale_paid_with")
        ),
        sa.CheckConstraint(
            "member_id IS NOT NULL OR means = 'cash'", name=op.f("ck_sale_others_pay_cash")
        ),
        sa.CheckConstraint("clashes_with_id < id", name=op.f("ck_sale_clashes_with_earlier")),
        sa.CheckConstraint(
            "clashes_with_id IS NULL OR nota IS NOT NULL", name=op.f("ck_sale_clash")
        ),
        sa.CheckConstraint("total_rupiah > 0", name=op.f("ck_sale_total")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "clashes_with_id"],
            ["sale.cooperative_id", "sale.id"],
            name=op.f("fk_sale_cooperative_id_clashes_with_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "entry_id"],
            ["entry.cooperative_id", "entry.id"],
            name=op.f("fk_sale_cooperative_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "member_id"],
            ["member.cooperative_id", "member.id"],
            name=op.f("fk_sale_cooperative_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "outlet_id"],
            ["outlet.cooperative_id", "outlet.id"],
            name=op.f("fk_sale_cooperative_id_outlet_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_sale_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_sale")),
        sa.UniqueConstraint(
            "cooperative_id", "entry_id", name=op.f("uq_sale_cooperative_id_entry_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_sale_of_nota",
        "sale",
        ["cooperative_id", "nota"],
        unique=False,
        sqlite_where=sa.text("nota IS NOT NULL"),
        postgresql_where=sa.text("nota IS NOT NULL"),
    )
    op.create_index(
        "ix_sale_of_outlet", "sale", ["cooperative_id", "outlet_id", "id"], unique=False
    )
    op.create_index(
        "uq_sale_nota",
        "sale",
        ["cooperative_id", "nota"],
        unique=True,
        sqlite_where=sa.text("nota IS NOT NULL AND clashes_with_id IS NULL"),
        postgresql_where=sa.text("nota IS NOT NULL AND clashes_with_id IS NULL"),
    )
    op.create_table(
        "sale_line",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("sale_id", sa.Integer(), nullable=False),
        sa.Column("line_no", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("product_name", sa.String(84), nullable=False),
        sa.Column("unit", sa.String(16), nullable=False),
        sa.Column("quantity_units", sa.Integer(), nullable=False),
        sa.Column("unit_price_rupiah", sa.BigInteger(), nullable=False),
        sa.Column("list_price_rupiah", sa.BigInteger(), nullable=True),
        sa.Column("line_total_rupiah", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "line_total_rupiah = quantity_units * unit_price_rupiah",
            name=op.f("ck_sale_line_total"),
        ),
        sa.CheckConstraint("quantity_units >= 1", name=op.f("ck_sale_line_quantity")),
        sa.CheckConstraint("unit_price_rupiah >= 1", name=op.f("ck_sale_line_unit_price")),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "product_id"],
            ["product.cooperative_id", "product.id"],
            name=op.f("fk_sale_line_cooperative_id_product_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "sale_id"],
            ["sale.cooperative_id", "sale.id"],
            name=op.f("fk_sale_line_cooperative_id_sale_id"),
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "sale_id", "line_no", name=op.f("pk_sale_line")),
        sa.UniqueConstraint("cooperative_id", "sale_id", "product_id", name="uq_sale_line_product"),
        sqlite_strict=True,
    )
    op.create_table(
        "question",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(500), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("answer", sa.String(500), nullable=True),
        sa.Column("answered_at", Instant(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("text <> '' AND answer <> ''", name=op.f("ck_question_said")),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL) AND (answered_at IS NULL) = (answer IS NULL)",
            name=op.f("ck_question_answered"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["person.id"], name=op.f("fk_question_answered_by")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "entry_id"],
            ["entry.cooperative_id", "entry.id"],
            name=op.f("fk_question_cooperative_id_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id", "member_id"],
            ["member.cooperative_id", "member.id"],
            name=op.f("fk_question_cooperative_id_member_id"),
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_question_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_question")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_question_of_entry", "question", ["cooperative_id", "entry_id"], unique=False
    )
    op.create_index(
        "ix_question_open",
        "question",
        ["cooperative_id", "id"],
        unique=False,
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    for table in ("sale", "sale_line"):
        append_only(op.execute, op.get_bind().dialect.name, table)


def downgrade():
    op.drop_index(
        "ix_question_open",
        table_name="question",
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.drop_index("ix_question_of_entry", table_name="question")
    op.drop_table("question")
    op.drop_table("sale_line")
    op.drop_index(
        "uq_sale_nota",
        table_name="sale",
        sqlite_where=sa.text("nota IS NOT NULL AND clashes_with_id IS NULL"),
        postgresql_where=sa.text("nota IS NOT NULL AND clashes_with_id IS NULL"),
    )
    op.drop_index("ix_sale_of_outlet", table_name="sale")
    op.drop_index(
        "ix_sale_of_nota",
        table_name="sale",
        sqlite_where=sa.text("nota IS NOT NULL"),
        postgresql_where=sa.text("nota IS NOT NULL"),
    )
    op.drop_table("sale")
