"""Who writes next: in the order they came. A pool alone lets a newcomer pass those who wait."""

import threading
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from datetime import timedelta

from cooperative.refusals import Busy


class Turns:
    """A lock that is handed on to whoever has waited for longest."""

    def __init__(self, patience: timedelta) -> None:
        self._patience = patience
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._is_taken = False

    @property
    def waiting(self) -> int:
        """How many wait now."""
        return len(self._waiting)

    @contextmanager
    def turn(self) -> Generator[None]:
        """Wait for one's turn and hand it on at the end. Raises Busy when patience ends."""
        self._take()
        try:
            yield
        finally:
            self._hand_on()

    def _take(self) -> None:
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=self._patience.total_seconds()):
            return
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise Busy("too many write at once")
        # The turn was handed on in the very moment patience ended: it is ours.

    def _hand_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False
