"""What officers and assistants wrote down about the cooperative: written in ink, the newest counts.

Nothing here is derived from trade; indicators of domain.md 5.2 that nobody else can know.
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from cooperative.profile.kinds import (
    Bank,
    DocumentKind,
    Filling,
    FinancingPurpose,
    RequestState,
    Service,
    Term,
)
from cooperative.types import Instant, Row, one_of, ruled

MOST_FINANCING_RUPIAH = 3_000_000_000  # PMK 49/2025
EARLIEST_YEAR, LATEST_YEAR = 2020, 2100


def _digits(column: str, *lengths: int) -> str:
    """Build the condition that a text is so many digits, in words both databases know."""
    lengths_said = ", ".join(map(str, lengths))
    return f"length({column}) IN ({lengths_said}) AND rtrim({column}, '0123456789') = ''"


class Profile(Row, table=True):
    """The whole profile as of one saving; `version` counts from 1. None: nobody has said.

    `founded_on` is the day of the deed. Numbers are texts and keep their leading zeros. The
    building's progress is in percent, money in rupiah.
    """

    __table_args__ = ruled(
        sa.CheckConstraint(_digits("cooperative_nik", 13), name="cooperative_nik"),
        sa.CheckConstraint(_digits("npwp", 15, 16), name="npwp"),
        sa.CheckConstraint(_digits("nib", 13), name="nib"),
        sa.CheckConstraint("building_percent BETWEEN 0 AND 100", name="building"),
        sa.CheckConstraint("version >= 1", name="version"),
        sa.CheckConstraint(
            "(financing_purpose IS NULL) = (financing_state IS NULL)"
            " AND (financing_purpose IS NULL) = (financing_rupiah IS NULL)",
            name="financing",
        ),
        sa.CheckConstraint(
            f"financing_rupiah BETWEEN 1 AND {MOST_FINANCING_RUPIAH}", name="financing_rupiah"
        ),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    version: int = Field(primary_key=True)
    founded_on: date | None = None
    cooperative_nik: str | None = Field(default=None, max_length=13)
    npwp: str | None = Field(default=None, max_length=16)
    nib: str | None = Field(default=None, max_length=13)
    bank: Bank | None = Field(default=None, sa_type=one_of(Bank))  # pyright: ignore[reportArgumentType]
    has_account: bool | None = None
    has_power: bool | None = None
    has_internet: bool | None = None
    building_percent: int | None = None
    has_plan: bool | None = None
    has_bumdes: bool | None = None
    financing_purpose: FinancingPurpose | None = Field(
        default=None,
        sa_type=one_of(FinancingPurpose),  # pyright: ignore[reportArgumentType]
    )
    financing_rupiah: int | None = Field(default=None, sa_type=sa.BigInteger)
    financing_state: RequestState | None = Field(
        default=None,
        sa_type=one_of(RequestState),  # pyright: ignore[reportArgumentType]
    )
    filling: Filling = Field(sa_type=one_of(Filling))  # pyright: ignore[reportArgumentType]
    noted_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    by_person_id: int = Field(foreign_key="person.id")


class Document(Row, table=True):
    """A paper of the cooperative; the newest row of a kind is the one that holds."""

    __table_args__ = ruled(
        sa.CheckConstraint("(term = 'until') = (valid_until IS NOT NULL)", name="until"),
        sa.CheckConstraint("(term = 'gone') = (number = '')", name="number"),
        sa.Index("ix_document_of_kind", "cooperative_id", "kind", "id"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    kind: DocumentKind = Field(sa_type=one_of(DocumentKind))  # pyright: ignore[reportArgumentType]
    number: str = Field(max_length=60)
    term: Term = Field(sa_type=one_of(Term))  # pyright: ignore[reportArgumentType]
    valid_until: date | None = None
    filling: Filling = Field(sa_type=one_of(Filling))  # pyright: ignore[reportArgumentType]
    noted_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    by_person_id: int = Field(foreign_key="person.id")


class AnnualMeeting(Row, table=True):
    """The members' meeting (RAT) about the books of one year; the newest row of a year counts.

    Without a day it takes back an earlier row: the meeting has not been held.
    """

    __table_args__ = ruled(
        sa.CheckConstraint(
            "(held_on IS NULL) = (attendee_count IS NULL)",
            name="held",
        ),
        sa.CheckConstraint("attendee_count BETWEEN 1 AND 100000", name="attendees"),
        sa.CheckConstraint(
            f"book_year BETWEEN {EARLIEST_YEAR} AND {LATEST_YEAR}", name="book_year"
        ),
        sa.Index("ix_annual_meeting_of_year", "cooperative_id", "book_year", "id"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    book_year: int
    held_on: date | None = None
    attendee_count: int | None = None
    filling: Filling = Field(sa_type=one_of(Filling))  # pyright: ignore[reportArgumentType]
    noted_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    by_person_id: int = Field(foreign_key="person.id")


class Partnership(Row, table=True):
    """How far the cooperative is with one partner's service; the newest row of a service counts."""

    __table_args__ = ruled(
        sa.Index("ix_partnership_of_service", "cooperative_id", "service", "id"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    service: Service = Field(sa_type=one_of(Service))  # pyright: ignore[reportArgumentType]
    state: RequestState = Field(sa_type=one_of(RequestState))  # pyright: ignore[reportArgumentType]
    filling: Filling = Field(sa_type=one_of(Filling))  # pyright: ignore[reportArgumentType]
    noted_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    by_person_id: int = Field(foreign_key="person.id")
