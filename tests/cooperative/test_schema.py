"""The schema: what migrations make is what the tables say, and the database itself refuses."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import Session

from cooperative.actors import Actor, Role
from cooperative.assignments.assigning import assign
from cooperative.books import Books
from cooperative.books.ink import INK, PROFILE, append_only, feed_positions, fixed_verdicts
from cooperative.books.tables import METADATA
from cooperative.ledger.tables import Means
from cooperative.oversight.granting import grant_access
from cooperative.oversight.looking import look_at_savings
from cooperative.people.access import grant_role
from cooperative.people.persons import create_person
from cooperative.sales.pricing import Item
from cooperative.sales.selling import sell
from cooperative.submissions.receive import withdraw
from cooperative.visits.answering import answer_visit
from cooperative.visits.making import make_visit
from cooperative.visits.tables import CheckItem
from tests.conftest import MakeBooks
from tests.papers import write_all
from tests.village import Village, village

_SQLITE = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' AND sql IS NOT NULL"
_COLUMNS = """SELECT table_name, column_name, data_type, is_nullable, column_default
 FROM information_schema.columns WHERE table_schema = 'public'"""
_CHECKS = """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
 FROM pg_constraint WHERE connamespace = 'public'::regnamespace"""
_INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
_TRIGGERS = """SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid)
 FROM pg_trigger WHERE NOT tgisinternal"""


def _create(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        METADATA.create_all(connection)
        feed_positions(lambda sql: connection.execute(sa.text(sql)), connection.dialect.name)
        for table in INK:
            append_only(
                lambda sql: connection.execute(sa.text(sql)), connection.dialect.name, table
            )
        fixed_verdicts(lambda sql: connection.execute(sa.text(sql)), connection.dialect.name)


def _shape(engine: sa.Engine) -> set[tuple[str, ...]]:
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.exec_driver_sql(_SQLITE)
            return {(name, *sorted(_parts(sql))) for name, sql in rows}
        found: set[tuple[str, ...]] = set()
        for query in (_COLUMNS, _CHECKS, _INDEXES, _TRIGGERS):
            for row in connection.exec_driver_sql(query):
                if "alembic" not in str(row[0]):
                    found.add(tuple(str(value) for value in row))
        return found


def _parts(sql: str) -> list[str]:
    return [line.strip().rstrip(",") for line in re.split(r"\n", sql) if line.strip()]


def test_upgraded_sqlite_books_have_the_schema_of_fresh_ones(sqlite_books: Books, tmp_path: Path):
    fresh = Books(f"sqlite:///{tmp_path / 'fresh.db'}")
    _create(fresh.writer)
    assert _shape(sqlite_books.writer) == _shape(fresh.writer)
    fresh.close()


def test_upgraded_postgresql_books_have_the_schema_of_fresh_ones(make_books: MakeBooks):
    migrated, fresh = make_books("postgresql"), make_books("postgresql")
    with fresh.writer.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    _create(fresh.writer)
    assert _shape(migrated.writer) == _shape(fresh.writer)


def test_every_table_of_a_file_is_strict(sqlite_books: Books):
    loose = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0"
    with sqlite_books.writer.connect() as connection:
        names = {row[0] for row in connection.exec_driver_sql(loose)}
    assert {name for name in names if not name.startswith(("sqlite_", "alembic_"))} == set()


def test_a_file_is_opened_for_money(sqlite_books: Books):
    with sqlite_books.writer.connect() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize("table", INK)
def test_what_is_written_in_ink_stays(books: Books, table: str):
    here = village(books)
    for statement in (
        f"UPDATE {table} SET cooperative_id = cooperative_id",
        f"DELETE FROM {table}",
    ):
        with pytest.raises(IntegrityError):
            _change(here, table, statement)


def _change(here: Village, table: str, statement: str) -> None:
    with here.books.transaction(here.coop_id) as session:
        if table == "order_step":
            _place_a_step(session.connection(), here.coop_id, here.sari.person_id)
        if table in {"sale", "sale_line"}:
            _sell(session, here)
        if table.startswith("visit"):
            _visit(session, here)
        if table == "savings_look":
            _look(session, here)
        if table in PROFILE:
            write_all(session, by=here.treasurer.actor())
        if table == "assignment_step":
            _assign(session, here)
        session.connection().exec_driver_sql(statement)


def _visit(session: Session, here: Village) -> None:
    by = replace(here.treasurer.actor(), roles=frozenset({Role.ASSISTANT, Role.TREASURER}))
    visit = make_visit(
        session, note="Rapi.", checked=[CheckItem.CASH_BOOK], promised=(), photo=None, by=by
    )
    answer_visit(session, visit_id=visit.id, text="Baik", by=by)
    session.flush()  # the trigger asks about rows that are there


def _look(session: Session, here: Village) -> None:
    person_id, officer = here.joko.person_id, here.treasurer.actor()
    grant_role(session, person_id=person_id, role=Role.ASSISTANT, by=officer)
    grant_access(session, person_id=person_id, length_days=7, purpose="x", by=officer)
    session.flush()  # what is asked next is asked with SQL
    look_at_savings(session, page=1, by=Actor(here.coop_id, person_id, frozenset({Role.ASSISTANT})))
    session.flush()  # the ink is tried with SQL


def _sell(session: Session, here: Village) -> None:
    sell(
        session,
        outlet_id=here.outlet_id,
        items=[Item(here.gula, 1)],
        member_id=None,
        means=Means.CASH,
        by=here.shopkeeper.actor(),
    )


def _assign(session: Session, here: Village) -> None:
    pmo = create_person(session, name="Hendra Gunawan")
    by = Actor(here.coop_id, pmo.id or 0, frozenset({Role.PMO}))
    assign(session, person_id=here.sari.person_id, reason="tugas baru", by=by)
    session.flush()  # the statement looks at it


def _place_a_step(connection: sa.Connection, coop_id: int, person_id: int) -> None:
    now = datetime(2026, 6, 20, tzinfo=UTC).isoformat(timespec="microseconds")
    connection.exec_driver_sql(
        "INSERT INTO orders (cooperative_id, id, outlet_id, member_id, code, state, means,"
        " if_short, if_dearer, total_rupiah, held_rupiah, placed_at) VALUES"
        f" ({coop_id}, 1, 1, 1, 'AAAA', 'placed', 'cash', 'sebagian', 'terima', 0, 0, '{now}')"
    )
    connection.exec_driver_sql(
        "INSERT INTO order_step"
        " (cooperative_id, order_id, step_no, state, reason, at, by_person_id)"
        f" VALUES ({coop_id}, 1, 1, 'placed', '', '{now}', {person_id})"
    )


@pytest.mark.parametrize("amount", ["'abc'", "1.5"])
def test_money_is_a_whole_number_or_nothing(sqlite_books: Books, amount: str):
    village(sqlite_books)
    with (
        pytest.raises((IntegrityError, DataError)),
        sqlite_books.transaction() as session,
    ):
        session.connection().exec_driver_sql(f"UPDATE account SET balance_rupiah = {amount}")


@pytest.mark.parametrize(
    "change",
    [
        "member_id = NULL WHERE kind = 'voluntary'",  # savings of nobody
        "member_id = 1 WHERE kind = 'cash'",
        "side = 1, balance_rupiah = -balance_rupiah WHERE kind = 'pokok'",
        "floor_rupiah = NULL WHERE kind = 'stock'",
        "held_rupiah = 1 WHERE kind = 'pokok'",
    ],
)
def test_an_account_is_what_its_kind_says(books: Books, change: str):
    village(books)
    with pytest.raises(IntegrityError), books.transaction() as session:
        session.connection().exec_driver_sql(f"UPDATE account SET {change}")


@pytest.mark.parametrize(
    "change", ["UPDATE submission SET verdict = 'refused'", "DELETE FROM submission"]
)
def test_a_verdict_never_changes(books: Books, change: str):
    here = village(books)
    with books.transaction(here.coop_id) as session:
        withdraw(session, "00000000-0000-4000-8000-000000000001", by=here.sari.actor())
    with pytest.raises(IntegrityError), books.transaction(here.coop_id) as session:
        session.connection().exec_driver_sql(change)
