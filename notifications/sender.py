"""The sender: empties the outbox of push beside the requests, a few at a time.

Nobody waits for it, and it holds no transaction while it speaks to the outside. Several processes
may send at once: each takes its own hints (`cooperative.push.outbox`).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import structlog

from cooperative.books import Books
from cooperative.inbox import unread_count
from cooperative.push.outbox import Key, Outcome, conclude, is_any_due, take
from cooperative.push.subscriptions import drop_endpoint
from cooperative.push.tables import PushState
from cooperative.push.taken import look_at
from notifications.choosing import Message, choose, key_of, whose
from notifications.lanes import Lanes, Send
from notifications.post import NO_ANSWER, UNTRIED, UNUSABLE, Answer

log = structlog.get_logger()
_AT_ONCE = 16
# Half of it is for waiting in a lane, which leaves more than enough for ten seconds of sending.
LEASE = timedelta(minutes=2)
_MOMENT_SECONDS = 1.0
_PAUSES = tuple(timedelta(seconds=s) for s in (30, 120, 600, 1800, 7200, 21600))
_SENT, _GONE, _OUR_KEY = {200, 201, 202}, {404, 410}, {401, 403}
_TOO_BIG = 413


@dataclass
class Sender:
    """Sends what is due in `books` with `send`; `chance` spreads new tries."""

    books: Books
    send: Send
    lease: timedelta = LEASE
    at_once: int = _AT_ONCE
    chance: Random = field(default_factory=Random)
    _lanes: Lanes = field(init=False)
    # Kept until it is written down, also when the books cannot be written just now.
    _answered: list[tuple[Message, Answer]] = field(default_factory=list[tuple[Message, Answer]])

    def __post_init__(self) -> None:
        """Open the lanes."""
        self._lanes = Lanes(self.send, lambda: self.books.clock, self.lease / 2)

    def run_once(self) -> int:
        """Let what is due go and write down what was answered within a moment; returns how many
        hints were settled or put off. What takes longer is written down by a later round.

        Raises Busy or Refused("clock_wrong") while the books cannot be written.
        """
        done = self._write_down({})  # before anything of it is taken again
        outcomes = self._start()
        self._answered += self._lanes.come_back(_MOMENT_SECONDS)
        return done + self._write_down(outcomes)

    def run_until_empty(self) -> int:
        """Send everything that is due, round by round; returns how many hints were settled or put
        off."""
        total = 0
        while (done := self.run_once()) or self._lanes.is_busy:
            total += done
        return total

    def close(self) -> None:
        """Wait for nothing: what is on its way ends with its lease."""
        self._lanes.close()

    def _start(self) -> dict[Key, Outcome]:
        """Take what is due and let it go; returns what became of that which does not go."""
        not_to = self._lanes.closed()
        with self.books.reading() as session:
            if not is_any_due(session, not_to=not_to):
                return {}
        with self.books.transaction() as session:
            keys = take(session, most=self.at_once, lease=self.lease, not_to=not_to)
        with self.books.reading() as session:
            taken = look_at(session, keys)
            unread = {to: unread_count(session, *to) for to in map(whose, taken)}
        chosen = choose(taken, self.books.clock.now(), unread)
        self._lanes.start(chosen.messages)
        return chosen.outcomes

    def _write_down(self, outcomes: dict[Key, Outcome]) -> int:
        """Write down outcomes, and those of all that was answered; returns of how many hints."""
        now = self.books.clock.now()
        gone: set[str] = set()
        for message, answer in self._answered:
            if answer.status in _GONE and message.first.phone is not None:
                gone.add(message.first.phone.endpoint)
            for hint in message.hints:
                outcomes[key_of(hint)] = self._outcome(answer, hint.tries, now)
        if outcomes:
            with self.books.transaction() as session:
                for endpoint in sorted(gone):
                    drop_endpoint(session, endpoint)
                conclude(session, outcomes)
        self._answered.clear()
        return len(outcomes)

    def _outcome(self, answer: Answer, tries: int, now: datetime) -> Outcome:
        status = answer.status
        if status == UNTRIED:
            return Outcome(PushState.WAITING, due_at=now, is_tried=False)
        if status in _SENT:
            return Outcome(PushState.SENT, status=status)
        if status in _GONE or status in {UNUSABLE, _TOO_BIG}:
            return Outcome(PushState.SKIPPED, status=status)
        if status in _OUR_KEY:
            log.error("push_key_refused", status=status)
        elif status != NO_ANSWER:
            log.warning("push_put_off", status=status)
        pause = _PAUSES[min(tries, len(_PAUSES) - 1)] * (1 + self.chance.random() / 2)
        return Outcome(
            PushState.WAITING, due_at=now + max(pause, answer.again_after or pause), status=status
        )
