"""Receive a submission once: a key never acts twice and keeps its answer (protocol.md 3-4)."""

from collections.abc import Callable

from sqlmodel import Session, col, func, select

from cooperative.activity import Activity
from cooperative.actors import Actor
from cooperative.clock import moment_of
from cooperative.refusals import Refused, Unreadable
from cooperative.submissions.drafts import drop_draft, keep_draft
from cooperative.submissions.occurrence import dated
from cooperative.submissions.tables import Submission, VerdictKind
from cooperative.submissions.verdicts import (
    KEY_REUSED,
    NO_VERDICT,
    WAITS_FOR,
    Envelope,
    Outcome,
    Verdict,
    first,
    remembered,
    storable,
)

Act = Callable[[Session, Actor], Outcome]

# What is said of a row that is taken back too late. A late edit has come to nothing already; what
# it wanted to replace stands, at its location.
_WHEN_TAKEN_BACK = {
    VerdictKind.ACCEPTED: "already_accepted",
    VerdictKind.SUPERSEDED: "cancelled",
}
# A tombstone stands for content that never came, so any content of its owner meets it.
_ANY = ""


def receive(session: Session, envelope: Envelope, *, by: Actor, act: Act) -> Verdict:
    """Act once for this key, or give the remembered answer, in the transaction of the effect.

    A refusal undoes what `act` did and is remembered for ever: a replay after restocking must not
    turn yesterday's "no" into a surprise "yes". A form that cannot be read is no verdict; only a
    draft is kept.
    """
    known = _find(session, envelope.key, by)
    if known is not None:
        return _recall(known, envelope.digest, by)
    if envelope.after and not _is_known(session, envelope.after, by):
        return WAITS_FOR
    replaced = [_find(session, key, by) for key in envelope.replaces]
    if any(old is not None and old.person_id != by.person_id for old in replaced):
        return KEY_REUSED
    for old in replaced:
        taken = _what_was_accepted(session, old, by)
        if taken is not None:
            return _superseded(session, envelope, taken, by=by)
    return _act(session, envelope, by=by, act=act)


def withdraw(session: Session, key: str, *, by: Actor, device_seq: int | None = None) -> Verdict:
    """Take a submission back: a tombstone if it never came, else what became of it. Repeatable.

    `device_seq` is the number her phone had given it, so that nobody looks for it any more.
    """
    known = _find(session, key, by)
    if known is not None and known.person_id != by.person_id:
        return KEY_REUSED
    drop_draft(session, key, by=by)
    if known is None:
        tombstone = _row(session, key, by)
        tombstone.device_seq = device_seq
        session.add(tombstone)
        return Verdict(200, "cancelled", final=True, received_at=moment_of(session))
    return Verdict(
        200,
        _WHEN_TAKEN_BACK.get(known.verdict, known.code),
        final=True,
        replay=True,
        location=known.location,
        received_at=known.received_at,
    )


def _find(session: Session, key: str, by: Actor) -> Submission | None:
    return session.get(Submission, (by.cooperative_id, key))


def _is_known(session: Session, key: str, by: Actor) -> bool:
    row = _find(session, key, by)
    return row is not None and row.person_id == by.person_id


def _recall(known: Submission, digest: str, by: Actor) -> Verdict:
    if known.person_id != by.person_id or known.digest not in {digest, _ANY}:
        return KEY_REUSED
    return remembered(known)


def _what_was_accepted(session: Session, old: Submission | None, by: Actor) -> Submission | None:
    """Return what is in the books of a row to be replaced: itself, or an earlier replacement.

    So a decision tapped twice, or an edit of an edit whose answer was lost, books once.
    """
    seen: set[str] = set()
    while old is not None and old.key not in seen:
        seen.add(old.key)
        if old.verdict in {VerdictKind.ACCEPTED, VerdictKind.SUPERSEDED}:
            return old
        old = _find(session, old.replaced_by, by) if old.replaced_by else None
    return None


def _act(session: Session, envelope: Envelope, *, by: Actor, act: Act) -> Verdict:
    try:
        with session.begin_nested():
            outcome = act(session, dated(session, envelope, by=by.within(envelope.key)))
            session.flush()  # what the schema refuses must be refused inside the savepoint
    except Refused as refusal:
        _forget_effect(session, envelope.key)
        if refusal.code in NO_VERDICT:
            return Verdict(NO_VERDICT[refusal.code], refusal.code, final=False)
        row = _row(session, envelope.key, by, envelope)
        row.verdict = VerdictKind.CHANGED if refusal.code == "changed" else VerdictKind.REFUSED
        row.code = refusal.code
        row.facts = storable(refusal.facts)
    except Unreadable as unreadable:
        _forget_effect(session, envelope.key)
        return keep_draft(session, envelope, unreadable.problems, by=by)
    else:
        row = _row(session, envelope.key, by, envelope)
        row.verdict, row.code = VerdictKind.ACCEPTED, "accepted"
        row.location, row.facts = outcome.location, storable(outcome.facts)
        row.effect_count = _effects(session, envelope.key, by)
    _close_replaced(session, envelope, by)
    return _remember(session, row, by)


def _superseded(session: Session, envelope: Envelope, taken: Submission, *, by: Actor) -> Verdict:
    row = _row(session, envelope.key, by, envelope)
    row.verdict, row.code = VerdictKind.SUPERSEDED, "already_accepted"
    row.location = taken.location
    return _remember(session, row, by)


def _row(session: Session, key: str, by: Actor, envelope: Envelope | None = None) -> Submission:
    """Return a row for this key that is a tombstone until somebody says otherwise."""
    return Submission(
        cooperative_id=by.cooperative_id,
        key=key,
        person_id=by.person_id,
        kind=envelope.kind if envelope else "",
        digest=envelope.digest if envelope else _ANY,
        verdict=VerdictKind.CANCELLED,
        code="cancelled",
        facts={},
        device_id=by.device_id,
        device_seq=envelope.device_seq if envelope else None,
        queued_at=envelope.queued_at if envelope else None,
        received_at=moment_of(session),
    )


def _remember(session: Session, row: Submission, by: Actor) -> Verdict:
    drop_draft(session, row.key, by=by)
    session.add(row)
    session.flush()  # a mistake in the verdict itself must not be found at the commit
    return first(row)


def _close_replaced(session: Session, envelope: Envelope, by: Actor) -> None:
    """Close what this row replaces, so that a late copy of it can do nothing any more, and so that
    nobody looks for one that never came."""
    for key in envelope.replaces:
        old = _find(session, key, by) or _row(session, key, by)
        if old.device_id == by.device_id and old.device_seq is None:
            old.device_seq = envelope.replaced_seqs.get(key)
        old.replaced_by = envelope.key
        session.add(old)
        drop_draft(session, key, by=by)


def _effects(session: Session, key: str, by: Actor) -> int:
    """Count the acts of this key in the feed: one, or none where nothing had to change."""
    mine = select(func.count()).where(
        col(Activity.cooperative_id) == by.cooperative_id, col(Activity.submission_key) == key
    )
    return session.exec(mine).one()


def _forget_effect(session: Session, key: str) -> None:
    # `record` remembers in the session which keys it has used; the savepoint took those rows back.
    session.info.get("keyed", set[str]()).discard(key)
