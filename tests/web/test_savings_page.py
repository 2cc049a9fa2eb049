"""Simpanan: what she has, which months are paid, and the passbook."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, select

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.ledger.corrections import take_back
from cooperative.ledger.savings import deposit
from cooperative.ledger.tables import AccountKind, Entry, EntryKind
from tests.shopping import SAVINGS
from tests.web.crowd import Crowd, crowd_in, words_of


@pytest.fixture
def crowd(sqlite_books: Books, tmp_path: Path) -> Crowd:
    return crowd_in(sqlite_books, tmp_path)


def pay_in(crowd: Crowd, kind: AccountKind, amount_rupiah: int, times: int = 1) -> None:
    with crowd.here.books.transaction(crowd.here.coop_id) as session:
        for _ in range(times):
            deposit(
                session,
                member_id=crowd.here.sari.member_id,
                kind=kind,
                amount_rupiah=amount_rupiah,
                by=crowd.here.treasurer.actor(),
            )


def test_sari_sees_each_kind_and_what_may_be_taken(crowd: Crowd) -> None:
    said = words_of(crowd.sari.get("/simpanan").text)
    assert "Simpanan saya Sembunyikan jumlah uang Rp150.000 per 20 Juni 2026, 07.40 WIB" in said
    assert "Pokok sekali, saat masuk Rp100.000" in said
    assert "Sukarela bisa diambil Rp50.000" in said


def test_money_held_for_an_order_is_said(crowd: Crowd) -> None:
    crowd.order(means=SAVINGS)
    said = words_of(crowd.sari.get("/simpanan").text)
    assert "Rp33.000 ditahan untuk pesanan. Bisa diambil Rp17.000." in said


def test_unpaid_months_are_named_with_their_sum(crowd: Crowd, clock: FixedClock) -> None:
    sari = crowd.signed_in_later(clock, datetime(2026, 8, 3, 1, 0, tzinfo=UTC))
    said = words_of(sari.get("/simpanan").text)
    assert "Belum bayar: Juni, Juli 2026 (Rp20.000)." in said


def test_paid_months_are_said_in_the_grid_and_in_the_passbook(crowd: Crowd) -> None:
    pay_in(crowd, AccountKind.WAJIB, 20_000)
    said = words_of(crowd.sari.get("/simpanan").text)
    assert "Juni Jun lunas" in said
    assert "lunas sampai Juli 2026" in said
    assert "Setor wajib Juni, Juli 2026" in said


def test_the_year_can_be_switched(crowd: Crowd, clock: FixedClock) -> None:
    sari = crowd.signed_in_later(clock, datetime(2027, 1, 5, 1, 0, tzinfo=UTC))
    assert "Wajib 2027" in words_of(sari.get("/simpanan").text)
    assert "Wajib 2026" in words_of(sari.get("/simpanan?tahun=2026").text)
    assert "Wajib 2027" in words_of(sari.get("/simpanan?tahun=1999").text)


def test_the_passbook_comes_in_pages_of_thirty(crowd: Crowd) -> None:
    pay_in(crowd, AccountKind.VOLUNTARY, 1_000, times=30)
    first, second = (crowd.sari.get(f"/simpanan?halaman={n}").text for n in (1, 2))
    assert (first.count('id="catatan-'), second.count('id="catatan-')) == (30, 2)
    assert "Setor pokok" in second


def test_a_correction_marks_what_it_corrects(crowd: Crowd) -> None:
    pay_in(crowd, AccountKind.VOLUNTARY, 7_000)
    with crowd.here.books.transaction(crowd.here.coop_id) as session:
        newest = select(Entry.id).where(col(Entry.kind) == EntryKind.DEPOSIT)
        wrong = session.exec(newest.order_by(col(Entry.id).desc()).limit(1)).one()
        take_back(session, entry_id=wrong, reason="salah ketik", by=crowd.here.treasurer.actor())
    said = words_of(crowd.sari.get("/simpanan").text)
    assert "Koreksi" in said
    assert "salah ketik" in said
    assert said.count("Sudah dikoreksi") == 1


def test_nobody_sees_the_savings_of_another(crowd: Crowd) -> None:
    pay_in(crowd, AccountKind.VOLUNTARY, 7_654_321)
    assert "7.704.321" in crowd.sari.get("/simpanan").text
    for phone in (crowd.rini, crowd.elsewhere):
        assert "7.704.321" not in phone.get("/simpanan").text
    assert crowd.shopkeeper.get("/simpanan").status_code == 403


def test_hiding_is_a_cookie_of_this_phone_and_can_be_taken_back(crowd: Crowd) -> None:
    hidden = crowd.sari.submit("/simpanan/sembunyi", [("sembunyi", "1")])
    assert (hidden.status_code, hidden.headers["location"]) == (303, "/simpanan")
    assert "sembunyi=1" in hidden.headers["set-cookie"]
    shown = crowd.sari.submit("/simpanan/sembunyi", [("sembunyi", "0")])
    assert "Max-Age=0" in shown.headers["set-cookie"]
