"""Visits in the list *Koperasi saya*: the last and the next day, and what changed in between."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import replace

from cooperative.visits.rounds import Round, rounds_of
from monitoring.reports.since import Gained, gained_since
from web import formats
from web.answers import AnyRequest
from web.views.watch.found import Found
from web.views.watch.reading import or_none, store_of
from web.words import watching


async def with_visits(request: AnyRequest, found: Found) -> Found:
    """Return what was found with a word on visits in every line that has one."""
    ids = [line.watched.id for line in found.lines]
    rounds = await asyncio.to_thread(_rounds, request, ids)
    days = {one: here.last_on for one, here in rounds.items() if here.last_on}
    gained = await or_none(gained_since(store_of(request), days)) if found.has_figures else None
    lines = [
        replace(line, visits=_said(line.watched.id, rounds, gained or {})) for line in found.lines
    ]
    return replace(found, lines=lines)


def _rounds(request: AnyRequest, ids: Collection[int]) -> dict[int, Round]:
    with request.app.state.books.reading() as session:
        return rounds_of(session, ids)


def _said(one: int, rounds: Mapping[int, Round], gained: Mapping[int, Gained]) -> str:
    here, since = rounds.get(one, Round()), gained.get(one, Gained())
    said: list[str] = []
    if here.last_on:
        said.append(watching.LAST_VISIT.format(day=formats.short_day(here.last_on)))
    if since.sale_count > 0:
        said.append(watching.SOLD_SINCE.format(sum=formats.rupiah(since.sale_rupiah)))
    if since.joined_count:
        said.append(watching.JOINED_SINCE.format(count=formats.number(since.joined_count)))
    if here.next_on:
        said.append(watching.NEXT_VISIT.format(day=formats.short_day(here.next_on)))
    return ", ".join(said)
