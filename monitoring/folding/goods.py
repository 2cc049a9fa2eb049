"""Goods that came, went and were counted: what is left of each, in all gerai together."""

from collections.abc import Mapping
from typing import Any

from monitoring.folding.telling import Fold, Told
from monitoring.staples import staple_of
from monitoring.tables import Goods

_OPENING = ("none", "opening")


def listed(told: Told) -> None:
    """Goods were written down or renamed, or are sold again."""
    goods = _goods(told)
    _name(goods, f"{told.text('name')} {told.text('size_text')}".strip(), told.text("unit"))
    goods.low_at_units = told.number("low_at_units")
    goods.listed = True
    settle(told, goods)


def retired(told: Told) -> None:
    """Goods are not sold any more: an empty shelf of theirs is no trouble."""
    _goods(told).listed = False


def received(told: Told) -> None:
    """Goods came, or were there when the books began."""
    told.standing.stock_rupiah += told.number("cost_rupiah")
    if told.text("paid") not in _OPENING:
        told.day.delivery_count += 1
        told.day.delivery_rupiah += told.number("cost_rupiah")
    _move(told, told.number("quantity_units"))


def lost(told: Told) -> None:
    """Goods were damaged, expired or gone."""
    told.standing.stock_rupiah -= told.number("cost_rupiah")
    _move(told, -told.number("quantity_units"))


def counted(told: Told) -> None:
    """Goods were counted, and the books put right."""
    told.standing.stock_rupiah += told.number("value_rupiah")
    _move(told, told.number("delta_units"))


def reversed_(told: Told) -> None:
    """A movement was taken back; of a delivery its value too, on the day it was taken back."""
    told.standing.stock_rupiah += told.number("value_rupiah")
    if told.text("kind") == "goods_in":
        told.day.delivery_count -= 1
        told.day.delivery_rupiah += told.number("value_rupiah")
    _move(told, told.number("delta_units"))


def difference_opened(told: Told) -> None:
    """The books were short: what they did not have came out of nowhere first."""
    number = told.number("difference_id")
    told.state.differences.at(told.cooperative_id, number).opened_on = told.on
    told.standing.difference_count += 1
    if told.number("product_id"):
        _move(told, told.number("quantity_units"))


def difference_settled(told: Told) -> None:
    """Somebody cleared a difference up."""
    if told.state.differences.drop(told.cooperative_id, told.number("difference_id")):
        told.standing.difference_count -= 1


def outlet_created(told: Told) -> None:
    """A gerai was opened."""
    told.standing.outlet_count += 1


def sold(told: Told) -> None:
    """Goods of a sale left the shelf."""
    told.standing.stock_rupiah -= told.number("cost_rupiah")
    for line in told.lines():
        goods = told.state.goods.at(told.cooperative_id, int(line["product_id"]))
        if not goods.name:
            _name(goods, str(line.get("name", "")), str(line.get("unit", "")))
        goods.quantity_units -= units_of(line)
        settle(told, goods)


def put_back(told: Told) -> None:
    """Goods of a sale that was taken back lie on the shelf again, but for those it never had."""
    told.standing.stock_rupiah += told.number("cost_rupiah")
    missing = {one["product_id"]: one["units"] for one in told.row.facts.get("missing") or ()}
    for line in told.lines():
        goods = told.state.goods.at(told.cooperative_id, int(line["product_id"]))
        goods.quantity_units += units_of(line) - int(missing.get(line["product_id"], 0))
        settle(told, goods)


def units_of(line: Mapping[str, Any]) -> int:
    """Return how many units a line moved: an order gives, a sale at the counter has a quantity."""
    return int(line["given_units"] if "given_units" in line else line.get("quantity_units") or 0)


def settle(told: Told, goods: Goods) -> None:
    """Note since when nothing of it can be promised, or that something can."""
    if goods.quantity_units - goods.reserved_units > 0:
        goods.empty_since = None
    elif not goods.empty_since:
        goods.empty_since = told.on


def _goods(told: Told) -> Goods:
    return told.state.goods.at(told.cooperative_id, told.number("product_id"))


def _name(goods: Goods, name: str, unit: str) -> None:
    goods.name, goods.unit, goods.staple = name, unit, staple_of(name)


def _move(told: Told, delta_units: int) -> None:
    goods = _goods(told)
    goods.quantity_units += delta_units
    settle(told, goods)


FOLDS: dict[str, Fold] = {
    "product.created": listed,
    "product.edited": listed,
    "product.restored": listed,
    "product.retired": retired,
    "stock.received": received,
    "stock.lost": lost,
    "stock.counted": counted,
    "stock.reversed": reversed_,
    "difference.opened": difference_opened,
    "difference.settled": difference_settled,
    "outlet.created": outlet_created,
}
