"""What the trail, the feed and the member are told when money of hers was written down."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.inbox import tell
from cooperative.ledger.entries import lines_of
from cooperative.ledger.tables import Account, AccountKind, Entry
from cooperative.people.access import flag_own
from cooperative.people.tables import Member
from cooperative.record import record


class Sum(NamedTuple):
    """An amount on one of the member's accounts."""

    account: AccountKind
    amount_rupiah: int


def announce(
    session: Session, kind: str, entry: Entry, member: Member, moved: Sum, *, by: Actor
) -> None:
    """Record `kind` about a movement on one of the member's accounts, and tell her."""
    facts = {
        "entry_id": entry.id,
        "member_id": member.id,
        "account": moved.account.value,
        "amount_rupiah": moved.amount_rupiah,
        "means": entry.means.value,
    }
    _announce(session, kind, entry, member, facts, by=by)


def announce_correction(session: Session, entry: Entry, member: Member, *, by: Actor) -> None:
    """Record that an entry of the member was taken back, and tell her.

    `amount_rupiah` is what her `account` changed by: less than nothing for a deposit taken back.
    """
    moved = _moved(session, entry, member)
    facts = {
        "entry_id": entry.id,
        "reverses_id": entry.reverses_id,
        "member_id": member.id,
        "account": moved.account.value,
        "amount_rupiah": moved.amount_rupiah,
    }
    _announce(session, "savings.corrected", entry, member, facts, by=by)


def announce_settlement(
    session: Session, entry: Entry, member: Member, *, paid_out_rupiah: int, by: Actor
) -> None:
    """Record that a leaving member was paid out, and tell her."""
    facts = {"entry_id": entry.id, "member_id": member.id, "amount_rupiah": paid_out_rupiah}
    _announce(session, "savings.settled", entry, member, facts, by=by)


def _moved(session: Session, entry: Entry, member: Member) -> Sum:
    """Return what an entry about money of one member, of a single line, did to her account."""
    debit, credit, amount_rupiah = lines_of(session, entry.cooperative_id, entry.id)[0]
    account = session.get_one(Account, (entry.cooperative_id, debit))
    if account.member_id == member.id:
        return Sum(account.kind, amount_rupiah * account.side)
    account = session.get_one(Account, (entry.cooperative_id, credit))
    return Sum(account.kind, -amount_rupiah * account.side)


def _announce(
    session: Session,
    kind: str,
    entry: Entry,
    member: Member,
    facts: Mapping[str, Any],
    *,
    by: Actor,
) -> None:
    subject = f"entry/{entry.id}"
    is_own = member.person_id == by.person_id
    record(
        session,
        kind,
        by=by,
        subject=subject,
        facts=facts,
        occurred_on=entry.occurred_on,
        private={"self_approved": True} if is_own else None,
    )
    if is_own:
        flag_own(session, by=by, subject=subject, path=f"/kas/anggota/{member.id}")
        return
    tell(
        session,
        kind,
        cooperative_id=by.cooperative_id,
        person_id=member.person_id,
        path="/simpanan",
        facts=facts,
    )
