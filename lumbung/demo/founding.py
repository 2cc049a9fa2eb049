"""Found the demonstration cooperative: officers, rates, gerai, goods on the shelf; and its
neighbours.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from sqlmodel import Session, select

from cooperative.actors import Actor, Role
from cooperative.clock import moment_of
from cooperative.ledger.dues import set_rate
from cooperative.ledger.savings import deposit
from cooperative.ledger.tables import AccountKind, Means
from cooperative.people.access import grant_role
from cooperative.people.founding import record_founding, write_cooperative
from cooperative.people.members import join
from cooperative.people.persons import create_person
from cooperative.people.pins import DEMO_PASSPHRASE, Pepper
from cooperative.people.tables import Person
from cooperative.regions import zone_of
from cooperative.store.outlets import Opening, create_outlet
from cooperative.store.photos import LIST_EDGE, PAGE_EDGE, photo_file
from cooperative.store.products import create_product
from cooperative.store.stock import receive
from lumbung.demo.goods import Good, Villager

VILLAGE, NAME = "61.12.09.2003", "Kopdes Jeruju Besar"
ADDRESS = "Jl. Raya Jeruju Besar, Kec. Sungai Kakap, Kubu Raya"
POKOK_RUPIAH, WAJIB_RUPIAH = 100_000, 10_000
OPENINGS = [Opening(weekday, 7 * 60 + 30, 16 * 60) for weekday in range(6)]
ROLES = {
    "kasir": Role.SHOPKEEPER,
    "bendahara": Role.TREASURER,
    "sekretaris": Role.SECRETARY,
    "pengawas": Role.SUPERVISOR,
    "pendamping": Role.ASSISTANT,
    "pmo": Role.PMO,
}


@dataclass(frozen=True)
class Founded:
    """Who acts in the story, and what there is to sell: product id by the good's slug."""

    cooperative_id: int
    outlet_id: int
    officers: dict[str, Actor]
    products: dict[str, int]


@dataclass(frozen=True)
class Workshop:
    """What lies beside the books: the folder of photos, and the pepper of the PINs."""

    photos: Path
    pepper: Pepper


def found(
    session: Session, villagers: list[Villager], goods: tuple[Good, ...], workshop: Workshop
) -> Founded:
    """Found the cooperative with its officers as first members."""
    cooperative_id = write_cooperative(
        session, region_code=VILLAGE, name=NAME, zone=zone_of(VILLAGE), address=ADDRESS
    )
    officers = {
        person.slug: _officer(session, cooperative_id, person, workshop.pepper)
        for person in villagers
        if person.slug in ROLES
    }
    by = officers["bendahara"]
    record_founding(session, by=by)
    first_day = moment_of(session).date()
    for kind, amount_rupiah in (
        (AccountKind.POKOK, POKOK_RUPIAH),
        (AccountKind.WAJIB, WAJIB_RUPIAH),
    ):
        set_rate(
            session,
            kind=kind,
            amount_rupiah=amount_rupiah,
            starts_on=first_day.replace(day=1),
            by=by,
        )
    outlet = create_outlet(session, name="Gerai Sembako", openings=OPENINGS, by=by)
    keeper = officers["kasir"]
    products = {
        good.slug: _put_on_sale(session, good, outlet.id, keeper, workshop.photos) for good in goods
    }
    return Founded(cooperative_id, outlet.id, officers, products)


def welcome(
    session: Session, villager: Villager, *, by: Actor, joined_on: date
) -> tuple[int, Actor]:
    """Let a villager join and pay her pokok; returns her member id and herself as an actor."""
    person = _person(session, villager)
    member = join(session, person=person, by=by, joined_on=joined_on)
    deposit(
        session,
        member_id=member.id,
        kind=AccountKind.POKOK,
        amount_rupiah=POKOK_RUPIAH,
        by=by,
    )
    roles = {Role.MEMBER}
    if villager.slug in ROLES:
        roles.add(ROLES[villager.slug])
    return member.id, Actor(by.cooperative_id, person.id or 0, frozenset(roles))


def _officer(session: Session, cooperative_id: int, villager: Villager, pepper: Pepper) -> Actor:
    person = _person(session, villager)
    role = ROLES[villager.slug or ""]
    by = Actor(cooperative_id, person.id or 0, frozenset({role, Role.MEMBER}))
    grant_role(session, person_id=by.person_id, role=role, by=by)
    if role in {Role.TREASURER, Role.SECRETARY}:
        person.passphrase_hash = pepper.seal(DEMO_PASSPHRASE)
    return by


def _person(session: Session, villager: Villager) -> Person:
    known = villager.slug and _by_slug(session, villager.slug)
    return known or create_person(
        session,
        name=villager.name,
        honorific=villager.honorific,
        phone=villager.phone,
        demo_slug=villager.slug,
    )


def _by_slug(session: Session, slug: str) -> Person | None:
    return session.exec(select(Person).where(Person.demo_slug == slug)).first()


def _put_on_sale(session: Session, good: Good, outlet_id: int, keeper: Actor, photos: Path) -> int:
    product = create_product(
        session,
        name=good.name,
        size_text=good.size,
        unit=good.unit,
        category=good.category,
        code=good.code,
        low_at_units=good.low_at_units,
        member_price_rupiah=good.member_price_rupiah,
        general_price_rupiah=good.general_price_rupiah,
        photo=_keep_picture(photos, good.picture.read_bytes()),
        by=keeper,
    )
    receive(
        session,
        outlet_id=outlet_id,
        product_id=product.id,
        quantity_units=good.opening_units,
        cost_rupiah=good.opening_units * good.cost_rupiah,
        paid=Means.NONE,
        note="Stok awal",
        by=keeper,
    )
    return product.id


def _keep_picture(photos: Path, content: bytes) -> str:
    """Keep a drawing as it is: it has the size of a list's picture and needs no decoding."""
    digest = sha256(content).hexdigest()
    photos.mkdir(parents=True, exist_ok=True)
    for edge in (LIST_EDGE, PAGE_EDGE):
        photo_file(photos, digest, edge).write_bytes(content)
    return digest
