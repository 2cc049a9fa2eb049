"""From menunggu to selesai: which step may follow which, who takes it, and only one of many."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import product
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, delete, select

from cooperative.actors import OFFICERS, Role
from cooperative.audit import Audit
from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.ledger.tables import Entry, EntryKind, Means
from cooperative.orders import states, steps
from cooperative.orders.handover import hand_over
from cooperative.orders.steps import MOVES
from cooperative.orders.tables import Order, OrderState, OrderStep
from cooperative.people.access import end_role
from cooperative.people.tables import RoleGrant
from cooperative.refusals import Refused
from cooperative.store.stock import receive
from tests.shopping import bring_to, news_of, order
from tests.village import Village, two_villages, village

S = OrderState
ALLOWED = """
placed     -> accepted refused cancelled handed_over
accepted   -> prepared refused cancelled handed_over
prepared   -> ready refused handed_over
ready      -> cancelled handed_over
cancelled  -> handed_over
refused    -> handed_over
handed_over ->
"""


def allowed() -> set[tuple[str, str]]:
    rows = [line.split("->") for line in ALLOWED.strip().splitlines()]
    return {(start.strip(), to) for start, ends in rows for to in ends.split()}


def deliver(session: Session, here: Village, quantity_units: int) -> None:
    receive(
        session,
        outlet_id=here.outlet_id,
        product_id=here.gula,
        quantity_units=quantity_units,
        cost_rupiah=quantity_units * 15_000,
        paid=Means.CASH,
        by=here.shopkeeper.actor(),
    )


def in_state(session: Session, here: Village, state: OrderState) -> Order:
    """Place an order and bring it to `state` by what people do."""
    placed = order(session, here, here.sari)
    if state in {S.ACCEPTED, S.PREPARED, S.READY}:
        bring_to(session, here, placed, state)
    elif state is S.CANCELLED:
        states.cancel(session, order_id=placed.id, by=here.sari.actor())
    elif state is S.REFUSED:
        by = here.shopkeeper.actor()
        states.refuse(session, order_id=placed.id, reason="gudang banjir", by=by)
    elif state is S.HANDED_OVER:
        by = here.shopkeeper.actor()
        hand_over(session, order_id=placed.id, means=Means.CASH, by=by)
    return placed


def attempt(session: Session, here: Village, placed: Order, to: OrderState) -> None:
    by = here.shopkeeper.actor()
    match to:
        case S.ACCEPTED:
            states.accept(session, order_id=placed.id, by=by)
        case S.PREPARED:
            states.prepare(session, order_id=placed.id, by=by)
        case S.READY:
            states.ready(session, order_id=placed.id, by=by)
        case S.REFUSED:
            states.refuse(session, order_id=placed.id, reason="habis", by=by)
        case S.HANDED_OVER:
            hand_over(session, order_id=placed.id, means=Means.CASH, by=by)
        case S.CANCELLED if placed.state is S.READY:
            states.release_uncollected(session, order_id=placed.id, by=by)
        case _:
            states.cancel(session, order_id=placed.id, by=here.sari.actor())


def test_the_table_of_moves_is_the_one_people_agreed_on():
    assert {(start.value, to.value) for start in S for to in MOVES[start]} == allowed()


def test_all_pairs_of_states_obey_the_table(sqlite_books: Books, clock: FixedClock):
    here = village(sqlite_books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        deliver(session, here, 200)
    for start, to in product(S, [to for to in S if to is not S.PLACED]):
        with here.writing() as session:
            placed = in_state(session, here, start)
        clock.advance(timedelta(days=7))
        with here.writing() as session:
            if (start.value, to.value) in allowed():
                attempt(session, here, placed, to)
                assert steps.find_order(session, placed.id, by=by).state is to
                continue
            with pytest.raises(Refused, match=r"order_(moved|done)"):
                attempt(session, here, placed, to)
            assert steps.find_order(session, placed.id, by=by).state is start


def test_every_step_is_kept_with_who_and_when(books: Books, clock: FixedClock):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari)
    clock.advance(timedelta(minutes=5))
    with here.writing() as session:
        bring_to(session, here, placed, S.READY)
        found = session.exec(select(OrderStep).order_by(col(OrderStep.step_no))).all()
        ready = steps.find_order(session, placed.id, by=here.sari.actor())
    assert [step.state for step in found] == [S.PLACED, S.ACCEPTED, S.PREPARED, S.READY]
    assert [step.by_person_id for step in found] == [
        here.sari.person_id,
        *[here.shopkeeper.person_id] * 3,
    ]
    assert found[1].at - found[0].at == timedelta(minutes=5)
    assert ready.ready_at == found[3].at


def test_sari_is_told_what_happens_to_her_order(books: Books):
    here = village(books)
    with here.writing() as session:
        bring_to(session, here, order(session, here, here.sari), S.READY)
        other = order(session, here, here.sari)
        by = here.shopkeeper.actor()
        states.refuse(session, order_id=other.id, reason="  gudang banjir ", by=by)
        told = news_of(session, here.sari)
    assert [kind for kind, _ in told] == ["order.accepted", "order.ready", "order.refused"]
    assert told[-1][1]["reason"] == "gudang banjir"


def test_the_shop_is_told_when_an_accepted_order_is_cancelled(books: Books):
    here = village(books)
    with here.writing() as session:
        for state in (S.PLACED, S.ACCEPTED):
            placed = in_state(session, here, state)
            states.cancel(session, order_id=placed.id, by=here.sari.actor())
        told = [kind for kind, _ in news_of(session, here.shopkeeper)]
    assert told == ["order.placed", "order.placed", "order.cancelled"]


def test_rini_cannot_cancel_saris_order_nor_even_see_that_it_is_there(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari)
        for order_id in (placed.id, 4711):
            with pytest.raises(Refused, match="not_found"):
                states.cancel(session, order_id=order_id, by=here.rini.actor())


def test_sari_cannot_cancel_what_is_already_put_together(books: Books):
    here = village(books)
    with here.writing() as session:
        for state in (S.PREPARED, S.READY):
            placed = in_state(session, here, state)
            with pytest.raises(Refused, match="order_moved") as refused:
                states.cancel(session, order_id=placed.id, by=here.sari.actor())
            assert refused.value.facts == {"state": state.value}


def test_a_refusal_has_a_reason_one_can_read(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari)
        with pytest.raises(Refused, match="reason_missing"):
            states.refuse(session, order_id=placed.id, reason="  ", by=by)
        with pytest.raises(Refused, match="reason_too_long"):
            states.refuse(session, order_id=placed.id, reason="x" * 201, by=by)


def test_members_and_the_shop_next_door_do_nothing_here(books: Books):
    both = two_villages(books)
    with both.here.writing() as session:
        placed = order(session, both.here, both.here.sari)
        with pytest.raises(Refused, match="not_allowed"):
            states.accept(session, order_id=placed.id, by=both.here.rini.actor())
        with pytest.raises(Refused, match="not_found"):
            states.accept(session, order_id=placed.id, by=both.other.shopkeeper.actor())


def test_joko_does_not_accept_his_own_order_while_somebody_else_can(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.joko)
        with pytest.raises(Refused, match="own_order"):
            states.accept(session, order_id=placed.id, by=here.joko.actor())
        states.accept(session, order_id=placed.id, by=here.shopkeeper.actor())


def test_alone_in_the_shop_joko_may_and_pengawas_is_told(books: Books):
    here = village(books)
    with here.writing() as session:
        by = here.joko.actor()
        end_role(session, person_id=here.shopkeeper.person_id, role=Role.SHOPKEEPER, by=by)
        session.exec(delete(RoleGrant).where(col(RoleGrant.role).in_(OFFICERS)))
        placed = order(session, here, here.joko)
        states.accept(session, order_id=placed.id, by=by)
        assert [kind for kind, _ in news_of(session, here.supervisor)] == ["self_approved"]
        session.flush()  # the trail is read from the books
        last = session.exec(select(Audit.details).order_by(col(Audit.seq).desc())).first()
    assert last is not None
    assert '"self_approved":true' in last


def test_goods_nobody_fetched_are_released_on_open_day_3(books: Books, clock: FixedClock):
    here = village(books)  # a Saturday; Sundays are closed
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = in_state(session, here, S.READY)
    clock.advance(timedelta(days=3))  # Tuesday: open day 2
    with here.writing() as session:
        with pytest.raises(Refused, match="too_early_to_release") as refused:
            states.release_uncollected(session, order_id=placed.id, by=by)
        assert refused.value.facts == {"open_days": 2, "needed_days": 3}
    clock.advance(timedelta(days=1))
    with here.writing() as session:
        states.release_uncollected(session, order_id=placed.id, by=by)
        assert news_of(session, here.sari)[-1][0] == "order.released"


def test_only_what_is_ready_is_released(books: Books, clock: FixedClock):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari)
    clock.advance(timedelta(days=30))
    by = here.shopkeeper.actor()
    with here.writing() as session, pytest.raises(Refused, match="order_moved"):
        states.release_uncollected(session, order_id=placed.id, by=by)


def test_a_step_taken_meanwhile_by_somebody_else_wins(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari)
        session.connection().execute(sa.text("UPDATE orders SET state = 'accepted'"))
        with pytest.raises(Refused, match="order_moved") as refused:
            steps.move(session, placed, S.REFUSED, by=here.shopkeeper.actor())
        assert refused.value.facts == {"state": "accepted"}


def test_of_eight_who_hand_over_one_order_exactly_one_does(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = in_state(session, here, S.READY)
    together = Barrier(8)

    def hand(_: int) -> str:
        together.wait()
        try:
            with here.writing() as session:
                by = here.shopkeeper.actor()
                hand_over(session, order_id=placed.id, means=Means.CASH, by=by)
        except Refused as refused:
            return refused.code
        return "done"

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(hand, range(8)))
    assert answers == ["done", *["order_done"] * 7]
    with books.reading() as session:
        sales = session.exec(select(Entry).where(col(Entry.kind) == EntryKind.SALE)).all()
        assert len(sales) == 1
        handed = select(OrderStep).where(col(OrderStep.state) == S.HANDED_OVER)
        assert len(session.exec(handed).all()) == 1
