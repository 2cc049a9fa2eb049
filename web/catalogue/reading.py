"""What the page of goods asks the books at every request: two small looks, on the loop where that
is quicker.
"""

from datetime import date
from typing import NamedTuple

from cooperative.books import Books
from cooperative.books.quick import QuickLook
from cooperative.clock import day_in
from cooperative.refusals import Refused
from cooperative.store.catalogue import catalogue_rows
from cooperative.store.tables import PriceClass
from web.catalogue.shelf import Shelf, ShelfKey
from web.identity import Who

_OUTLET = (
    "SELECT id, catalogue_version FROM outlet"
    " WHERE cooperative_id = :cooperative_id ORDER BY id LIMIT 1"
)
_BASKET = (
    "SELECT product_id, quantity_units FROM basket_line WHERE cooperative_id = :cooperative_id"
    " AND person_id = :person_id AND outlet_id = :outlet_id"
)


class Asked(NamedTuple):
    """Which list a person sees, and what of it is in her basket (product id -> units)."""

    key: ShelfKey
    basket: dict[int, int]


def look(quick: QuickLook, who: Who, day: date) -> Asked:
    """Return which list this person sees on `day`. Raises Refused("not_found") without a gerai."""
    found = quick.rows(_OUTLET, {"cooperative_id": who.cooperative_id})
    if not found:
        raise Refused("not_found")
    outlet_id, version = found[0]
    key = ShelfKey(who.cooperative_id, outlet_id, PriceClass.MEMBER, version, day)
    if not who.basket_count:
        return Asked(key, {})
    hers = {
        "cooperative_id": who.cooperative_id,
        "person_id": who.person_id,
        "outlet_id": outlet_id,
    }
    return Asked(key, {row[0]: row[1] for row in quick.rows(_BASKET, hers)})


def read_shelf(books: Books, key: ShelfKey) -> Shelf:
    """Read a list of goods from the books."""
    with books.reading() as session:
        rows = catalogue_rows(session, key.cooperative_id, key.outlet_id, key.price_class, key.day)
    return Shelf(rows)


def today_of(books: Books, who: Who) -> date:
    """Return the business day of the person's cooperative."""
    return day_in(who.zone, books.clock.now())
