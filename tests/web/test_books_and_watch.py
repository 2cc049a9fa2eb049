"""The day book for those who may read it, and the list of those who watch over cooperatives."""

from pathlib import Path
from uuid import uuid4

import pytest
from litestar import Litestar
from sqlmodel import Session, col, update

from cooperative.actors import Role
from cooperative.books import Books
from cooperative.clock import moment_of
from cooperative.ledger.tables import AccountKind
from cooperative.people.access import grant_role
from cooperative.people.persons import create_person
from cooperative.people.tables import RegionGrant, SignIn
from tests.shop import bring, saldo_of
from tests.village import Village, Villager, Villages, two_villages
from tests.web.wire import open_app, phone_of
from web.formats import rupiah

UP_TO = [("sampai", "1")]


@pytest.fixture
def villages(books: Books) -> Villages:
    return two_villages(books)


@pytest.fixture
def app(villages: Villages, tmp_path: Path) -> Litestar:
    return open_app(villages.here, tmp_path)


def test_the_day_book_is_read_by_officers_and_supervisors(
    app: Litestar, villages: Villages
) -> None:
    here = villages.here
    with here.writing() as session:
        cash_rupiah = saldo_of(session, here, AccountKind.CASH)
    for who in (here.treasurer, here.secretary, here.supervisor):
        text = phone_of(app, here, who).get("/kas/buku").text
        assert rupiah(cash_rupiah) in text
        assert "0001 Sari" in text
        assert "Saldo awal" in text
    for who in (here.sari, here.shopkeeper):
        assert phone_of(app, here, who).get("/kas/buku").status_code == 403


def test_nobody_reads_another_cooperatives_book(app: Litestar, villages: Villages) -> None:
    here, other = villages.here, villages.other
    with here.writing() as session:
        bring(session, here, 3, 180_000)
    assert "Barang masuk" in _entries(app, here, here.treasurer)
    assert "Barang masuk" not in _entries(app, other, other.treasurer)


def test_a_month_without_entries(app: Litestar, villages: Villages) -> None:
    phone = phone_of(app, villages.here, villages.here.treasurer)
    assert "Tidak ada catatan bulan itu" in phone.get("/kas/buku?bulan=2026-05").text
    for odd in ("2026-13", "0001-01", "9999-12", "x", "2026-1"):
        assert phone.get(f"/kas/buku?bulan={odd}").status_code == 200


def test_an_assistant_sees_her_cooperatives_and_no_others(
    app: Litestar, villages: Villages
) -> None:
    here = villages.here
    with here.writing() as session:
        assistant = _person(session, here, Role.ASSISTANT)
    text = phone_of(app, here, assistant).get("/pantau").text
    assert "Jeruju Besar" in text
    assert "Kec. Sungai Kakap" in text
    assert "Merah Putih Sungai Kakap" not in text
    for who in (here.sari, here.shopkeeper, here.treasurer):
        assert phone_of(app, here, who).get("/pantau").status_code == 403


@pytest.mark.parametrize(("region", "count"), [("61.12", 2), ("61.12.09", 1), ("61.13", 0)])
def test_a_pmo_sees_the_cooperatives_of_the_region(
    app: Litestar, villages: Villages, region: str, count: int
) -> None:
    with villages.here.writing() as session:
        pmo = _person(session, villages.here, None)
        session.add(
            RegionGrant(
                person_id=pmo.person_id, role=Role.PMO, region_code=region, since=moment_of(session)
            )
        )
    answer = phone_of(app, villages.here, pmo).get("/pantau")
    if count:
        assert answer.text.count('id="koperasi-') == count
    else:
        assert answer.status_code != 200


def test_who_belongs_to_no_cooperative_sends_nothing(app: Litestar, villages: Villages) -> None:
    with villages.here.writing() as session:
        pmo = _person(session, villages.here, None)
        session.add(
            RegionGrant(
                person_id=pmo.person_id, role=Role.PMO, region_code="61", since=moment_of(session)
            )
        )
    phone = phone_of(app, villages.here, pmo)
    with villages.here.writing() as session:
        hers = update(SignIn).where(col(SignIn.person_id) == pmo.person_id)
        session.exec(hers.values(cooperative_id=None))
    taking_back = f"/kiriman/{uuid4()}/batal"
    for answer in (phone.submit(taking_back, UP_TO), phone.deliver(taking_back, UP_TO)):
        assert answer.status_code == 403
    # Her own news lies in the books of a cooperative she watches; nothing of it waits on a phone.
    assert phone.deliver("/kotak-masuk/dibaca", UP_TO).status_code == 403


def _entries(app: Litestar, village: Village, who: Villager) -> str:
    return phone_of(app, village, who).get("/kas/buku").text


def _person(session: Session, here: Village, role: Role | None) -> Villager:
    person = create_person(session, name="Dewi Kartika", honorific="Bu")
    roles = frozenset({role} if role else set[Role]())
    villager = Villager(here.coop_id, person.id or 0, person.public_id, person.name, roles)
    if role:
        by = here.treasurer.actor()
        grant_role(session, person_id=villager.person_id, role=role, by=by)
    return villager
