"""Read the profile back: what holds now, and who wrote it when."""

from datetime import datetime
from typing import Any, NamedTuple, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, SQLModel, col, func, select

from cooperative.people.tables import Person
from cooperative.profile.kinds import Filling, RequestState, Term
from cooperative.profile.saving import newest_profile
from cooperative.profile.tables import AnnualMeeting, Document, Partnership, Profile

MOST_NOTINGS = 10
RowOf = TypeVar("RowOf", bound=SQLModel)


class Noting(NamedTuple):
    """One line of the history: what was written (profile, document, meeting, partnership), about
    what, when and by whom."""

    what: str
    about: str
    recorded_at: datetime
    filling: Filling
    name: str


class Overview(NamedTuple):
    """Everything that holds now, each list by its kind; meetings the newest year first."""

    profile: Profile | None
    documents: list[Document]
    meetings: list[AnnualMeeting]
    partnerships: list[Partnership]
    notings: list[Noting]


def overview(session: Session, cooperative_id: int) -> Overview:
    """Return what holds now, and the last notings."""
    documents = _newest(session, Document, "kind", cooperative_id)
    meetings = _newest(session, AnnualMeeting, "book_year", cooperative_id)
    partnerships = _newest(session, Partnership, "service", cooperative_id)
    return Overview(
        newest_profile(session, cooperative_id),
        [one for one in documents if one.term is not Term.GONE],
        sorted(meetings, key=lambda one: -one.book_year),
        [one for one in partnerships if one.state is not RequestState.ENDED],
        _notings(session, cooperative_id),
    )


def _newest(session: Session, table: type[RowOf], kind: str, cooperative_id: int) -> list[RowOf]:
    """Return the newest row of each kind."""
    columns = sa.inspect(table).columns
    last = (
        select(func.max(columns["id"]))
        .where(columns["cooperative_id"] == cooperative_id)
        .group_by(columns[kind])
    )
    rows = select(table).where(columns["cooperative_id"] == cooperative_id)
    return list(session.exec(rows.where(columns["id"].in_(last)).order_by(columns[kind])))


def _notings(session: Session, cooperative_id: int) -> list[Noting]:
    """Return the last notings of all tables, the newest first."""
    parts = [
        _part(cooperative_id, "profile", Profile, sa.literal("")),
        _part(cooperative_id, "document", Document, sa.cast(col(Document.kind), sa.String)),
        _part(
            cooperative_id,
            "meeting",
            AnnualMeeting,
            sa.cast(col(AnnualMeeting.book_year), sa.String),
        ),
        _part(
            cooperative_id, "partnership", Partnership, sa.cast(col(Partnership.service), sa.String)
        ),
    ]
    every = sa.union_all(*parts).subquery()
    newest = sa.select(every).order_by(every.c.recorded_at.desc()).limit(MOST_NOTINGS)
    return [Noting(*row) for row in session.connection().execute(newest)]


def _part(
    cooperative_id: int, what: str, table: type[SQLModel], about: sa.ColumnElement[str]
) -> sa.Select[str, str, Any, Any, Any]:
    columns = sa.inspect(table).columns
    return (
        sa.select(
            sa.literal(what).label("what"),
            about.label("about"),
            columns["recorded_at"],
            columns["filling"],
            sa.func.trim(col(Person.honorific) + " " + col(Person.name)).label("name"),
        )
        .join(Person, col(Person.id) == columns["by_person_id"])
        .where(columns["cooperative_id"] == cooperative_id)
    )
