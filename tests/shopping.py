"""Short words for tests about orders: what Sari asks for, and what the shop does with it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from cooperative.activity import Activity
from cooperative.inbox import InboxEntry
from cooperative.ledger.accounts import Standing, account_of, standing
from cooperative.ledger.tables import AccountKind, Means
from cooperative.orders import states
from cooperative.orders.choices import Asked
from cooperative.orders.placing import place
from cooperative.orders.tables import IfDearer, IfShort, Order, OrderState
from cooperative.store.shelves import Contents, Shelf, contents
from tests.village import Village, Villager

CASH, SAVINGS = Means.CASH, Means.SAVINGS
# The cart of domain.md 3.4: 2 x 65.500 + 15.500 + 18.500.
CART = {"beras": 2, "minyak": 1, "gas": 1}
CART_RUPIAH = 165_000


def asked(here: Village, cart: Mapping[str, int]) -> list[Asked]:
    """Return the lines of an order for `cart`, at today's prices."""
    return [Asked(here.goods[short], units) for short, units in cart.items()]


def order(session: Session, here: Village, who: Villager, /, **choices: Any) -> Order:
    """Place an order: `cart` by short names or `asked`, else cash, part of what there is."""
    wanted: dict[str, Any] = {
        "asked": asked(here, choices.pop("cart", {"gula": 2})),
        "means": CASH,
        "if_short": IfShort.PARTIAL,
        "if_dearer": IfDearer.ACCEPT,
        "by": who.actor(),
        **choices,
    }
    return place(session, member_id=who.member_id, **wanted)


def bring_to(session: Session, here: Village, placed: Order, state: OrderState) -> None:
    """Let the shopkeeper take an order forward, step by step, until it is in `state`."""
    by = here.shopkeeper.actor()
    for act in (states.accept, states.prepare, states.ready):
        if placed.state is not state:
            act(session, order_id=placed.id, by=by)


def shelf(session: Session, here: Village, short: str) -> Contents:
    """Return what lies on the shelf of a product."""
    return contents(session, Shelf(here.coop_id, here.outlet_id, here.goods[short]))


def saldo(
    session: Session, here: Village, kind: AccountKind, who: Villager | None = None
) -> Standing:
    """Return what an account of the cooperative, or of a member, holds."""
    member_id = who.member_id if who else None
    return standing(session, here.coop_id, account_of(session, here.coop_id, kind, member_id))


def news_of(session: Session, who: Villager) -> list[tuple[str, dict[str, Any]]]:
    """Return what is in somebody's inbox, the oldest first."""
    session.flush()  # the news of this transaction counts too
    ours = select(InboxEntry).where(
        col(InboxEntry.cooperative_id) == who.cooperative_id,
        col(InboxEntry.person_id) == who.person_id,
    )
    news = session.exec(ours.order_by(col(InboxEntry.id)))
    return [(entry.kind, dict(entry.facts)) for entry in news]


def last_act(session: Session) -> Activity:
    """Return the newest row of the feed."""
    session.flush()  # the act of this transaction counts too
    newest = select(Activity).order_by(col(Activity.position).desc()).limit(1)
    return session.exec(newest).one()
