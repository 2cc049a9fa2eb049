"""Pendamping: a PMO sees who looks after whom in her region, sends and calls back; nobody else."""

from datetime import timedelta

import pytest
from sqlmodel import select

from cooperative.assignments.tables import AssignmentStep
from cooperative.clock import FixedClock
from cooperative.people.tables import RoleGrant
from tests.shopping import order
from tests.village import village
from tests.web.crowd import hidden_fields, same_for_all, words_of
from tests.web.watch.conftest import Road, signed_in
from tests.web.wire import Phone

REASON = [("alasan", "Pak Budi pindah ke Sambas")]


@pytest.fixture
def dewi(road: Road) -> Phone:
    """The assistant of Jeruju Besar, in Kubu Raya."""
    return road.assistant(road.here)


def _path(dewi: Phone, rest: str = "") -> str:
    assert dewi.who
    return f"/pantau/pendamping/{dewi.who.public_id}{rest}"


def _pmo(road: Road, region: str = "61.12") -> Phone:
    return signed_in(road, road.pmo(region, road.here if region != "61.12.01" else road.other))


def _running(road: Road, dewi: Phone) -> list[int]:
    assert dewi.who
    with road.here.books.reading() as session:
        grants = select(RoleGrant).where(RoleGrant.person_id == dewi.who.person_id)
        return [one.cooperative_id for one in session.exec(grants) if one.until is None]


def test_a_pmo_sees_her_assistants_with_what_is_the_matter(
    road: Road, dewi: Phone, clock: FixedClock
):
    with road.here.writing() as session:
        order(session, road.here, road.here.sari)
    clock.advance(timedelta(days=4))
    road.follow()
    phone = _pmo(road)
    text = words_of(phone.get("/pantau/pendamping").text)
    assert "1 orang" in text
    assert "1 koperasi belum punya pendamping" in text
    assert "Bu Dewi Kartika 1 koperasi, 0 kunjungan dalam 4 minggu 1 perlu dilihat" in text
    hers = words_of(phone.get(_path(dewi)).text)
    assert "Merah Putih Jeruju Besar Kec. Sungai Kakap, sejak 20 Juni 2026 1 pesanan" in hers
    assert "Tidak ada yang cocok" in phone.get("/pantau/pendamping?cari=budi").text


def test_visits_of_four_weeks_are_counted(road: Road, dewi: Phone, clock: FixedClock):
    phone = signed_in(road, dewi)
    path = f"/pantau/{road.here.coop_id}/kunjungan"
    assert phone.deliver(path, [("catatan", "Stok dihitung bersama.")]).status_code == 201
    seen = words_of(_pmo(road).get("/pantau/pendamping").text)
    assert "1 koperasi, 1 kunjungan dalam 4 minggu" in seen
    clock.advance(timedelta(days=28))
    assert "0 kunjungan dalam 4 minggu" in words_of(_pmo(road).get("/pantau/pendamping").text)


def test_she_is_sent_to_a_cooperative_and_called_back(road: Road, dewi: Phone):
    phone, other = _pmo(road), road.other.coop_id
    choice = words_of(phone.get(_path(dewi, "/penugasan")).text)
    assert "Sungai Kakap Kec. Sungai Raya belum ada pendamping" in choice
    assert "Jeruju Besar" not in choice
    pair = _path(dewi, f"/penugasan/{other}")
    page = phone.get(pair).text
    sent = [*hidden_fields(page, "main form"), *REASON]
    done = phone.submit(pair, sent)
    assert done.headers["location"] == _path(dewi, f"?ditugaskan={other}")
    assert phone.submit(pair, sent).headers["location"].endswith("&sudah=1")  # a double tap
    assert _running(road, dewi) == [road.here.coop_id, other]
    assert signed_in(road, dewi).get(f"/pantau/{other}").status_code == 200
    shown = words_of(phone.get(pair).text)
    assert "Ditugaskan oleh Pak Hendra Gunawan Alasan Pak Budi pindah ke Sambas" in shown
    fields = [*hidden_fields(phone.get(pair).text, "main form"), ("alasan", "kembali ke Pak Budi")]
    assert phone.submit(f"{pair}/akhir", fields).status_code == 303
    assert _running(road, dewi) == [road.here.coop_id]
    assert signed_in(road, dewi).get(f"/pantau/{other}").status_code == 404
    past = words_of(phone.get(_path(dewi, "/riwayat")).text)
    assert "Sungai Kakap 20 Juni 2026 sampai 20 Juni 2026" in past
    assert "Diakhiri Pak Hendra Gunawan: kembali ke Pak Budi" in past


def test_a_form_without_a_reason_comes_back_with_what_is_wrong(road: Road, dewi: Phone):
    phone, pair = _pmo(road), _path(dewi, f"/penugasan/{road.other.coop_id}")
    key = hidden_fields(phone.get(pair).text, "main form")
    for reason in ("", "   ", "x" * 201):
        answer = phone.submit(pair, [*key, ("alasan", reason)])
        assert answer.status_code == 422
        assert 'aria-invalid="true"' in answer.text
    assert _running(road, dewi) == [road.here.coop_id]
    ending = phone.submit(f"{pair}/akhir", [*key, *REASON])
    assert ending.status_code == 409
    assert "tidak memegang peran itu" in words_of(ending.text)
    assert "Pak Budi pindah ke Sambas" in words_of(ending.text)


def test_an_old_pin_is_asked_again_and_what_was_typed_is_kept(
    road: Road, dewi: Phone, clock: FixedClock
):
    phone, pair = _pmo(road), _path(dewi, f"/penugasan/{road.other.coop_id}")
    key = hidden_fields(phone.get(pair).text, "main form")
    clock.advance(timedelta(minutes=6))
    answer = phone.submit(pair, [*key, *REASON])
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/buka?ke=")
    assert "Pak%2BBudi" in answer.headers["location"] or "Pak+Budi" in answer.headers["location"]
    assert phone.get(pair).headers["location"].startswith("/buka?ke=")
    assert _running(road, dewi) == [road.here.coop_id]


def test_what_is_of_another_kabupaten_is_like_what_is_not_there(road: Road, dewi: Phone):
    elsewhere = _pmo(road, "61.12.01")  # looks after Sungai Raya only
    assert "0 orang" in words_of(elsewhere.get("/pantau/pendamping").text)
    here, other = road.here.coop_id, road.other.coop_id
    for rest in ("", "/riwayat", "/penugasan", f"/penugasan/{here}", f"/penugasan/{other}"):
        found, missing = (
            elsewhere.get(_path(dewi, rest)),
            elsewhere.get(f"/pantau/pendamping/x{rest}"),
        )
        assert found.status_code == missing.status_code == 404
        assert same_for_all(found.text) == same_for_all(missing.text)
    for rest in (f"/penugasan/{other}", f"/penugasan/{here}/akhir"):
        found = elsewhere.deliver(_path(dewi, rest), REASON)
        missing = elsewhere.deliver(f"/pantau/pendamping/x{rest}", REASON)
        assert found.status_code == missing.status_code == 404
    assert _running(road, dewi) == [here]
    hers = _pmo(road)
    for unknown in (999, 2**40):
        assert hers.get(_path(dewi, f"/penugasan/{unknown}")).status_code == 404


def test_nobody_but_a_pmo_sends_anybody(road: Road, dewi: Phone):
    here = road.here
    people = [Phone(road.app, who) for who in (here.sari, here.treasurer, here.supervisor)]
    for phone in (signed_in(road, one) for one in (dewi, *people)):
        assert phone.get("/pantau/pendamping").status_code == 403
        pair = _path(dewi, f"/penugasan/{road.other.coop_id}")
        for path in (_path(dewi), _path(dewi, "/riwayat"), _path(dewi, "/penugasan"), pair):
            assert phone.get(path).status_code == 404
        for path in (pair, _path(dewi, f"/penugasan/{here.coop_id}/akhir")):
            assert phone.deliver(path, REASON).status_code == 404
    assert _running(road, dewi) == [here.coop_id]
    with here.books.reading() as session:
        assert session.exec(select(AssignmentStep)).all() == []


def test_a_dinas_sees_in_which_kabupaten_and_is_offered_that_one_first(road: Road, dewi: Phone):
    near = village(road.here.books, region_code="61.12.02.2001", name="Kopdes Zamrud")
    village(road.here.books, region_code="61.01.01.2001", name="Kopdes Awal")
    dinas = _pmo(road, "61")
    seen = words_of(dinas.get("/pantau/pendamping").text)
    assert "Bu Dewi Kartika Kabupaten Kubu Raya: 1 koperasi" in seen
    choice = dinas.get(_path(dewi, "/penugasan")).text
    names = ["Zamrud", "Sungai Kakap", "Awal"]
    assert sorted(names, key=choice.index) == names
    road.assistant(near, name="Budi Santoso")
    choice = dinas.get(_path(dewi, "/penugasan")).text
    assert choice.index("Sungai Kakap") < choice.index("Zamrud") < choice.index("Awal")


def test_without_a_read_store_assistants_are_listed_all_the_same(road: Road, dewi: Phone):
    phone = _pmo(road)
    assert "Bu Dewi Kartika 1 koperasi" in words_of(phone.get("/pantau/pendamping").text)
    assert "Jeruju Besar" in words_of(phone.get(_path(dewi)).text)
