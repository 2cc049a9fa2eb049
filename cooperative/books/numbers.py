"""Numbers that never repeat, per cooperative and per kind of thing.

A plain counter row: every write holds its cooperative's lock anyway (see `books.py`), so counting
costs nothing.
"""

import sqlalchemy as sa
from sqlmodel import Field, Session

from cooperative.types import Row, ruled


class Number(Row, table=True):
    """The last number given for `name` in this cooperative."""

    __table_args__ = ruled(sa.CheckConstraint("last >= 0", name="last"))
    cooperative_id: int = Field(primary_key=True)
    name: str = Field(primary_key=True, max_length=40)
    last: int = Field(sa_type=sa.BigInteger)


_COUNT = sa.text(
    "INSERT INTO number (cooperative_id, name, last) VALUES (:cooperative_id, :name, :count)"
    " ON CONFLICT (cooperative_id, name) DO UPDATE SET last = number.last + :count RETURNING last"
)


def next_number(session: Session, cooperative_id: int, name: str, *, count: int = 1) -> int:
    """Take `count` numbers and return the first of them; numbers start at 1 and have no gaps."""
    found = {"cooperative_id": cooperative_id, "name": name, "count": count}
    last = session.connection().execute(_COUNT, found).scalar_one()
    return int(last) - count + 1
