"""Tunda: an alarm waits, comes back and says so; only for whoever put it off."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from cooperative.activity import Activity
from cooperative.clock import FixedClock
from cooperative.oversight.tables import AlarmSnooze
from tests.shopping import order
from tests.web.crowd import same_for_all, words_of
from tests.web.watch.conftest import Road, signed_in
from tests.web.watch.test_mornings import morning
from tests.web.wire import Phone

REASON = "Bu Hartati sedang panen"
WAITS = {"jenis": "late_orders", "hari": "4", "banyak": "1", "alasan": REASON, "lama": "7"}


def _send(phone: Phone, path: str, **fields: str) -> httpx.Response:
    return phone.submit(path, [("idempotency_key", str(uuid4())), *fields.items()])


@pytest.fixture
def path(road: Road, clock: FixedClock) -> str:
    """A village with one order that has waited for four days."""
    with road.here.writing() as session:
        order(session, road.here, road.here.sari)
    clock.advance(timedelta(days=4))
    road.follow()
    return f"/pantau/{road.here.coop_id}/penundaan"


def _later(road: Road, clock: FixedClock, phone: Phone, days: int) -> Phone:
    clock.advance(timedelta(days=days))
    road.follow()
    return signed_in(road, phone)


def test_what_is_put_off_waits_and_says_so_when_it_comes_back(
    road: Road, clock: FixedClock, path: str
) -> None:
    dewi = signed_in(road, road.assistant(road.here))
    place = f"/pantau/{road.here.coop_id}"
    assert f"{path}?jenis=late_orders&amp;hari=4&amp;banyak=1" in dewi.get(place).text
    assert "Tunda: Pesanan menunggu" in words_of(dewi.get(f"{path}?jenis=late_orders").text)
    assert _send(dewi, path, **WAITS).headers["location"] == f"{place}#perlu"
    listed = words_of(dewi.get("/pantau").text)
    assert "Perlu Anda hari ini" not in listed
    assert "ditunda sampai 1 Jul" in listed
    assert "Jangan tunda" in words_of(dewi.get(place).text)
    assert morning(road) == 0
    dewi = _later(road, clock, dewi, 7)
    listed = words_of(dewi.get("/pantau").text)
    assert f"Kembali: ditunda 7 hari karena {REASON}" in listed
    assert f"Kembali: ditunda 7 hari karena {REASON}" in words_of(dewi.get(place).text)
    assert morning(road) == 1


def test_what_she_put_off_counts_for_the_pmo_and_not_in_her_own_list(road: Road, path: str) -> None:
    dewi = signed_in(road, road.assistant(road.here, road.other))
    pmo = signed_in(road, road.pmo("61.12", road.here))
    late = words_of(dewi.get("/pantau?keadaan=pesanan").text)
    assert "Pesanan terlambat (1)" in late
    assert "Jeruju Besar" in late
    _send(dewi, path, **WAITS)
    assert "Pesanan terlambat" not in words_of(dewi.get("/pantau").text)
    assert "Tidak ada yang cocok" in words_of(dewi.get("/pantau?keadaan=pesanan").text)
    assert "Pesanan terlambat (1)" in words_of(pmo.get("/pantau").text)


def test_what_gets_clearly_worse_comes_back_before_its_day(
    road: Road, clock: FixedClock, path: str
) -> None:
    dewi = signed_in(road, road.assistant(road.here))
    _send(dewi, path, **(WAITS | {"lama": "14"}))
    with road.here.writing() as session:
        order(session, road.here, road.here.rini)
        order(session, road.here, road.here.joko)
    dewi = _later(road, clock, dewi, 1)
    assert "ditunda sampai" in words_of(dewi.get("/pantau").text)
    dewi = _later(road, clock, dewi, 2)
    assert "3 pesanan menunggu, terlama 7 hari Kembali: ditunda 14 hari" in words_of(
        dewi.get("/pantau").text
    )


def test_it_can_be_taken_back(road: Road, path: str) -> None:
    dewi = signed_in(road, road.assistant(road.here))
    _send(dewi, path, **WAITS)
    for _ in range(2):
        assert _send(dewi, f"{path}/late_orders/akhir").status_code == 303
    listed = words_of(dewi.get("/pantau").text)
    assert "Perlu Anda hari ini" in listed
    assert "Kembali" not in listed
    with road.here.books.reading() as session:
        kinds = session.exec(select(Activity.kind).where(Activity.subject.startswith("alarm")))  # pyright: ignore[reportAttributeAccessIssue]
        assert list(kinds) == ["alarm.snoozed", "alarm.woken"]


def test_putting_off_anew_ends_what_was(road: Road, path: str) -> None:
    dewi = signed_in(road, road.assistant(road.here))
    for days in ("3", "14"):
        _send(dewi, path, **(WAITS | {"lama": days}))
    with road.here.books.reading() as session:
        rows = session.exec(select(AlarmSnooze).order_by(AlarmSnooze.id)).all()  # pyright: ignore[reportArgumentType]
    assert [bool(row.ended_at) for row in rows] == [True, False]
    assert "ditunda sampai 8 Jul" in words_of(dewi.get("/pantau").text)


def test_it_is_hers_alone_and_its_reason_is_for_the_pmo_too(road: Road, path: str) -> None:
    dewi = signed_in(road, road.assistant(road.here))
    budi = signed_in(road, road.assistant(road.here, name="Budi Santoso"))
    pmo = signed_in(road, road.pmo("61.12", road.here))
    _send(dewi, path, **WAITS)
    place = f"/pantau/{road.here.coop_id}"
    for phone in (budi, pmo):
        assert "Perlu Anda hari ini" in words_of(phone.get("/pantau").text)
        said = words_of(phone.get(place).text)
        assert f"Pesanan menunggu: ditunda Bu Dewi Kartika sampai 1 Jul. {REASON}" in said
    with road.here.books.reading() as session:
        [row] = session.exec(select(Activity).where(Activity.kind == "alarm.snoozed"))
    assert REASON not in str(row.facts)


@pytest.mark.parametrize(
    "wrong",
    [
        {"alasan": ""},
        {"alasan": "x" * 201},
        {"lama": "5"},
        {"lama": "400"},
        {"jenis": "lapar"},
        {"hari": "-1"},
        {"banyak": "banyak"},
    ],
)
def test_a_form_that_is_not_right_comes_back_with_what_was_typed(
    road: Road, path: str, wrong: dict[str, str]
) -> None:
    dewi = signed_in(road, road.assistant(road.here))
    answer = _send(dewi, path, **(WAITS | wrong))
    assert answer.status_code in {409, 422}
    assert "Belum ditunda" in answer.text
    assert (WAITS | wrong)["alasan"] in answer.text
    with road.here.books.reading() as session:
        assert session.exec(select(AlarmSnooze)).all() == []


def test_nobody_else_puts_anything_off(road: Road, path: str) -> None:
    stranger = signed_in(road, road.assistant(road.other, name="Budi Santoso"))
    far = signed_in(road, road.pmo("61.12.01", road.other))
    asked = "?jenis=silent"
    for phone in (stranger, far):
        found, missing = phone.get(path + asked), phone.get(f"/pantau/999/penundaan{asked}")
        assert found.status_code == missing.status_code == 404
        assert same_for_all(found.text) == same_for_all(missing.text)
        assert _send(phone, path, **WAITS).status_code == 404
        assert _send(phone, f"{path}/late_orders/akhir").status_code == 404
    for who in (road.here.sari, road.here.shopkeeper, road.here.treasurer, road.here.supervisor):
        phone = signed_in(road, Phone(road.app, who))
        assert phone.get(path + asked).status_code == 404
        assert _send(phone, path, **WAITS).status_code == 404
    with road.here.books.reading() as session:
        assert session.exec(select(AlarmSnooze)).all() == []


@pytest.mark.parametrize(
    "change", ["until_on = snoozed_on", "reason = ''", "days_then = -1", "ended_at = '2000-01-01'"]
)
def test_the_schema_refuses_a_snooze_that_cannot_be(road: Road, path: str, change: str) -> None:
    dewi = signed_in(road, road.assistant(road.here))
    _send(dewi, path, **WAITS)
    with pytest.raises(IntegrityError), road.here.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE alarm_snooze SET {change}")
