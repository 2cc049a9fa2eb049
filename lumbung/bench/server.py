"""A Lumbung of our own on a free port, for as long as a `with` block lasts."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from lumbung.bench.wire import Wire

# The demonstration may have to be filled first (architecture.md 7: 20 s), on a busy machine.
START_SECONDS = 90.0
STOP_SECONDS = 25.0


@dataclass(frozen=True)
class Server:
    """A running server; `start_seconds` passed until it answered the first time."""

    port: int
    pid: int
    start_seconds: float

    @property
    def origin(self) -> str:
        """Return where its pages are."""
        return f"http://127.0.0.1:{self.port}"

    def memory_kb(self, field: str) -> int:
        """Return a field of its memory, VmRSS (now) or VmHWM (the most so far), in kB."""
        for line in Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith(field + ":"):
                return int(line.split()[1])
        raise LookupError(field)


@contextmanager
def serving(
    data: Path, *more: str, demo: bool = True, environment: Mapping[str, str] | None = None
) -> Generator[Server]:
    """Serve the books of `data` until the block ends; what the server says goes to `serve.log`."""
    data.mkdir(parents=True, exist_ok=True)
    words = ["lumbung", "serve", "--data", str(data), *(["--demo"] if demo else []), *more]
    with child(words, data / "serve.log", environment=environment) as server:
        yield server


@contextmanager
def child(
    words: Sequence[str], log: Path, *, environment: Mapping[str, str] | None = None
) -> Generator[Server]:
    """Run `python -m <words> --port <free one>` until the block ends, from its first answer on."""
    port = free_port()
    command = [sys.executable, "-m", *words, "--port", str(port)]
    started = time.perf_counter()
    with log.open("ab") as said:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=said, stderr=said, env={**os.environ, **(environment or {})}
        )
    try:
        _wait(process, port, log)
        yield Server(port, process.pid, time.perf_counter() - started)
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """Return a port nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text(encoding="utf-8", errors="replace")[-2000:])
        # Not a sleep: this returns the moment the server has died.
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.02)


def _answers(port: int) -> bool:
    try:
        with Wire(port) as wire:
            return wire.get("/livez").status == HTTPStatus.OK
    except OSError:
        return False
