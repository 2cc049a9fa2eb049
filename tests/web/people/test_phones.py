"""HP: codes for the people of one's own cooperative, and phones that were lost."""

from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from litestar import Litestar

from cooperative.clock import FixedClock
from tests.village import Village
from tests.web.people.visitor import PIN, Visitor, app_of, code_for, enrolled, signed_in, text_of


@pytest.fixture
def app(here: Village, tmp_path: Path) -> Litestar:
    return app_of(here, tmp_path)


def test_the_secretary_finds_people_and_gives_a_code_that_works(
    here: Village, app: Litestar
) -> None:
    secretary = signed_in(app, here, here.secretary)
    assert "Bu Sari" in text_of(secretary.get("/kas/hp?cari=sar"))
    assert "Pak Joko" not in text_of(secretary.get("/kas/hp?cari=sar"))
    assert "Bu Hartati" in text_of(secretary.get("/kas/hp"))
    answer = secretary.post(f"/kas/hp/{here.sari.public_id}/kode")
    page = BeautifulSoup(answer.text, "html.parser")
    drawing = page.select_one("figure.qr img")
    assert drawing is not None
    assert str(drawing["src"]).startswith("data:image/svg+xml")
    big = page.select_one(".code")
    assert big is not None
    phone = Visitor(app)
    fields = {"kode": big.get_text().strip(), "pin": PIN, "pin_lagi": PIN}
    assert phone.post("/masuk/kode", fields).status_code == 303
    assert "1 HP" in text_of(secretary.get("/kas/hp?cari=0001"))


def test_a_code_wants_a_pin_entered_just_now(
    here: Village, app: Litestar, tmp_path: Path, clock: FixedClock
) -> None:
    secretary = enrolled(Visitor(app), here, tmp_path, here.secretary)
    clock.advance(timedelta(minutes=6))
    back = f"/kas/hp/{here.sari.public_id}"
    answer = secretary.post(f"{back}/kode")
    assert answer.headers["location"] == f"/buka?ke={back}"
    assert "sekali lagi" in text_of(secretary.get(answer.headers["location"]))
    assert secretary.post("/buka", {"pin": "608427", "ke": back}).status_code == 422
    assert secretary.post("/buka", {"pin": PIN, "ke": back}).headers["location"] == back
    assert secretary.post(f"{back}/kode").status_code == 200


def test_a_lost_phone_is_shut_out_at_once(here: Village, app: Litestar, tmp_path: Path) -> None:
    sari = enrolled(Visitor(app), here, tmp_path, here.sari)
    secretary = signed_in(app, here, here.secretary)
    back = f"/kas/hp/{here.sari.public_id}"
    page = BeautifulSoup(secretary.get(back).text, "html.parser")
    field = page.select_one("input[name=hp]")
    assert field is not None
    for _ in range(2):
        answer = secretary.post(f"{back}/hilang", {"hp": str(field["value"])})
        assert answer.headers["location"] == back
    assert "Hilang" in text_of(secretary.get(back))
    assert sari.get("/").headers["location"] == "/masuk"
    assert sari.post("/masuk", {"orang": here.sari.public_id, "pin": PIN}).status_code == 422


def test_a_phone_nobody_knows_cannot_be_lost(here: Village, app: Litestar) -> None:
    secretary = signed_in(app, here, here.secretary)
    answer = secretary.post(f"/kas/hp/{here.sari.public_id}/hilang", {"hp": "abc"})
    assert answer.status_code == 404


def test_a_shops_phone_locks_itself_and_a_members_does_not(
    here: Village, app: Litestar, tmp_path: Path, clock: FixedClock
) -> None:
    keeper = enrolled(Visitor(app), here, tmp_path, here.shopkeeper)
    sari = signed_in(app, here, here.sari)
    for _ in range(4):
        clock.advance(timedelta(minutes=9))
        assert keeper.get("/kotak-masuk").status_code == 200
    clock.advance(timedelta(minutes=11))
    answer = keeper.get("/kotak-masuk")
    assert answer.headers["location"] == "/buka?ke=/kotak-masuk"
    assert "data-person" not in text_of(answer)
    assert keeper.post("/buka", {"pin": PIN, "ke": "/kotak-masuk"}).status_code == 303
    assert keeper.get("/kotak-masuk").status_code == 200
    assert sari.get("/").status_code == 200


def test_a_made_up_time_of_last_use_keeps_nothing_open(
    here: Village, app: Litestar, clock: FixedClock
) -> None:
    keeper = signed_in(app, here, here.shopkeeper)
    clock.advance(timedelta(minutes=11))
    soon = int(clock.now().timestamp())
    for made_up in (f"{soon}.0", f"{soon}", ".", "x.y", f"{soon}.{'0' * 32}"):
        keeper.cookies["__Host-lihat"] = made_up
        assert keeper.get("/kotak-masuk").headers["location"] == "/buka?ke=/kotak-masuk"


def test_kunci_hides_everything_until_the_pin_and_the_outbox_goes_on(
    here: Village, app: Litestar, tmp_path: Path
) -> None:
    sari = enrolled(Visitor(app), here, tmp_path, here.sari)
    assert sari.post("/kunci").headers["location"] == "/buka"
    assert sari.get("/simpanan").headers["location"] == "/buka?ke=/simpanan"
    asked = sari.get("/simpanan", Accept="application/json")
    assert (asked.status_code, asked.json()["code"]) == (401, "locked")
    assert sari.post("/keranjang").headers["location"] == "/buka"
    outbox = {
        "Accept": "application/json",
        "Lumbung-Person": here.sari.public_id,
        "Idempotency-Key": '"0b9a5c1e-7d3f-4a52-9f55-0e2f5b1f6f10"',
    }
    order = {"barang": str(here.gula), "jumlah": "1", "bayar": "tunai"}
    assert sari.post("/pesanan", order, **outbox).status_code == 201
    assert sari.post("/pesanan", order, **outbox | {"Lumbung-Person": "x"}).status_code == 403
    assert code_for(here, tmp_path, here.sari).isdigit()
