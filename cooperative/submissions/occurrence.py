"""On which day a fact happened that was sent late, as far as its phone can be believed.

A phone's clock may be years off, but it runs: how long a row waited is the difference of two looks
at it (protocol.md 7). That is believed as far back as the phone was last heard of; from before then
the row would have come with the rest.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from cooperative.actors import Actor
from cooperative.clock import day_in, moment_of
from cooperative.people.cooperatives import zone_of
from cooperative.people.tables import SignIn
from cooperative.submissions.tables import Submission
from cooperative.submissions.verdicts import Envelope

# What a phone sends when it comes back is one contact, with the PIN before it and the rows ahead.
ONE_CONTACT = timedelta(hours=1)


def dated(session: Session, envelope: Envelope, *, by: Actor) -> Actor:
    """Return `by` with the business day on which her phone says the act happened.

    Where that cannot be, the act belongs to the day it arrived on and `is_day_doubtful` is set. An
    act without a word about its time happened when it arrived.
    """
    if envelope.queued_at is None:
        return by
    moment = moment_of(session)
    waited = envelope.sent_at - envelope.queued_at if envelope.sent_at else timedelta(-1)
    if not timedelta(0) <= waited <= max(ONE_CONTACT, _silence(session, by, moment)):
        return replace(by, is_day_doubtful=True)
    return replace(by, occurred_on=day_in(zone_of(session, by.cooperative_id), moment - waited))


def _silence(session: Session, by: Actor, moment: datetime) -> timedelta:
    """Return how long ago she was last heard of on this phone, before this contact."""
    before = moment - ONE_CONTACT
    heard = [
        session.exec(
            select(func.max(at)).where(
                col(table.device_id) == by.device_id,
                col(table.person_id) == by.person_id,
                at <= before,
            )
        ).one()
        for table, at in (
            (SignIn, col(SignIn.signed_in_at)),
            (SignIn, col(SignIn.pin_at)),
            (Submission, col(Submission.received_at)),
        )
    ]
    last = max((at for at in heard if at), default=moment)
    return moment - last
