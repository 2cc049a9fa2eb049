"""Kunjungan: the assistant writes, the officers read and answer, nobody else sees anything."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from sqlmodel import col, func, select

from cooperative.activity import Activity
from cooperative.clock import FixedClock
from cooperative.submissions.tables import Draft, Submission
from cooperative.visits.tables import Visit, VisitPlan, VisitTask
from tests.village import Village
from tests.web.crowd import same_for_all, words_of
from tests.web.watch.conftest import Road, signed_in
from tests.web.wire import Fields, Phone

A_VISIT = [
    ("catatan", "Buku kas rapi. Stok gula kurang 2."),
    ("periksa", "cash_book"),
    ("periksa", "stock_count"),
    *(("tugas", "Hitung stok gula"), ("siapa", "Bendahara"), ("tenggat", "2026-06-25")),
    *(("tugas", ""), ("siapa", ""), ("tenggat", "")),
]


def keyed(fields: Fields) -> Fields:
    return [("idempotency_key", str(uuid4())), *fields]


def visits_of(here: Village) -> str:
    return f"/pantau/{here.coop_id}/kunjungan"


def counted(road: Road, table: type[Visit | VisitPlan | VisitTask | Draft]) -> int:
    with road.here.books.reading() as session:
        return session.exec(select(func.count()).select_from(table)).one()


@pytest.fixture
def dewi(road: Road) -> Phone:
    """The assistant of both villages; her phone is enrolled in the first."""
    return signed_in(road, road.assistant(road.here, road.other))


def test_a_visit_goes_into_the_books_of_the_village_and_its_officers_read_and_answer_it(
    road: Road, dewi: Phone
) -> None:
    path = visits_of(road.other)
    assert 'data-offline="visit/1"' in dewi.get(path).text
    written = dewi.submit(path, keyed(A_VISIT))
    assert written.headers["location"] == f"{path}/1?baru=1"
    shown = words_of(dewi.get(f"{path}/1").text)
    assert "Sabtu, 20 Juni 2026" in shown
    assert "Buku kas rapi. Stok gula kurang 2." in shown
    assert "Hitung stok gula Bendahara, sampai 25 Jun" in shown
    treasurer = signed_in(road, Phone(road.app, road.other.treasurer))
    assert "Catatan kunjungan dari Bu Dewi Kartika" in words_of(treasurer.get("/kotak-masuk").text)
    assert "Hitung stok gula" in treasurer.get("/kas/kunjungan").text
    assert "Stok gula kurang 2" in treasurer.get("/kas/kunjungan/1").text
    answer = [("jawaban", "Sudah kami <b>hitung</b> ulang")]
    assert treasurer.submit("/kas/kunjungan/1/jawaban", keyed([("jawaban", "")])).status_code == 422
    assert treasurer.submit("/kas/kunjungan/1/jawaban", keyed(answer)).status_code == 303
    finish = "/kas/kunjungan/tindak-lanjut/1/penyelesaian"
    assert treasurer.submit(finish, keyed([])).status_code == 303
    assert "Sudah kami &lt;b&gt;hitung&lt;/b&gt; ulang" in dewi.get(f"{path}/1").text
    assert "Sudah 20 Jun" in words_of(dewi.get(f"{path}/1").text)
    assert "Tidak ada yang belum selesai" in words_of(dewi.get(path).text)
    told = words_of(dewi.get("/kotak-masuk").text)
    assert "Catatan kunjungan dijawab Di Koperasi Desa Merah Putih Sungai Kakap" in told
    assert "Satu tindak lanjut sudah selesai" in told


def test_a_visit_sent_twice_from_the_road_is_there_once_on_the_day_it_was_made(
    road: Road, dewi: Phone, clock: FixedClock
) -> None:
    key, path = str(uuid4()), visits_of(road.other)
    clock.advance(timedelta(days=2))
    on_the_road = {
        "Lumbung_Form": "visit/1",
        "Lumbung_Queued_At": "2026-06-21T03:00:00+00:00",
        "Lumbung_Sent_At": "2026-06-22T00:40:00+00:00",
    }
    first, second = (dewi.deliver(path, A_VISIT, key=key, **on_the_road) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["location"] == second.json()["location"] == f"{path}/1?baru=1"
    assert second.json()["replay"] is True
    with road.here.books.reading() as session:
        [visit] = session.exec(select(Visit))
        assert (visit.cooperative_id, visit.occurred_on.isoformat()) == (
            road.other.coop_id,
            "2026-06-21",
        )
        [sent] = session.exec(select(Submission).where(col(Submission.key) == key))
        assert (sent.cooperative_id, sent.effect_count) == (road.other.coop_id, 1)
        acts = select(func.count()).where(col(Activity.submission_key) == key)
        assert session.exec(acts).one() == 1
    received = words_of(signed_in(road, dewi).get("/kiriman").text)
    assert "Kunjungan: Koperasi Desa Merah Putih Sungai Kakap" in received


def test_taking_a_visit_back_meets_it_where_it_went(road: Road, dewi: Phone) -> None:
    path = visits_of(road.other)
    for came_first in (True, False):
        key = str(uuid4())
        back = f"/pantau/{road.other.coop_id}/kiriman/{key}/batal"
        if came_first:
            assert dewi.deliver(path, A_VISIT, key=key).status_code == 201
            taken = dewi.deliver(back, [], key=key).json()
            assert (taken["code"], taken["location"]) == ("already_accepted", f"{path}/1?baru=1")
        else:
            assert dewi.deliver(back, [], key=key).json()["code"] == "cancelled"
            assert dewi.deliver(path, A_VISIT, key=key).json()["code"] == "cancelled"
    assert counted(road, Visit) == 1
    foreign = signed_in(road, road.assistant(road.here, name="Budi Santoso"))
    assert foreign.deliver(back, [], key=key).status_code == 404


def test_what_cannot_be_read_comes_back_with_what_was_typed(road: Road, dewi: Phone) -> None:
    path, key = visits_of(road.other), str(uuid4())
    wrong = [("catatan", ""), *A_VISIT[1:]]
    page = dewi.submit(path, keyed(wrong))
    assert page.status_code == 422
    assert 'value="Hitung stok gula"' in page.text
    assert "Belum diisi" in words_of(page.text)
    late = dewi.submit(path, keyed([*A_VISIT[:3], ("tugas", "Apa"), ("tenggat", "besok")]))
    assert late.status_code == 422
    assert "Tanggal belum benar" in words_of(late.text)
    kept = dewi.deliver(path, wrong, key=key)
    assert (kept.status_code, kept.json()["location"]) == (422, f"/kiriman/{key}")
    draft = dewi.get(f"/kiriman/{key}")
    assert f'action="/pantau/{road.other.coop_id}/kiriman/{key}/batal"' in draft.text
    stranger = signed_in(road, Phone(road.app, road.here.treasurer))
    assert stranger.get(f"/kiriman/{key}").status_code == 404
    assert (counted(road, Visit), counted(road, Draft)) == (0, 1)


def test_a_plan_is_shown_and_told_and_a_day_that_is_gone_is_refused(
    road: Road, dewi: Phone
) -> None:
    path = f"{visits_of(road.here)}/rencana"
    gone = dewi.submit(path, keyed([("hari", "2026-06-01"), ("tujuan", "RAT")]))
    assert gone.status_code == 409
    assert "Tanggalnya sudah lewat" in words_of(gone.text)
    assert 'value="RAT"' in gone.text
    sent = keyed([("hari", "2026-06-25"), ("tujuan", "RAT")])
    assert dewi.submit(path, sent).status_code == 303
    planned = "Kamis, 25 Juni 2026 Bu Dewi Kartika berencana datang: RAT"
    assert planned in words_of(dewi.get(visits_of(road.here)).text)
    treasurer = signed_in(road, Phone(road.app, road.here.treasurer))
    assert planned in words_of(treasurer.get("/kas/kunjungan").text)
    told = words_of(treasurer.get("/kotak-masuk").text)
    assert "Bu Dewi Kartika akan datang 25 Juni" in told


def test_a_plan_is_called_off_by_her_and_the_officers_hear_of_it(road: Road, dewi: Phone) -> None:
    path = visits_of(road.here)
    dewi.submit(f"{path}/rencana", keyed([("hari", "2026-06-25"), ("tujuan", "RAT")]))
    off = f"{path}/rencana/1/pembatalan"
    assert f'action="{off}"' in dewi.get(path).text
    budi = signed_in(road, road.assistant(road.here, name="Budi Santoso"))
    assert "Batalkan rencana" not in budi.get(path).text
    assert budi.submit(off, keyed([])).status_code == 404
    treasurer = signed_in(road, Phone(road.app, road.here.treasurer))
    assert "Batalkan rencana" not in treasurer.get("/kas/kunjungan").text
    assert treasurer.submit(off, keyed([])).status_code == 404
    for _ in range(2):
        assert dewi.submit(off, keyed([])).headers["location"] == f"{path}?batal=1"
    assert "berencana datang" not in dewi.get(path).text
    told = words_of(treasurer.get("/kotak-masuk").text)
    assert told.count("Bu Dewi Kartika tidak jadi datang 25 Juni") == 1


def test_the_round_names_plans_and_promises_of_all_her_villages_and_of_no_other(
    road: Road, dewi: Phone
) -> None:
    for here, what, due in (
        (road.here, "Hitung stok", "2026-06-30"),
        (road.other, "Bahas RAT", "2026-06-19"),
    ):
        fields = [("catatan", "Rapi"), ("tugas", what), ("siapa", ""), ("tenggat", due)]
        dewi.submit(visits_of(here), keyed(fields))
    plan = keyed([("hari", "2026-06-25"), ("tujuan", "RAT")])
    dewi.submit(f"{visits_of(road.other)}/rencana", plan)
    shown = words_of(dewi.get("/pantau/kunjungan").text)
    assert "Sungai Kakap Kamis, 25 Jun: RAT" in shown
    assert "Sungai Kakap Bahas RAT sampai 19 Jun Lewat 1 hari" in shown
    assert shown.index("Bahas RAT") < shown.index("Hitung stok")
    theirs = signed_in(road, road.assistant(road.here, name="Budi Santoso"))
    assert "Bahas RAT" not in theirs.get("/pantau/kunjungan").text
    assert "berencana" not in theirs.get("/pantau/kunjungan").text
    for who in (road.here.sari, road.here.treasurer):
        assert signed_in(road, Phone(road.app, who)).get("/pantau/kunjungan").status_code == 403


def test_a_photo_becomes_small_and_loses_its_place(road: Road, dewi: Phone) -> None:
    picture = BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "S", 2: (0.0, 1.0, 2.0)}  # where it was taken
    Image.new("RGB", (900, 600), "green").save(picture, "JPEG", exif=exif)
    for content, status in ((picture.getvalue(), 303), (b"no picture", 422)):
        body, kind = _multipart([*keyed([("catatan", "Gudang")])], content)
        sent = dewi.post(visits_of(road.here), body, {"Content-Type": kind})
        assert sent.status_code == status
    assert "Foto ini tidak bisa dibaca" in words_of(sent.text)
    with road.here.books.reading() as session:
        photo = session.exec(select(Visit.photo)).one()
    assert f"/foto/{photo}-640.webp" in dewi.get(f"{visits_of(road.here)}/1").text
    kept = (road.app.state.settings.photos / f"{photo}-640.webp").read_bytes()
    assert kept.startswith(b"RIFF")
    assert b"Exif" not in kept


def test_another_assistants_visits_are_like_visits_that_are_not_there(
    road: Road, dewi: Phone
) -> None:
    dewi.submit(visits_of(road.here), keyed(A_VISIT))
    theirs = signed_in(road, road.assistant(road.other, name="Budi Santoso"))
    place, nowhere = visits_of(road.here), "/pantau/999/kunjungan"
    for rest in ("", "/1", "/77"):
        found, missing = theirs.get(place + rest), theirs.get(nowhere + rest)
        assert found.status_code == missing.status_code == 404
        assert same_for_all(found.text) == same_for_all(missing.text)
    for rest in ("", "/rencana", "/1/jawaban", "/tindak-lanjut/1/penyelesaian"):
        fields = [*A_VISIT, ("jawaban", "Saya"), ("hari", "2026-06-25")]
        found, missing = (theirs.submit(at + rest, keyed(fields)) for at in (place, nowhere))
        assert found.status_code == missing.status_code == 404
        assert same_for_all(found.text) == same_for_all(missing.text)
        told, untold = (theirs.deliver(at + rest, fields).json() for at in (place, nowhere))
        assert told | {"key": ""} == untold | {"key": ""}
    assert (counted(road, Visit), counted(road, VisitPlan)) == (1, 0)


def test_members_shopkeepers_and_officers_do_not_write_visits(road: Road, dewi: Phone) -> None:
    dewi.submit(visits_of(road.here), keyed(A_VISIT))
    here = road.here
    for who in (here.sari, here.shopkeeper, here.treasurer, here.supervisor):
        phone = signed_in(road, Phone(road.app, who))
        assert phone.get(visits_of(here)).status_code == 404
        assert phone.submit(visits_of(here), keyed(A_VISIT)).status_code == 404
    for who in (here.sari, here.shopkeeper):
        phone = signed_in(road, Phone(road.app, who))
        assert phone.get("/kas/kunjungan").status_code == 403
        assert phone.get("/kas/kunjungan/1").status_code == 404
    supervisor = signed_in(road, Phone(road.app, here.supervisor))
    assert "Stok gula kurang" in supervisor.get("/kas/kunjungan/1").text
    assert "Kirim jawaban" not in supervisor.get("/kas/kunjungan/1").text
    assert supervisor.submit("/kas/kunjungan/1/jawaban", keyed([])).status_code == 404
    elsewhere = signed_in(road, Phone(road.app, road.other.treasurer))
    found, missing = elsewhere.get("/kas/kunjungan/1"), elsewhere.get("/kas/kunjungan/77")
    assert found.status_code == missing.status_code == 404
    assert same_for_all(found.text) == same_for_all(missing.text)


def test_a_pmo_reads_visits_and_writes_none(road: Road, dewi: Phone) -> None:
    dewi.submit(visits_of(road.here), keyed(A_VISIT))
    pmo = signed_in(road, road.pmo("61.12", road.here))
    assert "Stok gula kurang" in pmo.get(f"{visits_of(road.here)}/1").text
    assert 'data-offline="visit' not in pmo.get(visits_of(road.here)).text
    assert pmo.submit(visits_of(road.here), keyed(A_VISIT)).status_code == 404
    far = signed_in(road, road.pmo("61.12.01", road.other))
    assert far.get(f"{visits_of(road.here)}/1").status_code == 404


def _multipart(fields: Fields, photo: bytes) -> tuple[bytes, str]:
    named = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields
    )
    file = '--x\r\nContent-Disposition: form-data; name="foto"; filename="f.jpg"\r\n\r\n'
    return named.encode() + file.encode() + photo + b"\r\n--x--\r\n", (
        "multipart/form-data; boundary=x"
    )
