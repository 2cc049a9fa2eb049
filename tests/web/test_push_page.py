"""Kabar di HP ini: whose phone is told what, and what a browser may hand us."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup
from sqlmodel import select

from cooperative.books import Books
from cooperative.push.subscriptions import told_on
from cooperative.push.tables import PushNotice
from cooperative.push.wishes import Wishes, wishes_of
from notifications.keys import keys_of
from tests.notifications.phones import browser_keys, news
from tests.notifications.test_endpoints import BAD
from tests.web.crowd import Crowd, crowd_in, words_of
from tests.web.wire import Fields, Phone, stranger

HERE = "/hp-ini/kabar"
ENDPOINT = "https://fcm.googleapis.com/fcm/send/abc"


@pytest.fixture
def crowd(books: Books, tmp_path: Path) -> Crowd:
    return crowd_in(books, tmp_path)


def address(tmp_path: Path, **other: str) -> Fields:
    keys = browser_keys()
    sent = {
        "endpoint": ENDPOINT,
        "p256dh": keys.p256dh,
        "auth": keys.auth,
        "kunci": keys_of(tmp_path).public,
        **other,
    }
    return list(sent.items())


def subscribe(phone: Phone, tmp_path: Path, **other: str) -> httpx.Response:
    return phone.submit(f"{HERE}/langganan", address(tmp_path, **other))


def told(crowd: Crowd, phone: Phone) -> int:
    assert phone.who is not None
    with crowd.here.books.reading() as session:
        return len(told_on(session, phone.who.person_id))


def state(phone: Phone) -> str:
    box = BeautifulSoup(phone.get(HERE).text, "html.parser").select_one("[data-kabar]")
    assert box is not None
    return str(box["data-kabar"])


def notices(crowd: Crowd) -> list[tuple[int, str]]:
    with crowd.here.books.reading() as session:
        return [(notice.person_id, notice.kind) for notice in session.exec(select(PushNotice))]


def test_a_phone_is_told_once_its_browser_has_given_its_address(crowd: Crowd, tmp_path: Path):
    assert state(crowd.sari) == "belum"
    assert subscribe(crowd.sari, tmp_path).json() == {"code": "subscribed"}
    assert subscribe(crowd.sari, tmp_path).status_code == 200
    assert state(crowd.sari) == "hidup"
    assert (told(crowd, crowd.sari), told(crowd, crowd.rini)) == (1, 0)
    news(crowd.here, crowd.here.sari)
    news(crowd.other, crowd.other.sari)  # her namesake elsewhere asked for nothing
    assert notices(crowd) == [(crowd.here.sari.person_id, "order.ready")]


def test_news_of_another_cooperative_is_not_told_here(crowd: Crowd, tmp_path: Path):
    subscribe(crowd.elsewhere, tmp_path)
    news(crowd.here, crowd.here.sari)
    assert notices(crowd) == []


def test_an_address_of_another_key_is_asked_to_subscribe_anew(crowd: Crowd, tmp_path: Path):
    subscribe(crowd.sari, tmp_path)
    (tmp_path / "push_key.json").unlink()
    keys_of.cache_clear()
    assert state(crowd.sari) == "lama"
    # She need not look for it: her inbox renews it.
    inbox = BeautifulSoup(crowd.sari.get("/kotak-masuk").text, "html.parser")
    (box,) = inbox.select("[data-kabar=lama][hidden]")
    assert box["data-kunci"] == keys_of(tmp_path).public
    assert subscribe(crowd.sari, tmp_path).status_code == 200
    assert state(crowd.sari) == "hidup"
    assert "data-kabar" not in crowd.sari.get("/kotak-masuk").text


def test_an_address_that_is_no_push_service_is_not_kept(crowd: Crowd, tmp_path: Path):
    for endpoint in BAD:
        assert subscribe(crowd.sari, tmp_path, endpoint=endpoint).status_code == 400
    assert told(crowd, crowd.sari) == 0


@pytest.mark.parametrize(
    "broken", [{"p256dh": "A" * 87}, {"auth": "AAAA"}, {"kunci": "other"}, {"endpoint": ""}]
)
def test_keys_that_are_none_are_not_kept(crowd: Crowd, tmp_path: Path, broken: dict[str, str]):
    assert subscribe(crowd.sari, tmp_path, **broken).status_code == 400
    assert told(crowd, crowd.sari) == 0


def test_nobody_ends_the_news_of_another(crowd: Crowd, tmp_path: Path):
    subscribe(crowd.sari, tmp_path)
    for phone in (crowd.rini, crowd.elsewhere, crowd.shopkeeper):
        ended = phone.submit(f"{HERE}/berhenti", [])
        assert ended.json() == {"code": "unsubscribed", "others": 0}
    assert told(crowd, crowd.sari) == 1
    assert crowd.sari.submit(f"{HERE}/berhenti", []).status_code == 200
    assert told(crowd, crowd.sari) == 0


def test_leaving_the_phone_ends_its_news(crowd: Crowd, tmp_path: Path):
    subscribe(crowd.sari, tmp_path)
    crowd.sari.submit("/keluar", [])
    assert told(crowd, crowd.sari) == 0


def test_a_trial_goes_to_this_phone_only(crowd: Crowd, tmp_path: Path):
    assert crowd.sari.submit(f"{HERE}/percobaan", []).status_code == 404
    subscribe(crowd.sari, tmp_path)
    subscribe(crowd.rini, tmp_path)
    assert crowd.sari.submit(f"{HERE}/percobaan", []).json() == {"code": "queued"}
    assert notices(crowd) == [(crowd.here.sari.person_id, "push.test")]


def test_what_she_wants_is_a_plain_form(crowd: Crowd):
    sent = [
        ("kabar", "pesanan"),
        ("kabar", "lain"),
        ("tenang_dari", "22"),
        ("tenang_sampai", "5"),
        ("sehari", "3"),
    ]
    saved = crowd.sari.submit(HERE, sent)
    assert (saved.status_code, saved.headers["location"]) == (303, f"{HERE}?tersimpan=1")
    with crowd.here.books.reading() as session:
        assert wishes_of(session, crowd.here.sari.person_id) == Wishes(
            frozenset({"simpanan"}), 22 * 60, 5 * 60, 3
        )
        assert wishes_of(session, crowd.here.rini.person_id) == Wishes()
    page = BeautifulSoup(crowd.sari.get(f"{HERE}?tersimpan=1").text, "html.parser")
    ticked = [str(box["value"]) for box in page.select("input[name=kabar][checked]")]
    assert ticked == ["pesanan", "lain"]
    assert "Pilihan kabar disimpan." in words_of(str(page))


def test_a_switch_is_shown_to_those_whose_news_it_is(crowd: Crowd):
    for phone, groups in (
        (crowd.sari, ["pesanan", "simpanan", "lain"]),
        (crowd.shopkeeper, ["gerai", "lain"]),
    ):
        page = BeautifulSoup(phone.get(HERE).text, "html.parser")
        assert [str(box["value"]) for box in page.select("input[name=kabar]")] == groups


@pytest.mark.parametrize(
    "wrong", [{"tenang_dari": "24"}, {"tenang_sampai": "x"}, {"sehari": "0"}, {"sehari": "999"}]
)
def test_wishes_that_cannot_be_are_not_kept(crowd: Crowd, wrong: dict[str, str]):
    sent = {"tenang_dari": "22", "tenang_sampai": "5", "sehari": "3", **wrong}
    assert crowd.sari.submit(HERE, list(sent.items())).status_code == 400
    with crowd.here.books.reading() as session:
        assert wishes_of(session, crowd.here.sari.person_id) == Wishes()


def test_a_stranger_is_sent_to_the_door(crowd: Crowd):
    nobody = stranger(crowd.sari.app)
    assert nobody.get(HERE).status_code == 303
    for act in ("", "/langganan", "/berhenti", "/percobaan"):
        assert nobody.submit(HERE + act, []).status_code in {303, 401}


def test_the_private_key_is_on_no_page(crowd: Crowd, tmp_path: Path):
    assert keys_of(tmp_path).public in crowd.sari.get(HERE).text
    assert keys_of(tmp_path).private not in crowd.sari.get(HERE).text


def shared_on(page: str) -> str:
    link = BeautifulSoup(page, "html.parser").select_one('main a[href^="https://wa.me/"]')
    assert link is not None
    return parse_qs(urlsplit(str(link["href"])).query)["text"][0]


def test_news_and_orders_are_given_on_as_a_text_by_herself(crowd: Crowd):
    placed = crowd.order()
    order = shared_on(crowd.sari.get(f"/pesanan/{placed.id}").text)
    assert order.startswith(f"*Pesanan #{placed.code}*\nKoperasi Desa Merah Putih Jeruju Besar")
    assert "Gula pasir 1 kg: 2 bungkus" in order
    news(crowd.here, crowd.here.sari)
    said = shared_on(crowd.sari.get("/kotak-masuk").text)
    assert said.splitlines()[0] == "*Pesanan #A7K2 siap diambil*"
