"""Taking back what was written down wrongly, with a second entry that names the first."""

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.ledger.announcing import announce_correction
from cooperative.ledger.entries import find_entry, reverse
from cooperative.ledger.savings import member_in
from cooperative.ledger.tables import Entry, EntryKind
from cooperative.people.members import settle_state
from cooperative.refusals import Refused

# What stands alone: other entries hang together with goods or with a membership.
TAKEN_BACK_ALONE = frozenset({EntryKind.DEPOSIT, EntryKind.WITHDRAWAL, EntryKind.CREDIT_PAYMENT})


def take_back(session: Session, *, entry_id: int, reason: str, by: Actor) -> Entry:
    """Correct a deposit, a withdrawal or a bon payment ("Koreksi no. 6").

    Raises what `entries.reverse` raises, Refused("reason_missing"), ("not_member") for one who
    left, and ("not_reversible") for entries that hang together with goods or with a membership:
    those are corrected where they were made.
    """
    wrong = find_entry(session, by.cooperative_id, entry_id)
    if not reason.strip():
        raise Refused("reason_missing")
    if wrong.kind not in TAKEN_BACK_ALONE or wrong.member_id is None:
        raise Refused("not_reversible")
    member = member_in(session, by, wrong.member_id)
    entry = reverse(session, entry_id, reason=reason.strip(), by=by)
    announce_correction(session, entry, member, by=by)
    settle_state(session, member_id=member.id, by=by)
    return entry
