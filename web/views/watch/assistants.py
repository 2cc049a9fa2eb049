"""The pages about assistants: who they are, how many visits, and what is the matter where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from cooperative import regions
from cooperative.actors import Role
from cooperative.assignments.history import Assignment, assignments_of
from cooperative.assignments.reading import (
    Assistant,
    assistants_of,
    count_without,
    find_assistant,
    visit_counts,
)
from cooperative.people.watching import PER_PAGE, Contact, Scope, regions_of
from cooperative.regions import Level
from monitoring.reports.appraisals import Appraised, Within, alarm_counts, appraised
from monitoring.store import Store
from web.answers import AnyRequest
from web.identity import who
from web.views.paging import page_count
from web.views.watch.lines import Line, line_of
from web.views.watch.reading import today

VISIT_DAYS = 28


@dataclass(frozen=True)
class Staff:
    """One page of the assistants of a region, their visits of four weeks, and how many cooperatives
    have none; `is_wide` where there are several kabupaten."""

    assistants: list[Assistant]
    count: int
    visits: Mapping[int, int]
    alone_count: int
    is_wide: bool

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return page_count(self.count, PER_PAGE)

    def place_of(self, one: Assistant) -> str:
        """Return the kabupaten somebody works in, where there are several to look after."""
        found = regions.find(one.regency_code) if self.is_wide else None
        return found.name if found else ""

    @property
    def cooperative_ids(self) -> list[int]:
        """The cooperatives of everybody on this page."""
        return [one for assistant in self.assistants for one in assistant.cooperative_ids]


@dataclass(frozen=True)
class Posted:
    """An assistant and one page of her assignments."""

    assistant: Assistant
    assignments: list[Assignment]
    count: int
    visit_count: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return page_count(self.count, PER_PAGE)

    @property
    def contacts(self) -> list[Contact]:
        """How she is reached."""
        one = self.assistant
        return [Contact(one.name, one.honorific, Role.ASSISTANT, one.phone)] if one.phone else []


def staff_of(request: AnyRequest, words: str, page: int) -> Staff:
    """Return one page of those who look after cooperatives of her region."""
    since = today(request) - timedelta(days=VISIT_DAYS - 1)
    with request.app.state.books.reading() as session:
        scope = regions_of(session, who(request).person_id)
        found, count = assistants_of(session, scope, words=words, page=page)
        ids = [one.person_id for one in found]
        visits = visit_counts(session, scope, ids, since)
        is_wide = len(scope.regions) > 1 or any(_is_province(code) for code in scope.regions)
        return Staff(found, count, visits, count_without(session, scope), is_wide)


def posted(request: AnyRequest, public_id: str, *, page: int, running: bool = True) -> Posted:
    """Return an assistant of her region; raises Refused("not_found") for anybody else."""
    since = today(request) - timedelta(days=VISIT_DAYS - 1)
    with request.app.state.books.reading() as session:
        scope = regions_of(session, who(request).person_id)
        one = find_assistant(session, scope, public_id)
        found, count = assignments_of(session, scope, one.person_id, page=page, running=running)
        visits = visit_counts(session, scope, [one.person_id], since)
        return Posted(one, found, count, visits.get(one.person_id, 0))


def _is_province(code: str) -> bool:
    found = regions.find(code)
    return found is not None and found.level is Level.PROVINCE


async def needing_of(store: Store, staff: Staff) -> dict[int, int]:
    """Return person -> how many of her cooperatives need somebody. Raises Unavailable."""
    counts = await alarm_counts(store, staff.cooperative_ids)
    return {
        one.person_id: sum(place in counts for place in one.cooperative_ids)
        for one in staff.assistants
    }


async def lines_by_id(store: Store, assignments: list[Assignment]) -> dict[int, Line]:
    """Return cooperative -> its line of the list. Raises Unavailable."""
    ids = tuple(one.cooperative.id for one in assignments)
    found: list[Appraised] = await appraised(
        store, Within(*Scope((), ids)), order="name", limit=PER_PAGE
    )
    return {one.cooperative_id: line_of(one) for one in found}
