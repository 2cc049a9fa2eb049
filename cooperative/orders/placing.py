"""Place an order: a request, answered at once by what she chose beforehand. protocol.md 7.

Acceptance reserves the goods and holds the savings that will pay. A closed gerai never refuses.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.ledger.accounts import account_of, hold
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.ledger.tables import AccountKind, Means
from cooperative.orders import basket
from cooperative.orders.choices import Asked, DecidedLine, Decision, decide, merged
from cooperative.orders.codes import free_code
from cooperative.orders.goods import find_outlet_id, goods_now
from cooperative.orders.steps import step_of
from cooperative.orders.tables import IfDearer, IfShort, Order, OrderLine
from cooperative.orders.telling import feed_facts, tell_shop
from cooperative.people.cooperatives import find_cooperative
from cooperative.people.tables import Member, MemberState
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.store.reservations import reserve

OFFERED = (Means.CASH, Means.SAVINGS)


class Changed(Refused):
    """Not placed: prices or stock are not what she saw, and she wants to be asked.

    Facts: `lines` with barang, nama, satuan, diminta, ada, harga_lama, harga_baru; `total_rupiah`.
    """

    def __init__(self, decision: Decision) -> None:
        super().__init__("changed", lines=decision.offer(), total_rupiah=decision.total_rupiah)


@dataclass(frozen=True)
class _Choices:
    means: Means
    if_short: IfShort
    if_dearer: IfDearer


def place(  # noqa: PLR0913 - one form with its choices
    session: Session,
    *,
    member_id: int,
    asked: Sequence[Asked] | None,
    means: Means,
    if_short: IfShort,
    if_dearer: IfDearer,
    by: Actor,
    outlet_id: int | None = None,
) -> Order:
    """Place the actor's own order for `asked`, or for what is in her basket when that is None.

    Raises, in this order: Refused("not_member"), ("payment_not_offered"), ("not_found") for the
    gerai, ("basket_empty"), ("quantity_invalid"), ("too_many_lines"), ("product_unknown",
    items=ids), ("stock_short", items=lines), Changed, ("total_too_big"), ("savings_short",
    available_rupiah=).
    """
    choices = _Choices(means, if_short, if_dearer)
    member = _find_buyer(session, member_id, by=by)
    _refuse_payment(member, means)
    outlet_id = find_outlet_id(session, by.cooperative_id, outlet_id)
    if asked is None:
        asked = basket.asked_of(session, by.cooperative_id, by.person_id, outlet_id)
    elif asked:
        asked = [line for line in asked if line.quantity_units]  # a line at 0 is left out
        if not asked:
            raise Refused("stock_short", items=[])
    decision = _decide(session, outlet_id, merged(asked), choices, by=by)
    held_rupiah = _hold(session, member, decision.total_rupiah, means)
    # From here on it must succeed.
    order = _write(session, member, outlet_id, decision, choices, held_rupiah, by=by)
    basket.take_out(session, outlet_id, [line.product_id for line in asked], by=by)
    return order


def _find_buyer(session: Session, member_id: int, *, by: Actor) -> Member:
    member = session.get(Member, (by.cooperative_id, member_id), populate_existing=True)
    if member is None or member.person_id != by.person_id or member.state is MemberState.LEFT:
        raise Refused("not_member")
    return member


def _refuse_payment(member: Member, means: Means) -> None:
    # An applicant's first payments are her pokok: she has no savings to shop with yet.
    offered = OFFERED if member.state is MemberState.ACTIVE else (Means.CASH,)
    if means not in offered:
        raise Refused("payment_not_offered")


def _decide(
    session: Session, outlet_id: int, asked: Sequence[Asked], choices: _Choices, *, by: Actor
) -> Decision:
    goods = goods_now(session, by.cooperative_id, outlet_id, [line.product_id for line in asked])
    unknown = [line.product_id for line in asked if line.product_id not in goods]
    if unknown:
        raise Refused("product_unknown", items=unknown)
    limit_percent = find_cooperative(session, by.cooperative_id).price_rise_limit_percent
    decision = decide(asked, goods, choices.if_short, choices.if_dearer, limit_percent)
    if decision.is_empty:
        raise Refused("stock_short", items=decision.offer())
    if decision.must_ask:
        raise Changed(decision)
    if decision.total_rupiah > MOST_RUPIAH:
        raise Refused("total_too_big", most_rupiah=MOST_RUPIAH)
    return decision


def _hold(session: Session, member: Member, total_rupiah: int, means: Means) -> int:
    if means is not Means.SAVINGS:
        return 0
    coop = member.cooperative_id
    account_id = account_of(session, coop, AccountKind.VOLUNTARY, member.id)
    hold(session, coop, account_id, total_rupiah)
    return total_rupiah


def _write(  # noqa: PLR0913 - the whole order
    session: Session,
    member: Member,
    outlet_id: int,
    decision: Decision,
    choices: _Choices,
    held_rupiah: int,
    *,
    by: Actor,
) -> Order:
    order = Order(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "orders"),
        outlet_id=outlet_id,
        member_id=member.id,
        code=free_code(session, by.cooperative_id, outlet_id),
        means=choices.means,
        if_short=choices.if_short,
        if_dearer=choices.if_dearer,
        total_rupiah=decision.total_rupiah,
        held_rupiah=held_rupiah,
        placed_at=moment_of(session),
        submission_key=by.submission_key,
    )
    session.add(order)
    session.flush()  # its lines and first step point to it
    lines = [_line(order, number, line) for number, line in enumerate(decision.lines, 1)]
    session.add_all([*lines, step_of(order, 1, order.placed_at, by=by)])
    session.flush()  # reservations point to its lines
    for line in lines:
        if line.given_units:
            _reserve(session, order, line)
    tell_shop(session, order, "order.placed")
    facts = feed_facts(order, lines)
    record(session, "order.placed", by=by, subject=f"order/{order.id}", facts=facts)
    return order


def _line(order: Order, number: int, decided: DecidedLine) -> OrderLine:
    return OrderLine(
        cooperative_id=order.cooperative_id,
        order_id=order.id,
        line_no=number,
        product_id=decided.goods.product_id,
        product_name=decided.goods.name,
        unit=decided.goods.unit,
        asked_units=decided.asked_units,
        given_units=decided.given_units,
        unit_price_rupiah=decided.goods.price_rupiah,
        line_total_rupiah=decided.total_rupiah,
    )


def _reserve(session: Session, order: Order, line: OrderLine) -> None:
    granted_units = reserve(
        session,
        cooperative_id=order.cooperative_id,
        order_id=order.id,
        line_no=line.line_no,
        outlet_id=order.outlet_id,
        product_id=line.product_id,
        quantity_units=line.given_units,
    )
    if granted_units < line.given_units:
        # Somebody was quicker, and holds no lock: nothing of this order stays.
        raise Refused("stock_short", items=[])
