"""A lane for every push service: one that is slow or down holds up its own hints only.

Four threads serve all lanes in turn, and no lane holds them all. A service that fails again and
again rests: nothing is sent to it, and nothing taken for it, until its rest is over. All this is
kept in memory, so a process that begins anew finds it out with a few hints.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Condition
from time import monotonic
from typing import NamedTuple
from urllib.parse import urlsplit

from cooperative.clock import Clock
from cooperative.push.tables import PushSubscription
from notifications.choosing import Message
from notifications.post import NO_ANSWER, UNTRIED, Answer

Send = Callable[[PushSubscription, Message], Answer]

THREADS = 4
# One thread is always left for the others; who is slow or failed has a single one.
_ROOM, _ROOM_OF_SLOW = THREADS - 1, 1
_SLOW_SECONDS = 2.0
_FAILURES = 3  # in a row, before a service rests
_RESTS = tuple(timedelta(seconds=s) for s in (15, 30, 60, 120, 300, 900))
_LONGEST_REST = timedelta(hours=1)
# What a service says of itself or of us, and not of one phone.
_OUR_KEY, _TOO_MANY, _ITS_OWN = (401, 403), 429, 500


class _Waiting(NamedTuple):
    message: Message
    phone: PushSubscription
    since: float


@dataclass
class _Lane:
    waiting: deque[_Waiting] = field(default_factory=deque[_Waiting])
    running: int = 0
    failures: int = 0
    is_slow: bool = False
    rests_until: datetime | None = None

    @property
    def room(self) -> int:
        return _ROOM_OF_SLOW if self.is_slow or self.failures else _ROOM

    def rests(self, now: datetime) -> bool:
        return self.rests_until is not None and now < self.rests_until

    def note(self, answer: Answer, seconds: float, now: datetime) -> None:
        self.is_slow = seconds > _SLOW_SECONDS
        if not _is_failure(answer):
            self.failures, self.rests_until = 0, None
            return
        self.failures += 1
        if self.failures >= _FAILURES:
            rest = _RESTS[min(self.failures - _FAILURES, len(_RESTS) - 1)]
            asked = min(answer.again_after or rest, _LONGEST_REST)
            self.rests_until = now + max(rest, asked)


class Lanes:
    """Sends messages with `send`; what has not begun after `patience` comes back untried, before
    the lease of its hints is over."""

    def __init__(self, send: Send, clock: Callable[[], Clock], patience: timedelta) -> None:
        self._send = send
        self._clock = clock
        self._patience_seconds = patience.total_seconds()
        self._lanes: defaultdict[str, _Lane] = defaultdict(_Lane)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="push")
        self._changed = Condition()
        self._out = 0
        self._back: list[tuple[Message, Answer]] = []
        self._is_open = True

    @property
    def is_busy(self) -> bool:
        """Tell whether anything is on its way."""
        return self._out > 0

    def closed(self) -> list[str]:
        """Return the origins of services for which nothing is to be taken now: they rest, or have
        enough to do."""
        with self._changed:
            now = self._clock().now()
            return sorted(
                origin
                for origin, lane in self._lanes.items()
                if lane.waiting or lane.running or lane.rests(now)
            )

    def start(self, messages: Sequence[Message]) -> None:
        """Let messages go, each in the lane of its service."""
        with self._changed:
            for message in messages:
                phone = message.first.phone
                if phone is None:
                    continue  # nobody chooses to tell a phone that is gone
                lane = self._lanes[_origin(phone)]
                lane.waiting.append(_Waiting(message, phone, monotonic()))
                self._out += 1
            for lane in self._lanes.values():
                self._fill(lane)

    def come_back(self, seconds: float) -> list[tuple[Message, Answer]]:
        """Return what was answered, or came back untried; waits `seconds` at most for all of it."""
        with self._changed:
            self._changed.wait_for(lambda: not self._out, seconds)
            back, self._back = self._back, []
            return back

    def close(self) -> None:
        """Begin nothing more, and wait for nothing."""
        with self._changed:
            self._is_open = False
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _fill(self, lane: _Lane) -> None:
        rests = lane.rests(self._clock().now())
        while self._is_open and lane.waiting and (rests or lane.running < lane.room):
            next_one = lane.waiting.popleft()
            if rests or monotonic() - next_one.since > self._patience_seconds:
                self._give_back(next_one.message, Answer(UNTRIED))
            else:
                lane.running += 1
                self._pool.submit(self._run, lane, next_one)

    def _run(self, lane: _Lane, going: _Waiting) -> None:
        started = monotonic()
        answer = self._send(going.phone, going.message)
        with self._changed:
            lane.running -= 1
            lane.note(answer, monotonic() - started, self._clock().now())
            self._give_back(going.message, answer)
            self._fill(lane)

    def _give_back(self, message: Message, answer: Answer) -> None:
        self._back.append((message, answer))
        self._out -= 1
        self._changed.notify_all()


def _origin(phone: PushSubscription) -> str:
    parts = urlsplit(phone.endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def _is_failure(answer: Answer) -> bool:
    status = answer.status
    return status in {NO_ANSWER, _TOO_MANY, *_OUR_KEY} or status >= _ITS_OWN
