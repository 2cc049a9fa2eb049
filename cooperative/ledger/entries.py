"""Write entries into the day book, and reverse them. Nothing else moves money.

Numbers: `id` is the order of writing; `book_no` counts from 1 in every year of writing, without a
gap, so that a missing receipt would show. An entry about an earlier day keeps that day in
`occurred_on`.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from cooperative.actors import OFFICERS, Actor
from cooperative.audit import canonical
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.ledger.balances import move
from cooperative.ledger.tables import Entry, EntryKind, Means, Transfer
from cooperative.people.access import refuse_own
from cooperative.people.cooperatives import today
from cooperative.people.tables import Member
from cooperative.refusals import Refused

MOST_RUPIAH = 100_000_000  # more than any village hands over at once: a slip of the finger


class Line(NamedTuple):
    """Move `amount_rupiah` from the account `credit` to the account `debit` (ids)."""

    debit: int
    credit: int
    amount_rupiah: int


def book(  # noqa: PLR0913 - an entry has this many sides, and every one is named
    session: Session,
    kind: EntryKind,
    lines: Sequence[Line],
    *,
    by: Actor,
    means: Means = Means.NONE,
    member_id: int | None = None,
    subject: str = "",
    note: str = "",
    facts: Mapping[str, Any] | None = None,
    occurred_on: date | None = None,
    reverses_id: int | None = None,
) -> Entry:
    """Write an entry, move its money; Refused("balance_short", account, available_rupiah),
    ("day_ahead")."""
    day = today(session, by.cooperative_id)
    if occurred_on is not None and occurred_on > day:
        raise Refused("day_ahead")
    _move(session, by.cooperative_id, lines)
    # From here on it must succeed.
    entry = Entry(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "entry"),
        kind=kind,
        member_id=member_id,
        means=means,
        subject=subject,
        note=note,
        facts=canonical(facts or {}),
        occurred_on=occurred_on or day,
        recorded_at=moment_of(session),
        by_person_id=by.person_id,
        book_year=day.year,
        book_no=next_number(session, by.cooperative_id, f"book/{day.year}"),
        reverses_id=reverses_id,
        submission_key=_first_use(session, by.submission_key),
    )
    return _write(session, entry, lines)


def _write(session: Session, entry: Entry, lines: Sequence[Line]) -> Entry:
    session.add(entry)
    session.add_all(
        Transfer(
            cooperative_id=entry.cooperative_id,
            entry_id=entry.id,
            line_no=line_no,
            debit_account_id=debit,
            credit_account_id=credit,
            amount_rupiah=amount_rupiah,
        )
        for line_no, (debit, credit, amount_rupiah) in enumerate(lines, 1)
    )
    session.flush()  # a wrong line is the caller's mistake and shows here, not at the end
    return entry


def reverse(session: Session, entry_id: int, *, reason: str, by: Actor) -> Entry:
    """Take an entry back with a second one: the same lines the other way round, once.

    The low level of every correction: whoever calls it records what was corrected, and puts right
    what hangs on the entry (stock, orders). Raises Refused("not_found"), ("already_reversed"),
    ("not_reversible") for a reversal, ("own_savings") for an officer's own entry while there is a
    second one, ("balance_short") when the money is gone.
    """
    entry = find_entry(session, by.cooperative_id, entry_id)
    if entry.kind is EntryKind.REVERSAL:
        raise Refused("not_reversible")
    if reversal_of(session, by.cooperative_id, entry_id) is not None:
        raise Refused("already_reversed")
    if entry.member_id is not None:
        owner = session.get_one(Member, (by.cooperative_id, entry.member_id))
        refuse_own(session, by=by, person_id=owner.person_id, roles=OFFICERS, code="own_savings")
    mirrored = [
        Line(line.credit, line.debit, line.amount_rupiah)
        for line in lines_of(session, by.cooperative_id, entry_id)
    ]
    return book(
        session,
        EntryKind.REVERSAL,
        mirrored,
        by=by,
        means=entry.means,
        member_id=entry.member_id,
        subject=entry.subject,
        note=reason,
        facts=json.loads(entry.facts),
        reverses_id=entry.id,
    )


def find_entry(session: Session, cooperative_id: int, entry_id: int) -> Entry:
    """Return an entry of this cooperative; Refused("not_found") for any other."""
    entry = session.get(Entry, (cooperative_id, entry_id))
    if entry is None:
        raise Refused("not_found")
    return entry


def reversal_of(session: Session, cooperative_id: int, entry_id: int) -> int | None:
    """Return the id of the entry that reverses `entry_id`, if there is one."""
    return session.exec(
        select(Entry.id).where(
            col(Entry.cooperative_id) == cooperative_id, col(Entry.reverses_id) == entry_id
        )
    ).first()


def lines_of(session: Session, cooperative_id: int, entry_id: int) -> list[Line]:
    """Return the lines of an entry in their order."""
    found = session.exec(
        select(Transfer.debit_account_id, Transfer.credit_account_id, Transfer.amount_rupiah)
        .where(col(Transfer.cooperative_id) == cooperative_id, col(Transfer.entry_id) == entry_id)
        .order_by(col(Transfer.line_no))
    )
    return [Line(*row) for row in found]


def _move(session: Session, cooperative_id: int, lines: Sequence[Line]) -> None:
    if not lines:
        raise ValueError("an entry moves money")
    moved: Counter[int] = Counter()
    for debit, credit, amount_rupiah in lines:
        moved[debit] += amount_rupiah
        moved[credit] -= amount_rupiah
    move(session, cooperative_id, moved)


def _first_use(session: Session, key: str | None) -> str | None:
    """One submission, one entry that carries its key;

    a second entry of the same act stands beside it.
    """
    used: set[str] = session.info.setdefault("entry_keys", set())
    if key is None or key in used:
        return None
    used.add(key)
    return key
