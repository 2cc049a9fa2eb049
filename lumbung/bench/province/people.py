"""Who looks: an assistant of fifteen cooperatives, the PMO of a kabupaten, and a whole dinas."""

from contextlib import closing
from dataclasses import dataclass

from sqlmodel import Session, col, select

from cooperative.actors import Actor, Role
from cooperative.books import Books
from cooperative.people.access import grant_role
from cooperative.people.devices import add_device
from cooperative.people.enrolment import cooperative_of, put_on_phone
from cooperative.people.persons import create_person
from cooperative.people.sign_ins import open_sign_in
from cooperative.people.tables import Cooperative, Person, RegionGrant
from cooperative.people.watching import all_watched_by
from lumbung.bench.province.place import Place
from lumbung.demo.province.watchers import DINAS
from web.door.cookies import SESSION

FIFTEEN = 15
LIST = "/pantau"


@dataclass(frozen=True)
class Looker:
    """Somebody signed in, and the pages she looks at."""

    name: str
    cookie: str
    paths: list[str]


def sign_in_lookers(place: Place) -> list[Looker]:
    """Put all three on phones of their own; their session lasts for hours."""
    with closing(Books(place.books_url)) as books, books.transaction() as session:
        assistant = _assistant(session)
        pmo, dinas = _of_slug(session, "pmo"), _of_slug(session, DINAS)
        region = select(RegionGrant.region_code).where(col(RegionGrant.person_id) == pmo)
        regency = session.exec(region).one()
        lookers = (
            ("BA of 15", assistant, [LIST, f"{LIST}?urut=penjualan"]),
            ("PMO", pmo, [LIST, f"{LIST}?halaman=2", f"{LIST}/pendamping"]),
            ("dinas", dinas, [*_far_pages(), f"{LIST}/wilayah/{regency}"]),
        )
        return [
            Looker(name, _cookie(session, person), [*paths, _one_of(session, person)])
            for name, person, paths in lookers
        ]


def _far_pages() -> list[str]:
    named = [f"{LIST}?halaman=40", f"{LIST}?cari=sungai", f"{LIST}?keadaan=kabar"]
    return [LIST, *named, f"{LIST}/wilayah", f"{LIST}/pendamping"]


def _assistant(session: Session) -> int:
    """Write down an assistant of the first fifteen cooperatives of the first kabupaten."""
    first = select(Cooperative.id, Cooperative.region_code).order_by(col(Cooperative.region_code))
    person = create_person(session, name="Bu Lima Belas", honorific="Bu")
    for cooperative_id, _ in session.exec(first.limit(FIFTEEN)):
        by = Actor(cooperative_id or 0, person.id or 0, frozenset({Role.ASSISTANT}))
        grant_role(session, person_id=by.person_id, role=Role.ASSISTANT, by=by)
    return person.id or 0


def _of_slug(session: Session, slug: str) -> int:
    return session.exec(select(Person.id).where(Person.demo_slug == slug)).one() or 0


def _cookie(session: Session, person_id: int) -> str:
    device, _ = add_device(session, label="bench")
    hers = cooperative_of(session, person_id)
    enrolled = put_on_phone(
        session, device=device, person_id=person_id, cooperative_id=hers, pin_seal="-"
    )
    return f"{SESSION}={open_sign_in(session, enrolled)}"


def _one_of(session: Session, person_id: int) -> str:
    hers = all_watched_by(session, person_id)
    return f"{LIST}/{hers[len(hers) // 2]}"
