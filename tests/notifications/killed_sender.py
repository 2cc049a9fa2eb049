"""A sender in a process of its own, for as long as it is let live: `python -m ... url folder origin
minutes`, with a clock that is so many minutes ahead."""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from cooperative.books import Books
from cooperative.clock import SystemClock
from notifications.keys import keys_of
from notifications.post import Post
from notifications.sender import Sender


class _AheadClock(SystemClock):
    def __init__(self, ahead: timedelta) -> None:
        self._ahead = ahead

    def now(self) -> datetime:
        """Return a moment to come."""
        return super().now() + self._ahead


def main(url: str, folder: str, origin: str, minutes: str) -> None:
    """Send what is due, again and again."""
    clock = _AheadClock(timedelta(minutes=int(minutes)))
    post = Post(keys_of(Path(folder)), "mailto:pengurus@lumbung.example", also=frozenset({origin}))
    sender = Sender(Books(url, clock=clock), post.send)
    print("ready", flush=True)  # noqa: T201 - whoever started it waits for this
    while True:
        sender.run_until_empty()


if __name__ == "__main__":
    main(*sys.argv[1:])
