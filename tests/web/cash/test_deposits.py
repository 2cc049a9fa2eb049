"""Setor and ambil: money a member brings or fetches, its receipt, and the way to take it back."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import httpx
import pytest

from cooperative.actors import Role
from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.ledger.accounts import account_of
from cooperative.ledger.entries import Line, book
from cooperative.ledger.savings import Savings, savings_of
from cooperative.ledger.tables import AccountKind, EntryKind, Means
from cooperative.people.access import grant_role
from tests.village import Village, Villager, two_villages
from tests.web.crowd import words_of
from tests.web.wire import Phone, open_app, phone_of


class Kas:
    """The treasurer's desk: two villages, one app, and whoever signs in."""

    def __init__(self, books: Books, folder: Path) -> None:
        villages = two_villages(books)
        self.here, self.other = villages.here, villages.other
        self.app = open_app(self.here, folder)
        self.treasurer = self.phone(self.here.treasurer)

    def phone(self, who: Villager, at: Village | None = None) -> Phone:
        return phone_of(self.app, at or self.here, who)

    def send(self, path: str, by: Phone | None = None, /, **fields: str | int) -> httpx.Response:
        sent = [("idempotency_key", str(uuid4())), *((k, str(v)) for k, v in fields.items())]
        return (by or self.treasurer).submit(path, sent)

    def bring(self, kind: str, amount: str, **more: str | int) -> httpx.Response:
        sari = self.here.sari.member_id
        return self.send("/kas/setor", anggota=sari, jenis=kind, jumlah=amount, **more)

    def savings(self, who: Villager | None = None) -> Savings:
        with self.here.books.reading() as session:
            return savings_of(session, self.here.coop_id, (who or self.here.sari).member_id)


@pytest.fixture
def kas(books: Books, tmp_path: Path) -> Kas:
    return Kas(books, tmp_path)


def shown(phone: Phone, answer: httpx.Response) -> str:
    assert answer.status_code == 303, answer.text[-1500:]
    return words_of(phone.get(answer.headers["location"]).text)


def test_the_member_is_found_by_name_or_number(kas: Kas) -> None:
    assert "0001" in words_of(kas.treasurer.get("/kas/setor").text)
    for search in ("0002", "rini"):
        found = kas.treasurer.get(f"/kas/setor?cari={search}")
        assert found.headers["location"] == f"/kas/setor?anggota={kas.here.rini.member_id}"
    assert "Tidak ada yang cocok" in kas.treasurer.get("/kas/setor?cari=zzz").text


def test_several_months_at_once_pay_the_oldest_first(kas: Kas) -> None:
    page = kas.treasurer.get(f"/kas/setor?anggota={kas.here.sari.member_id}").text
    assert "Juni, Juli 2026: Rp20.000" in words_of(page)
    assert 'data-offline="deposit/1"' in page
    said = shown(kas.treasurer, kas.bring("wajib", "Rp 20.000"))
    assert "Setor simpanan wajib Juni, Juli 2026 Rp20.000" in said
    assert "Tercatat di buku." in said
    assert kas.savings().wajib == 20_000


def test_a_month_that_is_paid_in_part_asks_for_its_rest(kas: Kas) -> None:
    kas.bring("wajib", "4000")
    page = kas.treasurer.get(f"/kas/setor?anggota={kas.here.sari.member_id}").text
    assert "Juni 2026: Rp6.000" in words_of(page)


def test_pokok_is_offered_only_while_it_is_not_paid_in_full(kas: Kas) -> None:
    page = kas.treasurer.get(f"/kas/setor?anggota={kas.here.sari.member_id}").text
    assert 'value="pokok"' not in page
    joins = {"sapaan": "Pak", "nama": "Ahmad", "pokok": "60.000"}
    location = kas.send("/kas/anggota", **joins).headers["location"]
    member = location.removeprefix("/kas/anggota/").partition("?")[0]
    assert "Pokok Rp40.000" in words_of(kas.treasurer.get(f"/kas/setor?anggota={member}").text)
    kas.send("/kas/setor", anggota=member, jenis="pokok", jumlah=40_000)
    assert "Calon anggota" not in kas.treasurer.get(f"/kas/anggota/{member}").text


def test_a_deposit_sent_twice_is_booked_once(kas: Kas) -> None:
    fields = [("anggota", str(kas.here.sari.member_id)), ("jenis", "sukarela"), ("jumlah", "5000")]
    key = str(uuid4())
    first, second = (
        kas.treasurer.deliver("/kas/setor", fields, key=key, Lumbung_Form="deposit/1")
        for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["location"] == second.json()["location"]
    assert first.json()["facts"]["book_no"] > 0
    assert kas.savings().voluntary == 55_000


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"jumlah": "0"}, "terlalu kecil"),
        ({"jumlah": "banyak"}, "angka bulat"),
        ({"jenis": "emas"}, "Pilih salah satu"),
        ({"catatan": "x" * 201}, "Terlalu panjang"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(kas: Kas, wrong: dict[str, str], said: str) -> None:
    usual = {"anggota": kas.here.sari.member_id, "jenis": "sukarela", "jumlah": "7000"}
    answer = kas.send("/kas/setor", **{**usual, **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert f'id="{next(iter(wrong))}-error"' in answer.text
    assert kas.savings().voluntary == 50_000


def test_the_receipt_is_a_text_for_whatsapp_without_her_saldo(kas: Kas) -> None:
    answer = kas.bring("sukarela", "7.000", catatan="hasil kebun")
    page = kas.treasurer.get(answer.headers["location"]).text
    link = page.partition('href="https://wa.me/?text=')[2].partition('"')[0]
    text = unquote(link)
    assert "0001 Bu Sari" in text
    assert "Setor simpanan sukarela: Rp7.000" in text
    assert "57.000" not in text


def test_a_slip_of_the_pen_is_taken_back_once(kas: Kas) -> None:
    location = kas.bring("sukarela", "70.000").headers["location"].partition("?")[0]
    assert kas.send(f"{location}/koreksi").status_code == 422
    said = shown(kas.treasurer, kas.send(f"{location}/koreksi", alasan="salah ketik"))
    assert "Koreksi" in said
    assert "salah ketik" in said
    assert kas.savings().voluntary == 50_000
    assert kas.send(f"{location}/koreksi", alasan="lagi").status_code == 409
    assert "Sudah dikoreksi" in kas.treasurer.get(location).text


def test_a_bon_is_paid_at_the_same_desk(kas: Kas) -> None:
    here = kas.here
    with here.writing() as session:
        credit = account_of(session, here.coop_id, AccountKind.CREDIT, here.sari.member_id)
        sales = account_of(session, here.coop_id, AccountKind.SALES)
        book(
            session,
            EntryKind.SALE,
            [Line(credit, sales, 30_000)],
            by=here.shopkeeper.actor(),
            means=Means.CREDIT,
            member_id=here.sari.member_id,
        )
    bill = "Bon: Rp30.000"
    shared = f"/kas/anggota/{here.sari.member_id}"
    assert bill in unquote(kas.treasurer.get(shared).text)
    assert bill not in unquote(kas.phone(here.supervisor).get(shared).text)  # she only reads
    assert "*Bon yang belum dibayar*\nRp30.000" in unquote(
        kas.phone(here.sari).get("/simpanan").text
    )
    assert "Bayar bon" in kas.treasurer.get(f"/kas/setor?anggota={here.sari.member_id}").text
    assert kas.bring("bon", "30.001").status_code == 409
    assert "Bayar bon Rp30.000" in shown(kas.treasurer, kas.bring("bon", "30.000"))
    assert kas.savings().credit == 0
    assert bill not in unquote(kas.treasurer.get(shared).text)


def test_sukarela_is_paid_out_with_a_pin_of_just_now(kas: Kas, clock: FixedClock) -> None:
    path = f"/kas/ambil?anggota={kas.here.sari.member_id}"
    page = kas.treasurer.get(path).text
    assert "data-offline" not in page
    fields = {"anggota": kas.here.sari.member_id, "jumlah": "20.000"}
    said = shown(kas.treasurer, kas.send("/kas/ambil", **fields))
    assert "Ambil simpanan sukarela Rp20.000" in said
    assert kas.savings().voluntary == 30_000
    clock.advance(timedelta(minutes=6))
    for answer in (kas.treasurer.get(path), kas.send("/kas/ambil", **fields)):
        assert answer.headers["location"].startswith("/buka?ke=/kas/ambil")
    assert kas.savings().voluntary == 30_000


def test_more_than_she_has_is_not_paid_out(kas: Kas) -> None:
    fields = {"anggota": kas.here.sari.member_id, "jumlah": "50.001"}
    answer = kas.send("/kas/ambil", **fields)
    assert answer.status_code == 409
    assert "Yang bisa dipakai Rp50.000" in answer.text


def test_an_officer_leaves_her_own_savings_to_another(kas: Kas) -> None:
    here = kas.here
    with here.writing() as session:
        grant_role(
            session,
            person_id=here.sari.person_id,
            role=Role.SECRETARY,
            by=here.treasurer.actor(),
        )
    sari = kas.phone(here.sari)
    for path in ("/kas/setor", "/kas/ambil"):
        page = sari.get(f"{path}?anggota={here.sari.member_id}").text
        assert "Minta pengurus lain" in page
        assert 'name="jumlah"' not in page
    fields = {"anggota": here.sari.member_id, "jumlah": "1000"}
    assert kas.send("/kas/ambil", sari, **fields).status_code == 409


def test_nobody_else_writes_down_or_reads_money(kas: Kas) -> None:
    here, other = kas.here, kas.other
    location = kas.bring("sukarela", "1000").headers["location"].partition("?")[0]
    fields = {"anggota": here.sari.member_id, "jenis": "sukarela", "jumlah": "1000"}
    for who in (here.sari, here.shopkeeper, here.supervisor):
        phone = kas.phone(who)
        assert phone.get("/kas/setor").status_code == 403
        assert kas.send("/kas/setor", phone, **fields).status_code == 403
        assert kas.send(f"{location}/koreksi", phone, alasan="x").status_code == 404
    assert kas.phone(here.supervisor).get(location).status_code == 200
    assert kas.phone(here.shopkeeper).get(location).status_code == 404
    neighbour = kas.phone(other.treasurer, other)
    missing = neighbour.get("/kas/catatan/9999")
    assert (neighbour.get(location).status_code, neighbour.get(location).text) == (
        404,
        missing.text,
    )
    assert kas.savings().voluntary == 51_000
