"""`lumbung new`: set up a cooperative, its gerai and its first officer, and print her one-time
code.

Asks for what was not said on the command line. The first officer holds both offices (bendahara and
sekretaris) and the shop until she gives them away, because somebody must be able to do everything
on the first day.
"""

import argparse
from contextlib import closing
from dataclasses import dataclass

from sqlmodel import Session, select

from cooperative import regions
from cooperative.actors import Actor, Role
from cooperative.books import Books
from cooperative.books.tables import BooksKind
from cooperative.clock import moment_of
from cooperative.ledger.dues import set_rate
from cooperative.ledger.tables import AccountKind
from cooperative.people.access import grant_role
from cooperative.people.codes import Issued, issue_code
from cooperative.people.cooperatives import today
from cooperative.people.founding import record_founding, write_cooperative
from cooperative.people.persons import create_person
from cooperative.people.pins import Pepper
from cooperative.people.tables import Cooperative
from cooperative.store.outlets import create_outlet
from lumbung.failure import Failure
from lumbung.opening import data_folder, demo_or_none, open_books
from web.secrets_file import secrets_of

ZONES = {"WIB": "Asia/Pontianak", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
FIRST_ROLES = (Role.TREASURER, Role.SECRETARY, Role.SHOPKEEPER)
# domain.md 1.2: what most cooperatives of the region set at their founding meeting.
POKOK_RUPIAH, WAJIB_RUPIAH = 100_000, 10_000


@dataclass(frozen=True)
class Plan:
    """What the operator answered."""

    village: str
    name: str
    zone: str
    outlet: str
    officer: str
    pokok_rupiah: int
    wajib_rupiah: int


def run(options: argparse.Namespace) -> int:
    """Ask, write, and print the code and where to type it."""
    with closing(open_books(options)) as books:
        if demo_or_none(books):
            raise Failure(
                "These are demonstration books; choose another --data for a real village."
            )
        plan = _ask(options)
        issued = set_up(books, plan, pepper=secrets_of(data_folder(options)).pepper)
    print(f"{plan.name} is ready.")
    say_code(plan.officer, issued)
    return 0


def say_code(name: str, issued: Issued) -> None:
    """Print a one-time code and where to type it."""
    print(f"One-time code for {name}, valid for 10 minutes: {issued.code}")
    print("Start `lumbung serve`, open /masuk/kode on the phone and type the code.")
    print("`lumbung code` prints a fresh one.")


def set_up(books: Books, plan: Plan, *, pepper: Pepper) -> Issued:
    """Write the cooperative in one transaction; returns the first officer's one-time code.

    Raises Failure where this village has its cooperative already.
    """
    with books.transaction() as session:
        if session.exec(select(Cooperative).where(Cooperative.region_code == plan.village)).first():
            raise Failure(f"The cooperative of {plan.village} is in these books already.")
        by = _founders(session, plan)
        for kind, amount_rupiah in (
            (AccountKind.POKOK, plan.pokok_rupiah),
            (AccountKind.WAJIB, plan.wajib_rupiah),
        ):
            first_day = today(session, by.cooperative_id).replace(day=1)
            set_rate(session, kind=kind, amount_rupiah=amount_rupiah, starts_on=first_day, by=by)
        create_outlet(session, name=plan.outlet, by=by)
        if session.get(BooksKind, 1) is None:
            session.add(BooksKind(demo=False, made_at=moment_of(session)))
        session.flush()  # the code asks what she is to the cooperative
        return issue_code(session, person_id=by.person_id, by=by, pepper=pepper)


def _founders(session: Session, plan: Plan) -> Actor:
    cooperative_id = write_cooperative(
        session, region_code=plan.village, name=plan.name, zone=plan.zone
    )
    person = create_person(session, name=plan.officer)
    by = Actor(cooperative_id, person.id or 0, frozenset(FIRST_ROLES))
    record_founding(session, by=by)
    for role in FIRST_ROLES:
        grant_role(session, person_id=by.person_id, role=role, by=by)
    return by


def _ask(options: argparse.Namespace) -> Plan:
    village = options.village or _answer("Village code, such as 61.12.09.2003")
    found = regions.find(village)
    if found is None or found.level != "village":
        raise Failure(f"{village} is no village of the list of regions.")
    zone = ZONES[options.zone] if options.zone else regions.zone_of(village)
    return Plan(
        village=village,
        name=options.name or _answer("Name", f"Kopdes Merah Putih {found.name}"),
        zone=zone,
        outlet=options.outlet or _answer("Store", "Gerai Sembako"),
        officer=options.officer or _answer("Name of the first officer"),
        pokok_rupiah=options.pokok or POKOK_RUPIAH,
        wajib_rupiah=options.wajib or WAJIB_RUPIAH,
    )


def _answer(question: str, usual: str = "") -> str:
    try:
        given = input(f"{question}{f' [{usual}]' if usual else ''}: ").strip()
    except EOFError:
        given = ""
    if not given and not usual:
        raise Failure(f"{question}: an answer is needed.")
    return given or usual
