"""The load, in a process of its own: `python -m lumbung.bench.load`, told what to do on its input.

All connections are written to, then all are read from, so the server always has work waiting and
this side never decides the result.
"""

import json
import subprocess
import sys
import time
from http import HTTPStatus

from lumbung.bench.wire import Wire

CONNECTIONS = 8


def measure(port: int, request: bytes, seconds: float) -> float:
    """Return requests a second over 8 kept connections. Raises RuntimeError for an error answer."""
    told = {"port": port, "request": request.decode("latin-1"), "seconds": seconds}
    done = subprocess.run(
        [sys.executable, "-m", "lumbung.bench.load"],
        input=json.dumps(told).encode(),
        capture_output=True,
        check=True,
        timeout=seconds + 30,
    )
    answered = json.loads(done.stdout)
    if answered["failed"]:
        raise RuntimeError(f"{answered['failed']} answers were errors")
    return answered["count"] / answered["seconds"]


def main() -> None:
    """Do it, and print how much was done."""
    told = json.loads(sys.stdin.read())
    request = told["request"].encode("latin-1")
    wires = [Wire(told["port"]) for _ in range(CONNECTIONS)]
    count = failed = 0
    started = time.perf_counter()
    deadline = started + told["seconds"]
    while time.perf_counter() < deadline:
        for wire in wires:
            wire.send(request)
        failed += sum(wire.receive().status >= HTTPStatus.BAD_REQUEST for wire in wires)
        count += len(wires)
    seconds = time.perf_counter() - started
    for wire in wires:
        wire.close()
    print(json.dumps({"count": count, "failed": failed, "seconds": seconds}))


if __name__ == "__main__":
    main()
