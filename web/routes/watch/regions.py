"""Wilayah: a province, a kabupaten, its kecamatan: how many are well there, and where not."""

import asyncio
from functools import partial

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.people.watching import Scope, counts_by_district, regions_of
from cooperative.regions import Region
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.views.watch.reading import as_of, or_none, store_of
from web.views.watch.regions import figures_of, list_url, places_of, region_of


@get("/pantau/wilayah")
async def list_regions(request: AnyRequest) -> Response[bytes]:
    """Show the region she looks after, or the list of them."""
    return await _regions(request, "")


@get("/pantau/wilayah/{code:str}")
async def show_region(request: AnyRequest, code: FromPath[str]) -> Response[bytes]:
    """Show one region of hers and its parts."""
    return await _regions(request, code)


async def _regions(request: AnyRequest, code: str) -> Response[bytes]:
    scope, region, districts = await asyncio.to_thread(_hers, request, code)
    figures = await or_none(figures_of(store_of(request), scope, region))
    places = places_of(scope, region, districts, figures)
    return await asyncio.to_thread(
        partial(
            page,
            request,
            "watch/regions.html",
            places=places,
            list_url=list_url(region),
            as_of=await as_of(request),
        )
    )


def _hers(request: AnyRequest, code: str) -> tuple[Scope, Region | None, dict[str, int]]:
    with request.app.state.books.reading() as session:
        scope = regions_of(session, who(request).person_id)
        region = region_of(scope, code)
        return scope, region, counts_by_district(session, scope)


ROUTES: list[HTTPRouteHandler] = [list_regions, show_region]
