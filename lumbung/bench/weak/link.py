"""The pace of a slow link, shared by all that goes in one direction."""

import asyncio

from lumbung.bench.weak.faults import BITS, OVERHEAD, Link

PACKET_BYTES = 1460
# A timer that rang late does not make the link slower.
_LATE_SECONDS = 0.02


class Lane:
    """One direction. Connections take turns, a packet at a time."""

    def __init__(self, bits_per_second: int) -> None:
        self._bytes_per_second = bits_per_second / BITS
        self._free_at = 0.0

    def reserve(self, now: float, size_bytes: int) -> float:
        """Take the next turn; returns when the last of `size_bytes` has gone through."""
        is_busy = self._free_at > now - _LATE_SECONDS
        starts_at = self._free_at if is_busy else now
        self._free_at = starts_at + size_bytes * OVERHEAD / self._bytes_per_second
        return self._free_at


class Pace:
    """A link in use: what it costs to connect, to send and to receive."""

    def __init__(self, link: Link) -> None:
        self._round_trip_seconds = link.round_trip_seconds
        self._up, self._down = Lane(link.up_bits), Lane(link.down_bits)
        self._is_named = False

    def ready_at(self, now: float) -> float:
        """Return when a connection opened now may carry its first request: TCP and TLS 1.3 take a
        round trip each, and before the first of all the name is asked for (offline.md 5.1)."""
        round_trips = 2 if self._is_named else 3
        self._is_named = True
        return now + round_trips * self._round_trip_seconds

    async def send(self, size_bytes: int) -> None:
        """Return when a request has arrived at the server."""
        await self._travel()
        for piece in _packets(size_bytes):
            await self._go(self._up, piece)

    async def travel_back(self) -> None:
        """Return when the first byte of an answer reaches the phone."""
        await self._travel()

    async def receive(self, size_bytes: int) -> None:
        """Return when one packet of an answer is through."""
        await self._go(self._down, size_bytes)

    async def _travel(self) -> None:
        await asyncio.sleep(self._round_trip_seconds / 2)

    async def _go(self, lane: Lane, size_bytes: int) -> None:
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(lane.reserve(now, size_bytes) - now)


def _packets(size_bytes: int) -> list[int]:
    whole, rest = divmod(size_bytes, PACKET_BYTES)
    return [PACKET_BYTES] * whole + ([rest] if rest else [])
