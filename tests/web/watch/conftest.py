"""An app that follows its books, and who looks after which of its villages."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest
from litestar import Litestar

from cooperative.actors import Actor, Role
from cooperative.books import Books
from cooperative.clock import moment_of
from cooperative.people.access import grant_role
from cooperative.people.founding import record_founding
from cooperative.people.persons import create_person
from cooperative.people.tables import RegionGrant
from tests.village import Village, Villager, two_villages
from tests.web.wire import Phone, open_app, phone_of


@dataclass
class Road:
    """Jeruju Besar and Sungai Kakap, and those who are on the road between them."""

    app: Litestar
    here: Village
    other: Village

    def follow(self) -> None:
        """Let the read store catch up with the books."""
        following = self.app.state.following
        asyncio.run(following.store.upgrade())
        asyncio.run(following.once())

    def assistant(self, *villages: Village, name: str = "Dewi Kartika") -> Phone:
        """Return the phone of somebody who looks after these villages."""
        with self.here.books.transaction() as session:
            person = create_person(session, name=name, honorific="Bu")
            for village in villages:
                by = Actor(village.coop_id, person.id or 0, frozenset({Role.ASSISTANT}))
                grant_role(session, person_id=by.person_id, role=Role.ASSISTANT, by=by)
            return self._phone(person.id or 0, person.public_id, name, villages or (self.here,))

    def pmo(self, region_code: str, home: Village) -> Phone:
        """Return the phone of the PMO of a region, signed in at a cooperative of it."""
        with self.here.books.transaction() as session:
            person = create_person(session, name="Hendra Gunawan", honorific="Pak")
            session.add(
                RegionGrant(
                    person_id=person.id or 0,
                    role=Role.PMO,
                    region_code=region_code,
                    since=moment_of(session),
                )
            )
            return self._phone(person.id or 0, person.public_id, person.name, (home,))

    def also(self, phone: Phone, region_code: str) -> None:
        """Give a PMO one more region."""
        assert phone.who
        with self.here.books.transaction() as session:
            session.add(
                RegionGrant(
                    person_id=phone.who.person_id,
                    role=Role.PMO,
                    region_code=region_code,
                    since=moment_of(session),
                )
            )

    def _phone(
        self, person_id: int, public_id: str, name: str, villages: tuple[Village, ...]
    ) -> Phone:
        home = villages[0]
        return Phone(
            self.app, Villager(home.coop_id, person_id, public_id, name, frozenset[Role]())
        )


@pytest.fixture
def road(books: Books, tmp_path: Path) -> Road:
    villages = two_villages(books)
    for village in (villages.here, villages.other):
        with village.writing() as session:
            record_founding(session, by=village.treasurer.actor())
    return Road(open_app(villages.here, tmp_path), villages.here, villages.other)


def signed_in(road: Road, phone: Phone) -> Phone:
    """Sign the phone in anew: the clock has moved on."""
    assert phone.who
    home = road.here if phone.who.cooperative_id == road.here.coop_id else road.other
    return phone_of(road.app, home, phone.who)
