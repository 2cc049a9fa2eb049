"""Wilayah: what a PMO begins her day with, and what somebody of another kabupaten never learns."""

from datetime import timedelta

import pytest

from cooperative.clock import FixedClock
from cooperative.people.founding import record_founding
from tests.shopping import order
from tests.village import village
from tests.web.crowd import same_for_all, words_of
from tests.web.watch.conftest import Road, signed_in
from tests.web.wire import Phone


@pytest.fixture
def province(road: Road) -> Road:
    """Kubu Raya with its two villages, and one of Sambas."""
    far = village(road.here.books, region_code="61.01.01.2001", name="Kopdes Dalam Kaum")
    with far.writing() as session:
        record_founding(session, by=far.treasurer.actor())
    road.follow()
    return road


def test_a_dinas_sees_the_province_by_kabupaten(province: Road, clock: FixedClock):
    with province.here.writing() as session:
        order(session, province.here, province.here.sari)
    clock.advance(timedelta(days=4))
    province.follow()
    phone = signed_in(province, province.pmo("61", province.here))
    answer = phone.get("/pantau/wilayah")
    text = words_of(answer.text)
    assert "Kalimantan Barat 3 koperasi" in text
    assert "Perlu dilihat 1 dari 3" in text
    assert "Tanpa penjualan 7 hari 3 dari 3" in text
    kubu_raya = "Kabupaten Kubu Raya 2 koperasi, 2 tanpa penjualan Rp0 1 perlu dilihat"
    assert kubu_raya in text
    assert text.index(kubu_raya) < text.index("Kabupaten Sambas 1 koperasi")  # the needier first
    assert 'href="/pantau/wilayah/61.12"' in answer.text
    assert 'href="/pantau?keadaan=perlu"' in answer.text


def test_a_kabupaten_leads_to_its_kecamatan_and_these_to_their_cooperatives(province: Road):
    phone = signed_in(province, province.pmo("61", province.here))
    answer = phone.get("/pantau/wilayah/61.12")
    text = words_of(answer.text)
    assert text.startswith("Kalimantan Barat Kabupaten Kubu Raya 2 koperasi")
    assert "Sungai Kakap 1 koperasi" in text
    assert 'href="/pantau?kecamatan=61.12.09"' in answer.text
    assert 'href="/pantau?keadaan=kabar&amp;kabupaten=61.12"' in answer.text


def test_a_pmo_begins_with_her_kabupaten_and_has_no_way_above_it(province: Road):
    phone = signed_in(province, province.pmo("61.12", province.here))
    front = phone.get("/")
    assert front.headers["location"] == "/pantau/wilayah"
    text = words_of(phone.get("/pantau/wilayah").text)
    assert text.startswith("Kabupaten Kubu Raya 2 koperasi")
    assert same_for_all(phone.get("/pantau/wilayah/61.12").text).count("Kalimantan Barat") == 0


def test_another_kabupaten_is_like_one_that_is_not_there(province: Road):
    hers = signed_in(province, province.pmo("61.12", province.here))
    missing = hers.get("/pantau/wilayah/61.99")
    assert missing.status_code == 404
    for code in ("61", "61.01", "61.1", "61.12.09", "61.12.09.2003", "%25", "x" * 300):
        found = hers.get(f"/pantau/wilayah/{code}")
        assert found.status_code == 404
        assert same_for_all(found.text) == same_for_all(missing.text)
        assert found.headers.keys() == missing.headers.keys()
    assert "Sambas" not in hers.get("/pantau/wilayah").text


def test_assistants_members_and_officers_have_no_region(province: Road):
    here = province.here
    assistant = signed_in(province, province.assistant(here))
    phones = [Phone(province.app, who) for who in (here.sari, here.treasurer, here.supervisor)]
    for phone in (assistant, *(signed_in(province, one) for one in phones)):
        assert phone.get("/pantau/wilayah").status_code == 403
        known, unknown = (phone.get(f"/pantau/wilayah/{code}") for code in ("61.12", "61.99"))
        assert known.status_code == unknown.status_code == 404
        assert same_for_all(known.text) == same_for_all(unknown.text)


def test_without_a_read_store_cooperatives_are_counted_all_the_same(road: Road):
    text = words_of(signed_in(road, road.pmo("61.12", road.here)).get("/pantau/wilayah").text)
    assert "Angka belum bisa dibaca" in text
    assert "Sungai Raya 1 koperasi" in text


def test_somebody_of_two_regions_chooses_one_first(province: Road):
    phone = province.pmo("61.12", province.here)
    province.also(phone, "61.01")
    phone = signed_in(province, phone)
    text = words_of(phone.get("/pantau/wilayah").text)
    assert "Wilayah 3 koperasi" in text
    assert "Kabupaten Kubu Raya 2 koperasi" in text
    assert "Kabupaten Sambas 1 koperasi" in text
    assert phone.get("/pantau/wilayah/61.01").status_code == 200
