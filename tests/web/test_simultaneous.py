"""Many copies at once, and the three ways Fineract's idempotency failed (reliability.md 1)."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from litestar import Litestar
from sqlmodel import col, select, update

from cooperative.orders.tables import OrderLine
from cooperative.refusals import Busy
from cooperative.store.tables import StockItem
from tests.village import Village
from tests.web.test_protocol import empty_shelf, orders_of, said, wants
from tests.web.wire import Phone, phone_of
from web.submit import running
from web.submit.running import InProgress, Running

COPIES = 24


def test_24_copies_at_once_are_one_order(here: Village, sari: Phone) -> None:
    key = str(uuid4())
    answers = sari.at_once(COPIES, wants(here, "gula"), key)
    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: COPIES - 1}
    assert {answer.json()["key"] for answer in answers} == {key}
    assert len({answer.json()["location"] for answer in answers}) == 1
    assert orders_of(here) == 1
    with here.books.reading() as session:
        shelf = select(StockItem.reserved_units).where(col(StockItem.product_id) == here.gula)
        assert session.exec(shelf).one() == 1


def test_24_copies_of_a_refusal_are_one_refusal(here: Village, sari: Phone) -> None:
    empty_shelf(here)
    answers = sari.at_once(COPIES, wants(here, "gula"), str(uuid4()))
    assert {answer.json()["code"] for answer in answers} == {"stock_short"}
    assert Counter(answer.json()["replay"] for answer in answers) == {False: 1, True: COPIES - 1}


def test_the_same_key_with_another_amount_is_not_answered_with_the_first(
    here: Village, sari: Phone
) -> None:
    key = str(uuid4())
    sari.order(wants(here, "gula", 2), key=key)
    said(sari.order(wants(here, "gula", 3), key=key), 422, "key_reused", final=True)
    with here.books.reading() as session:
        assert session.exec(select(OrderLine.given_units)).all() == [2]


def test_the_same_key_of_another_member_posts_nothing_and_leaks_nothing(
    here: Village, app: Litestar, sari: Phone
) -> None:
    key = str(uuid4())
    mine = sari.order(wants(here, "gula"), key=key)
    other = phone_of(app, here, here.rini).order(wants(here, "gula"), key=key)
    content = said(other, 422, "key_reused", final=True)
    assert orders_of(here) == 1
    assert mine.json()["location"] not in str(content)


def test_a_corrected_form_is_a_new_submission_and_not_refused_for_ever(
    here: Village, sari: Phone
) -> None:
    key = str(uuid4())
    unreadable = [("barang", str(here.gula)), ("jumlah", "dua")]
    said(sari.order(unreadable, key=key), 422, "form_errors", final=False)
    corrected = sari.order(wants(here, "gula", 2), Lumbung_Replaces=f'"{key}"')
    said(corrected, 201, "accepted", final=True)
    with here.books.transaction(here.coop_id) as session:
        session.exec(update(StockItem).values(quantity_units=20, value_rupiah=300_000))
    said(sari.order(unreadable, key=key), 409, "cancelled", final=True)
    assert orders_of(here) == 1


def test_a_copy_whose_first_is_still_being_written_is_asked_to_come_again(
    here: Village, sari: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "PATIENCE_SECONDS", 0.01)
    key = str(uuid4())
    with _held(monkeypatch, here.coop_id, key):
        answer = sari.order(wants(here, "gula"), key=key)
    content = said(answer, 409, "in_progress", final=False)
    assert (content["key"], answer.headers["retry-after"]) == (key, "1")
    said(sari.order(wants(here, "gula"), key=key), 201, "accepted", final=True)


def test_a_key_is_free_again_after_its_holder_has_failed() -> None:
    register = Running()
    with pytest.raises(ZeroDivisionError), register.turn(1, "a"):
        raise ZeroDivisionError
    with register.turn(1, "a"), register.turn(2, "a"), register.turn(1, "b"):
        pass


def test_a_key_is_not_held_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PATIENCE_SECONDS", 0.01)
    register = Running()
    with register.turn(1, "a"), pytest.raises(InProgress), register.turn(1, "a"):
        pytest.fail("the key was held twice")


def test_busy_books_keep_the_form(
    here: Village, sari: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = str(uuid4())
    monkeypatch.setattr(here.books, "transaction", _busy)
    answer = sari.order(wants(here, "gula"), key=key)
    content = said(answer, 503, "busy", final=False)
    assert (content["key"], answer.headers["retry-after"]) == (key, "2")
    monkeypatch.undo()
    said(sari.order(wants(here, "gula"), key=key), 201, "accepted", final=True)


@contextmanager
def _held(monkeypatch: pytest.MonkeyPatch, cooperative_id: int, key: str) -> Generator[None]:
    register = Running()
    with monkeypatch.context() as patch, register.turn(cooperative_id, key):
        patch.setattr("web.submit._running", register)
        yield


def _busy(_cooperative_id: int) -> None:
    raise Busy("held by somebody else")
