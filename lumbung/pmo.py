"""`lumbung pmo`: give a kabupaten or a province to a PMO or a dinas, and print the one-time code.

The same name and region again prints a fresh code: a phone was lost, or its ten minutes are over.
"""

import argparse
from contextlib import closing

from sqlmodel import Session

from cooperative import regions
from cooperative.actors import Actor, Role
from cooperative.assignments.regions import first_cooperative_in, give_region, pmo_called
from cooperative.people.codes import issue_code
from cooperative.people.persons import create_person
from cooperative.regions import Level
from lumbung.failure import Failure
from lumbung.new import say_code
from lumbung.opening import data_folder, existing_books
from web.secrets_file import secrets_of


def run(options: argparse.Namespace) -> int:
    """Write it down, and print the code and where to type it."""
    region, name = regions.find(options.region), options.name.strip()
    if region is None or region.level not in {Level.PROVINCE, Level.REGENCY}:
        raise Failure(f"There is no kabupaten or province {options.region}; write it like 61.12.")
    if not name:
        raise Failure("Say who it is with --name.")
    pepper = secrets_of(data_folder(options)).pepper
    with closing(existing_books(options)) as books, books.transaction() as session:
        by = _pmo(session, region.code, name)
        issued = issue_code(session, person_id=by.person_id, by=by, pepper=pepper)
    print(f"{name} looks after {region.name}.")
    say_code(name, issued)
    return 0


def _pmo(session: Session, region_code: str, name: str) -> Actor:
    """Return the PMO as the one who acts: nobody else is there to do it."""
    cooperative_id = first_cooperative_in(session, region_code)
    if cooperative_id is None:
        raise Failure("There is no cooperative of this region in these books yet.")
    known = pmo_called(session, region_code, name)
    person = known or create_person(session, name=name)
    by = Actor(cooperative_id, person.id or 0, frozenset({Role.PMO}))
    if known is None:
        give_region(session, person_id=by.person_id, region_code=region_code, by=by)
    return by
