"""Papers of a village for tests: numbers nobody has, one of each noting."""

from datetime import date

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.profile.kinds import Bank, DocumentKind, RequestState, Service, Term
from cooperative.profile.papers import note_document, note_meeting, note_partnership
from cooperative.profile.saving import Particulars, save_profile

NIB, NPWP, COOPERATIVE_NIK = "0000000012345", "0000000000123456", "6112000000001"
SAID = Particulars(
    founded_on=date(2025, 6, 2),
    cooperative_nik=COOPERATIVE_NIK,
    npwp=NPWP,
    nib=NIB,
    bank=Bank.BRI,
    has_power=True,
    building_percent=60,
)


def write_all(session: Session, *, by: Actor) -> None:
    """Write one of each: a profile, a paper that ends in September, a meeting, a partner."""
    save_profile(session, SAID, seen_version=0, by=by)
    note_document(
        session,
        kind=DocumentKind.LPG_PERMIT,
        number="503/12/2025",
        term=Term.UNTIL,
        valid_until=date(2026, 9, 1),
        by=by,
    )
    note_meeting(session, book_year=2025, held_on=date(2026, 3, 14), attendee_count=41, by=by)
    note_partnership(session, service=Service.LPG, state=RequestState.APPROVED, by=by)
    session.flush()  # what is read next is read with SQL
