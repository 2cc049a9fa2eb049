"""One product, large: price, stock, and how many of it."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.orders.goods import printed_name
from cooperative.people.cooperatives import today
from cooperative.store.catalogue import CatalogueRow, catalogue_rows, product_page
from cooperative.store.outlets import default_outlet
from cooperative.store.tables import PriceClass
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.views.basket import basket_sum

_MOST_SIMILAR = 4


@get("/barang/{product_id:int}", sync_to_thread=True)
def show_product(request: AnyRequest, product_id: FromPath[int]) -> Response[bytes]:
    """Show a product of her cooperative, for the member price."""
    asker = who(request)
    coop_id = asker.cooperative_id
    with request.app.state.books.reading() as session:
        outlet = default_outlet(session, coop_id)
        day = today(session, coop_id)
        product = product_page(session, coop_id, outlet.id, product_id, day)
        rows = catalogue_rows(session, coop_id, outlet.id, PriceClass.MEMBER, day)
        basket, total_rupiah = basket_sum(session, asker)
    # Shown under the same name as in the list, which its notice needs.
    on_sale = next((row for row in rows if row.id == product_id), None)
    return page(
        request,
        "goods/show.html",
        product=product,
        name=printed_name(product.name, product.size_text),
        price_rupiah=product.member_price_rupiah,
        in_basket=basket.get(product_id, 0),
        similar=_similar(rows, product_id, product.category),
        added=on_sale if request.query_params.get("masuk") == str(product_id) else None,
        basket=basket,
        basket_count=len(basket),
        basket_total_rupiah=total_rupiah,
        as_of=request.app.state.books.clock.now(),
    )


def _similar(rows: list[CatalogueRow], product_id: int, category: str) -> list[CatalogueRow]:
    found = [row for row in rows if row.category == category and row.id != product_id]
    return sorted(found, key=lambda row: row.available_units < 1)[:_MOST_SIMILAR]


ROUTES: list[HTTPRouteHandler] = [show_product]
