"""`with proxied(port) as proxy:` a weak network between a phone and the server at `port`.

The phone's pages come from `proxy.origin`. The network is switched at any moment, from the thread
that drives the browser:

    proxy.mode = BLACK_HOLE
    proxy.fault(DROP_ANSWER, on="POST /pesanan", times=1)
    assert len(proxy.sent("POST /pesanan")) == 2
"""

import asyncio
import socket
from collections.abc import Coroutine, Generator
from contextlib import contextmanager
from threading import Thread
from typing import Any

from lumbung.bench.weak.faults import Fault, Mode
from lumbung.bench.weak.messages import Request
from lumbung.bench.weak.relay import Relay, Rule

_HOST = "127.0.0.1"
_PATIENCE_SECONDS = 10.0


class Proxy:
    """The handle of a running proxy, for a thread that is not its own."""

    def __init__(self, port: int) -> None:
        # Bound and silent: while nobody listens the port stays ours, and connections are refused.
        self._place = _bound(0)
        self.port = int(self._place.getsockname()[1])
        self._relay = Relay(port)
        self._listener: socket.socket | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="weak network", daemon=True)
        self._thread.start()
        self._do(self._listen())

    @property
    def origin(self) -> str:
        """Return where the pages are, seen through it."""
        return f"http://{_HOST}:{self.port}"

    @property
    def mode(self) -> Mode:
        """What becomes of every request no rule is for."""
        return self._relay.mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._do(self._switch(mode))

    def fault(self, mode: Mode, *, on: str = "", times: int | None = 1) -> None:
        """Treat the next `times` requests that begin with `on` ("POST /pesanan") in this way; None:
        all of them, until `reset`."""
        self._do(self._plan(Rule(mode, on, times)))

    def lead_to(self, port: int) -> None:
        """Stand before another server from now on: the village has moved to a new release."""
        self._do(self._move(port))

    def reset(self) -> None:
        """Be a good network again that has seen nothing."""
        self._do(self._reset())

    @property
    def requests(self) -> list[Request]:
        """Return what was asked so far, lost or not."""
        return list(self._relay.requests)

    def sent(self, on: str) -> list[Request]:
        """Return the requests that begin with `on`, such as "POST /pesanan"."""
        return [request for request in self.requests if request.asks(on)]

    def close(self) -> None:
        """Cut everything and stop."""
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE_SECONDS)
        self._loop.close()
        self._place.close()

    def _do(self, act: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(act, self._loop).result(_PATIENCE_SECONDS)

    async def _listen(self) -> None:
        listener = self._listener = _bound(self.port)
        listener.settimeout(0)
        listener.listen()
        # Not asyncio's own server: it leaves connections open that come while it is closed.
        self._loop.add_reader(listener, self._relay.accept, listener)

    def _listen_no_more(self) -> None:
        if self._listener:
            self._loop.remove_reader(self._listener)
            self._listener.close()
        self._listener = None

    async def _switch(self, mode: Mode) -> None:
        if mode is Fault.REFUSE:
            self._listen_no_more()
        elif not self._listener:
            await self._listen()
        self._relay.switch(mode)

    async def _plan(self, rule: Rule) -> None:
        self._relay.add(rule)

    async def _move(self, port: int) -> None:
        self._relay.port = port

    async def _reset(self) -> None:
        self._relay.forget()
        await self._switch(Fault.PASS)

    async def _end(self) -> None:
        self._listen_no_more()
        await self._relay.close()


def _bound(port: int) -> socket.socket:
    place = socket.socket()
    place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    place.bind((_HOST, port))
    return place


@contextmanager
def proxied(port: int) -> Generator[Proxy]:
    """Stand before the server at `port` until the block ends."""
    proxy = Proxy(port)
    try:
        yield proxy
    finally:
        proxy.close()
