"""The named world of the tests: Jeruju Besar with its people and goods, and a neighbour village.

Sari has Rp50.000 of sukarela, all pokok are paid, and every product has 20 units on the shelf.
Goods and prices are those of domain.md 3.3. `village(books)` makes it all; tests then call the
rules themselves.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cooperative.actors import Actor, Role
from cooperative.books import Books
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.ledger.accounts import account_of
from cooperative.ledger.dues import set_rate
from cooperative.ledger.entries import Line, book
from cooperative.ledger.tables import AccountKind, EntryKind, Means
from cooperative.people.access import grant_role
from cooperative.people.members import join, settle_state
from cooperative.people.persons import create_person
from cooperative.people.tables import Cooperative
from cooperative.store.tables import (
    MovementKind,
    Outlet,
    OutletHours,
    Price,
    PriceClass,
    Product,
    StockItem,
    StockMovement,
)

FOUNDED = date(2025, 8, 1)
POKOK_RUPIAH, WAJIB_RUPIAH = 100_000, 10_000
SUKARELA_OF_SARI_RUPIAH = 50_000
ON_SHELF_UNITS = 20
# name, size, unit, category, code, member price, general price, what a unit cost
GOODS = {
    "beras": ("Beras SPHP", "5 kg", "karung", "Sembako", "BRS", 65_500, 67_000, 60_000),
    "minyak": ("Minyakita", "1 L", "botol", "Sembako", "MNY", 15_500, 15_700, 14_500),
    "gula": ("Gula pasir", "1 kg", "bungkus", "Sembako", "GLA", 16_500, 17_500, 15_000),
    "gas": ("Gas LPG", "3 kg", "tabung", "Gas", "GAS", 18_500, 20_000, 16_000),
}


@dataclass(frozen=True)
class Villager:
    """A person of the village, with what she is there; `member_id` only where she has one."""

    cooperative_id: int
    person_id: int
    public_id: str
    name: str
    roles: frozenset[Role]
    member: int | None = None

    @property
    def member_id(self) -> int:
        """Her number in the register's own counting; asking a non-member is the test's mistake."""
        assert self.member is not None
        return self.member

    def actor(self, *, device_id: int | None = None, key: str | None = None) -> Actor:
        """Return her as the one who acts."""
        return Actor(self.cooperative_id, self.person_id, self.roles, device_id, key)


@dataclass(frozen=True)
class Village:
    """One cooperative.

    Product ids by short name: `goods["beras"]`; also as `beras`, `minyak`, `gula`, `gas`.
    """

    books: Books
    coop_id: int
    outlet_id: int
    goods: dict[str, int]
    treasurer: Villager
    secretary: Villager
    shopkeeper: Villager
    supervisor: Villager
    sari: Villager
    rini: Villager
    joko: Villager

    def writing(self) -> AbstractContextManager[Session]:
        """Open a transaction of this cooperative."""
        return self.books.transaction(self.coop_id)

    @property
    def members(self) -> tuple[Villager, Villager, Villager]:
        """Bu Sari, Mbak Rini and Pak Joko, who is a shopkeeper too."""
        return self.sari, self.rini, self.joko

    @property
    def beras(self) -> int:
        """Rice, Rp65.500 for members."""
        return self.goods["beras"]

    @property
    def minyak(self) -> int:
        """Cooking oil, Rp15.500 for members."""
        return self.goods["minyak"]

    @property
    def gula(self) -> int:
        """Sugar, Rp16.500 for members."""
        return self.goods["gula"]

    @property
    def gas(self) -> int:
        """Cooking gas, Rp18.500 for members."""
        return self.goods["gas"]


@dataclass(frozen=True)
class Villages:
    """Both cooperatives of a test about who may see what."""

    here: Village
    other: Village


def village(
    books: Books,
    *,
    region_code: str = "61.12.09.2003",
    name: str = "Koperasi Desa Merah Putih Jeruju Besar",
) -> Village:
    """Make one cooperative in one transaction and return it;

    call it again with another code for a neighbour.
    """
    with books.transaction() as session:
        cooperative = Cooperative(
            region_code=region_code,
            name=name,
            zone="Asia/Pontianak",
            address="Jl. Raya Jeruju Besar",
            created_at=moment_of(session),
        )
        session.add(cooperative)
        session.flush()  # the database gives the id
        coop_id = cooperative.id or 0
        people = _people(session, coop_id)
        keeper = people["shopkeeper"].actor()
        outlet_id = _outlet(session, coop_id)
        goods = {short: _product(session, short, by=keeper, outlet_id=outlet_id) for short in GOODS}
    return Village(books, coop_id, outlet_id, goods, **people)


def two_villages(books: Books) -> Villages:
    """Make Jeruju Besar and its neighbour Sungai Kakap, in the same books."""
    neighbour = "Koperasi Desa Merah Putih Sungai Kakap"
    return Villages(village(books), village(books, region_code="61.12.01.2001", name=neighbour))


def _people(session: Session, coop_id: int) -> dict[str, Villager]:
    treasurer = _villager(session, coop_id, "Hartati", "Bu", Role.TREASURER)
    by = treasurer.actor()
    for kind, amount_rupiah in (
        (AccountKind.POKOK, POKOK_RUPIAH),
        (AccountKind.WAJIB, WAJIB_RUPIAH),
    ):
        set_rate(session, kind=kind, amount_rupiah=amount_rupiah, starts_on=FOUNDED, by=by)
    return {
        "treasurer": treasurer,
        "secretary": _villager(session, coop_id, "Yusuf", "Pak", Role.SECRETARY),
        "shopkeeper": _villager(session, coop_id, "Dewi", "Mbak", Role.SHOPKEEPER),
        "supervisor": _villager(session, coop_id, "Abdul Rahman", "Pak", Role.SUPERVISOR),
        "sari": _member(session, "Sari", "Bu", by, SUKARELA_OF_SARI_RUPIAH),
        "rini": _member(session, "Rini", "Mbak", by, 0),
        "joko": _member(session, "Joko", "Pak", by, 0, Role.SHOPKEEPER),
    }


def _villager(session: Session, coop_id: int, name: str, honorific: str, role: Role) -> Villager:
    person = create_person(session, name=name, honorific=honorific)
    roles = frozenset({role})
    villager = Villager(coop_id, person.id or 0, person.public_id, name, roles)
    grant_role(session, person_id=villager.person_id, role=role, by=villager.actor())
    return villager


def _member(
    session: Session, name: str, honorific: str, by: Actor, sukarela_rupiah: int, *roles: Role
) -> Villager:
    person = create_person(session, name=name, honorific=honorific)
    member = join(session, person=person, by=by)
    paid = {AccountKind.POKOK: POKOK_RUPIAH, AccountKind.VOLUNTARY: sukarela_rupiah}
    cash = account_of(session, by.cooperative_id, AccountKind.CASH)
    for kind, amount_rupiah in paid.items():
        savings = account_of(session, by.cooperative_id, kind, member.id)
        if amount_rupiah:
            lines = [Line(cash, savings, amount_rupiah)]
            book(session, EntryKind.DEPOSIT, lines, by=by, means=Means.CASH, member_id=member.id)
    settle_state(session, member_id=member.id, by=by)
    for role in roles:
        grant_role(session, person_id=member.person_id, role=role, by=by)
    held = frozenset({Role.MEMBER, *roles})
    return Villager(by.cooperative_id, member.person_id, person.public_id, name, held, member.id)


def _outlet(session: Session, coop_id: int) -> int:
    outlet_id = next_number(session, coop_id, "outlet")
    session.add(Outlet(cooperative_id=coop_id, id=outlet_id, name="Gerai Sembako"))
    session.flush()  # its hours point to it
    for weekday in range(6):
        session.add(
            OutletHours(
                cooperative_id=coop_id,
                outlet_id=outlet_id,
                weekday=weekday,
                opens_minute=7 * 60,
                closes_minute=17 * 60,
            )
        )
    return outlet_id


def _product(session: Session, short: str, *, by: Actor, outlet_id: int) -> int:
    name, size, unit, category, code, member, general, cost = GOODS[short]
    product = Product(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "product"),
        name=name,
        size_text=size,
        unit=unit,
        category=category,
        code=code,
        search_text=f"{name} {size} {code}".lower(),
        low_at_units=5,
    )
    session.add(product)
    session.flush()  # prices and stock point to it
    for price_class, amount_rupiah in ((PriceClass.MEMBER, member), (PriceClass.GENERAL, general)):
        session.add(
            Price(
                cooperative_id=by.cooperative_id,
                product_id=product.id,
                price_class=price_class,
                starts_on=FOUNDED,
                amount_rupiah=amount_rupiah,
                set_by=by.person_id,
                set_at=moment_of(session),
            )
        )
    _put_on_shelf(session, product, cost * ON_SHELF_UNITS, by=by, outlet_id=outlet_id)
    return product.id


def _put_on_shelf(
    session: Session, product: Product, value_rupiah: int, *, by: Actor, outlet_id: int
) -> None:
    stock = account_of(session, by.cooperative_id, AccountKind.STOCK)
    opening = account_of(session, by.cooperative_id, AccountKind.OPENING)
    entry = book(
        session, EntryKind.OPENING, [Line(stock, opening, value_rupiah)], by=by, subject="stock"
    )
    session.add(
        StockItem(
            cooperative_id=by.cooperative_id,
            outlet_id=outlet_id,
            product_id=product.id,
            quantity_units=ON_SHELF_UNITS,
            value_rupiah=value_rupiah,
        )
    )
    session.add(
        StockMovement(
            cooperative_id=by.cooperative_id,
            id=next_number(session, by.cooperative_id, "stock_movement"),
            outlet_id=outlet_id,
            product_id=product.id,
            kind=MovementKind.OPENING,
            delta_units=ON_SHELF_UNITS,
            value_rupiah=value_rupiah,
            entry_id=entry.id,
            occurred_on=entry.occurred_on,
            recorded_at=entry.recorded_at,
            by_person_id=by.person_id,
        )
    )
    session.flush()  # the next act of this transaction may read the shelf
