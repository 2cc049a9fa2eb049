"""Koperasi saya: the list an assistant begins her day with, and one cooperative of it.

Which cooperatives she may see is asked of the books; figures come from the read store. Without it
the pages name the cooperatives and say that there are no figures.
"""

import asyncio
from functools import partial

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.oversight.snoozes import Snoozes, snoozes_of
from cooperative.people.watching import (
    Scope,
    counts_by_district,
    scope_of,
    watched_by,
)
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.views.paging import page_number
from web.views.watch.asked import Asked
from web.views.watch.found import Found, find, without_figures
from web.views.watch.page_of_one import page_of_one
from web.views.watch.reading import as_of, or_none, store_of, today
from web.views.watch.visited import with_visits


@get("/pantau")
async def list_watched(request: AnyRequest) -> Response[bytes]:
    """Show them, the neediest first, with what needs her today on top."""
    asked = Asked.of(request.query_params, page_number(request))
    scope, districts, snoozes = await asyncio.to_thread(_scope, request)
    found = await or_none(find(store_of(request), scope, asked, snoozes))
    if found is None or not (found.count or asked.is_narrowed):
        found = await asyncio.to_thread(_by_name, request, scope, asked)
    found = await with_visits(request, found)
    return await asyncio.to_thread(
        partial(
            page,
            request,
            "watch/index.html",
            asked=asked,
            found=found,
            region_links=asked.region_links(districts),
            as_of=await as_of(request),
        )
    )


@get("/pantau/{cooperative_id:int}")
async def show_watched(request: AnyRequest, cooperative_id: FromPath[int]) -> Response[bytes]:
    """Show one cooperative: how it is doing, what is the matter, whom to call."""
    context = await page_of_one(request, cooperative_id)
    return await asyncio.to_thread(partial(page, request, "watch/show.html", **context))


def _scope(request: AnyRequest) -> tuple[Scope, dict[str, int], Snoozes]:
    person_id = who(request).person_id
    with request.app.state.books.reading() as session:
        scope = scope_of(session, person_id)
        snoozes = snoozes_of(session, person_id, today(request))
        return scope, counts_by_district(session, scope), snoozes


def _by_name(request: AnyRequest, scope: Scope, asked: Asked) -> Found:
    with request.app.state.books.reading() as session:
        watched, count = watched_by(
            session, scope, words=asked.words, under=asked.under, page=asked.page
        )
    return without_figures(watched, count)


ROUTES: list[HTTPRouteHandler] = [list_watched, show_watched]
