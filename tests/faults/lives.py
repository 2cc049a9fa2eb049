"""Lives of the server: a fork that answers until it is told to stop, or is killed at a point.

The points are set from outside the product: in SQLAlchemy's events, in its dialect and between the
app and its answer. The kill is a real SIGKILL, so nothing of the process is tidied up.
"""

import asyncio
import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing import Pipe
from typing import Any, NamedTuple

from sqlalchemy import event

from tests.faults.asking import Answer, Request, Send, answer_to
from tests.faults.stage import Stage

POINTS = (
    "enter",
    "after_begin",
    "mid",
    "before_commit",
    "after_commit",
    "before_response",
)
Canary = Callable[[Stage], None]
AnyPipe = Any  # the library has another class on every system


class Crash(NamedTuple):
    """Die at `point` of request number `request` of this life; `mid` is after that many writes."""

    request: int
    point: str
    writes: int = 1


class Died(Exception):
    """The server was killed; nobody knows what became of the last request."""


class Life:
    """One life of the server, from the outside."""

    def __init__(self, stage: Stage, crash: Crash | None, canary: Canary | None = None) -> None:
        self._clock = stage.clock
        self._pipe, theirs = Pipe()
        self._pid = os.fork()
        if self._pid == 0:
            self._pipe.close()
            _live(stage, theirs, crash, canary)
        theirs.close()

    def ask(self, request: Request) -> Answer:
        """Send one request. Raises Died."""
        return self._call("ask", request)

    def act(self, act: Callable[[Stage], Any]) -> Any:
        """Do something inside, which never crashes: a sign-in, a look into the books."""
        return self._call("act", act)

    def end(self) -> None:
        """Stop the server, however it fares."""
        self._pipe.close()
        os.waitpid(self._pid, 0)

    def _call(self, what: str, told: Any) -> Any:
        try:
            self._pipe.send((what, told, self._clock.moment))
            came = self._pipe.recv()
        except (EOFError, ConnectionError):
            raise Died from None
        if isinstance(came, BaseException):
            raise came
        return came


def _live(stage: Stage, pipe: AnyPipe, crash: Crash | None, canary: Canary | None) -> None:
    sys.settrace(None)  # what is measured is measured elsewhere
    threading.settrace(None)  # pyright: ignore[reportArgumentType]
    gc.disable()  # a life is short, and looking through all objects copies all of the memory
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # its log; what it answers is what counts
        if canary is not None:
            canary(stage)
        asyncio.run(_answer_all(stage, pipe, Failpoints(stage, crash)))
        code = 0
    finally:
        os._exit(code)


async def _answer_all(stage: Stage, pipe: AnyPipe, points: "Failpoints") -> None:
    while True:
        try:
            what, told, stage.clock.moment = pipe.recv()
        except EOFError:
            return
        try:
            if what == "ask":
                points.next_request()
                pipe.send(await answer_to(stage.app, told, points.before_answer))
                points.disarm()
            else:
                pipe.send(told(stage))
        except Exception as error:  # noqa: BLE001 - the schedule shall see it
            pipe.send(error)


class Failpoints:
    """Where this life ends."""

    def __init__(self, stage: Stage, crash: Crash | None) -> None:
        self._crash = crash
        self._requests = 0
        self._writes = 0
        self._is_armed = False
        if crash is not None:
            self._listen(stage)

    def next_request(self) -> None:
        """Count a request; the one that is meant is armed."""
        self._requests += 1
        self._is_armed = self._crash is not None and self._requests == self._crash.request
        self._reach("enter")

    def disarm(self) -> None:
        """Leave what comes between requests alone."""
        self._is_armed = False

    def before_answer(self, send: Send) -> Send:
        """Stand between the app and its answer."""

        async def sent(message: dict[str, Any]) -> None:
            self._reach("before_response")
            await send(message)

        return sent

    def _reach(self, point: str) -> None:
        if self._is_armed and self._crash is not None and self._crash.point == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def _listen(self, stage: Stage) -> None:
        writer = stage.books.writer
        commit = writer.dialect.do_commit

        def do_commit(dbapi_connection: Any) -> None:
            self._reach("before_commit")
            commit(dbapi_connection)
            self._reach("after_commit")

        writer.dialect.do_commit = do_commit
        event.listen(writer, "begin", self._begun)
        event.listen(writer, "after_cursor_execute", self._written)

    def _begun(self, _connection: Any) -> None:
        self._reach("after_begin")

    def _written(self, *told: Any) -> None:
        if not self._is_armed or not told[2].startswith(("INSERT", "UPDATE", "DELETE")):
            return
        self._writes += 1
        if self._crash is not None and self._writes >= self._crash.writes:
            self._reach("mid")
