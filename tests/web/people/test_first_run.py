"""Before there is a cooperative: a calm page, and secrets only this user can read."""

from pathlib import Path

from cooperative.books import Books
from tests.village import village
from tests.web.people.visitor import ORIGIN, Visitor, text_of
from web.app import create_app
from web.secrets_file import NAME, secrets_of
from web.settings import Settings


def test_an_empty_server_says_how_to_begin(books: Books, tmp_path: Path) -> None:
    visitor = Visitor(create_app(Settings(data=tmp_path, public_origin=ORIGIN), books))
    for path in ("/", "/masuk", "/barang"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert "lumbung new" in text_of(answer)
    assert visitor.post("/masuk", {"orang": "x", "pin": "739154"}).status_code == 503
    assert visitor.get("/livez").text == "ok"
    village(books)
    assert visitor.get("/").headers["location"] == "/masuk"
    assert "HP ini belum terdaftar" in text_of(visitor.get("/masuk"))


def test_the_secrets_lie_beside_the_books_for_one_user_only(tmp_path: Path) -> None:
    data = tmp_path / "data"
    made = secrets_of(data)
    file = data / NAME
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in data.iterdir()] == [NAME]
    file.chmod(0o644)
    secrets_of.cache_clear()
    again = secrets_of(data)
    assert file.stat().st_mode & 0o777 == 0o600
    assert again.signing_key == made.signing_key
    assert again.pepper.digest("12345678") == made.pepper.digest("12345678")


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    one, other = secrets_of(tmp_path / "one"), secrets_of(tmp_path / "other")
    assert one.signing_key != other.signing_key
    assert one.pepper.digest("12345678") != other.pepper.digest("12345678")
