"""The shop's counter on paper: prices, shelves, promises and savings, in small dicts."""

import re
from dataclasses import dataclass, field
from datetime import date

from tests.village import GOODS, ON_SHELF_UNITS, SUKARELA_OF_SARI_RUPIAH

RISE_LIMIT_PERCENT = 5
_OF_ORDER = re.compile(r"/(?:gerai/)?pesanan/(\d+)/([a-z-]+)")
_OF_PRICE = re.compile(r"/gerai/barang/(\d+)/harga")
Answer = tuple[str, str]  # code and location


@dataclass
class Order:
    """One order on paper; `promised` are the units still promised to it, by product."""

    who: str
    state: str
    given: dict[int, int]
    promised: dict[int, int]
    total_rupiah: int
    held_rupiah: int


@dataclass
class Counter:
    """What lies on the shelves, what it costs, who has saved how much, and all orders."""

    prices_rupiah: dict[int, int]
    shelf: dict[int, int]
    saved_rupiah: dict[str, int]
    orders: dict[int, Order] = field(default_factory=dict[int, Order])

    def act(self, who: str, path: str, fields: tuple[tuple[str, str], ...], today: date) -> Answer:
        """Do what a form says; returns the code of the verdict and where it leads."""
        said = dict(fields)
        if path == "/pesanan":
            return self._order(who, fields)
        if path == "/gerai/barang-masuk":
            self.shelf[int(said["barang"])] += int(said["jumlah"])
            return "accepted", f"/gerai/stok/{said['barang']}"
        priced = _OF_PRICE.fullmatch(path)
        if priced:
            if date.fromisoformat(said["mulai"]) < today:
                return "price_in_past", ""
            self.prices_rupiah[int(priced[1])] = int(said["harga_anggota"])
            return "accepted", f"/gerai/barang/{priced[1]}"
        found = _OF_ORDER.fullmatch(path)
        if found is None:
            raise LookupError(path)
        if found[2] == "pembatalan":
            return self._cancel(who, int(found[1]))
        return self._hand_over(int(found[1]), said["bayar"])

    def free_units(self, product_id: int) -> int:
        """Return what is promised to nobody."""
        return self.shelf[product_id] - self.promised_units(product_id)

    def promised_units(self, product_id: int) -> int:
        """Return what is promised to all orders together."""
        return sum(order.promised.get(product_id, 0) for order in self.orders.values())

    def held_rupiah(self, who: str) -> int:
        """Return what is held of somebody's savings."""
        return sum(order.held_rupiah for order in self.orders.values() if order.who == who)

    def _order(self, who: str, fields: tuple[tuple[str, str], ...]) -> Answer:
        wanted, seen = _lines(fields)
        if wanted is None:
            return "form_errors", ""
        said = dict(fields)
        if said["bayar"] == "qris":
            return "payment_not_offered", ""
        given = {one: self._given(one, units, said) for one, units in wanted.items()}
        if not any(given.values()):
            return "stock_short", ""
        is_short = any(units > self.free_units(one) for one, units in wanted.items())
        too_dear = any(units and self._asks(one, seen, said) for one, units in given.items())
        if too_dear or (is_short and said["kalau_kurang"] == "tanya"):
            return "changed", ""
        total = sum(units * self.prices_rupiah[one] for one, units in given.items())
        held = total if said["bayar"] == "simpanan" else 0
        if held > self.saved_rupiah[who] - self.held_rupiah(who):
            return "savings_short", ""
        order_id = len(self.orders) + 1
        self.orders[order_id] = Order(who, "placed", given, dict(given), total, held)
        return "accepted", f"/pesanan/{order_id}"

    def _given(self, product_id: int, wanted_units: int, said: dict[str, str]) -> int:
        free = self.free_units(product_id)
        if free >= wanted_units:
            return wanted_units
        return 0 if said["kalau_kurang"] == "batal" else free

    def _asks(self, product_id: int, seen: dict[int, int], said: dict[str, str]) -> bool:
        was = seen.get(product_id, self.prices_rupiah[product_id])
        rise = self.prices_rupiah[product_id] - was
        return rise > 0 and (said["kalau_naik"] == "tanya" or rise * 100 > was * RISE_LIMIT_PERCENT)

    def _cancel(self, who: str, order_id: int) -> Answer:
        order = self.orders.get(order_id)
        if order is None or order.who != who:
            return "not_found", ""
        if order.state != "placed":
            return "order_moved", ""
        order.state, order.held_rupiah = "cancelled", 0
        order.promised.clear()
        return "accepted", f"/pesanan/{order_id}"

    def _hand_over(self, order_id: int, means: str) -> Answer:
        """A fact: also of an order that was cancelled meanwhile, and of goods nobody has."""
        order = self.orders.get(order_id)
        if order is None:
            return "not_found", ""
        if order.state == "handed_over":
            return "order_done", ""
        order.state, order.held_rupiah = "handed_over", 0
        order.promised.clear()
        if means == "simpanan":
            available = self.saved_rupiah[order.who] - self.held_rupiah(order.who)
            self.saved_rupiah[order.who] -= min(order.total_rupiah, max(available, 0))
        for product_id, units in order.given.items():
            self._take(product_id, units)
        return "accepted", f"/gerai/pesanan/{order_id}"

    def _take(self, product_id: int, units: int) -> None:
        there = min(units, self.shelf[product_id])
        cut = there - self.free_units(product_id)
        for _, order in sorted(self.orders.items(), reverse=True):
            taken = max(min(cut, order.promised.get(product_id, 0)), 0)
            if taken:
                order.promised[product_id] -= taken
                cut -= taken
        self.shelf[product_id] -= there


def opened(product_ids: dict[str, int]) -> Counter:
    """Return the counter of the village of the tests, before anybody came."""
    return Counter(
        {product_ids[short]: GOODS[short][5] for short in product_ids},
        dict.fromkeys(product_ids.values(), ON_SHELF_UNITS),
        {"sari": SUKARELA_OF_SARI_RUPIAH, "rini": 0},
    )


def _lines(fields: tuple[tuple[str, str], ...]) -> tuple[dict[int, int] | None, dict[int, int]]:
    """Return wanted units and seen prices by product; None where they cannot be read."""
    wanted: dict[int, int] = {}
    seen: dict[int, int] = {}
    product_id = 0
    for name, value in fields:
        if name == "barang":
            product_id = int(value)
        elif name == "jumlah":
            if not value.isdigit():
                return None, seen
            wanted[product_id] = wanted.get(product_id, 0) + int(value)
        elif name == "harga":
            seen[product_id] = min(int(value), seen.get(product_id, int(value)))
    return wanted, seen
