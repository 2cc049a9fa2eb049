"""What she chose beforehand, for when something is short or has become dearer. protocol.md 7.

Pure: what she asked for and what there is go in, a decision comes out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cooperative.orders.tables import IfDearer, IfShort
from cooperative.refusals import Refused

MOST_UNITS = 999
MOST_LINES = 50


@dataclass(frozen=True)
class Asked:
    """A line as she sent it. `price_seen_rupiah` None: today's price is accepted as it is."""

    product_id: int
    quantity_units: int
    price_seen_rupiah: int | None = None


@dataclass(frozen=True)
class Goods:
    """A product as it is now: its printed name, today's price, and what nobody has reserved."""

    product_id: int
    name: str
    unit: str
    price_rupiah: int
    available_units: int


@dataclass(frozen=True)
class DecidedLine:
    """What becomes of a line: `given_units` of `asked_units`; 0 leaves it out."""

    goods: Goods
    asked_units: int
    given_units: int
    price_seen_rupiah: int

    @property
    def total_rupiah(self) -> int:
        """What the given units cost today."""
        return self.given_units * self.goods.price_rupiah

    def offered(self) -> dict[str, Any]:
        """Return the line as the phone is asked about it, in the words of the order form."""
        return {
            "barang": self.goods.product_id,
            "nama": self.goods.name,
            "satuan": self.goods.unit,
            "diminta": self.asked_units,
            "ada": self.given_units,
            "harga_lama": self.price_seen_rupiah,
            "harga_baru": self.goods.price_rupiah,
        }


@dataclass(frozen=True)
class Decision:
    """All lines of an order. `must_ask`: only to be placed once she has seen the new numbers."""

    lines: tuple[DecidedLine, ...]
    must_ask: bool

    @property
    def total_rupiah(self) -> int:
        """What the given units of all lines cost today."""
        return sum(line.total_rupiah for line in self.lines)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all can be given."""
        return all(line.given_units == 0 for line in self.lines)

    def offer(self) -> list[dict[str, Any]]:
        """Return every line with its old and new numbers."""
        return [line.offered() for line in self.lines]


def merged(asked: Sequence[Asked]) -> list[Asked]:
    """Return the lines with a product that was sent twice as one line, at the lowest price seen.

    Raises Refused("basket_empty"), ("too_many_lines"), ("quantity_invalid").
    """
    if not asked:
        raise Refused("basket_empty")
    lines: dict[int, Asked] = {}
    for line in asked:
        if line.quantity_units < 1:
            raise Refused("quantity_invalid", least_units=1, most_units=MOST_UNITS)
        same = lines.get(line.product_id)
        lines[line.product_id] = _together(same, line) if same else line
    if len(lines) > MOST_LINES:
        raise Refused("too_many_lines", most_lines=MOST_LINES)
    if any(line.quantity_units > MOST_UNITS for line in lines.values()):
        raise Refused("quantity_invalid", least_units=1, most_units=MOST_UNITS)
    return list(lines.values())


def decide(
    asked: Sequence[Asked],
    goods: Mapping[int, Goods],
    if_short: IfShort,
    if_dearer: IfDearer,
    rise_limit_percent: int,
) -> Decision:
    """Decide every line. A lower price is passed on; what is left out has no price to ask about."""
    lines: list[DecidedLine] = []
    must_ask = False
    for line in asked:
        now = goods[line.product_id]
        seen_rupiah = now.price_rupiah if line.price_seen_rupiah is None else line.price_seen_rupiah
        is_short = now.available_units < line.quantity_units
        given_units = _given(line.quantity_units, now.available_units, if_short)
        too_dear = given_units > 0 and _asks(
            seen_rupiah, now.price_rupiah, if_dearer, rise_limit_percent
        )
        must_ask = must_ask or too_dear or (is_short and if_short is IfShort.ASK)
        lines.append(DecidedLine(now, line.quantity_units, given_units, seen_rupiah))
    return Decision(tuple(lines), must_ask)


def _given(asked_units: int, available_units: int, if_short: IfShort) -> int:
    if available_units >= asked_units:
        return asked_units
    return 0 if if_short is IfShort.LEAVE_OUT else max(available_units, 0)


def _asks(seen_rupiah: int, now_rupiah: int, if_dearer: IfDearer, rise_limit_percent: int) -> bool:
    rise_rupiah = now_rupiah - seen_rupiah
    if rise_rupiah <= 0:
        return False
    within_limit = rise_rupiah * 100 <= seen_rupiah * rise_limit_percent
    return if_dearer is IfDearer.ASK or not within_limit


def _together(one: Asked, other: Asked) -> Asked:
    seen = [line.price_seen_rupiah for line in (one, other) if line.price_seen_rupiah is not None]
    quantity_units = one.quantity_units + other.quantity_units
    return Asked(one.product_id, quantity_units, min(seen, default=None))
