"""An absolute receive deadline for uvicorn, which has none: silent sockets must not shut a village
out.

Whole request, headers and body, from its first byte; a connection that sends nothing counts too
(reliability.md 3.4, appendix B). Written against uvicorn's own protocol class, so uvicorn is pinned
and a socket test stands by.
"""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

_DONE = (h11.DONE, h11.MUST_CLOSE, h11.CLOSED, h11.ERROR, h11.SWITCHED_PROTOCOL)


class DeadlineProtocol(H11Protocol):
    """HTTP/1.1 with a clock on what is still to be received."""

    small_seconds = 30.0
    # On 2G a photo of 150 kB takes 80 seconds.
    large_seconds = 300.0
    _timer: asyncio.TimerHandle | None = None
    _is_longer = False

    def connection_made(self, transport: Any) -> None:
        """Start the clock with the connection."""
        super().connection_made(transport)
        self._arm(self.small_seconds)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock with the connection."""
        self._disarm()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Start the clock again for the next request on a kept connection."""
        if self._timer is None and self.conn.their_state is h11.IDLE:
            self._arm(self.small_seconds)
        super().data_received(data)

    def handle_events(self) -> None:
        """Stop the clock when a request is whole; give a photo more time."""
        super().handle_events()
        if self.conn.their_state in _DONE:
            self._disarm()
            self._is_longer = False
        elif not self._is_longer and self.conn.their_state is h11.SEND_BODY and self._is_upload():
            self._is_longer = True
            self._arm(self.large_seconds)

    def _is_upload(self) -> bool:
        headers = dict(self.headers or [])
        return headers.get(b"content-type", b"").startswith(b"multipart/form-data")

    def _arm(self, seconds: float) -> None:
        self._disarm()
        self._timer = self.loop.call_later(seconds, self._expire)

    def _disarm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _expire(self) -> None:
        if not self.transport.is_closing():
            self.transport.abort()
