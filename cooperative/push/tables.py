"""Phones that want to be told, what people want to hear, and what waits to be sent to them."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from cooperative.types import Instant, Row, index_where, one_of, ruled

MINUTES_A_DAY = 24 * 60


class PushState(StrEnum):
    """What became of a hint; only what waits is ever sent."""

    WAITING = "waiting"
    SENT = "sent"
    SKIPPED = "skipped"  # not wanted, replaced by newer news, or nobody to tell
    GIVEN_UP = "given_up"  # older than its news is worth


class PushSubscription(Row, table=True):
    """One person on one phone, and where the push service of its browser is reached.

    Two people of a shared phone have one endpoint and a row each. `key_id` names the key of ours
    the browser subscribed with: after a change of keys it has to subscribe anew.
    """

    __table_args__ = ruled()
    device_id: int = Field(primary_key=True, foreign_key="device.id")
    person_id: int = Field(primary_key=True, foreign_key="person.id", index=True)
    cooperative_id: int | None = Field(default=None, foreign_key="cooperative.id")
    endpoint: str = Field(max_length=1024, index=True)
    p256dh: str = Field(max_length=88)
    auth: str = Field(max_length=24)
    key_id: str = Field(max_length=16)
    subscribed_at: datetime = Field(sa_type=Instant)
    reached_at: datetime | None = Field(default=None, sa_type=Instant)


class PushWish(Row, table=True):
    """What a person wants to be told at once. Who never said anything has no row.

    `muted` holds the names of the groups she switched off. Quiet hours are minutes after midnight
    of the cooperative's own day and may run over midnight; equal ones are none.
    """

    __table_args__ = ruled(
        sa.CheckConstraint(
            f"quiet_from_minute >= 0 AND quiet_from_minute < {MINUTES_A_DAY}", name="quiet_from"
        ),
        sa.CheckConstraint(
            f"quiet_until_minute >= 0 AND quiet_until_minute < {MINUTES_A_DAY}", name="quiet_until"
        ),
        sa.CheckConstraint("most_a_day BETWEEN 1 AND 100", name="most_a_day"),
    )
    person_id: int = Field(
        primary_key=True, foreign_key="person.id", sa_column_kwargs={"autoincrement": False}
    )
    muted: list[str] = Field(sa_type=sa.JSON)
    quiet_from_minute: int
    quiet_until_minute: int
    most_a_day: int


class PushNotice(Row, table=True):
    """One hint for one person on one phone: the outbox of push, written with the news itself.

    It names no goods, no people and no amounts: the words come from `kind`. A process that takes
    it to send it moves `due_at` on, so another one takes it when the first has died meanwhile.
    """

    __table_args__ = ruled(
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name="sent"),
        sa.CheckConstraint("tries >= 0", name="tries"),
        index_where("state = 'waiting'", "ix_push_notice_due", "due_at"),
        sa.Index("ix_push_notice_of_phone", "device_id", "person_id", "sent_at"),
        sa.Index("ix_push_notice_made", "made_at"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    device_id: int = Field(foreign_key="device.id")
    kind: str = Field(max_length=40)
    path: str = Field(max_length=120)
    state: PushState = Field(default=PushState.WAITING, sa_type=one_of(PushState))  # pyright: ignore[reportArgumentType]
    made_at: datetime = Field(sa_type=Instant)
    due_at: datetime = Field(sa_type=Instant)
    is_gathered: bool = False
    tries: int = 0
    last_status: int | None = None
    sent_at: datetime | None = Field(default=None, sa_type=Instant)
