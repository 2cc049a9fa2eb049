"""The key push services know us by: made once, read by nobody else, in no backup."""

from pathlib import Path

from notifications.endpoints import is_public_key
from notifications.keys import keys_of


def _read_again(folder: Path) -> tuple[str, str]:
    keys_of.cache_clear()
    keys = keys_of(folder)
    return keys.public, keys.id


def test_the_key_is_made_at_the_first_start_and_stays(tmp_path: Path):
    first = keys_of(tmp_path)
    assert is_public_key(first.public)
    assert _read_again(tmp_path) == (first.public, first.id)
    assert [path.name for path in tmp_path.iterdir()] == ["push_key.json"]


def test_the_key_is_readable_by_the_owner_only(tmp_path: Path):
    keys_of(tmp_path)
    file = tmp_path / "push_key.json"
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)  # somebody copied it about
    _read_again(tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_lost_key_is_another_one_with_another_name(tmp_path: Path):
    first = keys_of(tmp_path)
    (tmp_path / "push_key.json").unlink()
    public, name = _read_again(tmp_path)
    assert public != first.public
    assert name != first.id


def test_the_private_half_is_never_printed(tmp_path: Path):
    keys = keys_of(tmp_path)
    assert keys.private not in repr(keys)
