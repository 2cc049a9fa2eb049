"""What the feed, the trail and the member are told of a sale at the counter."""

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from cooperative.actors import Actor
from cooperative.inbox import tell
from cooperative.ledger.tables import Entry, Means
from cooperative.ledger.takings import Payment
from cooperative.people.access import flag_own
from cooperative.people.tables import Member
from cooperative.record import record
from cooperative.sales.tables import Sale, SaleLine


def announce_sold(  # noqa: PLR0913 - a sale has this many sides, and every one is named
    session: Session,
    sale: Sale,
    member: Member | None,
    payment: Payment,
    cost_rupiah: int,
    entry: Entry,
    *,
    by: Actor,
) -> None:
    """Record a sale; the buyer is told when her savings or her bon were touched."""
    facts = {**payment._asdict(), "cost_rupiah": cost_rupiah}
    _announce(session, "sale.sold", sale, member, entry, facts, by=by)


def announce_taken_back(  # noqa: PLR0913 - an act has this many sides, and every one is named
    session: Session,
    sale: Sale,
    member: Member | None,
    back: Entry,
    *,
    cost_rupiah: int,
    missing: Mapping[int, int],
    by: Actor,
) -> None:
    """Record that a sale was taken back, with everything that is not sold any more.

    `missing` are the units by product that the books did not have: they are not put back.
    """
    facts = {
        "savings_rupiah": json.loads(back.facts).get("savings_rupiah", 0),
        "cost_rupiah": cost_rupiah,
        "missing": [{"product_id": one, "units": units} for one, units in missing.items()],
    }
    _announce(session, "sale.taken_back", sale, member, back, facts, by=by)


def lines_of(session: Session, sale: Sale) -> list[SaleLine]:
    """Return the lines of a sale in their order."""
    found = select(SaleLine).where(
        col(SaleLine.cooperative_id) == sale.cooperative_id, col(SaleLine.sale_id) == sale.id
    )
    return list(session.exec(found.order_by(col(SaleLine.line_no))))


def _announce(  # noqa: PLR0913 - an act has this many sides, and every one is named
    session: Session,
    kind: str,
    sale: Sale,
    member: Member | None,
    entry: Entry,
    more: Mapping[str, Any],
    *,
    by: Actor,
) -> None:
    """Supervisors are told of somebody who sold to herself."""
    subject = f"sale/{sale.id}"
    is_own = member is not None and member.person_id == by.person_id
    record(
        session,
        kind,
        by=by,
        subject=subject,
        facts={**_facts(session, sale), "entry_id": entry.id, **more},
        occurred_on=entry.occurred_on,
        private={"self_approved": True} if is_own else None,
    )
    if is_own:
        flag_own(session, by=by, subject=subject, path=f"/gerai/nota/{sale.id}")
    elif member is not None and sale.means is not Means.CASH:
        tell(
            session,
            kind,
            cooperative_id=by.cooperative_id,
            person_id=member.person_id,
            path="/simpanan",
            facts={"sale_id": sale.id, "total_rupiah": sale.total_rupiah},
        )


def _facts(session: Session, sale: Sale) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "sale_id": sale.id,
        "outlet_id": sale.outlet_id,
        "member": sale.member_id is not None,
        "member_id": sale.member_id,
        "means": sale.means.value,
        "total_rupiah": sale.total_rupiah,
        "lines": [_line_facts(line) for line in lines_of(session, sale)],
    }
    if sale.clashes_with_id is not None:
        facts |= {"nota": sale.nota, "clashes_with_id": sale.clashes_with_id}
    return facts


def _line_facts(line: SaleLine) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "product_id": line.product_id,
        "name": line.product_name,
        "unit": line.unit,
        "quantity_units": line.quantity_units,
        "unit_price_rupiah": line.unit_price_rupiah,
        "line_total_rupiah": line.line_total_rupiah,
    }
    if line.list_price_rupiah != line.unit_price_rupiah:
        facts["list_price_rupiah"] = line.list_price_rupiah
    return facts
