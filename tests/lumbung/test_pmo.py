"""`lumbung pmo`: the first person who looks after a region, written down at the machine."""

from pathlib import Path

import pytest
from sqlmodel import select

from cooperative.books import Books
from cooperative.people.access import roles_of
from cooperative.people.codes import read_code
from cooperative.people.tables import Person, RegionGrant
from lumbung.command import main
from web.secrets_file import secrets_of

VILLAGE = ["--village", "61.12.09.2003", "--officer", "Fatimah", "--name", "Kopdes Jeruju"]
HENDRA = ["pmo", "--region", "61.12", "--name", "Hendra Gunawan"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    main(["new", *VILLAGE, "--data", str(tmp_path), "--outlet", "Gerai Sembako"])
    return tmp_path


def test_a_region_is_given_with_a_code_for_the_phone(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    assert main([*HENDRA, "--data", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "Hendra Gunawan looks after Kabupaten Kubu Raya." in said
    code = said.rsplit("valid for 10 minutes: ", 1)[1][:8]
    books = Books(f"sqlite:///{folder / 'books.db'}")
    with books.reading() as session:
        offered = read_code(session, code, secrets_of(folder).pepper)
        assert offered
        assert (offered.name, offered.needs_passphrase) == ("Hendra Gunawan", True)
        assert roles_of(session, 1, offered.person_id) == {"pmo"}
    books.close()
    assert main(["check", "--data", str(folder)]) == 0


def test_the_same_again_is_a_fresh_code_and_nobody_new(
    folder: Path, capsys: pytest.CaptureFixture[str]
):
    main([*HENDRA, "--data", str(folder)])
    main([*HENDRA, "--data", str(folder)])
    assert capsys.readouterr().out.count("One-time code for Hendra Gunawan") == 2
    books = Books(f"sqlite:///{folder / 'books.db'}")
    with books.reading() as session:
        assert len(session.exec(select(RegionGrant)).all()) == 1
        assert session.exec(select(Person.name)).all() == ["Fatimah", "Hendra Gunawan"]
    books.close()


@pytest.mark.parametrize(
    ("region", "sentence"),
    [
        ("99", "no kabupaten or province 99"),
        ("61.12.09", "no kabupaten or province"),
        ("61.01", "no cooperative of this region"),
    ],
)
def test_what_cannot_be_given_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], region: str, sentence: str
):
    assert main(["pmo", "--region", region, "--name", "X", "--data", str(folder)]) == 1
    assert sentence in capsys.readouterr().err
