"""The list of goods, kept ready: the same cards for everybody of one price class.

A gerai's list is read from the books once per version and day, its cards are made once, and a page
is put together from them. Only the cards of goods that are in somebody's basket are hers alone.
"""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from cooperative.store.catalogue import CatalogueRow, categories, search
from cooperative.store.tables import PriceClass
from web.rendering import environment
from web.views.unit_price import unit_price

PER_PAGE = 12
# A province has thousands of gerai; the busiest stay in memory.
MOST_SHELVES = 64
# So many letters of a photo's name are enough to find it among those a phone has seen.
PHOTO_MARK = 8
# The first rows of a page are seen at once: their photos are not put off.
_EAGER = 4


class ShelfKey(NamedTuple):
    """What a list of goods depends on; a new version or a new day makes a new list."""

    cooperative_id: int
    outlet_id: int
    price_class: PriceClass
    version: int
    day: date


class View(NamedTuple):
    """Which part of the list is asked for."""

    category: str = ""
    words: str = ""
    page: int = 1

    def address(self) -> str:
        """Return the address of this part of the list."""
        asked = {"kategori": self.category, "cari": self.words}
        asked["halaman"] = str(self.page) if self.page > 1 else ""
        kept = {name: value for name, value in asked.items() if value}
        return f"/barang?{urlencode(kept)}" if kept else "/barang"


class Shelf:
    """One gerai's goods for one price class, with the cards made so far."""

    def __init__(self, rows: list[CatalogueRow]) -> None:
        self.rows = {row.id: row for row in rows}
        # Categories stand as the gerai began with them; what cannot be had now stands at the end.
        self._categories = categories(sorted(rows, key=lambda row: row.id))
        place = {category: number for number, category in enumerate(self._categories)}
        self._in_order = sorted(
            rows, key=lambda row: (row.available_units < 1, place[row.category])
        )
        self._cards: dict[tuple[int, bool], Markup] = {}

    def part(self, view: View, basket: Mapping[int, int]) -> str:
        """Return the HTML of the part `view` for somebody with `basket` (product id -> units)."""
        found = self._found(view)
        pages = max(1, -(-len(found) // PER_PAGE))
        view = view._replace(page=min(view.page, pages))
        start = (view.page - 1) * PER_PAGE
        cards = [
            self._card(row, basket.get(row.id, 0), is_lazy=place >= _EAGER)
            for place, row in enumerate(found[start : start + PER_PAGE])
        ]
        return (
            environment()
            .get_template("goods/_shelf.html")
            .render(
                view=view,
                categories=self._categories,
                count=len(found),
                pages=pages,
                cards=Markup("").join(cards),
            )
        )

    def rows_for_the_phone(self) -> dict[str, Any]:
        """Return the whole list as a phone keeps it, to be shown and searched without a signal.

        A row is id, name, number of its category, price, unit, units left, from where on they are
        few, the beginning of the photo's name, and the price per measure; in the order of the page.
        """
        number = {category: place for place, category in enumerate(self._categories)}
        goods = [
            (
                row.id,
                f"{row.name} {row.size_text}".strip(),
                number[row.category],
                row.price_rupiah,
                row.unit,
                row.available_units,
                row.low_at_units,
                (row.photo or "")[:PHOTO_MARK],
                unit_price(row.price_rupiah, row.size_text),
            )
            for row in self._in_order
        ]
        return {"categories": self._categories, "goods": goods}

    def total_rupiah(self, basket: Mapping[int, int]) -> int:
        """Return what a basket costs at today's prices; goods no longer sold cost nothing."""
        return sum(
            units * self.rows[product_id].price_rupiah
            for product_id, units in basket.items()
            if product_id in self.rows
        )

    def _found(self, view: View) -> list[CatalogueRow]:
        rows = [row for row in self._in_order if view.category in {"", row.category}]
        return search(rows, view.words) if view.words else rows

    def _card(self, row: CatalogueRow, in_basket: int, *, is_lazy: bool) -> Markup:
        if in_basket:
            return _render_card(row, in_basket, is_lazy=is_lazy)
        if (row.id, is_lazy) not in self._cards:
            self._cards[row.id, is_lazy] = _render_card(row, 0, is_lazy=is_lazy)
        return self._cards[row.id, is_lazy]


class Shelves:
    """The lists that are kept ready, the latest used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[ShelfKey, Shelf] = OrderedDict()

    def find(self, key: ShelfKey) -> Shelf | None:
        """Return the list of `key`, if it is ready."""
        shelf = self._kept.get(key)
        if shelf is not None:
            self._kept.move_to_end(key)
        return shelf

    def keep(self, key: ShelfKey, shelf: Shelf) -> Shelf:
        """Keep a list; an older version of it goes, and so does the one unused for longest."""
        for old in [old for old in self._kept if old[:3] == key[:3]]:
            del self._kept[old]
        self._kept[key] = shelf
        while len(self._kept) > MOST_SHELVES:
            self._kept.popitem(last=False)
        return shelf


def _render_card(row: CatalogueRow, in_basket: int, *, is_lazy: bool) -> Markup:
    card = environment().get_template("goods/_card.html")
    made = card.render(row=row, in_basket=in_basket, lazy=is_lazy)
    return Markup(made)  # noqa: S704 - made by our own template
