"""A selisih is seen by the treasurer until somebody says how it was cleared up, once."""

import pytest
from sqlmodel import Session, select

from cooperative.activity import Cursor, read_after
from cooperative.books import Books
from cooperative.inbox import InboxEntry
from cooperative.refusals import Refused
from cooperative.store.differences import open_difference, open_differences, settle
from cooperative.store.tables import Difference, DifferenceKind
from tests.shop import an_order
from tests.village import Village, two_villages, village


def missing_rice(session: Session, here: Village, units: int = 2) -> Difference:
    return open_difference(
        session,
        kind=DifferenceKind.GOODS,
        outlet_id=here.outlet_id,
        product_id=here.beras,
        quantity_units=units,
        by=here.shopkeeper.actor(),
    )


def test_the_treasurer_is_told_of_a_difference(books: Books):
    here = village(books)
    with here.writing() as session:
        missing_rice(session, here)
    with books.reading() as session:
        news = session.exec(
            select(InboxEntry).where(InboxEntry.cooperative_id == here.coop_id)
        ).one()
    assert (news.person_id, news.kind) == (here.treasurer.person_id, "difference.opened")
    assert news.facts["product_name"] == "Beras SPHP"


def test_open_differences_are_listed_oldest_first_with_who_and_what(books: Books):
    here = village(books)
    with here.writing() as session:
        missing_rice(session, here, 2)
        order = an_order(session, here, here.gas, 1)
        open_difference(
            session,
            kind=DifferenceKind.CLOSED_ORDER,
            outlet_id=here.outlet_id,
            order_id=order,
            by=here.joko.actor(),
        )
        rows = open_differences(session, here.coop_id)
    assert [(row.kind, row.product_name, row.order_id, row.opened_by) for row in rows] == [
        (DifferenceKind.GOODS, "Beras SPHP", None, "Dewi"),
        (DifferenceKind.CLOSED_ORDER, "", order, "Joko"),
    ]


def test_a_difference_is_settled_once_and_leaves_the_list(books: Books):
    here = village(books)
    treasurer = here.treasurer.actor()
    with here.writing() as session:
        first, second = missing_rice(session, here), missing_rice(session, here)
        settle(session, difference_id=first.id, how="nota kedua ketemu", by=treasurer)
        with pytest.raises(Refused, match="already_settled"):
            settle(session, difference_id=first.id, how="lagi", by=treasurer)
        assert [row.id for row in open_differences(session, here.coop_id)] == [second.id]
    with books.reading() as session:
        last = read_after(session, Cursor())[-1]
        kept = session.get_one(Difference, (here.coop_id, first.id))
    assert (last.kind, last.subject) == ("difference.settled", f"difference/{first.id}")
    assert (kept.settled_by, kept.settled_how) == (treasurer.person_id, "nota kedua ketemu")


def test_the_neighbours_difference_is_not_found(books: Books):
    both = two_villages(books)
    with both.here.writing() as session:
        difference = missing_rice(session, both.here)
    with both.other.writing() as session:
        stranger = both.other.treasurer.actor()
        with pytest.raises(Refused, match="not_found"):
            settle(session, difference_id=difference.id, how="?", by=stranger)
        assert open_differences(session, both.other.coop_id) == []
