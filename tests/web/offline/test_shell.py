"""What a phone needs from the server to go on without a signal: worker, shell pages, the list."""

import json
import re
import secrets
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import brotli
import httpx
import pytest
from litestar import Litestar
from PIL import Image

from cooperative.clock import FixedClock
from cooperative.store.catalogue import CatalogueRow
from lumbung.demo.goods import load_goods
from tests.village import Village
from tests.web.people.visitor import Visitor, enrolled
from tests.web.wire import Phone, stranger
from web.catalogue.shelf import Shelf
from web.static_files import static_tree

DIGEST = static_tree().digest
ALL_GOODS = "/barang/semua"
MOST_BYTES = 15 * 1024


def test_the_workers_address_stays_and_leads_to_todays_worker(app: Litestar):
    answer = stranger(app).get("/service-worker.js", **{"Service-Worker": "script"})
    assert answer.text == f'import "/static/{DIGEST}/sw/service_worker.js";\n'
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.headers["cache-control"] == "no-cache"
    assert "service-worker-allowed" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/foto/x.webp", "/masuk", f"/static/{DIGEST}/app.css"])
def test_nothing_else_becomes_a_worker(sari: Phone, path: str):
    assert sari.get(path, **{"Service-Worker": "script"}).status_code == 403


def test_what_the_worker_imports_may_be_asked_for(sari: Phone):
    name = f"/static/{DIGEST}/sw/page.js"
    assert sari.get(name, **{"Service-Worker": "script"}).status_code == 200


@pytest.mark.parametrize("path", ["/luring", "/terkunci"])
def test_the_pages_of_a_phone_without_a_signal_know_nobody(sari: Phone, app: Litestar, path: str):
    hers, anybodys = sari.get(path), stranger(app).get(path)
    assert hers.content == anybodys.content
    assert hers.status_code == 200
    assert "lumbung-person" not in hers.headers
    assert "data-person" not in hers.text
    assert hers.headers["cache-control"] == "no-cache"
    assert hers.headers["lumbung-page"] == DIGEST


def test_the_lock_page_tells_scripts_that_it_is_one(sari: Phone):
    assert "<body data-locked>" in _squeezed(sari.get("/terkunci"))
    assert "data-locked" not in sari.get("/").text


@pytest.mark.parametrize("path", ["/", "/simpanan", "/pesanan", "/barang"])
def test_whole_pages_are_marked_also_when_nothing_is_new(sari: Phone, path: str):
    first = sari.get(path)
    assert first.headers["lumbung-page"] == DIGEST
    again = sari.get(path, **{"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.headers["lumbung-page"] == DIGEST


def test_a_page_says_whose_and_which_phone_it_is_for(sari: Phone):
    text = sari.get("/").text
    assert f'data-person="{sari.who.public_id if sari.who else ""}" data-device="' in text
    assert '<div id="signal" class="bar" role="status" hidden></div>' in text


def test_parts_errors_and_lists_for_scripts_are_not_marked(sari: Phone):
    for answer in (
        sari.get("/barang", **{"HX-Request": "true"}),
        sari.get("/tidak-ada"),
        sari.get(ALL_GOODS),
        sari.get(f"/static/{DIGEST}/app.css"),
        sari.get("/livez"),
    ):
        assert "lumbung-page" not in answer.headers


def test_the_whole_list_of_goods_travels_for_searching_without_a_signal(
    here: Village, sari: Phone, clock: FixedClock
):
    answer = sari.get(ALL_GOODS)
    found = answer.json()
    assert found["as_of"] == clock.moment.isoformat(timespec="seconds")
    rice = [here.beras, "Beras SPHP 5 kg", 0, 65500, "karung", 20, 5, "", "Rp13.100 per kg"]
    assert rice[:6] == found["goods"][0][:6]
    assert found["goods"][0][7:] == rice[7:]
    assert found["categories"] == ["Sembako", "Gas"]
    shown = re.findall(r'id="barang-(\d+)"', sari.get("/barang").text)
    assert [str(row[0]) for row in found["goods"]] == shown
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["lumbung-person"] == here.sari.public_id


def test_the_whole_list_is_sent_again_only_when_it_changed(
    here: Village, sari: Phone, clock: FixedClock
):
    tag = {"If-None-Match": sari.get(ALL_GOODS).headers["etag"]}
    clock.advance(timedelta(minutes=5))
    again = sari.get(ALL_GOODS, **tag)
    assert (again.status_code, again.content) == (304, b"")
    assert sari.order([("barang", str(here.beras)), ("jumlah", "3")]).status_code == 201
    changed = sari.get(ALL_GOODS, **tag)
    assert changed.json()["goods"][0][5] == 17
    tag = {"If-None-Match": changed.headers["etag"]}
    clock.advance(timedelta(days=1))
    assert sari.get(ALL_GOODS, **tag).status_code == 200


def test_two_hundred_goods_are_fifteen_kilobytes():
    sold = load_goods()
    goods = [sold[place % len(sold)] for place in range(200)]
    rows = [
        CatalogueRow(
            id=place + 1,
            name=f"{good.name} {place // len(sold) + 1}",
            size_text=good.size,
            unit=good.unit,
            category=good.category,
            code=None,
            price_rupiah=good.member_price_rupiah + 100 * (place % 7),
            available_units=place * 7 % 60,
            low_at_units=5,
            photo=secrets.token_hex(32),
            search_text="",
        )
        for place, good in enumerate(goods)
    ]
    text = json.dumps(Shelf(rows).rows_for_the_phone(), ensure_ascii=False, separators=(",", ":"))
    assert len(json.loads(text)["goods"]) == 200
    assert all(len(row[7]) == 8 for row in json.loads(text)["goods"])
    assert len(brotli.compress(text.encode(), quality=5)) <= MOST_BYTES


def test_this_phone_says_what_the_cooperative_knows_of_it(here: Village, sari: Phone):
    text = _squeezed(sari.get("/hp-ini"))
    for said in ("<dd> HP </dd>", "<dd> Bu Sari </dd>", f"({DIGEST[:6]})", "WIB"):
        assert said in text
    for place in ("sinyal", "ruang", "belum-terkirim", "terakhir-terkirim", "aplikasi"):
        assert f'<dd data-hp="{place}">' in text
    assert here.rini.name not in text


def test_shortcuts_and_icons_of_the_home_screen_are_there(sari: Phone):
    manifest = sari.get("/manifest.webmanifest").json()
    assert manifest["id"] == "/"
    assert [one["url"] for one in manifest["shortcuts"]][-1] == "/kiriman"
    for one in manifest["shortcuts"]:
        assert sari.get(one["url"]).status_code == 200
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        picture = Image.open(BytesIO(sari.get(icon["src"]).content))
        assert icon["sizes"] == f"{picture.width}x{picture.height}"


def test_locking_may_be_said_late_and_twice(sari: Phone, app: Litestar):
    as_script = {"Accept": "application/json"}
    for path in ("/kunci", "/ganti-orang"):
        for phone in (sari, sari, stranger(app)):
            answer = phone.post(path, b"", as_script)
            assert (answer.status_code, answer.json()) == (200, {"code": "locked"})
    assert sari.get("/").status_code == 303
    assert stranger(app).submit("/kunci", []).headers["location"] == "/masuk"


def test_forms_at_the_door_say_what_they_are(here: Village, app: Litestar, tmp_path: Path):
    phone = enrolled(Visitor(app, origin="http://127.0.0.1:8000"), here, tmp_path, here.sari)
    home, leaving = phone.get("/"), phone.get("/keluar")
    assert 'action="/ganti-orang" data-seal="ganti"' in _squeezed(home)
    assert 'action="/kunci" data-seal="kunci"' in _squeezed(home)
    assert 'action="/keluar" data-leave' in _squeezed(leaving)
    phone.post("/kunci")
    assert 'action="/buka" data-enter>' in _squeezed(phone.get("/buka"))
    assert 'action="/masuk" data-enter>' in _squeezed(
        phone.get(f"/masuk?orang={here.sari.public_id}")
    )


def _squeezed(answer: httpx.Response) -> str:
    return " ".join(answer.text.split()).replace(" >", ">")
