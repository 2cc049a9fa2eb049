"""Tanya: the way from a line of the passbook to an officer and back."""

from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import col, select

from cooperative.books import Books
from cooperative.ledger.tables import Entry
from tests.web.crowd import Crowd, crowd_in, words_of
from tests.web.wire import Phone, phone_of


@pytest.fixture
def crowd(books: Books, tmp_path: Path) -> Crowd:
    return crowd_in(books, tmp_path)


def entry_of(crowd: Crowd) -> int:
    """Return the newest entry of Bu Sari."""
    with crowd.here.books.reading() as session:
        mine = select(Entry.id).where(
            col(Entry.cooperative_id) == crowd.here.coop_id,
            col(Entry.member_id) == crowd.here.sari.member_id,
        )
        return session.exec(mine.order_by(col(Entry.id).desc()).limit(1)).one()


def say(phone: Phone, path: str, field: str, text: str) -> int:
    return phone.submit(path, [("idempotency_key", str(uuid4())), (field, text)]).status_code


def test_a_question_and_its_answer_stay_with_the_line(crowd: Crowd) -> None:
    path = f"/simpanan/{entry_of(crowd)}/tanya"
    assert f'href="{path}"' in crowd.sari.get("/simpanan").text
    page = crowd.sari.get(path).text
    assert 'data-offline="question/1"' in page
    assert say(crowd.sari, path, "pertanyaan", "") == 422
    assert say(crowd.sari, path, "pertanyaan", "Saya setor <b>Rp500.000</b>") == 303
    assert "Sudah ditanyakan" in crowd.sari.get("/simpanan").text
    treasurer = phone_of(crowd.sari.app, crowd.here, crowd.here.treasurer)
    assert "Sari bertanya tentang catatan" in words_of(treasurer.get("/kotak-masuk").text)
    asked = treasurer.get("/kas/pertanyaan").text
    assert "Saya setor &lt;b&gt;Rp500.000" in asked
    assert say(treasurer, "/kas/pertanyaan/1/jawaban", "jawaban", "") == 422
    assert say(treasurer, "/kas/pertanyaan/1/jawaban", "jawaban", "Sudah dicek") == 303
    assert say(treasurer, "/kas/pertanyaan/1/jawaban", "jawaban", "Lagi") == 409
    assert "Dijawab" in treasurer.get("/kas/pertanyaan").text
    assert "Sudah dicek" in words_of(crowd.sari.get(path).text)
    assert "Pertanyaan dijawab" in crowd.sari.get("/simpanan").text
    assert "Sudah dicek." in words_of(crowd.sari.get("/kotak-masuk").text)


def test_a_question_written_without_a_signal_is_asked_once(crowd: Crowd) -> None:
    path, key = f"/simpanan/{entry_of(crowd)}/tanya", str(uuid4())
    sent = [("pertanyaan", "Kurang seribu")]
    first, second = (
        crowd.sari.deliver(path, sent, key=key, Lumbung_Form="question/1") for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (201, 200)
    assert crowd.sari.get(path).text.count("Kurang seribu") == 1


def test_nobody_else_reads_or_asks(crowd: Crowd) -> None:
    path = f"/simpanan/{entry_of(crowd)}/tanya"
    say(crowd.sari, path, "pertanyaan", "Rahasia saya")
    for phone in (crowd.rini, crowd.shopkeeper):
        assert phone.get(path).status_code == 404
        assert say(phone, path, "pertanyaan", "Apa ini?") == 404
    assert "Rahasia" not in crowd.elsewhere.get(path).text
    for phone in (crowd.sari, crowd.shopkeeper):
        assert phone.get("/kas/pertanyaan").status_code == 403
        assert say(phone, "/kas/pertanyaan/1/jawaban", "jawaban", "Saya jawab") == 404
    other = phone_of(crowd.sari.app, crowd.other, crowd.other.treasurer)
    assert "Rahasia" not in other.get("/kas/pertanyaan").text
    assert say(other, "/kas/pertanyaan/1/jawaban", "jawaban", "Saya jawab") == 404
