"""what the cooperative says of itself: numbers, papers, meetings, partners"""

import sqlalchemy as sa
from alembic import op

from cooperative.books.ink import append_only
from cooperative.types import Instant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "annual_meeting",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("book_year", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("attendee_count", sa.Integer(), nullable=True),
        sa.Column(
            "filling",
            sa.Enum(
                "own",
                "assisted",
                name="filling",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(held_on IS NULL) = (attendee_count IS NULL)", name=op.f("ck_annual_meeting_held")
        ),
        sa.CheckConstraint(
            "attendee_count BETWEEN 1 AND 100000", name=op.f("ck_annual_meeting_attendees")
        ),
        sa.CheckConstraint(
            "book_year BETWEEN 2020 AND 2100", name=op.f("ck_annual_meeting_book_year")
        ),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_annual_meeting_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_annual_meeting_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_annual_meeting")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_annual_meeting_of_year",
        "annual_meeting",
        ["cooperative_id", "book_year", "id"],
        unique=False,
    )
    op.create_table(
        "document",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "legal_entity",
                "deed",
                "permit",
                "domicile",
                "lpg_permit",
                "fertiliser_permit",
                "building",
                "agreement",
                "further",
                name="document_kind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column(
            "term",
            sa.Enum(
                "until",
                "endless",
                "gone",
                name="term",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column(
            "filling",
            sa.Enum(
                "own",
                "assisted",
                name="filling",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(term = 'gone') = (number = '')", name=op.f("ck_document_number")),
        sa.CheckConstraint(
            "(term = 'until') = (valid_until IS NOT NULL)", name=op.f("ck_document_until")
        ),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_document_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_document_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_document")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_document_of_kind", "document", ["cooperative_id", "kind", "id"], unique=False
    )
    op.create_table(
        "partnership",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "service",
            sa.Enum(
                "lpg",
                "staples",
                "rpk",
                "pln",
                "fertiliser",
                "pos",
                "pharmacy",
                "bni46",
                "brilink",
                "bsi_agent",
                "paddy",
                "fertiliser_partner",
                "brimola",
                "kerosene",
                "bri_merchant",
                "mandiri_agent",
                "bale_agent",
                name="service",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "processed",
                "verified",
                "approved",
                "rejected",
                "ended",
                name="request_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "filling",
            sa.Enum(
                "own",
                "assisted",
                name="filling",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_partnership_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_partnership_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "id", name=op.f("pk_partnership")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_partnership_of_service",
        "partnership",
        ["cooperative_id", "service", "id"],
        unique=False,
    )
    op.create_table(
        "profile",
        sa.Column("cooperative_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("founded_on", sa.Date(), nullable=True),
        sa.Column("cooperative_nik", sa.String(length=13), nullable=True),
        sa.Column("npwp", sa.String(length=16), nullable=True),
        sa.Column("nib", sa.String(length=13), nullable=True),
        sa.Column(
            "bank",
            sa.Enum(
                "bri",
                "mandiri",
                "bni",
                "bsi",
                "elsewhere",
                "none",
                name="bank",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("has_account", sa.Boolean(), nullable=True),
        sa.Column("has_power", sa.Boolean(), nullable=True),
        sa.Column("has_internet", sa.Boolean(), nullable=True),
        sa.Column("building_percent", sa.Integer(), nullable=True),
        sa.Column("has_plan", sa.Boolean(), nullable=True),
        sa.Column("has_bumdes", sa.Boolean(), nullable=True),
        sa.Column(
            "financing_purpose",
            sa.Enum(
                "lpdb",
                "himbara",
                name="financing_purpose",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("financing_rupiah", sa.BigInteger(), nullable=True),
        sa.Column(
            "financing_state",
            sa.Enum(
                "requested",
                "processed",
                "verified",
                "approved",
                "rejected",
                "ended",
                name="request_state",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "filling",
            sa.Enum(
                "own",
                "assisted",
                name="filling",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("by_person_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(cooperative_nik) IN (13) AND rtrim(cooperative_nik, '0123456789') = ''",
            name=op.f("ck_profile_cooperative_nik"),
        ),
        sa.CheckConstraint(
            "length(nib) IN (13) AND rtrim(nib, '0123456789') = ''", name=op.f("ck_profile_nib")
        ),
        sa.CheckConstraint(
            "length(npwp) IN (15, 16) AND rtrim(npwp, '0123456789') = ''",
            name=op.f("ck_profile_npwp"),
        ),
        sa.CheckConstraint(
            "(financing_purpose IS NULL) = (financing_state IS NULL) AND (financing_purpose IS NULL) = (financing_rupiah IS NULL)",
            name=op.f("ck_profile_financing"),
        ),
        sa.CheckConstraint("building_percent BETWEEN 0 AND 100", name=op.f("ck_profile_building")),
        sa.CheckConstraint(
            "financing_rupiah BETWEEN 1 AND 3000000000", name=op.f("ck_profile_financing_rupiah")
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_profile_version")),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["person.id"], name=op.f("fk_profile_by_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["cooperative_id"], ["cooperative.id"], name=op.f("fk_profile_cooperative_id")
        ),
        sa.PrimaryKeyConstraint("cooperative_id", "version", name=op.f("pk_profile")),
        sqlite_strict=True,
    )
    for table in ("profile", "document", "annual_meeting", "partnership"):
        append_only(op.execute, op.get_bind().dialect.name, table)


def downgrade():
    op.drop_table("profile")
    op.drop_table("partnership")
    op.drop_table("document")
    op.drop_table("annual_meeting")
