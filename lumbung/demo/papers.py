"""What the demonstration village says of itself; all numbers are made up, only in shape real."""

from datetime import timedelta

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.people.cooperatives import today
from cooperative.profile.kinds import Bank, DocumentKind, RequestState, Service, Term
from cooperative.profile.papers import note_document, note_partnership
from cooperative.profile.saving import Particulars, save_profile

_OLD_DAYS, _ENDS_IN_DAYS = 520, 20


def write_papers(session: Session, by: Actor) -> None:
    """Fill in the profile, with one paper that ends soon; the RAT has still to be held."""
    day = today(session, by.cooperative_id)
    said = Particulars(
        founded_on=day - timedelta(days=_OLD_DAYS),
        cooperative_nik="0000000061129",
        npwp="0000000000611209",
        bank=Bank.BRI,
        has_account=True,
        has_power=True,
        has_internet=False,
        building_percent=60,
        has_plan=True,
    )
    save_profile(session, said, seen_version=0, by=by, was_helped=True)
    for kind, number, days in (
        (DocumentKind.LEGAL_ENTITY, "AHU-0000612.AH.01.29", None),
        (DocumentKind.LPG_PERMIT, "503/61/2025", _ENDS_IN_DAYS),
    ):
        note_document(
            session,
            kind=kind,
            number=number,
            term=Term.UNTIL if days else Term.ENDLESS,
            valid_until=day + timedelta(days=days) if days else None,
            by=by,
        )
    note_partnership(session, service=Service.LPG, state=RequestState.APPROVED, by=by)
    note_partnership(session, service=Service.RPK, state=RequestState.REQUESTED, by=by)
