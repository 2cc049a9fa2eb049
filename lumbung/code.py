"""`lumbung code`: a fresh one-time code for an officer, for whoever stands at the box itself."""

import argparse
from contextlib import closing

from sqlmodel import Session, col, select

from cooperative.actors import OFFICERS, Actor
from cooperative.people.access import holders, roles_of
from cooperative.people.codes import issue_code
from cooperative.people.tables import Cooperative, Person
from lumbung.failure import Failure
from lumbung.new import say_code
from lumbung.opening import data_folder, existing_books
from web.secrets_file import secrets_of


def run(options: argparse.Namespace) -> int:
    """Issue the code in her own name: nobody else is there to do it."""
    pepper = secrets_of(data_folder(options)).pepper
    with closing(existing_books(options)) as books, books.transaction() as session:
        person = _officer(session, options.village)
        issued = issue_code(session, person_id=person[1].person_id, by=person[1], pepper=pepper)
    say_code(person[0], issued)
    return 0


def _officer(session: Session, village: str | None) -> tuple[str, Actor]:
    cooperatives = select(Cooperative)
    if village:
        cooperatives = cooperatives.where(col(Cooperative.region_code) == village)
    found = session.exec(cooperatives.order_by(col(Cooperative.id))).first()
    if found is None:
        raise Failure("There is no such cooperative in these books.")
    cooperative_id = found.id or 0
    officer_id = holders(session, cooperative_id, OFFICERS)[0]
    roles = roles_of(session, cooperative_id, officer_id)
    name = session.get_one(Person, officer_id).name
    return name, Actor(cooperative_id, officer_id, roles)
