"""Phones that are told: whose they are, and when that ends."""

import pytest
from sqlmodel import select

from cooperative.books import Books
from cooperative.people.devices import mark_lost
from cooperative.people.sign_ins import end, leave
from cooperative.people.tables import Device, SignIn
from cooperative.push.subscriptions import (
    drop_endpoint,
    subscription_of,
    told_on,
    unsubscribe,
)
from tests.cooperative.push.test_push_outbox import (
    address,
    listen,
    news,
    notices,
    phone_of,
    taken_by,
)
from tests.village import Village, village


@pytest.fixture
def here(books: Books) -> Village:
    return village(books)


def test_an_address_that_is_gone_is_forgotten_for_everybody_on_the_phone(here: Village):
    device_id = phone_of(here, here.sari, "shared")
    with here.writing() as session:
        listen(session, here.rini, device_id, "shared")
    phone_of(here, here.rini, "own")
    with here.books.transaction() as session:
        assert drop_endpoint(session, address("shared").endpoint) == 2
    with here.books.reading() as session:
        assert [row.endpoint for row in told_on(session, here.rini.person_id)] == [
            address("own").endpoint
        ]


def test_leaving_ends_it_on_this_phone_for_her_alone(here: Village):
    device_id = phone_of(here, here.sari, "shared")
    with here.writing() as session:
        listen(session, here.rini, device_id, "shared")
    phone_of(here, here.sari, "own")
    with here.writing() as session:
        signed_in = session.exec(select(SignIn).where(SignIn.device_id == device_id)).one()
        leave(session, token_hash=signed_in.token_hash)
    with here.books.reading() as session:
        assert subscription_of(session, device_id, here.sari.person_id) is None
        assert subscription_of(session, device_id, here.rini.person_id) is not None
        assert len(told_on(session, here.sari.person_id)) == 1


def test_making_place_for_somebody_else_leaves_her_news_on(here: Village):
    device_id = phone_of(here, here.sari, "shared")
    with here.writing() as session:
        signed_in = session.exec(select(SignIn).where(SignIn.device_id == device_id)).one()
        end(session, token_hash=signed_in.token_hash)
        leave(session, token_hash=signed_in.token_hash)  # a second time: it ended before
    with here.books.reading() as session:
        assert subscription_of(session, device_id, here.sari.person_id) is not None


def test_a_lost_phone_is_told_nothing_more(here: Village):
    device_id = phone_of(here, here.sari)
    news(here, here.sari)
    with here.writing() as session:
        lost = session.get_one(Device, device_id).public_id
        mark_lost(
            session,
            device_public_id=lost,
            person_id=here.sari.person_id,
            by=here.secretary.actor(),
        )
    assert [hint.phone for hint in taken_by(here)] == [None]
    news(here, here.sari, 2)
    assert len(notices(here)) == 1


def test_saying_it_twice_subscribes_once_and_a_new_address_takes_the_place(here: Village):
    device_id = phone_of(here, here.sari, "old")
    with here.writing() as session:
        listen(session, here.sari, device_id, "new")
    with here.writing() as session:
        assert [row.endpoint for row in told_on(session, here.sari.person_id)] == [
            address("new").endpoint
        ]
        assert unsubscribe(session, device_id=device_id, person_id=here.sari.person_id) == 1
        assert unsubscribe(session, device_id=device_id, person_id=here.sari.person_id) == 0
