"""The page of one product in a gerai: what is there, and how it came to be."""

from typing import NamedTuple

from litestar import Response

from cooperative.actors import OFFICERS
from cooperative.books import Session
from cooperative.people.cooperatives import today
from cooperative.store.catalogue import ProductPage, product_page
from cooperative.store.histories import PER_PAGE, MovementRow, movements_of
from cooperative.store.kinds import MovementKind
from cooperative.store.reversals import REVERSIBLE
from cooperative.store.shelves import Shelf, contents
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept
from web.views.paging import page_count, page_number
from web.views.shop.gerai import Gerai, errors_of, gerai_here, number_in, summary_of


class OnShelf(NamedTuple):
    """A product with what lies on the shelf of one gerai; `name` is with its size."""

    id: int
    name: str
    unit: str
    photo: str | None
    quantity_units: int
    available_units: int


def show_stock_page(
    request: AnyRequest, product_id: int, *, kept: Kept | None = None
) -> Response[bytes]:
    """Show a product's shelf and its movements; `kept` is a correction that was refused.

    Raises Refused("not_found").
    """
    asker, number = who(request), page_number(request)
    coop_id = asker.cooperative_id
    with request.app.state.books.reading() as session:
        gerai = gerai_here(session, request, kept.form if kept else None)
        product = product_of_page(session, request, gerai, product_id)
        shelf = contents(session, Shelf(coop_id, gerai.id, product.id))
        rows, count = movements_of(session, coop_id, gerai.id, product.id, page=number)
    return page(
        request,
        "shop/stock_item.html",
        status=kept.status if kept else 200,
        gerai=gerai,
        product=product,
        name=f"{product.name} {product.size_text}".strip(),
        shelf=shelf,
        shows_value=bool(asker.roles & OFFICERS),
        movements=rows,
        reversible=REVERSIBLE,
        written=_written(request, rows),
        repeated="sudah" in request.query_params,
        page=number,
        pages=page_count(count, PER_PAGE),
        errors=errors_of(kept),
        summary=summary_of(kept),
        key=kept.key if kept else form_key(),
    )


def product_of_page(
    session: Session, request: AnyRequest, gerai: Gerai, product_id: int
) -> ProductPage:
    """Return a product of her cooperative in this gerai; raises Refused("not_found")."""
    coop_id = who(request).cooperative_id
    day = today(session, coop_id)
    return product_page(session, coop_id, gerai.id, product_id, day)


def on_shelf(session: Session, request: AnyRequest, gerai: Gerai, product_id: int) -> OnShelf:
    """Return what a form about one product shows of it; raises Refused("not_found")."""
    found = product_of_page(session, request, gerai, product_id)
    return OnShelf(
        found.id,
        f"{found.name} {found.size_text}".strip(),
        found.unit,
        found.photo,
        found.quantity_units,
        found.available_units,
    )


def _written(request: AnyRequest, rows: list[MovementRow]) -> MovementRow | None:
    """Return the movement that was just written, for the sentence on top of the page."""
    asked = number_in(request.query_params.get("catat", ""))
    found = next((row for row in rows if row.id == asked), None)
    return found if found and found.kind is not MovementKind.SOLD else None
