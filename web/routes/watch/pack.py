"""Bekal: what an assistant takes along on the road, in one answer.

The pages of her cooperatives and of their visits are alike but for the figures, so together they
are a fraction of what they are one by one. Her phone takes them apart and keeps each under its own
address (service_worker/copies/pack.js).
"""

import asyncio
import json
from http import HTTPStatus

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from cooperative.people.watching import all_watched_by
from web.answers import AnyRequest
from web.identity import who
from web.pages import etag_of, kept_page, pack
from web.views.profile.page import path_of as profile_path_of
from web.views.profile.page import profile_context
from web.views.visits.pages import path_of, visits_context
from web.views.watch.page_of_one import page_of_one

# An assistant has 7 to 15 (domain.md 5.1); a whole region is nothing to take along.
MOST_COOPERATIVES = 30


@get("/pantau/bekal")
async def show_pack(request: AnyRequest) -> Response[bytes]:
    """Give her phone the pages of all her cooperatives, for when the signal is gone."""
    pages: list[tuple[str, str, str]] = []
    for one in await asyncio.to_thread(_hers, request):
        context = await page_of_one(request, one)
        pages.append(await asyncio.to_thread(_page, request, one, context))
        pages += await asyncio.to_thread(_forms, request, one)
    tag = etag_of(*(tag for _, tag, _ in pages))
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
    body = json.dumps({"pages": pages}, ensure_ascii=False, separators=(",", ":")).encode()
    return (await asyncio.to_thread(pack, request, body)).data(tag)


def _hers(request: AnyRequest) -> list[int]:
    with request.app.state.books.reading() as session:
        ids = all_watched_by(session, who(request).person_id)
    return ids if len(ids) <= MOST_COOPERATIVES else []


def _page(request: AnyRequest, one: int, context: dict[str, object]) -> tuple[str, str, str]:
    return f"/pantau/{one}", *kept_page(request, "watch/show.html", **context)


def _forms(request: AnyRequest, one: int) -> list[tuple[str, str, str]]:
    """Return the pages she writes on: of visits, and of what the cooperative says of itself."""
    visits, profile = visits_context(request, one), profile_context(request, one)
    return [
        (path_of(one), *kept_page(request, "visits/index.html", **visits)),
        (profile_path_of(one), *kept_page(request, "profile/index.html", **profile)),
    ]


ROUTES: list[HTTPRouteHandler] = [show_pack]
