"""Many schedules on both cores: even seeds are the server's alone, odd ones have a phone too."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.faults.canaries import CANARIES
from tests.faults.crash_schedule import Played, Violation, play
from tests.faults.phone.handset import Handset
from tests.faults.phone.mistakes import PHONE_CANARIES
from tests.faults.phone.schedule import play_phone
from tests.faults.stage import Stage, set_up

PROCESSES = 2
_AT_ONCE = 10


@dataclass
class Tally:
    """What came of many schedules."""

    schedules: int = 0
    lives: int = 0
    deaths: int = 0
    requests: int = 0
    violations: list[str] = field(default_factory=list[str])

    def add(self, other: "Tally") -> None:
        """Add what another process has played."""
        self.schedules += other.schedules
        self.lives += other.lives
        self.deaths += other.deaths
        self.requests += other.requests
        self.violations += other.violations


class Players:
    """What plays in one process: a stage and a phone, made once."""

    def __init__(self, folder: Path) -> None:
        self.stage: Stage = set_up(folder)
        self.phone = Handset()

    def play(self, seed: int) -> Played:
        """Play the schedule of a seed. Raises Violation."""
        if seed % 2:
            return play_phone(self.stage, self.phone, seed)
        return play(self.stage, seed)

    def missed(self) -> list[str]:
        """Return the canaries that no schedule has found."""
        missed = [
            name
            for name, (canary, seeds) in CANARIES.items()
            if not _finds(partial(play, self.stage, canary=canary), seeds)
        ]
        for name, (patches, seeds) in PHONE_CANARIES.items():
            with closing(Handset(patches)) as phone:
                if not _finds(partial(play_phone, self.stage, phone), seeds):
                    missed.append(name)
        return missed

    def close(self) -> None:
        """Let the phone's process end."""
        self.phone.close()


def play_all(seeds: Iterable[int]) -> Iterator[Tally]:
    """Play many schedules in two processes; yields what each handful has come to."""
    apart = get_context("spawn")
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(PROCESSES, apart, _begin, (folder,)) as pool,
    ):
        seeds = list(seeds)
        handfuls = [seeds[at : at + _AT_ONCE] for at in range(0, len(seeds), _AT_ONCE)]
        yield from pool.map(_play_some, handfuls)


def missed_canaries() -> list[str]:
    """Return the canaries that were not found; there must be none."""
    with tempfile.TemporaryDirectory() as folder, closing(Players(Path(folder))) as players:
        return players.missed()


_playing: list[Players] = []


def _begin(folder: str) -> None:
    _playing.append(Players(Path(tempfile.mkdtemp(dir=folder))))


def _play_some(seeds: list[int]) -> Tally:
    tally = Tally()
    for seed in seeds:
        try:
            played = _playing[0].play(seed)
        except Violation as violation:
            tally.violations.append(str(violation))
        else:
            tally.add(Tally(1, played.lives, played.deaths, played.requests))
    return tally


def _finds(player: Callable[[int], Played], seeds: Iterable[int]) -> bool:
    for seed in seeds:
        try:
            player(seed)
        except Violation:
            return True
    return False
