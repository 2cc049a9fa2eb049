"""All that the page of one cooperative shows, from the books and from the read store."""

import asyncio
from typing import Any

from cooperative.actors import Role
from cooperative.people.watching import Contact, Watched, contacts_of, watched_one
from monitoring.reports.one import look_at
from web.answers import AnyRequest
from web.identity import who
from web.views.visits.watched import Visits, visits_to
from web.views.watch.one import call_link, chat_link, shown
from web.views.watch.put_off import PutOffHere, put_off_here
from web.views.watch.reading import as_of, or_none, store_of, today


async def page_of_one(request: AnyRequest, cooperative_id: int) -> dict[str, Any]:
    """Return what `watch/show.html` prints. Raises Refused("not_found")."""
    here = await asyncio.to_thread(_in_the_books, request, cooperative_id)
    watched, contacts, visits, put_off = here
    last_on = visits.round.last_on
    looks = await or_none(look_at(store_of(request), cooperative_id, today(request), last_on))
    look = looks[0] if looks else None
    return {
        "one": watched,
        "contacts": contacts,
        "visits": visits,
        "put_off": put_off,
        "changed": look.changed if look else None,
        "may_send": Role.PMO in who(request).roles,
        "call_link": call_link,
        "chat_link": chat_link,
        "shown": shown(watched, look.picture, look.detail, put_off.mine) if look else None,
        "has_figures": looks is not None,
        "as_of": await as_of(request),
    }


def _in_the_books(
    request: AnyRequest, cooperative_id: int
) -> tuple[Watched, list[Contact], Visits, PutOffHere]:
    asker = who(request)
    with request.app.state.books.reading() as session:
        watched = watched_one(session, asker.person_id, cooperative_id)
        visits = visits_to(session, watched.id, asker.roles)
        put_off = put_off_here(session, watched.id, asker.person_id, today(request))
        return watched, contacts_of(session, watched.id), visits, put_off
