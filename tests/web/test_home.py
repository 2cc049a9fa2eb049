"""Beranda: Sari's own, and nobody else's."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.ledger.tables import Means
from cooperative.orders.handover import hand_over
from tests.web.crowd import Crowd, crowd_in, words_of


@pytest.fixture
def crowd(books: Books, tmp_path: Path) -> Crowd:
    return crowd_in(books, tmp_path)


def test_sari_is_greeted_and_sees_her_savings(crowd: Crowd) -> None:
    said = words_of(crowd.sari.get("/").text)
    assert "Selamat pagi, Bu Sari" in said
    assert "Rp150.000" in said


@pytest.mark.parametrize(
    ("hour_utc", "part"), [(3, "pagi"), (5, "siang"), (9, "sore"), (12, "malam"), (18, "malam")]
)
def test_the_greeting_follows_the_hour_in_the_village(
    crowd: Crowd, clock: FixedClock, hour_utc: int, part: str
) -> None:
    clock.moment = datetime(2026, 6, 21, hour_utc, 30, tzinfo=UTC)
    assert f"Selamat {part}, Bu Sari" in words_of(crowd.sari.get("/").text)


def test_what_she_bought_this_year_is_counted_when_it_was_handed_over(crowd: Crowd) -> None:
    placed = crowd.order()
    assert "Belanja tahun 2026 Rp0" in words_of(crowd.sari.get("/").text)
    with crowd.here.books.transaction(crowd.here.coop_id) as session:
        by = crowd.here.shopkeeper.actor()
        hand_over(session, order_id=placed.id, means=Means.CASH, paid_rupiah=None, by=by)
    assert "Belanja tahun 2026 Rp33.000" in words_of(crowd.sari.get("/").text)


def test_running_orders_and_usual_goods_are_hers(crowd: Crowd) -> None:
    placed = crowd.order()
    hers, rinis = crowd.sari.get("/").text, crowd.rini.get("/").text
    assert f'id="pesanan-{placed.id}"' in hers
    assert f'id="barang-{crowd.here.gula}"' in hers
    assert placed.code not in rinis
    assert placed.code not in crowd.elsewhere.get("/").text
    assert "Biasa dibeli" not in rinis


def test_a_shopkeeper_who_is_no_member_goes_to_the_shop(crowd: Crowd) -> None:
    answer = crowd.shopkeeper.get("/")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/gerai/pesanan"


def test_hidden_amounts_are_not_in_the_page_at_all(crowd: Crowd) -> None:
    page = crowd.sari.get("/", Cookie=f"__Host-lumbung={crowd.sari.token}; sembunyi=1").text
    assert "150.000" not in page
    assert "Tampilkan" in page
