"""Papers, meetings and partners: each noting is a row, and the newest of its kind holds."""

from datetime import date

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.books.numbers import next_number
from cooperative.people.cooperatives import today
from cooperative.profile.kinds import DocumentKind, RequestState, Service, Term
from cooperative.profile.tables import EARLIEST_YEAR, AnnualMeeting, Document, Partnership
from cooperative.profile.writers import Written, about
from cooperative.record import record
from cooperative.refusals import Refused


def note_document(  # noqa: PLR0913 - a paper has this many sides, and every one is named
    session: Session,
    *,
    kind: DocumentKind,
    number: str,
    term: Term,
    valid_until: date | None,
    by: Actor,
    was_helped: bool = False,
) -> Document:
    """Write down a paper, or that there is none of its kind any more.

    Raises Refused("not_allowed"), ("number_missing"), ("day_missing") for one that ends without
    saying when.
    """
    written = about(session, by=by, was_helped=was_helped)
    if term is not Term.GONE and not number:
        raise Refused("number_missing")
    if term is Term.UNTIL and valid_until is None:
        raise Refused("day_missing")
    # From here on it must succeed.
    document = Document(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "document"),
        kind=kind,
        number="" if term is Term.GONE else number,
        term=term,
        valid_until=valid_until if term is Term.UNTIL else None,
        **written.signed(),
    )
    session.add(document)
    _tell_of(session, document, written, by=by)
    return document


def note_meeting(
    session: Session,
    *,
    book_year: int,
    held_on: date | None,
    attendee_count: int | None,
    by: Actor,
    was_helped: bool = False,
) -> AnnualMeeting:
    """Write down when the meeting about a book year was held; without a day, that it was not.

    Raises Refused("not_allowed"), ("book_year_wrong"), ("meeting_day_wrong") for a day that has not
    come or lies within the book year, ("attendees_missing").
    """
    written = about(session, by=by, was_helped=was_helped)
    _refuse_impossible(book_year, held_on, attendee_count, today(session, by.cooperative_id))
    # From here on it must succeed.
    meeting = AnnualMeeting(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "annual_meeting"),
        book_year=book_year,
        held_on=held_on,
        attendee_count=attendee_count if held_on else None,
        **written.signed(),
    )
    session.add(meeting)
    record(
        session,
        "meeting.noted",
        by=by,
        subject=f"meeting/{meeting.id}",
        facts={
            "book_year": book_year,
            "held_on": held_on.isoformat() if held_on else None,
            "attendee_count": meeting.attendee_count,
            **written.facts(),
        },
        occurred_on=written.noted_on,
    )
    return meeting


def note_partnership(
    session: Session,
    *,
    service: Service,
    state: RequestState,
    by: Actor,
    was_helped: bool = False,
) -> Partnership:
    """Write down how far the cooperative is with a partner's service.

    Raises Refused("not_allowed").
    """
    written = about(session, by=by, was_helped=was_helped)
    # From here on it must succeed.
    partnership = Partnership(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "partnership"),
        service=service,
        state=state,
        **written.signed(),
    )
    session.add(partnership)
    record(
        session,
        "partnership.noted",
        by=by,
        subject=f"partnership/{partnership.id}",
        facts={"service": service.value, "state": state.value, **written.facts()},
        occurred_on=written.noted_on,
    )
    return partnership


def _refuse_impossible(
    book_year: int, held_on: date | None, attendee_count: int | None, this_day: date
) -> None:
    if not EARLIEST_YEAR <= book_year < this_day.year:
        raise Refused("book_year_wrong")
    if held_on is not None and not date(book_year + 1, 1, 1) <= held_on <= this_day:
        raise Refused("meeting_day_wrong")
    if held_on is not None and not attendee_count:
        raise Refused("attendees_missing")


def _tell_of(session: Session, document: Document, written: Written, *, by: Actor) -> None:
    until = document.valid_until
    record(
        session,
        "document.noted",
        by=by,
        subject=f"document/{document.id}",
        facts={
            "kind": document.kind.value,
            "term": document.term.value,
            "valid_until": until.isoformat() if until else None,
            **written.facts(),
        },
        private={"number": document.number},
        occurred_on=written.noted_on,
    )
