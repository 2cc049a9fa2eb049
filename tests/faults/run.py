"""`make faults`: many crash schedules, races between processes and real kills, then a summary.

It counts only if every seeded mistake was found in the same run.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from cooperative.books import Books
from cooperative.books.upgrade import upgrade
from lumbung.bench.postgres import create_database, running_postgres, url_of
from tests.faults.kills import run_kills
from tests.faults.playing import Tally, missed_canaries, play_all
from tests.faults.races import run_races

ROUNDS, KILLS = 200, 100


def main(count: int) -> int:
    """Run everything; returns 0 where nothing is wrong."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wrong = [*_schedules(count), *_races(folder), *_kills(folder)]
    _say(f"{time.monotonic() - started:.0f} s, {len(wrong)} violations")
    for one in wrong:
        _say(one[:400])
    return 1 if wrong else 0


def _schedules(count: int) -> Iterator[str]:
    started, all_of_them = time.monotonic(), Tally()
    for tally in play_all(range(count)):
        all_of_them.add(tally)
        for one in tally.violations:
            _say(f"\n{one}")
        done = all_of_them.schedules + len(all_of_them.violations)
        _say(f"\r{done} of {count} schedules, {len(all_of_them.violations)} violations", end="")
    each = 1000 * (time.monotonic() - started) / max(count, 1)
    _say(
        f"\n{all_of_them.lives} lives, {all_of_them.deaths} of the server's ended by SIGKILL,"
        f" {all_of_them.requests} requests, {each:.0f} ms a schedule"
    )
    yield from all_of_them.violations
    missed = missed_canaries()
    _say(f"canaries of the schedules missed: {', '.join(missed) or 'none'}")
    yield from (f"void: the canary '{name}' was not found" for name in missed)


def _races(folder: Path) -> Iterator[str]:
    file = _empty(f"sqlite:///{folder / 'races.db'}")
    yield from run_races(file, folder, ROUNDS)
    _say(f"{ROUNDS} rounds of races on SQLite")
    plain = _empty(f"sqlite:///{folder / 'canary.db'}")
    if not run_races(plain, folder, ROUNDS, plain_begin=True):
        yield "void: the canary 'plain BEGIN' was not found"
    with running_postgres() as server:
        create_database(server, "races")
        yield from run_races(_empty(url_of(server, "races")), folder, ROUNDS)
    _say(f"{ROUNDS} rounds of races on PostgreSQL")


def _kills(folder: Path) -> Iterator[str]:
    for number, wrong in enumerate(run_kills(folder / "served", KILLS), 1):
        if wrong:
            yield wrong
        else:
            _say(f"\r{number} of {KILLS} kills", end="")
    _say("")


def _empty(url: str) -> str:
    with closing(Books(url)) as books:
        upgrade(books)
    return url


def _say(text: str, *, end: str = "\n") -> None:
    sys.stdout.write(text + end)
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if sys.argv[1:] else 10_000))
