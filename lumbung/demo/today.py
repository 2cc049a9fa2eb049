"""Today in the demonstration: orders in every state, goods in baskets, and news that was not yet
read.
"""

from sqlmodel import Session, col, update

from cooperative.clock import moment_of
from cooperative.inbox import InboxEntry
from cooperative.ledger.tables import Means
from cooperative.orders import states
from cooperative.orders.choices import Asked
from cooperative.orders.placing import place
from cooperative.orders.tables import IfDearer, IfShort, Order
from lumbung.demo.counter import doubt
from lumbung.demo.people import Savers, Soul
from lumbung.demo.trade import Trade


def leave_open(session: Session, savers: Savers, trade: Trade) -> None:
    """Mark the year's news as read, then leave the gerai in the middle of a working morning."""
    _read_the_news(session)
    by_slug = {soul.villager.slug: soul for soul in savers.souls if soul.villager.slug}
    sari, rini = by_slug["anggota"], by_slug["anggota2"]
    keeper = savers.founded.officers["kasir"]
    # Yesterday's orders are still to be fetched, today's are still to be packed.
    for order, _ in trade.waiting[:2]:
        states.accept(session, order_id=order.id, by=keeper)
    ready = _order(session, trade, sari, {"beras-sphp-5kg": 1, "mi-goreng": 4, "teh-celup": 1})
    for step in (states.accept, states.prepare, states.ready):
        step(session, order_id=ready.id, by=keeper)
    _order(session, trade, sari, {"minyak-kelapa": 2, "kopi-bubuk": 1})
    packing = _order(session, trade, rini, {"beras-premium-5kg": 1, "sabun-mandi": 3})
    for step in (states.accept, states.prepare):
        step(session, order_id=packing.id, by=keeper)
    for soul in savers.souls[20:26]:
        trade.order(session, soul)
    doubt(session, trade, sari)


def _order(session: Session, trade: Trade, soul: Soul, wanted: dict[str, int]) -> Order:
    return place(
        session,
        member_id=soul.member_id,
        asked=[Asked(trade.founded.products[slug], units, None) for slug, units in wanted.items()],
        means=Means.CASH,
        if_short=IfShort.PARTIAL,
        if_dearer=IfDearer.ACCEPT,
        by=soul.actor,
    )


def _read_the_news(session: Session) -> None:
    session.exec(
        update(InboxEntry)
        .where(col(InboxEntry.read_at).is_(None))
        .values(read_at=moment_of(session))
        .execution_options(synchronize_session=False)
    )
