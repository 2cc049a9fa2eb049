"""Seeded mistakes of a server. A run that does not find every one of them has proved nothing.

Each is put into a life of the server from outside, by exchanging a function of the product there.
"""

from dataclasses import replace
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.submissions import receive as receiving
from cooperative.submissions.receive import Act, receive
from cooperative.submissions.tables import Submission
from cooperative.submissions.verdicts import Envelope, Verdict, first
from tests.faults.lives import Canary
from tests.faults.stage import Stage
from web import submit


def no_dedup(_stage: Stage) -> None:
    """Every copy of a submission acts: its key is looked up under another name each time."""
    copies = iter(range(1_000_000))

    def again(session: Session, envelope: Envelope, *, by: Actor, act: Act) -> Verdict:
        fresh = str(uuid5(NAMESPACE_OID, f"{envelope.key}/{next(copies)}"))
        other = replace(envelope, key=fresh)
        return receive(session, other, by=by, act=act)

    _exchange(submit, "receive", again)


def two_transactions(_stage: Stage) -> None:
    """The effect is committed first, and only then the key that says so."""
    late: list[Submission] = []

    def put_off(_session: Session, row: Submission, _by: Actor) -> Verdict:
        late.append(row)
        return first(row)

    def apart(request: Any, who: Any, envelope: Envelope, act: Act) -> Verdict:
        books = request.app.state.books
        with books.transaction(who.cooperative_id) as session:
            verdict = receive(session, envelope, by=who.actor(), act=act)
        if late:
            with books.transaction(who.cooperative_id) as session:
                session.add(late.pop())
        return verdict

    _exchange(receiving, "_remember", put_off)
    _exchange(submit, "_receive", apart)


def _exchange(module: Any, name: str, other: Any) -> None:
    if not hasattr(module, name):
        raise LookupError(name)  # the product has moved on, and the canary has not
    setattr(module, name, other)


# Each with seeds of schedules; the first that finds it is enough.
CANARIES: dict[str, tuple[Canary, tuple[int, ...]]] = {
    "no dedup": (no_dedup, (0, 1, 2)),
    "effect and id in two transactions": (two_transactions, (3, 8, 12, 15, 25, 29)),
}
