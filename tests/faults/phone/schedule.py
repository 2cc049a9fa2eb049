"""A phone two people share, its network and its server under one scheduler and one seed.

Safety: faults everywhere, and after each step nothing is lost, doubled, or another person's.
Liveness: then no faults, and within three passes every row has a verdict its owner can see.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from tests.faults.counter import opened
from tests.faults.crash_schedule import Played, Violation
from tests.faults.intents import MEMBERS, Wishes
from tests.faults.lives import POINTS, Crash, Died
from tests.faults.phone.airwaves import DELIVERED, FATES, Fate, drawn
from tests.faults.phone.handset import Fetch, Handset, Seen
from tests.faults.phone.shore import Shore
from tests.faults.phone.watch import NEEDS_HER, TO_SEND, Watch
from tests.faults.reading import compare
from tests.faults.sheet import Sheet
from tests.faults.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = 40
WITHOUT_LOCKS = 5  # every fifth phone is of a browser that has none
PASSES = 3
CLOCKS_WRONG_BY = tuple(timedelta(days=days) for days in (0, 0, 0, 1, -2, 3650, -3650))
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 61, 60 * 24, 60 * 24 * 12))


@dataclass
class OnItsWay:
    """A request of the phone: with which cookie it left, and in which of the phone's lives."""

    fetch: Fetch
    token: str | None
    life: int


class PhoneSchedule:
    """The course of one seed."""

    def __init__(self, stage: Stage, handset: Handset, seed: int) -> None:
        self._chance = Random(seed)
        self._seed = seed
        self._phone = handset
        self._stage = stage
        self._sheet = Sheet(opened(stage.here.goods))
        self._wishes = Wishes(stage.here, self._chance)
        self.played = Played()
        self._shore = Shore(stage, self._sheet, self._chance, self.played)
        people = {stage.who(name).public_id: name for name in MEMBERS}
        self._watch = Watch(people, self._sheet)
        self._wrong_by = self._chance.choice(CLOCKS_WRONG_BY)
        self._on_phone: str | None = None
        self._token: str | None = None
        self._under_way: list[OnItsWay] = []
        self._late: list[OnItsWay] = []
        self._seen: Seen | None = None

    def play(self) -> Played:
        """Play it. Raises Violation."""
        self._stage.begin()
        has_locks = self._seed % WITHOUT_LOCKS != 0
        self._phone.begin(self._seed, self._phone_ms(), has_locks=has_locks)
        try:
            self._live()
            self._sign_in(self._chance.choice(MEMBERS))
            for _ in range(STEPS):
                self._step()
            self._be_well()
        except Violation as violation:
            raise Violation(f"seed {self._seed} with a phone: {violation}") from None
        finally:
            self._shore.end()
        return self.played

    # --- faults on -----------------------------------------------------------------------------

    def _step(self) -> None:
        steps: dict[Callable[[], None], int] = {
            self._write: 5,
            self._edit: 2,
            self._take_back: 2,
            self._decide: 2,
            self._flush: 6,
            self._carry: 24 if self._under_way else 0,
            self._carry_late: 1 if self._late else 0,
            self._wait: 2,
            self._other_person: 1,
            self._leave: 1,
            self._die: 1,
            self._shop: 1,
        }
        if self._seen is None or self._seen.is_dead:
            self._live()
        self._shore.begin_life(self._crash)
        self._chance.choices(list(steps), list(steps.values()))[0]()

    def _write(self) -> None:
        who = self._on_phone
        if who is not None:
            self._keep(who, ())

    def _edit(self) -> None:
        row = self._own_row(TO_SEND | NEEDS_HER - {"reused"})
        if row is not None and self._on_phone is not None:
            self._keep(self._on_phone, (row, *self._outbox()[row]["replaces"]))

    def _keep(self, who: str, replaces: tuple[str, ...]) -> None:
        sent = self._wishes.order(who)
        if self._chance.random() < 0.06:  # about an order nobody has
            cancelling = {"path": "/pesanan/9000/pembatalan", "form": "order_cancellation/1"}
            sent = replace(sent, **cancelling, fields=())
        self._watch.minted[sent.key] = who
        written: dict[str, Any] = {
            "key": sent.key,
            "person": self._stage.who(who).public_id,
            "device": self._stage.device,
            "form": sent.form,
            "subject": self._chance.choice(("", "pesanan")),
            "replaces": replaces,
            "content": {
                "path": sent.path,
                "fields": sent.fields,
                "title": "Pesanan",
                "total": None,
                "details": [],
            },
        }
        for _ in range(self._chance.choice((1, 1, 1, 2))):  # a double tap
            self._saw(self._phone.call("keep", written))

    def _take_back(self) -> None:
        row = self._own_row(TO_SEND | NEEDS_HER)
        if row is not None:
            if self._outbox()[row]["state"] == "refused":
                self._watch.may_go.add(row)  # the server may never have taken it
            self._saw(self._phone.call("takeBack", row))

    def _decide(self) -> None:
        row = self._own_row(frozenset({"decide"}))
        if row is not None and self._on_phone is not None:
            key = self._wishes.key()
            self._watch.minted[key] = self._on_phone
            self._saw(self._phone.call("decide", row, key))

    def _flush(self) -> None:
        if self._on_phone and self._chance.random() < 0.5:
            self._saw(self._phone.call("hurry", self._stage.who(self._on_phone).public_id))
        self._saw(self._phone.call("flush", where=self._chance.choice(("page", "worker"))))

    def _carry(self) -> None:
        request = self._under_way.pop(self._chance.randrange(len(self._under_way)))
        self._carry_out(request, drawn(self._chance))

    def _carry_late(self) -> None:
        request = self._late.pop(self._chance.randrange(len(self._late)))
        self._shore.receive(request.fetch, request.token)

    def _wait(self) -> None:
        self._stage.clock.moment += self._chance.choice(PAUSES)
        self._phone.set_clock(self._phone_ms())

    def _other_person(self) -> None:
        self._sign_in(self._chance.choice(MEMBERS))

    def _leave(self) -> None:
        if self._on_phone is not None:
            who, self._on_phone = self._on_phone, None
            public_id = self._stage.who(who).public_id
            self._saw(self._phone.call("leave", public_id, True))  # noqa: FBT003 - it is their call

    def _die(self) -> None:
        self._saw(self._phone.kill())

    def _shop(self) -> None:
        self._shore.shop(self._wishes)

    def _crash(self) -> Crash | None:
        chance = self._chance
        crash = Crash(chance.randrange(1, 5), chance.choice(POINTS), chance.randrange(12))
        return crash if chance.random() < 0.8 else None

    # --- faults off ----------------------------------------------------------------------------

    def _be_well(self) -> None:
        """Everybody signs in once more, and everything comes through."""
        self._under_way.clear()
        self._live(mortal=False)
        self._shore.end()
        self._shore.begin_life(lambda: None)
        people = self._chance.sample(MEMBERS, len(MEMBERS))
        for name in people:
            self._sign_in(name, needs_signal=False)
            for _ in range(PASSES):
                self._stage.clock.moment += timedelta(hours=2)
                self._phone.set_clock(self._phone_ms())
                self._saw(self._phone.call("flush", where="worker"))
                while self._under_way:
                    self._carry_out(self._under_way.pop(0), "delivered")
            self._refuse(self._watch.unseen(self._phone.look(), name))
        for request in self._late:
            self._shore.receive(request.fetch, request.token)
        self._shore.end()
        self._refuse([*self._stage.broken(), *compare(self._stage, self._sheet)])

    # --- the phone -----------------------------------------------------------------------------

    def _live(self, *, mortal: bool = True) -> None:
        """The phone is switched on again; the old life's requests may still arrive."""
        kill_at = self._chance.randrange(1, 16) if mortal and self._chance.random() < 0.7 else 0
        self.played.lives += 1
        self._saw(self._phone.live(kill_at))

    def _sign_in(self, name: str, *, needs_signal: bool = True) -> None:
        """She signs in: the server first, then the phone."""
        if needs_signal and self._chance.random() < 0.2:
            return
        try:
            self._token = self._shore.sign_in(name)
        except Died:
            return
        before = self._on_phone
        self._on_phone = name
        self._watch.may_send = {name, before} if before else {name}
        self._saw(self._phone.call("signIn", self._stage.who(name).public_id))
        if not self._now().is_dead:
            self._watch.may_send = {name}

    def _carry_out(self, request: OnItsWay, fate: str) -> None:
        self.played.note(request.fetch.path, request.fetch.key, fate)
        what: Fate = FATES.get(fate, DELIVERED)
        answer = what.said
        for _ in range(what.copies):
            came = self._shore.receive(request.fetch, request.token)
            if what.hears:
                answer = came
        if what.late:
            self._late.append(request)
        if request.life != self.played.lives:
            return
        if answer is None:
            self._saw(self._phone.fail(request.fetch))
            return
        if answer.content.get("code") == "left":
            self._token = None
        body = answer.body.decode()
        if what.cut:
            body = body[: len(body) // 2]
        self._saw(self._phone.answer(request.fetch, answer.status, answer.headers, body))

    def _saw(self, seen: Seen) -> None:
        self._seen = seen
        self.played.note(seen.done, seen.commits, seen.is_dead, sorted(seen.outbox))
        life = self.played.lives
        self._under_way += [OnItsWay(fetch, self._token, life) for fetch in seen.fetches]
        self._refuse(self._watch.wrong(seen))

    def _now(self) -> Seen:
        assert self._seen is not None
        return self._seen

    def _outbox(self) -> dict[str, dict[str, Any]]:
        return self._now().outbox

    def _own_row(self, states: frozenset[str]) -> str | None:
        mine = self._stage.who(self._on_phone).public_id if self._on_phone else None
        rows = self._outbox().values()
        found = [row["key"] for row in rows if row["person"] == mine and row["state"] in states]
        return str(self._chance.choice(found)) if found else None

    def _phone_ms(self) -> int:
        return int((self._stage.clock.moment + self._wrong_by).timestamp() * 1000)

    def _refuse(self, wrong: list[str]) -> None:
        if wrong:
            raise Violation("; ".join(wrong[:3])[:2000])


def play_phone(stage: Stage, handset: Handset, seed: int) -> Played:
    """Play the schedule of a seed. Raises Violation."""
    return PhoneSchedule(stage, handset, seed).play()
