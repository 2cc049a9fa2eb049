"""Which submissions are being written at this moment by this process."""

from collections.abc import Generator
from contextlib import contextmanager
from threading import Condition

# A second copy waits this long for the first: longer than any write that goes well.
PATIENCE_SECONDS = 3.0


class InProgress(Exception):
    """The first copy of this submission is still being written."""


class Running:
    """A register of running keys; a second copy of one waits for the first."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._keys: set[tuple[int, str]] = set()

    @contextmanager
    def turn(self, cooperative_id: int, key: str) -> Generator[None]:
        """Hold the key for the block. Raises InProgress when its holder does not finish in time."""
        mark = (cooperative_id, key)
        with self._changed:
            if not self._changed.wait_for(lambda: mark not in self._keys, PATIENCE_SECONDS):
                raise InProgress
            self._keys.add(mark)
        try:
            yield
        finally:
            with self._changed:
                self._keys.discard(mark)
                self._changed.notify_all()
