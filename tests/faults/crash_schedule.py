"""One crash schedule: several lives of the server, killed at a point, and a queue that goes on.

One seed drives everything. After each answer the sheet of paper must have said the same, after each
life every invariant of the books holds; at the end they are compared with the sheet, row by row.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from random import Random
from typing import Any

from cooperative.clock import day_in
from tests.faults.asking import Answer
from tests.faults.counter import opened
from tests.faults.intents import Wish, Wishes
from tests.faults.lives import POINTS, Canary, Crash, Died, Life
from tests.faults.reading import compare, is_known, seeded
from tests.faults.sheet import NO_VERDICT, Sheet
from tests.faults.stage import BEGAN, NAMES, SESSION_LIFE, Stage, posted

ZONE = "Asia/Pontianak"
_NOT_FINAL = NO_VERDICT | {"not_signed_in", "other_person"}
PAUSES = tuple(timedelta(hours=hours) for hours in (0, 1, 30, 24 * 6, 24 * 31))


class Violation(AssertionError):
    """A promise was broken; the message says which, in which schedule."""


@dataclass
class Played:
    """What a schedule was: lives, requests, and a hash of its whole course."""

    lives: int = 0
    deaths: int = 0
    requests: int = 0
    trace: Any = field(default_factory=sha256)

    def note(self, *what: object) -> None:
        """Add a step to the trace."""
        self.trace.update(repr(what).encode())


class Schedule:
    """The course of one seed."""

    def __init__(self, stage: Stage, seed: int, canary: Canary | None = None) -> None:
        self._stage = stage
        self._canary = canary
        self._seed = seed
        self._chance = Random(seed)
        self._sheet = Sheet(opened(stage.here.goods))
        self._wishes = Wishes(stage.here, self._chance)
        self._queue: list[Wish] = []
        self._acks: dict[tuple[str, bool], tuple[Any, ...]] = {}
        self._tokens = dict(stage.tokens)
        self._signed_in = dict.fromkeys(NAMES, BEGAN)
        self._unknown: tuple[Wish, date] | None = None
        self.played = Played()

    def play(self) -> Played:
        """Play it. Raises Violation."""
        self._stage.begin()
        for _ in range(self._chance.randrange(2, 6)):
            self._live()
            for wrong in self._stage.broken():
                self._refuse(wrong)
            self._stage.clock.moment += self._chance.choice(PAUSES)
        self._settle(lambda look: look(self._stage))
        for wrong in (*self._stage.broken(), *compare(self._stage, self._sheet)):
            self._refuse(wrong)
        return self.played

    def _live(self) -> None:
        life = Life(self._stage, self._crash(), self._canary)
        self.played.lives += 1
        try:
            life.act(partial(seeded, seed=self._chance.getrandbits(32)))
            self._settle(life.act)
            self._sign_in(life)
            for wish in self._batch():
                self._deliver(life, wish)
        except Died:
            self.played.deaths += 1
            self.played.note("died")
        finally:
            life.end()

    def _crash(self) -> Crash | None:
        chance = self._chance
        request, point, writes = chance.randrange(1, 8), chance.choice(POINTS), chance.randrange(12)
        return Crash(request, point, writes) if chance.random() < 0.8 else None

    def _batch(self) -> list[Wish]:
        for _ in range(self._chance.randrange(1, 5)):
            self._queue.append(self._wishes.next(self._sheet, self._today()))
        batch = self._queue + self._chance.choices(self._queue, k=self._chance.randrange(3))
        if self._chance.random() < 0.5:
            self._chance.shuffle(batch)
        return batch

    def _sign_in(self, life: Life) -> None:
        """Sign people in whose session has ended; sometimes nobody thinks of it."""
        for name in NAMES:
            if self._lapsed(name) and self._chance.random() < 0.9:
                self._tokens[name] = life.act(partial(Stage.sign_in, name=name))
                self._signed_in[name] = self._stage.clock.moment

    def _deliver(self, life: Life, wish: Wish) -> None:
        who = wish.sent.who
        others = [name for name in NAMES if name != who]
        using = self._chance.choice(others) if self._chance.random() < 0.05 else who
        self._unknown = (wish, self._today())
        answer = life.ask(_request(self._stage, wish, who, self._tokens[using]))
        self._unknown = None
        self.played.requests += 1
        content = answer.content
        self.played.note(wish.sent.key, wish.is_taken_back, answer.status, content.get("code"))
        expected = self._expected(wish, using)
        if content.get("key") != wish.sent.key or content.get("code") != expected:
            self._refuse(f"{wish} was answered {answer.status} {content}, not {expected}")
        self._heard(wish, answer)

    def _expected(self, wish: Wish, using: str) -> str:
        if self._lapsed(using):
            return "not_signed_in"
        if using != wish.sent.who:
            return "other_person"
        return written(self._sheet, wish, self._today())

    def _heard(self, wish: Wish, answer: Answer) -> None:
        """Compare with what was heard before; the answer itself may be lost on its way."""
        content = answer.content
        is_final = content["final"]
        if is_final is (content["code"] in _NOT_FINAL):
            self._refuse(f"{wish}: final is {is_final} in {content}")
        if not is_final or content["code"] == "key_reused" or self._chance.random() < 0.15:
            return
        place = (wish.sent.key, wish.is_taken_back)
        said = tuple(repr(content.get(name)) for name in ("code", "location", "facts", "offer"))
        if not wish.is_taken_back and self._acks.setdefault(place, said) != said:
            self._refuse(f"{wish}: the verdict has changed from {self._acks[place]} to {said}")
        if self._chance.random() < 0.9:
            self._queue = [other for other in self._queue if other is not wish]

    def _settle(self, look: Callable[[Callable[[Stage], bool]], bool]) -> None:
        """Look up what became of the request the server died of, and write it on the sheet."""
        unknown, self._unknown = self._unknown, None
        if unknown is None:
            return
        wish, on = unknown
        if wish.sent.key not in self._sheet.kept and look(partial(is_known, key=wish.sent.key)):
            written(self._sheet, wish, on)

    def _today(self) -> date:
        return day_in(ZONE, self._stage.clock.moment)

    def _lapsed(self, name: str) -> bool:
        return self._stage.clock.moment - self._signed_in[name] >= SESSION_LIFE

    def _refuse(self, what: str) -> None:
        raise Violation(f"seed {self._seed}: {what}")


def _request(stage: Stage, wish: Wish, who: str, token: str) -> Any:
    sent = wish.sent
    key = {"Idempotency_Key": f'"{sent.key}"'}
    if wish.is_taken_back:
        return posted(stage, who, token, f"/kiriman/{sent.key}/batal", (), **key)
    if sent.after:
        key["Lumbung_After"] = f'"{sent.after}"'
    if sent.replaces:
        key["Lumbung_Replaces"] = ", ".join(f'"{old}"' for old in sent.replaces)
    return posted(stage, who, token, sent.path, sent.fields, Lumbung_Form=sent.form, **key)


def written(sheet: Sheet, wish: Wish, today: date) -> str:
    """Write a wish on the sheet; returns the code of the answer it must get."""
    if wish.is_taken_back:
        return sheet.take_back(wish.sent.key, wish.sent.who)
    return sheet.receive(wish.sent, today)


def play(stage: Stage, seed: int, canary: Canary | None = None) -> Played:
    """Play the schedule of a seed. Raises Violation."""
    return Schedule(stage, seed, canary).play()
