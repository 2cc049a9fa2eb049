"""Three processes reach for the same thing at the same moment; `make faults` lets them often."""

from pathlib import Path

import pytest

from tests.conftest import KINDS, MakeBooks
from tests.faults.races import run_races

ROUNDS = 4


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_one_is_sold_once_and_one_key_acts_once(
    make_books: MakeBooks, tmp_path: Path, kind: str
):
    assert run_races(make_books(kind).url, tmp_path, ROUNDS) == []


def test_a_transaction_that_asks_for_its_lock_too_late_is_found(
    make_books: MakeBooks, tmp_path: Path
):
    assert run_races(make_books("sqlite").url, tmp_path, ROUNDS, plain_begin=True)
