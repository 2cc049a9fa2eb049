"""Pendamping: who looks after which cooperatives of a region, and how these are."""

import asyncio
from functools import partial
from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery

from cooperative.assignments.reading import assistants_at, find_assistant, places_for
from cooperative.people.watching import PER_PAGE, regions_of
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.views.paging import page_count, page_number
from web.views.watch.assistants import lines_by_id, needing_of, posted, staff_of
from web.views.watch.one import call_link, chat_link
from web.views.watch.reading import as_of, or_none, store_of

_LONGEST_SEARCH = 60


@get("/pantau/pendamping")
async def list_assistants(request: AnyRequest, cari: FromQuery[str] = "") -> Response[bytes]:
    """Show everybody who looks after a cooperative of her region."""
    number, search = page_number(request), cari[:_LONGEST_SEARCH]
    staff = await asyncio.to_thread(staff_of, request, search, number)
    return await asyncio.to_thread(
        partial(
            page,
            request,
            "watch/assistants/index.html",
            staff=staff,
            needing=await or_none(needing_of(store_of(request), staff)),
            search=search,
            number_of_page=number,
            as_of=await as_of(request),
        )
    )


@get("/pantau/pendamping/{person:str}")
async def show_assistant(request: AnyRequest, person: FromPath[str]) -> Response[bytes]:
    """Show one of them with her cooperatives."""
    number = page_number(request)
    found = await asyncio.to_thread(posted, request, person, page=number)
    return await asyncio.to_thread(
        partial(
            page,
            request,
            "watch/assistants/show.html",
            found=found,
            contacts=found.contacts,
            call_link=call_link,
            chat_link=chat_link,
            lines=await or_none(lines_by_id(store_of(request), found.assignments)),
            number_of_page=number,
        )
    )


@get("/pantau/pendamping/{person:str}/riwayat", sync_to_thread=True)
def list_past_assignments(request: AnyRequest, person: FromPath[str]) -> Response[Any]:
    """Show where she was before, and who sent her there and called her back."""
    number = page_number(request)
    found = posted(request, person, page=number, running=False)
    return page(request, "watch/assistants/history.html", found=found, number_of_page=number)


@get("/pantau/pendamping/{person:str}/penugasan", sync_to_thread=True)
def new_assignment(
    request: AnyRequest, person: FromPath[str], cari: FromQuery[str] = ""
) -> Response[Any]:
    """Let a cooperative be chosen for her, those nobody looks after first."""
    number, search = page_number(request), cari[:_LONGEST_SEARCH]
    with request.app.state.books.reading() as session:
        scope = regions_of(session, who(request).person_id)
        assistant = find_assistant(session, scope, person)
        places, count = places_for(session, scope, assistant, words=search, page=number)
        there = assistants_at(session, [place.id for place in places])
    return page(
        request,
        "watch/assistants/choose.html",
        assistant=assistant,
        places=places,
        there=there,
        search=search,
        number_of_page=number,
        pages=page_count(count, PER_PAGE),
    )


ROUTES: list[HTTPRouteHandler] = [
    list_assistants,
    show_assistant,
    list_past_assignments,
    new_assignment,
]
