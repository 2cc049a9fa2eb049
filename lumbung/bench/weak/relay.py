"""The proxy itself: every connection of the phone, what becomes of its requests, and how fast."""

import asyncio
import socket
from contextlib import suppress
from dataclasses import dataclass

from lumbung.bench.weak.faults import Answer, CutAnswer, Delay, Fault, Link, Mode
from lumbung.bench.weak.link import PACKET_BYTES, Pace
from lumbung.bench.weak.messages import Request, ask, hang_up, read_request

_SILENT = (Fault.BLACK_HOLE, Fault.HOLD)
_DEAF = (Fault.BLACK_HOLE, Fault.REFUSE)  # the server hears nothing
_MUTE = (Fault.DROP_ANSWER, Fault.CUT_REQUEST)  # the phone hears nothing


class Cut(Exception):
    """The connection to the phone breaks here."""


@dataclass
class Rule:
    """A mode for the next `times` requests that begin with `on`, None: for all of them."""

    mode: Mode
    on: str
    times: int | None


@dataclass(eq=False)
class Line:
    """One connection of the phone."""

    writer: asyncio.StreamWriter
    is_busy: bool = False


class Relay:
    """Stands between a phone and the server at `port`. Everything happens on one event loop."""

    def __init__(self, port: int) -> None:
        self.requests: list[Request] = []
        self.mode: Mode = Fault.PASS
        self.port = port
        self._rules: list[Rule] = []
        self._pace: Pace | None = None
        self._lines: set[Line] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._switched = asyncio.Event()

    def switch(self, mode: Mode) -> None:
        """Be so from now on, also for requests under way. Idle connections are closed."""
        self.mode = mode
        self._pace = Pace(mode) if isinstance(mode, Link) else None
        self._switched.set()
        self._switched = asyncio.Event()
        for line in self._lines:
            if mode is Fault.REFUSE or not line.is_busy:
                line.writer.transport.abort()

    def add(self, rule: Rule) -> None:
        """Treat some requests in their own way; the first rule that fits decides."""
        self._rules.append(rule)
        self.switch(self.mode)

    def forget(self) -> None:
        """Drop all rules, and what was seen."""
        self._rules.clear()
        self.requests.clear()

    def accept(self, listener: socket.socket) -> None:
        """Take the connection that waits at `listener`."""
        with suppress(BlockingIOError, ConnectionError):  # it may have gone already
            connection, _ = listener.accept()
            connection.settimeout(0)
            task = asyncio.get_running_loop().create_task(self._serve(connection))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Cut what is still open."""
        await asyncio.sleep(0)  # what was just accepted has begun by then, so that it can end
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # for the sockets themselves

    async def _serve(self, connection: socket.socket) -> None:
        """Serve one connection until either side hangs up."""
        reader, writer = await asyncio.open_connection(sock=connection)
        writer.transport.set_write_buffer_limits(0)  # what was drained has left
        line = Line(writer)
        self._lines.add(line)
        try:
            with suppress(Cut, OSError):
                await self._talk(reader, line)
                writer.close()
        finally:
            self._lines.discard(line)
            if not writer.is_closing():
                writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, line: Line) -> None:
        loop = asyncio.get_running_loop()
        ready_at = self._pace.ready_at(loop.time()) if self._pace else 0.0
        while request := await read_request(reader):
            line.is_busy = True
            self.requests.append(request)
            await asyncio.sleep(ready_at - loop.time())
            if self._pace:
                await self._pace.send(len(request.head) + len(request.body))
            answer = await self._answer(request, line)
            # A browser sends a request again by itself where a kept connection broke. Where faults
            # are planned it must not have one, or it would mend what the test wants to see.
            is_last = bool(self._rules) or not isinstance(self.mode, Link | Fault)
            await self._hand_over(request, hang_up(answer) if is_last else answer, line)
            if is_last:
                return
            line.is_busy = False

    async def _answer(self, request: Request, line: Line) -> bytes:
        """Return what the phone is told. Raises Cut where it hears nothing, or no more."""
        mode = self._mode_for(request)
        if mode in _SILENT:
            await self._switched.wait()
            if mode is Fault.HOLD:
                return await self._answer(request, line)
        if mode in _DEAF:
            raise Cut
        if isinstance(mode, Answer):
            return mode.data()
        answer = await self._ask(mode, request)
        if isinstance(mode, Delay):
            await asyncio.sleep(mode.seconds)
        if isinstance(mode, CutAnswer):
            await self._hand_over(request, answer[: mode.after_bytes], line)
            raise Cut
        return answer

    async def _ask(self, mode: Mode, request: Request) -> bytes:
        answer = await ask(self.port, request, part=0.5 if mode is Fault.CUT_REQUEST else 1)
        if mode in _MUTE:
            raise Cut
        return await ask(self.port, request) if mode is Fault.DUPLICATE else answer

    def _mode_for(self, request: Request) -> Mode:
        for rule in self._rules:
            if request.asks(rule.on):
                if rule.times is not None:
                    rule.times -= 1
                    self._rules = [other for other in self._rules if other.times != 0]
                return rule.mode
        return self.mode

    async def _hand_over(self, request: Request, answer: bytes, line: Line) -> None:
        """Give the phone an answer, at the pace of the link and unless the network went silent."""
        if self._pace:
            await self._pace.travel_back()
        for begin in range(0, len(answer), PACKET_BYTES):
            packet = answer[begin : begin + PACKET_BYTES]
            if self._pace:
                await self._pace.receive(len(packet))
            while self.mode in _SILENT:
                is_lost = self.mode is Fault.BLACK_HOLE
                await self._switched.wait()
                if is_lost:
                    raise Cut
            request.answered += packet
            line.writer.write(packet)
            await line.writer.drain()
