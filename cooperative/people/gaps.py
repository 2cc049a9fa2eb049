"""Tell who keeps the shop that work of a phone of hers may not have arrived: a later row came, and
an earlier one did not."""

from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from cooperative.actors import SHOP
from cooperative.clock import moment_of
from cooperative.inbox import last_facts, tell
from cooperative.people.access import holders
from cooperative.people.devices import gap_count
from cooperative.people.tables import Device, Enrolment
from cooperative.submissions.tables import Submission

# Until then what is missing may still be on its way.
PATIENCE = timedelta(days=1)
_KIND = "phone.unsent"


class Gap(NamedTuple):
    """Work of a phone that did not come: how many rows, and who keeps the shop with it."""

    device: Device
    person_id: int
    gap_count: int


def cooperatives_with_gaps(session: Session) -> list[int]:
    """Return the cooperatives in which some phone counted further than what arrived of it."""
    arrived = func.count(func.distinct(Submission.device_seq))
    gappy = (
        select(Submission.device_id)
        .where(col(Submission.device_seq).is_not(None))
        .group_by(col(Submission.device_id))
        .having(
            func.max(col(Submission.device_seq)) > arrived,
            func.max(col(Submission.received_at)) <= moment_of(session) - PATIENCE,
        )
    )
    where = select(Enrolment.cooperative_id).where(
        col(Enrolment.device_id).in_(gappy),
        col(Enrolment.cooperative_id).is_not(None),
        col(Enrolment.revoked_at).is_(None),
    )
    return sorted({found for found in session.exec(where) if found is not None})


def tell_gaps(session: Session, cooperative_id: int) -> int:
    """Tell the shop's people of rows missing from phones of theirs; returns how many were told.

    Said once for each number of missing rows. Repeatable.
    """
    told = 0
    for gap in _gaps(session, cooperative_id):
        facts = {"label": gap.device.label, "gap_count": gap.gap_count}
        path = f"/kiriman?hp={gap.device.public_id}"
        if last_facts(session, cooperative_id, gap.person_id, _KIND, path) == facts:
            continue
        tell(
            session,
            _KIND,
            cooperative_id=cooperative_id,
            person_id=gap.person_id,
            path=path,
            facts=facts,
        )
        told += 1
    return told


def _gaps(session: Session, cooperative_id: int) -> list[Gap]:
    keepers = holders(session, cooperative_id, SHOP)
    phones = session.exec(
        select(Device, Enrolment.person_id)
        .join(Enrolment, col(Enrolment.device_id) == col(Device.id))
        .where(
            col(Enrolment.cooperative_id) == cooperative_id,
            col(Enrolment.person_id).in_(keepers),
            col(Enrolment.revoked_at).is_(None),
            _rested(session),
        )
        .order_by(col(Device.id), col(Enrolment.person_id))
    ).all()
    gaps = [Gap(device, person_id, gap_count(session, device)) for device, person_id in phones]
    return [gap for gap in gaps if gap.gap_count > 0]


def _rested(session: Session) -> sa.ColumnElement[bool]:
    """Nothing came of the phone for a day, so what is missing is not about to come."""
    recent = sa.exists().where(
        col(Submission.device_id) == col(Device.id),
        col(Submission.received_at) > moment_of(session) - PATIENCE,
    )
    return ~recent
