"""Daftar barang: what there is, what it costs, how much is left.

The one page that runs on the event loop (architecture.md 3): its list comes from memory, and a
person who has the page already is told so before anything is put together.
"""

from collections import OrderedDict

import anyio.to_thread
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from markupsafe import Markup

from web.answers import AnyRequest, wants_fragment
from web.catalogue.reading import Asked, look, read_shelf, today_of
from web.catalogue.shelf import Shelf, View
from web.identity import Who, who
from web.pages import Packed, etag_of, fragment, pack, render, takes_brotli, unchanged
from web.static_files import static_tree

_LONGEST = 60
_MOST_PAGES = 96
_MOST_DIGITS = 9


class Pages:
    """The latest pages of goods as they left, by what they were made of."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, bool], Packed] = OrderedDict()

    def find(self, tag: str, *, is_packed: bool) -> Packed | None:
        """Return the page, if it left lately."""
        return self._kept.get((tag, is_packed))

    def keep(self, tag: str, made: Packed, *, is_packed: bool) -> Packed:
        """Keep a page; the oldest goes."""
        self._kept[tag, is_packed] = made
        if len(self._kept) > _MOST_PAGES:
            self._kept.popitem(last=False)
        return made


_pages = Pages()


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
    frame = (asker.name, asker.roles, asker.unread, asker.ready_orders, asker.cooperative_name)
    made_of = (asker.public_id, frame, asked, view, added)
    tag = etag_of(static_tree().digest, repr(made_of))
    if (known := unchanged(request, tag)) is not None:
        return known
    is_packed = takes_brotli(request)
    made = _pages.find(tag, is_packed=is_packed)
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
        made = _pages.keep(tag, pack(request, html.encode()), is_packed=is_packed)
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
