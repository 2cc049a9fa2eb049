"""Visits as a watcher meets them: on the page of one cooperative, and on her round of all."""

from collections.abc import Set
from dataclasses import dataclass

from litestar import Response

from cooperative.actors import Role
from cooperative.books import Session
from cooperative.people.watching import all_watched_by
from cooperative.visits.reading import PER_PAGE, open_tasks
from cooperative.visits.rounds import Round, due_on_round, rounds_of, stops_of
from cooperative.visits.tables import VisitTask
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.views.paging import page_count, page_number
from web.views.visits.pages import path_of

_MOST_TASKS = 10


@dataclass(frozen=True)
class Visits:
    """What the template prints; `path` is the page of all visits."""

    path: str
    round: Round
    tasks: list[VisitTask]
    may_write: bool


def visits_to(session: Session, cooperative_id: int, roles: Set[Role]) -> Visits:
    """Return what there is to say of visits to a cooperative, to somebody with these roles."""
    return Visits(
        path_of(cooperative_id),
        rounds_of(session, [cooperative_id]).get(cooperative_id, Round()),
        open_tasks(session, cooperative_id, most=_MOST_TASKS),
        may_write=Role.ASSISTANT in roles,
    )


def round_page(request: AnyRequest) -> Response[bytes]:
    """Show where she means to go, and what is promised, the most urgent first."""
    asker, number = who(request), page_number(request)
    with request.app.state.books.reading() as session:
        hers = set(all_watched_by(session, asker.person_id))
        due, count = due_on_round(session, hers, page=number)
        stops = [
            stop for stop in stops_of(session, asker.person_id) if stop.plan.cooperative_id in hers
        ]
    return page(
        request,
        "visits/round.html",
        due=due,
        stops=stops,
        path_of=path_of,
        page=number,
        pages=page_count(count, PER_PAGE),
    )
