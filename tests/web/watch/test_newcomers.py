"""A new assistant: written down by a PMO on the page of her first cooperative."""

import pytest
from sqlmodel import select

from cooperative.people.tables import Person
from tests.web.crowd import hidden_fields, same_for_all, words_of
from tests.web.watch.conftest import Road, signed_in
from tests.web.wire import phone_of

NEW = [("sapaan", "Bu"), ("nama", "Lusia Tince"), ("telepon", "081234567890")]
REASON = ("alasan", "wilayah baru")


def _path(road: Road) -> str:
    return f"/pantau/{road.here.coop_id}/pendamping"


def _people(road: Road) -> list[str]:
    with road.here.books.reading() as session:
        return list(session.exec(select(Person.name).where(Person.name == "Lusia Tince")))


def test_a_pmo_writes_a_new_assistant_down_and_officers_give_her_a_code(road: Road):
    pmo = signed_in(road, road.pmo("61.12", road.here))
    assert _path(road) in pmo.get(f"/pantau/{road.here.coop_id}").text
    fields = [*hidden_fields(pmo.get(_path(road)).text, "main form"), *NEW, REASON]
    done = pmo.submit(_path(road), fields)
    assert done.status_code == 303
    pmo.submit(_path(road), fields)  # a double tap
    assert _people(road) == ["Lusia Tince"]
    hers = words_of(pmo.get(done.headers["location"]).text)
    assert hers.startswith("Pendamping Bu Lusia Tince Sudah tercatat.")
    assert "Minta pengurus koperasinya memberi kode" in hers
    assert "Bu Lusia Tince" in words_of(pmo.get(_path(road)).text)
    officer = phone_of(road.app, road.here, road.here.treasurer)
    assert "Lusia Tince" in officer.get("/kas/hp").text
    assert "Bu Lusia Tince sekarang mendampingi" in officer.get("/kotak-masuk").text


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (("nama", ""), "nama-error"),
        (("sapaan", "Ratu"), "sapaan-error"),
        (("telepon", "kosong"), "telepon-error"),
        (("alasan", ""), "alasan-error"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    road: Road, changed: tuple[str, str], problem: str
):
    pmo = signed_in(road, road.pmo("61.12", road.here))
    key = hidden_fields(pmo.get(_path(road)).text, "main form")
    answer = pmo.submit(_path(road), [*key, *NEW, REASON, changed])
    assert answer.status_code == 422
    assert f'id="{problem}"' in answer.text
    if changed[0] != "nama":
        assert 'value="Lusia Tince"' in answer.text
    assert _people(road) == []


def test_nobody_else_does_so_and_a_pmo_only_in_her_region(road: Road):
    here = road.here
    phones = [
        signed_in(road, road.pmo("61.12.01", road.other)),
        signed_in(road, road.assistant(here)),
        *(phone_of(road.app, here, who) for who in (here.sari, here.treasurer)),
    ]
    for phone in phones:
        found, missing = phone.get(_path(road)), phone.get("/pantau/999/pendamping")
        assert found.status_code == missing.status_code == 404
        assert same_for_all(found.text) == same_for_all(missing.text)
        assert phone.deliver(_path(road), [*NEW, REASON]).status_code == 404
    assert _people(road) == []
