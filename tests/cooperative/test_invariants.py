"""The books are proved: whatever somebody does to them behind the rules' back is found."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest
from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.books import Books
from cooperative.books.ink import INK
from cooperative.books.invariants import CHAIN, broken
from cooperative.books.promises import PROMISES
from cooperative.ledger.corrections import take_back
from cooperative.ledger.leaving import leave
from cooperative.ledger.savings import deposit
from cooperative.ledger.tables import AccountKind, Means
from cooperative.orders.choices import Asked
from cooperative.orders.handover import hand_over
from cooperative.orders.placing import place
from cooperative.orders.tables import IfDearer, IfShort, Order
from cooperative.sales.pricing import Item
from cooperative.sales.selling import sell
from cooperative.sales.taking_back import take_back_sale
from cooperative.submissions.receive import receive, withdraw
from cooperative.submissions.verdicts import Envelope, Outcome
from tests.village import Village, Villager, two_villages

KEY = "9d1b3c8e-0000-4000-8000-000000000001"
WITHDRAWN = "9d1b3c8e-0000-4000-8000-000000000002"


def order_two_of(session: Session, who: Villager, product_id: int) -> Order:
    return place(
        session,
        member_id=who.member_id,
        asked=[Asked(product_id, 2)],
        means=Means.SAVINGS,
        if_short=IfShort.PARTIAL,
        if_dearer=IfDearer.ACCEPT,
        by=who.actor(),
    )


def save(session: Session, by: Actor, who: Villager, amount_rupiah: int) -> int:
    kind = AccountKind.VOLUNTARY
    mine = who.member_id
    return deposit(session, member_id=mine, kind=kind, amount_rupiah=amount_rupiah, by=by).id


def lively(books: Books) -> Village:
    """A village where something of every kind has happened, through the rules.

    Entry 1 is Bu Sari's pokok; order 1 is hers and open, order 2 is Mbak Rini's and handed over.
    """
    here = two_villages(books).here
    by = here.treasurer.actor()
    with here.writing() as session:
        order_two_of(session, here.sari, here.gula)
        wrong = save(session, by, here.rini, 50_000)
        take_back(session, entry_id=wrong, reason="salah catat", by=by)
        save(session, by, here.rini, 40_000)
        mine = order_two_of(session, here.rini, here.minyak)
        keeper = here.shopkeeper.actor()
        hand_over(session, order_id=mine.id, means=Means.SAVINGS, by=keeper)
        leave(session, member_id=here.joko.member_id, by=by)
        for items in ([Item(here.gas, 2), Item(here.gula, 1)], [Item(here.gas, 1)]):
            sale = sell(
                session,
                outlet_id=here.outlet_id,
                items=items,
                member_id=here.rini.member_id,
                means=Means.CREDIT,
                by=keeper,
            )
        take_back_sale(session, sale_id=sale.id, reason="salah catat", by=keeper)

        def bring(session: Session, by: Actor) -> Outcome:
            entry = save(session, by, here.sari, 5_000)
            return Outcome(f"entry/{entry}", f"/simpanan/{entry}")

        receive(session, Envelope(KEY, "deposit", "/kas/setor", "0" * 64), by=by, act=bring)
        withdraw(session, WITHDRAWN, by=by)
    return here


@contextmanager
def open_books(books: Books) -> Generator[list[str]]:
    """Run statements on the file itself, with no trigger, check or foreign key in the way."""
    connection = books.writer.raw_connection()
    cursor = connection.cursor()
    for table in INK:
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(f"DROP TRIGGER {table}_is_ink_{verb}")
    for name in ("verdict_is_fixed", "submission_stays"):
        cursor.execute(f"DROP TRIGGER {name}")
    cursor.execute("PRAGMA foreign_keys=OFF")
    cursor.execute("PRAGMA ignore_check_constraints=ON")
    statements: list[str] = []
    try:
        yield statements
        for statement in statements:
            cursor.execute(statement)
    finally:
        cursor.execute("PRAGMA ignore_check_constraints=OFF")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()
        connection.close()


def test_a_lively_village_keeps_every_promise(books: Books):
    here = lively(books)
    with books.reading() as session:
        assert broken(session) == []
    with here.writing() as session:
        save(session, here.treasurer.actor(), here.sari, 1_000)
        assert broken(session) == []


BENT_REVERSAL = """UPDATE transfer SET amount_rupiah = 49999
    WHERE entry_id = (SELECT min(id) FROM entry WHERE kind = 'reversal')"""
# The promise that is broken, and what somebody did to the file.
PLANTED: list[tuple[str, str]] = [
    ("I1 an entry moves money", "DELETE FROM transfer WHERE entry_id = 1"),
    (
        "I1 a line belongs to an entry and two accounts of its cooperative",
        "INSERT INTO transfer VALUES (1, 999, 1, 1, 2, 5)",
    ),
    (
        "I1 a line belongs to an entry and two accounts of its cooperative",
        "INSERT INTO transfer VALUES (1, 1, 9, 1, 999, 5)",
    ),
    (
        "I2 a balance is the sum of its lines",
        "UPDATE account SET balance_rupiah = balance_rupiah - 1 WHERE kind = 'voluntary'",
    ),
    (
        "I3 the books of a cooperative add up to zero",
        "UPDATE account SET balance_rupiah = balance_rupiah + 1 WHERE kind = 'cash'",
    ),
    (
        "I4 no account is below its floor or its holds",
        "UPDATE account SET balance_rupiah = 1 WHERE kind = 'pokok' AND member_id = 1",
    ),
    ("I5 every line is a positive amount", "UPDATE transfer SET amount_rupiah = 0"),
    (
        "I10 an entry moves the money of its own member only",
        "UPDATE entry SET member_id = 2 WHERE id = 1",
    ),
    ("I12 receipts have no gap", "UPDATE entry SET book_no = 900 WHERE id = 2"),
    ("I12 entries have no gap", "UPDATE number SET last = 900 WHERE name = 'entry'"),
    (
        "I15 a reversal mirrors its entry",
        BENT_REVERSAL,
    ),
    (
        "who left has no savings in the books",
        "UPDATE account SET balance_rupiah = -1 WHERE kind = 'pokok' AND member_id = 3",
    ),
    ("I6 stock is the sum of its movements", "UPDATE stock_item SET quantity_units = 21"),
    ("I6 goods move on a shelf", "UPDATE stock_movement SET outlet_id = 9 WHERE id = 1"),
    (
        "I6 stock is never below zero or below what is promised",
        "UPDATE stock_item SET quantity_units = -1",
    ),
    (
        "I6 what is promised is the sum of held reservations",
        "UPDATE stock_item SET reserved_units = 3",
    ),
    (
        "I6 goods are held for open orders only",
        "UPDATE orders SET state = 'cancelled' WHERE id = 1",
    ),
    (
        "the inventory account is what the shelves cost",
        "UPDATE stock_item SET value_rupiah = value_rupiah + 1",
    ),
    ("I7 an order is the sum of its lines", "UPDATE orders SET total_rupiah = 1 WHERE id = 1"),
    (
        "I7 a line is its price times what was given",
        "UPDATE order_line SET given_units = 3, asked_units = 3 WHERE order_id = 1",
    ),
    (
        "held savings are the sum of her open orders",
        "UPDATE account SET held_rupiah = 1 WHERE kind = 'voluntary' AND member_id = 1",
    ),
    ("only sukarela is held", "UPDATE account SET held_rupiah = 1 WHERE kind = 'cash'"),
    (
        "I8 a handed-over order has one sale of its total",
        "UPDATE entry SET subject = 'order/1' WHERE kind = 'sale'",
    ),
    (
        "I8 a handed-over order took its goods off the shelf",
        "UPDATE stock_movement SET delta_units = -1 WHERE kind = 'sold'",
    ),
    (
        "I8 a handed-over order took its goods off the shelf",
        "UPDATE stock_movement SET order_id = 1 WHERE kind = 'sold'",
    ),
    (
        "an order is where its last step brought it",
        "UPDATE orders SET state = 'ready' WHERE id = 1",
    ),
    ("I7 a sale is the sum of its lines", "UPDATE sale SET total_rupiah = 1 WHERE id = 1"),
    (
        "I7 a line of a sale is its price times its units",
        "UPDATE sale_line SET quantity_units = 9 WHERE sale_id = 1",
    ),
    (
        "I8 a sale at the counter has its entry, for its total and its buyer",
        "UPDATE sale SET member_id = 1 WHERE id = 1",
    ),
    (
        "I8 a sale at the counter took its goods off the shelf",
        "UPDATE sale SET entry_id = 1 WHERE id = 1",
    ),
    (
        "I8 a sale that was taken back has its goods back",
        "UPDATE stock_movement SET entry_id = NULL WHERE kind = 'reversal'",
    ),
    (
        "I9 an accepted submission has its act, any other has none",
        f"UPDATE submission SET verdict = 'refused' WHERE key = '{KEY}'",
    ),
    (
        "I9 an accepted submission has its act, any other has none",
        f"UPDATE submission SET verdict = 'accepted' WHERE key = '{WITHDRAWN}'",
    ),
    ("I9 what a submission did has its submission", f"DELETE FROM submission WHERE key = '{KEY}'"),
    ("I11 every act is in the trail", "DELETE FROM audit WHERE seq = 3"),
    ("I11 the trail has no gap", "DELETE FROM audit WHERE seq = 3"),
    ("I11 the trail says what the feed says", "UPDATE audit SET kind = 'lain' WHERE seq = 3"),
    (CHAIN, "UPDATE audit SET details = '{}' WHERE seq = 3"),
    (CHAIN, "UPDATE audit SET by_person_id = 2 WHERE seq = 3"),
    (CHAIN, "UPDATE audit SET previous_hash = '' WHERE seq = 3"),
]


@pytest.mark.parametrize(("promise", "statement"), PLANTED)
def test_what_is_done_to_the_file_is_found(sqlite_books: Books, promise: str, statement: str):
    lively(sqlite_books)
    with open_books(sqlite_books) as statements:
        statements.append(statement)
    with sqlite_books.reading() as session:
        assert promise in {found.name for found in broken(session)}


TWICE = {
    "I9 a submission signs one entry and one order": "UPDATE entry SET submission_key"
    f" = '{KEY}' WHERE id < 3",
    "I15 an entry is reversed once": "UPDATE entry SET reverses_id = 1 WHERE id IN (3, 4)",
}


@pytest.mark.parametrize("promise", TWICE)
def test_what_a_unique_constraint_forbids_is_found_without_it(sqlite_books: Books, promise: str):
    lively(sqlite_books)
    with open_books(sqlite_books) as statements:
        statements += [
            "ALTER TABLE entry RENAME TO old_entry",
            "CREATE TABLE entry AS SELECT * FROM old_entry",
            TWICE[promise],
        ]
    with sqlite_books.reading() as session:
        assert promise in {found.name for found in broken(session)}


def test_every_promise_has_somebody_who_broke_it():
    assert {*PROMISES, CHAIN} == {promise for promise, _ in PLANTED} | TWICE.keys()


def test_rows_say_where_to_look(sqlite_books: Books):
    lively(sqlite_books)
    with open_books(sqlite_books) as statements:
        statements.append("UPDATE audit SET details = '{}' WHERE seq = 3 AND cooperative_id = 1")
    with sqlite_books.reading() as session:
        assert broken(session) == [(CHAIN, [(1, 3)])]
