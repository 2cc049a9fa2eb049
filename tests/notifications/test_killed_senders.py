"""Senders are killed at random moments, and share their work: nothing lost, nothing said thrice.

`make faults` plays the whole of it (`PUSH_HINTS=1000`): a thousand hints and twenty kills on each
database.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from subprocess import PIPE, Popen

import pytest
from sqlmodel import func, select

from cooperative.books import Books
from cooperative.clock import SystemClock
from cooperative.push.tables import PushNotice, PushState
from notifications.keys import keys_of
from notifications.sender import LEASE
from tests.conftest import KINDS, MakeBooks
from tests.notifications.phones import told_phone
from tests.notifications.push_service import Misbehaviour
from tests.source import ROOT
from tests.village import Village, village

HINTS = int(os.environ.get("PUSH_HINTS", "150"))
KILLS, A_ROUND = HINTS // 50, 16
LEASE_MINUTES = int(LEASE.total_seconds()) // 60
PATIENCE_SECONDS = 240


@contextmanager
def a_sender(
    here: Village, folder: Path, service: Misbehaviour, minutes: int = 0
) -> Generator[Popen[bytes]]:
    """Let a sender live for a while; its clock is so many minutes ahead."""
    origin = service.endpoint("").rstrip("/")
    command = [sys.executable, "-m", "tests.notifications.killed_sender"]
    told = [here.books.url, str(folder), origin, str(minutes)]
    with Popen([*command, *told], stdout=PIPE, cwd=ROOT) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"ready\n"
        yield running
        running.kill()


@pytest.fixture
def here(make_books: MakeBooks, request: pytest.FixtureRequest) -> Village:
    books = make_books(request.param)
    books.clock = SystemClock()
    return village(books)


def _fill(here: Village, device_id: int) -> None:
    """Hints of many pages for one phone, all of them due."""
    now = here.books.clock.now()
    with here.writing() as session:
        for number in range(1, HINTS + 1):
            session.add(
                PushNotice(
                    cooperative_id=here.coop_id,
                    id=number,
                    person_id=here.sari.person_id,
                    device_id=device_id,
                    kind="push.test",
                    path=f"/pesanan/{number}",
                    made_at=now,
                    due_at=now,
                )
            )


def _left(books: Books) -> int:
    waiting = select(func.count()).where(PushNotice.state == PushState.WAITING)
    with books.reading() as session:
        return session.exec(waiting).one()


def _wait_until_fewer(books: Books, count: int, running: Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while _left(books) > count:
        assert time.monotonic() < deadline
        # Not a sleep: this ends the moment the sender has died by itself.
        with pytest.raises(subprocess.TimeoutExpired):
            running.wait(0.02)


@pytest.mark.parametrize("here", KINDS, indirect=True)
def test_of_many_hints_none_is_lost_when_senders_are_killed(
    here: Village, service: Misbehaviour, tmp_path: Path
):
    keys_of(tmp_path)
    _fill(here, told_phone(here, here.sari, service.endpoint("phone")))
    # What the killed had in their hands stays there until its lease is over.
    ends = Random(7).sample(range(KILLS * A_ROUND, HINTS), KILLS)
    for end in sorted(ends, reverse=True):
        with a_sender(here, tmp_path, service) as running:
            _wait_until_fewer(here.books, end, running)
    late = (here, tmp_path, service, LEASE_MINUTES)
    with a_sender(*late) as running, a_sender(*late):
        _wait_until_fewer(here.books, 0, running)
    times = Counter(seen["topic"] for seen in service.seen)
    assert len(times) == HINTS  # none is lost
    assert set(times.values()) <= {1, 2}
    assert times.total() <= HINTS + KILLS * A_ROUND
