"""The operator's commands: set up, back up, restore, check."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import select

from cooperative.books import Books
from cooperative.books.upgrade import upgrade
from cooperative.ledger.savings import savings_of
from cooperative.people.tables import Cooperative, Person
from lumbung.backup import copy_sqlite
from lumbung.command import main
from tests.village import SUKARELA_OF_SARI_RUPIAH, village

# What is large, and needed now and then: by migrations, exports, photos, hints, QR codes, a server.
NOW_AND_THEN = {
    "PIL",
    "aiohttp",
    "alembic",
    "babel",
    "black",
    "cryptography",
    "openpyxl",
    "psycopg",
    "pywebpush",
    "requests",
    "segno",
}
NEW = ["new", "--village", "61.12.09.2003", "--officer", "Fatimah", "--name", "Kopdes Jeruju"]


def _filled(folder: Path) -> Path:
    path = folder / "books.db"
    books = Books(f"sqlite:///{path}")
    upgrade(books)
    village(books)
    books.close()
    return path


def test_a_village_is_set_up_with_one_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main([*NEW, "--data", str(tmp_path), "--outlet", "Gerai Sembako"]) == 0
    said = capsys.readouterr().out
    assert "One-time code for Fatimah" in said
    books = Books(f"sqlite:///{tmp_path / 'books.db'}")
    with books.reading() as session:
        assert session.exec(select(Cooperative.name)).all() == ["Kopdes Jeruju"]
        assert session.exec(select(Person.name)).all() == ["Fatimah"]
    books.close()
    assert main(["check", "--data", str(tmp_path)]) == 0


def test_the_same_village_is_not_set_up_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    arguments = [*NEW, "--data", str(tmp_path), "--outlet", "Gerai Sembako"]
    assert main(arguments) == 0
    assert main(arguments) == 1
    assert "already" in capsys.readouterr().err


def test_a_village_nobody_knows_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    arguments = ["new", "--village", "99.99.99.9999", "--officer", "X", "--data", str(tmp_path)]
    assert main(arguments) == 1
    assert "no village" in capsys.readouterr().err


def test_whoever_stands_at_the_box_gets_a_fresh_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    main([*NEW, "--data", str(tmp_path), "--outlet", "Gerai Sembako"])
    capsys.readouterr()
    assert main(["code", "--data", str(tmp_path)]) == 0
    assert "One-time code for Fatimah" in capsys.readouterr().out


def test_a_copy_is_made_while_the_treasurer_writes(tmp_path: Path):
    books = Books(f"sqlite:///{tmp_path / 'books.db'}")
    upgrade(books)
    here = village(books)
    target = tmp_path / "copy.db"
    with books.reading() as session:  # somebody is looking meanwhile
        savings_of(session, here.coop_id, here.sari.member_id)
        copy_sqlite(books, target)
    books.close()
    copy = Books(f"sqlite:///{target}")
    with copy.reading() as session:
        saved = savings_of(session, here.coop_id, here.sari.member_id)
    copy.close()
    assert saved.voluntary == SUKARELA_OF_SARI_RUPIAH
    assert not list(tmp_path.glob("*.unfinished"))


def test_a_copy_is_never_written_over_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    _filled(tmp_path)
    target = tmp_path / "copy.db"
    assert main(["backup", "--data", str(tmp_path), str(target)]) == 0
    assert main(["backup", "--data", str(tmp_path), str(target)]) == 1
    assert "never written over" in capsys.readouterr().err


def test_restoring_refuses_to_overwrite_unless_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    _filled(tmp_path)
    copy = tmp_path / "copy.db"
    main(["backup", "--data", str(tmp_path), str(copy)])
    assert main(["restore", "--data", str(tmp_path), str(copy)]) == 1
    assert "--overwrite" in capsys.readouterr().err
    assert main(["restore", "--data", str(tmp_path), str(copy), "--overwrite"]) == 0
    assert list(tmp_path.glob("books.db.before-*")), "the old books are kept aside"
    assert main(["check", "--data", str(tmp_path)]) == 0


def test_a_broken_copy_is_not_restored(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = _filled(tmp_path)
    copy = tmp_path / "copy.db"
    main(["backup", "--data", str(tmp_path), str(copy)])
    books = Books(f"sqlite:///{copy}")
    with books.transaction() as session:
        session.connection().exec_driver_sql("UPDATE account SET balance_rupiah = 7 WHERE id = 1")
    books.close()
    before = path.read_bytes()
    assert main(["restore", "--data", str(tmp_path), str(copy), "--overwrite"]) == 1
    assert "not sound" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_check_fails_where_a_balance_is_not_the_sum_of_its_transfers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    path = _filled(tmp_path)
    books = Books(f"sqlite:///{path}")
    with books.transaction() as session:
        session.connection().exec_driver_sql(
            "UPDATE account SET balance_rupiah = balance_rupiah + 1 WHERE kind = 'cash'"
        )
    books.close()
    assert main(["check", "--data", str(tmp_path)]) == 1
    assert "broken" in capsys.readouterr().out


def test_a_small_machine_holds_nothing_that_is_needed_only_now_and_then():
    code = "import sys, lumbung.serve; print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert not NOW_AND_THEN & set(ran.stdout.split())
