"""Daftar barang: what there is, what it costs, how much is left.

These run on the event loop (architecture.md 3): the list comes from memory, and a person who has
the page already is told so before anything is put together.
"""

import json
from http import HTTPStatus

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
from web.pages import etag_of, fragment, pack, render, takes_brotli, unchanged
from web.static_files import static_tree

_LONGEST = 60
_MOST_DIGITS = 9


@get("/barang")
async def list_goods(request: AnyRequest) -> Response[bytes]:
    """Show the goods of her gerai: a category, what was searched for, twelve at a time."""
    asker, view = who(request), _view(request)
    asked, shelf = await _her_list(request, asker)
    if wants_fragment(request):
        part = Markup(shelf.part(view, asked.basket))  # noqa: S704 - made by our own templates
        return fragment(request, "goods/index.html", "goods_list", shelf=part)
    return _whole(request, asker, asked, view, shelf)


@get("/barang/semua")
async def list_all_goods(request: AnyRequest) -> Response[bytes]:
    """Give her phone the whole list, to be searched without a signal (architecture.md 5)."""
    asked, shelf = await _her_list(request, who(request))
    tag = etag_of(static_tree().digest, repr(asked.key))
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    as_of = request.app.state.books.clock.now().isoformat(timespec="seconds")
    content = {"as_of": as_of, **shelf.rows_for_the_phone()}
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return pack(request, body).data(tag)


async def _her_list(request: AnyRequest, asker: Who) -> tuple[Asked, Shelf]:
    state = request.app.state
    day = today_of(state.books, asker)
    if state.quick.on_loop:
        asked = look(state.quick, asker, day)
    else:
        asked = await anyio.to_thread.run_sync(look, state.quick, asker, day)
    shelf = state.shelves.find(asked.key)
    if shelf is None:
        read = await anyio.to_thread.run_sync(read_shelf, state.books, asked.key)
        shelf = state.shelves.keep(asked.key, read)
    return asked, shelf


def _whole(
    request: AnyRequest, asker: Who, asked: Asked, view: View, shelf: Shelf
) -> Response[bytes]:
    added = request.query_params.get("masuk", "")
    pages: KeptPages = request.app.state.pages
    has_style = keeps_style(request.cookies, request.headers.get("lumbung-shell"))
    tag = tag_of(asker, asked, request.url.query, has_style=has_style)
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


ROUTES: list[HTTPRouteHandler] = [list_goods, list_all_goods]
