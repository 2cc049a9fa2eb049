"""The last one of a product: however many want it at the same moment, one gets it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier as ProcessBarrier
from threading import Barrier

import pytest

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.ledger.tables import Means
from cooperative.orders.choices import Asked
from cooperative.orders.placing import place
from cooperative.orders.tables import IfDearer, IfShort
from cooperative.refusals import Refused
from cooperative.store.reservations import reserve
from cooperative.store.shelves import Shelf
from tests.conftest import A_MORNING, KINDS, MakeBooks
from tests.shop import adds_up, an_order, count, on_shelf
from tests.village import Village, village

THREADS, PROCESSES = 8, 2
TIMEOUT_SECONDS = 60


def one_left(books: Books, orders: int) -> tuple[Village, Shelf, list[int]]:
    """Leave one sack of rice, and write down orders that all want it."""
    here = village(books)
    with here.writing() as session:
        count(session, here, 1)
        wanting = [an_order(session, here, here.beras, 1) for _ in range(orders)]
    return here, Shelf(here.coop_id, here.outlet_id, here.beras), wanting


def reach(books: Books, shelf: Shelf, lock: int | None, wait: Callable[[], int], order: int) -> int:
    """Wait for the others, then reach for it; returns what this order got."""
    wait()
    with books.transaction(lock) as session:
        return reserve(session, order_id=order, line_no=1, quantity_units=1, **shelf._asdict())


def reach_together(books: Books, shelf: Shelf, lock: int | None, orders: list[int]) -> list[int]:
    """Let one thread for each order reach for it."""
    together = Barrier(len(orders), timeout=TIMEOUT_SECONDS)
    with ThreadPoolExecutor(len(orders)) as pool:
        return list(pool.map(partial(reach, books, shelf, lock, together.wait), orders))


def reach_apart(url: str, shelf: Shelf, together: ProcessBarrier, order: int) -> None:
    """Reach for it in a process of its own, with books opened there."""
    books = Books(url, clock=FixedClock(A_MORNING))
    reach(books, shelf, shelf.cooperative_id, together.wait, order)
    books.close()


def buy(here: Village, wait: Callable[[], int]) -> str:
    """Order the last one as a member does; returns "ordered" or why not."""
    wait()
    try:
        with here.writing() as session:
            place(
                session,
                member_id=here.sari.member_id,
                asked=[Asked(here.beras, 1, None)],
                means=Means.CASH,
                if_short=IfShort.PARTIAL,
                if_dearer=IfDearer.ACCEPT,
                by=here.sari.actor(),
            )
    except Refused as refusal:
        return refusal.code
    return "ordered"


def test_one_of_eight_threads_gets_the_last_one(books: Books):
    here, shelf, orders = one_left(books, THREADS)
    assert sorted(reach_together(books, shelf, here.coop_id, orders)) == [0] * 7 + [1]
    with here.writing() as session:
        assert on_shelf(session, here, here.beras).free_units == 0
        assert adds_up(session, here)


def test_even_without_the_cooperatives_lock_one_of_eight_gets_it(postgresql_books: Books):
    here, shelf, orders = one_left(postgresql_books, THREADS)
    assert sorted(reach_together(postgresql_books, shelf, None, orders)) == [0] * 7 + [1]
    with here.writing() as session:
        assert adds_up(session, here)


def test_one_of_eight_orders_is_placed_and_the_others_are_told_why(books: Books):
    here, _, _ = one_left(books, 0)
    together = Barrier(THREADS, timeout=TIMEOUT_SECONDS)
    with ThreadPoolExecutor(THREADS) as pool:
        buying = [pool.submit(buy, here, together.wait) for _ in range(THREADS)]
    answers = sorted(one.result() for one in buying)
    assert answers == ["ordered"] + ["stock_short"] * 7
    with here.writing() as session:
        assert adds_up(session, here)


@pytest.mark.parametrize("kind", KINDS)
def test_one_of_two_processes_gets_the_last_one(make_books: MakeBooks, kind: str):
    books = make_books(kind)
    here, shelf, orders = one_left(books, PROCESSES)
    apart = get_context("spawn")
    together = apart.Barrier(PROCESSES, timeout=TIMEOUT_SECONDS)
    running = [
        apart.Process(target=reach_apart, args=(books.url, shelf, together, order))
        for order in orders
    ]
    for process in running:
        process.start()
    for process in running:
        process.join()
    assert [process.exitcode for process in running] == [0, 0]
    with here.writing() as session:
        assert on_shelf(session, here, here.beras).free_units == 0
        assert adds_up(session, here)
