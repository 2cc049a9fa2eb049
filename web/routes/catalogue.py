"""Daftar barang: what there is, what it costs, how much is left.

The one page that runs on the event loop (architecture.md 3): its list comes from memory, and a
person who has the page already is told so before anything is put together.
"""

import anyio.to_thread
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from markupsafe import Markup

from web.answers import AnyRequest, wants_fragment
from web.catalogue.kept import KeptPages, tag_of
from web.catalogue.reading import Asked, look, read_shelf, today_of
from web.catalogue.shelf import Shelf, View
from web.frame import keeps_style
from web.identity import Who, who
from web.pages import fragment, pack, render, takes_brotli, unchanged

_LONGEST = 60
_MOST_DIGITS = 9


@get("/barang")
async def list_goods(request: AnyRequest) -> Response[bytes]:
    """Show the goods of her gerai: a category, what was searched for, twelve at a time."""
    asker = who(request)
    state = request.app.state
    day = today_of(state.books, asker)
    if state.quick.on_loop:
        asked = look(state.quick, asker, day)
    else:
        asked = await anyio.to_thread.run_sync(look, state.quick, asker, day)
    view = _view(request)
    shelf = state.shelves.find(asked.key)
    if shelf is None:
        read = await anyio.to_thread.run_sync(read_shelf, state.books, asked.key)
        shelf = state.shelves.keep(asked.key, read)
    if wants_fragment(request):
        part = Markup(shelf.part(view, asked.basket))  # noqa: S704 - made by our own templates
        return fragment(request, "goods/index.html", "goods_list", shelf=part)
    return _whole(request, asker, asked, view, shelf)


def _whole(
    request: AnyRequest, asker: Who, asked: Asked, view: View, shelf: Shelf
) -> Response[bytes]:
    added = request.query_params.get("masuk", "")
    pages: KeptPages = request.app.state.pages
    tag = tag_of(asker, asked, request.url.query, has_style=keeps_style(request.cookies))
    if (known := unchanged(request, tag)) is not None:
        return known
    is_packed = takes_brotli(request)
    made = pages.find(tag, is_packed=is_packed)
    if made is None:
        html = render(
            request,
            "goods/index.html",
            view=view,
            shelf=Markup(shelf.part(view, asked.basket)),  # noqa: S704 - our own templates
            added=shelf.rows.get(_number(added, otherwise=0)),
            basket_count=len(asked.basket),
            basket_total_rupiah=shelf.total_rupiah(asked.basket),
        )
        made = pages.keep(tag, pack(request, html.encode()), is_packed=is_packed)
    return made.answer(tag)


def _view(request: AnyRequest) -> View:
    asked = request.query_params
    return View(
        category=asked.get("kategori", "")[:_LONGEST],
        words=" ".join(asked.get("cari", "").split())[:_LONGEST],
        page=max(_number(asked.get("halaman", ""), otherwise=1), 1),
    )


def _number(text: str, *, otherwise: int) -> int:
    """Read a small number of an address; thousands of digits are no number of ours."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else otherwise


ROUTES: list[HTTPRouteHandler] = [list_goods]
