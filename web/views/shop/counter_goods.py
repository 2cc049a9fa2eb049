"""What can be sold at the counter, for her phone: it looks for goods and adds them up by itself
(service_worker/counter/)."""

import json

from litestar import Response

from cooperative.people.cooperatives import today
from cooperative.store.catalogue import CatalogueRow, catalogue_rows
from cooperative.store.kinds import PriceClass
from web.answers import AnyRequest
from web.identity import who
from web.pages import etag_of, pack, unchanged
from web.views.shop.gerai import MOST_ID, gerai_here

# A line as phones fill it in: service_worker/counter/lines.js knows these words.
ANY_GOODS = CatalogueRow(
    MOST_ID, "[nama]", "", "[satuan]", "", None, 987_654_321, 876_543_210, 0, None, ""
)


def counter_goods(request: AnyRequest) -> Response[bytes]:
    """Answer with the goods of the usual gerai: id, name, code, unit, price for anybody and for a
    member in rupiah, what is left."""
    coop_id = who(request).cooperative_id
    with request.app.state.books.reading() as session:
        gerai, day = gerai_here(session, request), today(session, coop_id)
        rows, members = (
            catalogue_rows(session, coop_id, gerai.id, price_class, day)
            for price_class in (PriceClass.GENERAL, PriceClass.MEMBER)
        )
    prices = {row.id: row.price_rupiah for row in members}
    goods = [
        [
            row.id,
            f"{row.name} {row.size_text}".strip(),
            row.code or "",
            row.unit,
            row.price_rupiah,
            prices.get(row.id, row.price_rupiah),
            row.available_units,
        ]
        for row in rows
    ]
    content = json.dumps(
        {"gerai": gerai.id, "goods": goods}, ensure_ascii=False, separators=(",", ":")
    )
    tag = etag_of(content)
    return unchanged(request, tag) or pack(request, content.encode()).data(tag)
