"""Orders on their way, what is promised to them, and sales."""

from monitoring.folding import goods
from monitoring.folding.telling import Fold, Told


def placed(told: Told) -> None:
    """A member ordered: goods are promised to her."""
    told.day.placed_count += 1
    order = told.state.orders.at(told.cooperative_id, told.number("order_id"))
    order.state, order.placed_on = "placed", told.on
    order.total_rupiah = told.number("total_rupiah")
    _seen(told)
    for line in told.lines():
        _promise(told, int(line["product_id"]), int(line.get("given_units") or 0))


def moved(told: Told) -> None:
    """The shop went on with it."""
    number = told.number("order_id")
    if told.state.orders.find(told.cooperative_id, number):
        order = told.state.orders.at(told.cooperative_id, number)
        order.state = told.row.kind.removeprefix("order.")


def amended(told: Told) -> None:
    """The shop gives less of a line."""
    number = told.number("order_id")
    if told.state.orders.find(told.cooperative_id, number):
        order = told.state.orders.at(told.cooperative_id, number)
        order.total_rupiah = told.number("total_rupiah")
    for line in told.lines():
        _promise(told, int(line["product_id"]), int(line.get("given_units") or 0))


def short(told: Told) -> None:
    """A fact took goods that were promised to an order."""
    _promise(told, told.number("product_id"), told.number("left_units"))


def closed(told: Told) -> None:
    """It was cancelled, refused or released: its goods can be promised again."""
    number = told.number("order_id")
    told.state.orders.drop(told.cooperative_id, number)
    for promise in list(told.state.promises.of(told.cooperative_id)):
        if promise.order_id == number:
            _promise(told, promise.product_id, 0)


def handed_over(told: Told) -> None:
    """Goods and money of an order changed hands."""
    closed(told)
    sold(told)


def sold(told: Told) -> None:
    """Count a sale, of an order or at the counter."""
    _count_sale(told, 1)
    last_on = told.standing.last_sale_on
    told.standing.last_sale_on = max(last_on, told.on) if last_on else told.on
    _seen(told)
    goods.sold(told)


def taken_back(told: Told) -> None:
    """A sale was written down wrongly: it is not counted, from the day it was taken back on."""
    _count_sale(told, -1)
    goods.put_back(told)


def _count_sale(told: Told, sign: int) -> None:
    """Count a sale in or out; what was paid from savings is in them no more."""
    day, total_rupiah = told.day, sign * told.number("total_rupiah")
    day.sale_count += sign
    day.sale_rupiah += total_rupiah
    if told.row.facts.get("member"):
        day.member_sale_count += sign
        day.member_sale_rupiah += total_rupiah
    from_savings_rupiah = sign * told.number("savings_rupiah")
    told.standing.savings_rupiah -= from_savings_rupiah
    if saver := _saver(told):
        told.state.savers.at(*saver).savings_rupiah -= from_savings_rupiah


def _promise(told: Told, product_id: int, units: int) -> None:
    """Let an order be promised `units` of a product from now on."""
    key = (told.cooperative_id, told.number("order_id"), product_id)
    before = told.state.promises.find(*key)
    delta_units = units - (before.units if before else 0)
    if units:
        told.state.promises.at(*key).units = units
    else:
        told.state.promises.drop(*key)
    row = told.state.goods.at(told.cooperative_id, product_id)
    row.reserved_units += delta_units
    goods.settle(told, row)


def _seen(told: Told) -> None:
    if saver := _saver(told):
        told.state.savers.at(*saver).last_act_on = told.on


def _saver(told: Told) -> tuple[int, int] | None:
    key = (told.cooperative_id, told.number("member_id"))
    return key if told.state.savers.find(*key) else None


FOLDS: dict[str, Fold] = {
    "order.placed": placed,
    "order.accepted": moved,
    "order.prepared": moved,
    "order.ready": moved,
    "order.amended": amended,
    "order.short": short,
    "order.cancelled": closed,
    "order.refused": closed,
    "order.released": closed,
    "order.handed_over": handed_over,
    "sale.sold": sold,
    "sale.taken_back": taken_back,
}
