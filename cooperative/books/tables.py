"""Every table of the books, imported once so that the metadata is whole; and what kind of books
these are.
"""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, Session, SQLModel

from cooperative import activity, audit, inbox, questions
from cooperative.assignments import tables as assignments
from cooperative.books import numbers
from cooperative.ledger import tables as ledger
from cooperative.orders import tables as orders
from cooperative.oversight import tables as oversight
from cooperative.people import tables as people
from cooperative.profile import tables as profile
from cooperative.push import tables as push
from cooperative.sales import tables as sales
from cooperative.store import tables as store
from cooperative.submissions import tables as submissions
from cooperative.types import Instant, Row, ruled
from cooperative.visits import tables as visits

MODULES = (
    *(activity, assignments, audit, inbox, ledger, numbers, orders, oversight),
    *(people, profile, push, questions, sales, store, submissions, visits),
)


class BooksKind(Row, table=True):
    """One row: whether these are demonstration books. Written when they are made, never changed."""

    __table_args__ = ruled(sa.CheckConstraint("id = 1", name="one_row"))
    id: int = Field(default=1, primary_key=True, sa_column_kwargs={"autoincrement": False})
    demo: bool
    made_at: datetime = Field(sa_type=Instant)


METADATA = SQLModel.metadata


def is_demo(session: Session) -> bool | None:
    """Tell whether these are demonstration books; None while they are unwritten."""
    kind = session.get(BooksKind, 1)
    return kind.demo if kind else None
