"""The member register and the roles in a village."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from cooperative.actors import OFFICERS, Role
from cooperative.books import Books
from cooperative.clock import moment_of
from cooperative.ledger.leaving import leave
from cooperative.ledger.savings import deposit
from cooperative.ledger.tables import AccountKind
from cooperative.people.access import end_role, grant_role, roles_of, second_person_exists
from cooperative.people.members import PER_PAGE, join, list_members, member_of
from cooperative.people.persons import create_person
from cooperative.people.tables import MemberState, Person, RegionGrant
from cooperative.refusals import Refused
from tests.village import two_villages, village


def test_numbers_go_on_and_an_old_register_keeps_its_own(books: Books):
    here = village(books)
    by = here.secretary.actor()
    with here.writing() as session:
        tuti = join(session, person=create_person(session, name="Tuti"), by=by, number="0005")
        uni = join(session, person=create_person(session, name="Uni"), by=by)
        wati = join(session, person=create_person(session, name="Wati"), by=by)
    assert [tuti.number, uni.number, wati.number] == ["0005", "0004", "0006"]
    assert (tuti.state, tuti.joined_on) == (MemberState.APPLICANT, date(2026, 6, 20))


def test_nobody_joins_twice_or_takes_a_neighbours_number_or_joins_tomorrow(books: Books):
    here = village(books)
    by = here.secretary.actor()
    with here.writing() as session:
        sari = session.get_one(Person, here.sari.person_id)
        with pytest.raises(Refused, match="already_member") as refusal:
            join(session, person=sari, by=by)
        assert refusal.value.facts == {"number": "0001"}
        tuti = create_person(session, name="Tuti")
        with pytest.raises(Refused, match="number_taken"):
            join(session, person=tuti, by=by, number="0001")
        with pytest.raises(Refused, match="day_ahead"):
            join(session, person=tuti, by=by, joined_on=date(2026, 6, 21))


def test_one_person_may_be_known_in_two_villages(books: Books):
    both = two_villages(books)
    with both.other.writing() as session:
        sari = session.get_one(Person, both.here.sari.person_id)
        there = join(session, person=sari, by=both.other.secretary.actor())
        assert member_of(session, both.other.coop_id, both.here.sari.person_id) == there
    with books.reading() as session:
        here = member_of(session, both.here.coop_id, both.here.sari.person_id)
        assert member_of(session, both.here.coop_id, both.other.rini.person_id) is None
    assert here is not None
    assert here.cooperative_id == both.here.coop_id


def test_an_applicant_is_active_once_the_pokok_is_paid_in_full(books: Books):
    here = village(books)
    by = here.treasurer.actor()
    with here.writing() as session:
        tuti = join(session, person=create_person(session, name="Tuti"), by=by)
        for state in (MemberState.APPLICANT, MemberState.ACTIVE):
            kind = AccountKind.POKOK
            deposit(session, member_id=tuti.id, kind=kind, amount_rupiah=50_000, by=by)
            assert tuti.state is state


def test_a_member_is_found_by_a_part_of_her_name_or_number(books: Books):
    here = village(books)
    with books.reading() as session:
        everybody = list_members(session, here.coop_id)
        assert [member.name for member in everybody.members] == ["Joko", "Rini", "Sari"]
        for search, name in (("SAR", "Sari"), ("0002", "Rini"), (" joko ", "Joko")):
            found = list_members(session, here.coop_id, search=search)
            assert [member.name for member in found.members] == [name]
        assert list_members(session, here.coop_id, search="%").count == 0


def test_a_long_register_has_pages(books: Books):
    here = village(books)
    with here.writing() as session:
        for number in range(PER_PAGE):
            person = create_person(session, name=f"Warga {number:02}")
            join(session, person=person, by=here.secretary.actor())
        second = list_members(session, here.coop_id, page=2)
    assert second.count == PER_PAGE + 3
    assert [member.name for member in second.members] == ["Warga 27", "Warga 28", "Warga 29"]


def test_roles_begin_and_end(books: Books):
    here = village(books)
    by, rini = here.secretary.actor(), here.rini.person_id
    with here.writing() as session:
        grant_role(session, person_id=rini, role=Role.SHOPKEEPER, by=by)
        with pytest.raises(Refused, match="role_held"):
            grant_role(session, person_id=rini, role=Role.SHOPKEEPER, by=by)
        assert roles_of(session, here.coop_id, rini) == {Role.MEMBER, Role.SHOPKEEPER}
        end_role(session, person_id=rini, role=Role.SHOPKEEPER, by=by)
        assert roles_of(session, here.coop_id, rini) == {Role.MEMBER}
        with pytest.raises(Refused, match="role_not_held"):
            end_role(session, person_id=rini, role=Role.SHOPKEEPER, by=by)
        with pytest.raises(Refused, match="role_not_granted"):
            grant_role(session, person_id=rini, role=Role.MEMBER, by=by)


def test_the_last_treasurer_stays_until_there_is_another(books: Books):
    here = village(books)
    by, hartati = here.secretary.actor(), here.treasurer.person_id
    with here.writing() as session:
        with pytest.raises(Refused, match="last_officer"):
            end_role(session, person_id=hartati, role=Role.TREASURER, by=by)
        grant_role(session, person_id=here.rini.person_id, role=Role.TREASURER, by=by)
        end_role(session, person_id=hartati, role=Role.TREASURER, by=by)
        assert roles_of(session, here.coop_id, hartati) == frozenset()


def test_a_second_person_is_somebody_else(books: Books):
    here = village(books)
    with books.reading() as session:
        hartati = here.treasurer.person_id
        assert second_person_exists(session, here.coop_id, OFFICERS, hartati)
        assert not second_person_exists(session, here.coop_id, {Role.TREASURER}, hartati)


def test_a_role_for_a_regency_counts_in_its_villages_only(books: Books):
    both = two_villages(books)
    with books.transaction() as session:
        pmo, neighbour = (create_person(session, name=name).id or 0 for name in ("Ayu", "Bima"))
        for person_id, region_code in ((pmo, "61.12"), (neighbour, "61.12.01")):
            session.add(
                RegionGrant(
                    person_id=person_id,
                    role=Role.PMO,
                    region_code=region_code,
                    since=moment_of(session),
                )
            )
    with books.reading() as session:
        assert roles_of(session, both.here.coop_id, pmo) == {Role.PMO}
        assert roles_of(session, both.here.coop_id, neighbour) == frozenset()
        assert roles_of(session, both.other.coop_id, neighbour) == {Role.PMO}


def test_leaving_ends_membership_and_no_other_role(books: Books):
    here = village(books)
    with here.writing() as session:
        leave(session, member_id=here.joko.member_id, by=here.treasurer.actor())
        assert roles_of(session, here.coop_id, here.joko.person_id) == {Role.SHOPKEEPER}


def test_the_register_itself_refuses_a_second_line(books: Books):
    here = village(books)
    double = sa.text(
        "INSERT INTO member SELECT cooperative_id, 99, person_id, '0099', state, joined_on, left_on"
        " FROM member WHERE number = '0001'"
    )
    with pytest.raises(IntegrityError), here.writing() as session:
        session.connection().execute(double)
