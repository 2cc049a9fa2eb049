"""Who belongs to which cooperative, as what.

A person is one row for the whole installation, because one person may hold roles in several
cooperatives; membership and roles carry the cooperative first.
"""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from cooperative.actors import Role
from cooperative.types import Instant, Row, index_where, of_cooperative, one_of, ruled


class Cooperative(Row, table=True):
    """A village cooperative and its settings (domain.md 1.2, 3; protocol.md 7)."""

    __table_args__ = ruled(
        sa.CheckConstraint("price_rise_limit_percent BETWEEN 0 AND 100", name="price_rise_limit"),
        sa.CheckConstraint("release_after_open_days BETWEEN 1 AND 60", name="release_after"),
    )
    id: int | None = Field(default=None, primary_key=True)
    region_code: str = Field(unique=True, max_length=13)
    name: str = Field(max_length=80)
    zone: str = Field(max_length=32)
    address: str = Field(default="", max_length=160)
    price_rise_limit_percent: int = 5
    reminder_after_open_days: int = 2
    release_after_open_days: int = 3
    created_at: datetime = Field(sa_type=Instant)


class Person(Row, table=True):
    """A human being. `public_id` is the opaque id that phones know; it never changes and tells
    nothing.
    """

    __table_args__ = ruled()
    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(unique=True, max_length=32)
    name: str = Field(max_length=80)
    honorific: str = Field(default="", max_length=8)
    phone: str | None = Field(default=None, max_length=20)
    passphrase_hash: str | None = Field(default=None, max_length=160)
    demo_slug: str | None = Field(default=None, unique=True, max_length=24)
    created_at: datetime = Field(sa_type=Instant)


class MemberState(StrEnum):
    """Applicant until the pokok is paid in full, then active, then left (domain.md 1.1)."""

    APPLICANT = "applicant"
    ACTIVE = "active"
    LEFT = "left"


class Member(Row, table=True):
    """A line of the member register (buku daftar anggota, UU 25/1992 article 17)."""

    __table_args__ = ruled(
        sa.UniqueConstraint("cooperative_id", "person_id"),
        sa.UniqueConstraint("cooperative_id", "number"),
        sa.CheckConstraint("(state = 'left') = (left_on IS NOT NULL)", name="left_on"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    number: str = Field(max_length=16)
    state: MemberState = Field(default=MemberState.APPLICANT, sa_type=one_of(MemberState))  # pyright: ignore[reportArgumentType]
    joined_on: date
    left_on: date | None = None


class RoleGrant(Row, table=True):
    """One person's role in one cooperative, from `since` until it ended. Membership is not granted:
    it is held.
    """

    __table_args__ = ruled(
        index_where(
            "until IS NULL",
            "uq_role_grant_open",
            "cooperative_id",
            "person_id",
            "role",
            unique=True,
        ),
        sa.CheckConstraint("role <> 'member'", name="role_is_granted"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=one_of(Role))  # pyright: ignore[reportArgumentType]
    since: datetime = Field(sa_type=Instant)
    until: datetime | None = Field(default=None, sa_type=Instant)


class RegionGrant(Row, table=True):
    """A person's role for a whole regency or province, such as a PMO's."""

    __table_args__ = ruled()
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    role: Role = Field(sa_type=one_of(Role))  # pyright: ignore[reportArgumentType]
    region_code: str = Field(max_length=13)
    since: datetime = Field(sa_type=Instant)
    until: datetime | None = Field(default=None, sa_type=Instant)


class Device(Row, table=True):
    """A phone or laptop that was enrolled. Only the digest of its secret is kept."""

    __table_args__ = ruled()
    id: int | None = Field(default=None, primary_key=True)
    public_id: str = Field(unique=True, max_length=32)
    secret_hash: str = Field(unique=True, max_length=64)
    label: str = Field(max_length=60)
    created_at: datetime = Field(sa_type=Instant)


class Enrolment(Row, table=True):
    """A person on a device, with the PIN that opens it there, and this device's own count of
    misses.
    """

    __table_args__ = ruled(
        sa.CheckConstraint("misses >= 0", name="misses"),
        of_cooperative("member", "member_id"),
    )
    device_id: int = Field(primary_key=True, foreign_key="device.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    cooperative_id: int | None = Field(default=None, foreign_key="cooperative.id")
    member_id: int | None = None
    pin_hash: str = Field(max_length=160)
    misses: int = 0
    shut_until: datetime | None = Field(default=None, sa_type=Instant)
    enrolled_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)


class EnrolmentCode(Row, table=True):
    """A one-time code an officer gave to a person: eight digits, ten minutes, one use
    (reliability.md 2.1).
    """

    __table_args__ = ruled(sa.CheckConstraint("expires_at > issued_at", name="expires"))
    id: int | None = Field(default=None, primary_key=True)
    cooperative_id: int | None = Field(default=None, foreign_key="cooperative.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    code_hash: str = Field(unique=True, max_length=64)
    issued_by: int | None = Field(default=None, foreign_key="person.id")
    issued_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class SignIn(Row, table=True):
    """A session: rows of our own, so that an id made by a client is nobody and a sign-out stays
    one.
    """

    __table_args__ = ruled()
    token_hash: str = Field(primary_key=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", index=True)
    device_id: int = Field(foreign_key="device.id", index=True)
    cooperative_id: int | None = Field(default=None, foreign_key="cooperative.id")
    signed_in_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    pin_at: datetime = Field(sa_type=Instant)
    locked_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class Attempts(Row, table=True):
    """Wrong codes and PINs of strangers, counted in one bucket each; trusted phones have their own
    count.
    """

    __table_args__ = ruled(sa.CheckConstraint("misses >= 0", name="misses"))
    bucket: str = Field(primary_key=True, max_length=64)
    misses: int = 0
    since: datetime = Field(sa_type=Instant)
