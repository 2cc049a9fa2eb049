"""The role matrix, walked: every route for everybody, ids of another village, and looking without a
trace."""

import re
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
import sqlalchemy as sa
from litestar import Litestar

from cooperative.books import Books, Session
from cooperative.books.tables import METADATA
from cooperative.ledger.tables import Means
from cooperative.orders.choices import Asked
from cooperative.orders.placing import place
from cooperative.orders.tables import IfDearer, IfShort
from cooperative.people.members import join
from cooperative.people.persons import create_person
from cooperative.store.products import create_product
from tests.village import Village, Villager, Villages, two_villages
from tests.web.people.visitor import Visitor, app_of, signed_in
from web.access import EVEN_LOCKED, MATRIX, PUBLIC, SIGNED_IN

PEOPLE = ("sari", "shopkeeper", "treasurer", "secretary", "supervisor", "joko")
LOOKS = sorted(path for method, path in MATRIX if method == "GET")
SENDS = sorted(path for method, path in MATRIX if method == "POST")
WITH_IDS = sorted(row for row in MATRIX if "{" in row[1] and MATRIX[row] != PUBLIC)
A_KEY = "0b9a5c1e-7d3f-4a52-9f55-0e2f5b1f6f10"


class Ids(dict[str, str]):
    """What stands in the places of an address; a thing nobody made has no number anywhere."""

    def __missing__(self, name: str) -> str:
        return "77"


class World(NamedTuple):
    """Two villages, the app over both, and the ids of things in each."""

    villages: Villages
    app: Litestar
    own: Ids
    foreign: Ids
    missing: Ids

    def visitor(self, name: str) -> Visitor:
        here = self.villages.here
        return signed_in(self.app, here, getattr(here, name))


@pytest.fixture
def world(sqlite_books: Books, tmp_path: Path) -> World:
    villages = two_villages(sqlite_books)
    own = _things(villages.here)
    foreign = _things(villages.other, extra=1)
    missing = {"person": "f" * 24}
    same = {"key": A_KEY, "role": "shopkeeper", "digest": "x", "name": "app.css"}
    return World(
        villages,
        app_of(villages.here, tmp_path),
        *(Ids(same | things) for things in (own, foreign, missing)),
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_gets_where_the_matrix_says_and_nowhere_else(world: World, name: str) -> None:
    who: Villager = getattr(world.villages.here, name)
    for (method, path), allowed in MATRIX.items():
        status = _ask(world.visitor(name), method, path.format_map(world.own)).status_code
        if allowed in {PUBLIC, SIGNED_IN, EVEN_LOCKED} or who.roles & frozenset(allowed):
            assert status < 500, (method, path)
            assert status not in {401, 403}, (method, path)
        else:
            assert status == (404 if "{" in path else 403), (method, path)


def test_a_stranger_is_asked_to_sign_in(world: World) -> None:
    for (method, path), allowed in MATRIX.items():
        answer = _ask(Visitor(world.app), method, path.format_map(world.own))
        if allowed == PUBLIC:
            assert answer.status_code not in {401, 403, 500}, (method, path)
        elif method == "GET":
            assert answer.headers["location"].startswith("/masuk"), path
        else:
            assert answer.status_code == 401, path


@pytest.mark.parametrize("name", ["sari", "shopkeeper", "treasurer"])
def test_an_id_of_the_neighbour_village_is_as_good_as_none(world: World, name: str) -> None:
    for method, path in WITH_IDS:
        visitor = world.visitor(name)
        foreign = _ask(visitor, method, path.format_map(world.foreign))
        missing = _ask(visitor, method, path.format_map(world.missing))
        assert foreign.status_code == missing.status_code, path
        if "key" not in path:
            assert foreign.status_code in {303, 400, 404}, path
        said = _without_address(foreign.text, path, world.foreign)
        assert said == _without_address(missing.text, path, world.missing), path


def test_looking_changes_nothing(world: World) -> None:
    visitors = [world.visitor(name) for name in PEOPLE]
    before = _everything(world.villages.here.books)
    for visitor in visitors:
        for path in LOOKS:
            visitor.get(path.format_map(world.own))
    assert _everything(world.villages.here.books) == before


def test_an_empty_form_changes_nothing_that_is_anybodys(world: World) -> None:
    assert SENDS
    before = _count(world.villages.here.books, "activity")
    for path in SENDS:
        if not path.startswith("/kas/hp"):  # a code needs no fields
            _ask(world.visitor("treasurer"), "POST", path.format_map(world.own))
    assert _count(world.villages.here.books, "activity") == before


@pytest.mark.parametrize("name", ["sari", "treasurer", "shopkeeper"])
def test_an_id_that_cannot_be_is_not_found(world: World, name: str) -> None:
    visitor = world.visitor(name)
    for path in (path for path in LOOKS if "_id}" in path):
        for number in ("0", "-1", "99999999999999999999", "2147483648", "abc", "1.5"):
            ids = Ids(dict.fromkeys(_names(path), number))
            assert visitor.get(path.format_map(ids)).status_code == 404, (path, number)


def _ask(visitor: Visitor, method: str, path: str) -> httpx.Response:
    return visitor.get(path) if method == "GET" else visitor.post(path)


def _things(here: Village, *, extra: int = 0) -> dict[str, str]:
    with here.books.transaction(here.coop_id) as session:
        by = here.treasurer.actor()
        member_id, product_id = here.sari.member_id, here.gula
        for _ in range(extra):
            person = create_person(session, name="Tetangga")
            member_id = join(session, person=person, by=by).id
            product_id = create_product(
                session,
                name="Kopi desa",
                size_text="100 g",
                unit="bungkus",
                category="Sembako",
                code="777",
                low_at_units=1,
                member_price_rupiah=9_000,
                general_price_rupiah=9_500,
                by=by,
            ).id
        order_ids = [_order(session, here) for _ in range(1 + extra)]
    return {
        "member_id": str(member_id),
        "product_id": str(product_id),
        "order_id": str(order_ids[-1]),
        "person": here.sari.public_id,
    }


def _order(session: Session, here: Village) -> int:
    return place(
        session,
        member_id=here.sari.member_id,
        asked=[Asked(here.gula, 1, None)],
        means=Means.CASH,
        if_short=IfShort.PARTIAL,
        if_dearer=IfDearer.ACCEPT,
        by=here.sari.actor(),
    ).id


def _names(path: str) -> list[str]:
    return re.findall(r"\{(\w+)\}", path)


def _without_address(text: str, path: str, things: Ids) -> str:
    return text.replace(path.format_map(things), path)


def _everything(books: Books) -> str:
    digest = sha256()
    with books.reading() as session:
        for table in METADATA.sorted_tables:
            rows = session.connection().execute(sa.select(table)).all()
            digest.update(f"{table.name} {sorted(map(repr, rows))}".encode())
    return digest.hexdigest()


def _count(books: Books, table: str) -> int:
    with books.reading() as session:
        query = sa.select(sa.func.count()).select_from(METADATA.tables[table])
        return session.connection().execute(query).scalar_one()
