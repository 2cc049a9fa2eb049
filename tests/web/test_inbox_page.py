"""Kotak masuk: words for every kind of news, and nobody else's news."""

import ast
from pathlib import Path
from uuid import uuid4

import pytest

from cooperative.books import Books
from cooperative.inbox import tell
from notifications.messages import KINDS, message_of
from tests.source import calls, python_files
from tests.web.crowd import Crowd, crowd_in, words_of


@pytest.fixture
def crowd(books: Books, tmp_path: Path) -> Crowd:
    return crowd_in(books, tmp_path)


def tell_sari(crowd: Crowd, times: int = 1) -> None:
    with crowd.here.books.transaction(crowd.here.coop_id) as session:
        for number in range(times):
            tell(
                session,
                "order.ready",
                cooperative_id=crowd.here.coop_id,
                person_id=crowd.here.sari.person_id,
                path="/pesanan/1",
                facts={"code": f"A{number:03d}", "total_rupiah": 65_500},
            )


def test_news_is_said_in_words_and_leads_to_its_page(crowd: Crowd) -> None:
    tell_sari(crowd)
    page = crowd.sari.get("/kotak-masuk").text
    assert "Pesanan #A000 siap diambil" in words_of(page)
    assert "Sebutkan kode A000 di gerai. Jumlahnya Rp65.500." in words_of(page)
    assert 'href="/pesanan/1"' in page


def test_looking_marks_nothing_and_one_tap_marks_everything(crowd: Crowd) -> None:
    tell_sari(crowd, times=2)
    crowd.sari.get("/kotak-masuk")
    assert words_of(crowd.sari.get("/kotak-masuk").text).count("Baru") == 2
    assert crowd.sari.submit("/kotak-masuk/dibaca", [("sampai", "1")]).status_code == 303
    assert words_of(crowd.sari.get("/kotak-masuk").text).count("Baru") == 1
    crowd.sari.submit("/kotak-masuk/dibaca", [("sampai", "2")])
    said = words_of(crowd.sari.get("/kotak-masuk").text)
    assert "Baru" not in said
    assert "Tandai" not in said


def test_news_comes_in_pages_of_thirty(crowd: Crowd) -> None:
    tell_sari(crowd, times=31)
    first, second = (crowd.sari.get(f"/kotak-masuk?halaman={n}").text for n in (1, 2))
    assert (first.count('id="kabar-'), second.count('id="kabar-')) == (30, 1)
    assert "#A030" in first


def test_nobody_reads_or_marks_the_news_of_another(crowd: Crowd) -> None:
    tell_sari(crowd)
    for phone in (crowd.rini, crowd.elsewhere, crowd.shopkeeper):
        assert "A000" not in phone.get("/kotak-masuk").text
        phone.submit("/kotak-masuk/dibaca", [("sampai", "999")])
    assert "Baru" in words_of(crowd.sari.get("/kotak-masuk").text)


def test_every_kind_of_news_has_its_words() -> None:
    told = {
        argument.value
        for file in python_files("cooperative")
        for name, call in calls(file)
        if name in {"tell", "tell_buyer", "tell_shop", "announce", "_announce"}
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert told
    assert sorted(told - set(KINDS)) == []


def test_a_sentence_whose_fact_is_missing_is_left_out() -> None:
    assert message_of("order.refused", {"code": "A7K2"}).body == (
        "Barang dan uang yang ditahan sudah dilepas."
    )
    assert message_of("order.ready", {}).title == "Kabar baru dari koperasi"
    assert message_of("moon.landed", {}).title == "Kabar baru dari koperasi"


def test_savings_are_said_by_the_name_of_their_kind() -> None:
    said = message_of("savings.deposited", {"amount_rupiah": 10_000, "account": "wajib"})
    assert (said.title, said.body) == (
        "Setoran Rp10.000 sudah dicatat",
        "Masuk simpanan wajib.",
    )


def test_a_mark_that_waited_on_the_phone_is_made_once_and_answered_twice(crowd: Crowd) -> None:
    tell_sari(crowd)
    key = str(uuid4())
    first, second = (
        crowd.sari.deliver("/kotak-masuk/dibaca", [("sampai", "9")], key=key) for _ in range(2)
    )
    assert (first.json()["final"], second.json()["replay"]) == (True, True)
    assert "Tandai semua sudah dibaca" not in words_of(crowd.sari.get("/kotak-masuk").text)
