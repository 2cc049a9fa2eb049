"""The list of goods from memory: the same page, and never an old one."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from cooperative.clock import FixedClock
from cooperative.people.devices import digest_of
from cooperative.people.sign_ins import lock
from cooperative.store.products import set_prices
from tests.village import Village
from tests.web.wire import Phone, open_app, phone_of
from web.app import served_app
from web.settings import Settings

PAGE = "/barang"


@pytest.fixture
def sari(here: Village, tmp_path: Path) -> Phone:
    """Sari's phone, asking what is served: the app behind the quick way."""
    phone = phone_of(open_app(here, tmp_path), here, here.sari)
    phone.app = served_app(Settings(tmp_path, demo=True), here.books)  # pyright: ignore[reportAttributeAccessIssue]
    return phone


def _head(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "date"}


def test_the_second_look_is_byte_for_byte_the_first(sari: Phone):
    first, second = sari.get(PAGE), sari.get(PAGE)
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert _head(first) == _head(second)
    assert 'id="barang-1"' in first.text
    assert 'data-harga="65500"' in first.text
    assert 'data-stok="20"' in first.text


def test_who_has_the_page_is_told_so(sari: Phone):
    first = sari.get(PAGE)
    again = sari.get(PAGE, **{"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["lumbung-person"] == first.headers["lumbung-person"]


def test_an_order_of_rini_shows_in_what_is_left_for_sari(
    here: Village, sari: Phone, tmp_path: Path
):
    before = sari.get(PAGE)
    rini = phone_of(open_app(here, tmp_path), here, here.rini)
    assert rini.order([("barang", str(here.beras)), ("jumlah", "3")]).status_code == 201
    after = sari.get(PAGE, **{"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert 'data-stok="17"' in after.text


def test_a_price_begins_on_its_day(here: Village, sari: Phone, clock: FixedClock):
    with here.books.transaction(here.coop_id) as session:
        set_prices(
            session,
            product_id=here.beras,
            member_price_rupiah=66_000,
            general_price_rupiah=68_000,
            starts_on=(clock.moment + timedelta(days=1)).date(),
            by=here.shopkeeper.actor(),
        )
    assert 'data-harga="65500"' in sari.get(PAGE).text
    clock.advance(timedelta(days=1))
    assert 'data-harga="66000"' in sari.get(PAGE).text


def test_what_sari_takes_shows_on_her_own_page_only(here: Village, sari: Phone, tmp_path: Path):
    rini = phone_of(open_app(here, tmp_path), here, here.rini)
    rini.app = sari.app
    untouched = rini.get(PAGE)
    sari.submit("/keranjang", [("barang", str(here.beras)), ("jumlah", "+1")])
    assert 'data-isi="1"' in sari.get(PAGE).text
    assert rini.get(PAGE).content == untouched.content


def test_each_phone_of_sari_is_told_which_one_it_is(here: Village, sari: Phone, tmp_path: Path):
    other = phone_of(open_app(here, tmp_path), here, here.sari)
    other.app = sari.app
    first, second = sari.get(PAGE), other.get(PAGE)
    assert first.headers["etag"] != second.headers["etag"]
    assert _device(first) != _device(second)
    assert (_device(sari.get(PAGE)), _device(other.get(PAGE))) == (_device(first), _device(second))


def test_the_list_is_no_worker(sari: Phone):
    sari.get(PAGE)
    assert sari.get(PAGE, **{"Service-Worker": "script"}).status_code == 403


def test_a_locked_phone_is_not_shown_the_list(here: Village, sari: Phone):
    sari.get(PAGE)
    with here.books.transaction(here.coop_id) as session:
        lock(session, token_hash=_token_hash(sari))
    assert sari.get(PAGE).status_code == 303


def test_a_token_somebody_made_up_sees_nothing(sari: Phone):
    sari.get(PAGE)
    sari.token = "A" * 43
    assert sari.get(PAGE).status_code == 303


def test_pages_and_searches_do_not_mix(sari: Phone):
    everything = sari.get(PAGE)
    rice = sari.get(f"{PAGE}?cari=beras")
    assert everything.headers["etag"] != rice.headers["etag"]
    assert "Minyakita" in everything.text
    assert "Minyakita" not in rice.text
    assert "tidak ditemukan" in sari.get(f"{PAGE}?cari=zzz").text


def _device(answer: httpx.Response) -> str:
    return answer.text.partition('data-device="')[2].partition('"')[0]


def _token_hash(phone: Phone) -> str:
    return digest_of(phone.token)
