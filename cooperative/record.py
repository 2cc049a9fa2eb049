"""Record an act: its row in the feed and its row in the audit trail, in the transaction of its
effect.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from cooperative import activity, audit
from cooperative.activity import Activity
from cooperative.actors import Actor
from cooperative.clock import day_in, moment_of
from cooperative.people.cooperatives import zone_of


def record(  # noqa: PLR0913 - an act has this many sides, and every one is named
    session: Session,
    kind: str,
    *,
    by: Actor,
    subject: str,
    facts: Mapping[str, Any],
    occurred_on: date | None = None,
    private: Mapping[str, Any] | None = None,
) -> Activity:
    """Write `kind` ("order.placed") about `subject` ("order/12") into the feed and the trail.

    `facts` are for everybody who may read the feed, so no names of members; `private` goes to the
    trail only. The first act of a submission carries its key: one submission, one effect, by a
    unique constraint. `day_of_arrival` marks an act whose phone gave a day that cannot be.
    """
    if by.is_day_doubtful:
        facts = {**facts, "day_of_arrival": True}
    moment = moment_of(session)
    position, transaction_id = activity.next_position(session)
    keyed: set[str] = session.info.setdefault("keyed", set())
    key = by.submission_key if by.submission_key not in keyed else None
    if key:
        keyed.add(key)
    row = Activity(
        cooperative_id=by.cooperative_id,
        position=position,
        transaction_id=transaction_id,
        kind=kind,
        subject=subject,
        occurred_on=occurred_on or day_in(zone_of(session, by.cooperative_id), moment),
        recorded_at=moment,
        facts=json.loads(audit.canonical(facts)),
        submission_key=key,
    )
    session.add(row)
    audit.append(session, row, by=by, details={**facts, **(private or {})})
    return row
