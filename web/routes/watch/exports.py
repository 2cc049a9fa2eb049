"""Unduh: the list as it is narrowed, as a file for Excel or another program."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from cooperative import regions
from cooperative.assignments.reading import assistants_at
from cooperative.people.exports import note_export
from cooperative.people.watching import Scope, desk_of, scope_of
from cooperative.refusals import Refused
from monitoring.reports.appraisals import Appraised, Within, appraised, tally
from web.answers import AnyRequest
from web.forms import Form, SentForm
from web.identity import Who, fresh_pin, who
from web.pages import page
from web.sheets import KINDS, sheet_of
from web.submit.running import InProgress, Running
from web.views.watch.asked import ORDERS, Asked
from web.views.watch.export import COLUMNS, MOST_ROWS, file_name, rows_of
from web.views.watch.reading import or_none, store_of, today
from web.words.watching import EXPORT_PROBLEMS, STATES

_PATH = "/pantau/unduh"
# One file at a time for everybody (reliability.md 37).
_running = Running()


@get(_PATH)
async def new_export(request: AnyRequest) -> Response[bytes]:
    """Show what would be in the file, and let its kind be chosen; asks for a fresh PIN."""
    asked = Asked.of(request.query_params, 1)
    fresh_pin(request, back=asked.at(path=_PATH))
    return await _page(request, asked)


@post(_PATH)
async def create_export(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Give the file."""
    asked = Asked.of({name: form.get(name) for name in Asked().keep}, 1)
    person = fresh_pin(request, back=asked.at(path=_PATH))
    if form.get("bentuk") not in KINDS:
        return await _page(request, asked, status=422, problem="kind")
    within = asked.within(await asyncio.to_thread(_scope, request))
    reading = appraised(store_of(request), within, order=ORDERS[asked.sort], limit=MOST_ROWS + 1)
    found = await or_none(reading)
    if found is None:
        return await _page(request, asked, status=503, problem="away")
    if len(found) > MOST_ROWS:
        return await _page(request, asked, status=422, problem="many")
    return await asyncio.to_thread(_file, request, person, form, asked, found)


async def _page(
    request: AnyRequest, asked: Asked, *, status: int = 200, problem: str = ""
) -> Response[bytes]:
    within: Within = asked.within(await asyncio.to_thread(_scope, request))
    every = await or_none(tally(store_of(request), within))
    region = regions.find(asked.under)
    return await asyncio.to_thread(
        partial(
            page,
            request,
            "watch/export.html",
            status=status,
            asked=asked,
            count=every.count if every else None,
            region=region.name if region else "",
            state=STATES[asked.state].short if asked.state else "",
            problem=EXPORT_PROBLEMS.get(problem, ""),
        )
    )


def _file(
    request: AnyRequest, person: Who, form: Form, asked: Asked, found: Sequence[Appraised]
) -> Response[Any]:
    """Make the file, and write down that she took it."""
    kind = KINDS[form.get("bentuk")]
    books = request.app.state.books
    try:
        with _running.turn(person.person_id, "export"):
            with books.reading() as session:
                there = assistants_at(session, [one.cooperative_id for one in found])
                desk = person.cooperative_id or desk_of(session, person.person_id) or 0
            made = sheet_of(kind.ending, COLUMNS, rows_of(found, there))
            with books.transaction(desk) as session:
                by = replace(person.actor(), cooperative_id=desk)
                said = {**asked.keep, "format": kind.ending}
                note_export(session, row_count=len(found), asked=said, by=by)
    except InProgress:
        raise Refused("in_progress") from None
    name = file_name(asked, today(request).isoformat(), kind.ending)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(made, status_code=200, headers=headers, media_type=kind.media_type)


def _scope(request: AnyRequest) -> Scope:
    with request.app.state.books.reading() as session:
        return scope_of(session, who(request).person_id)


ROUTES: list[HTTPRouteHandler] = [new_export, create_export]
