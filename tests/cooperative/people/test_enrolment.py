"""A phone becomes hers by a code from an officer, and stops being hers when it is lost."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.inbox import InboxEntry
from cooperative.people.codes import CODE_LIFE, Issued, code_of_ticket, issue_code, read_code
from cooperative.people.devices import (
    add_device,
    find_device,
    mark_lost,
    people_on,
    phones_of,
)
from cooperative.people.enrolment import MOST_PEOPLE_ON_A_PHONE, enrol, put_on_phone
from cooperative.people.persons import create_person
from cooperative.people.pins import Pepper
from cooperative.people.sign_ins import open_sign_in
from cooperative.people.tables import Device, EnrolmentCode, Person, SignIn
from cooperative.refusals import Refused
from cooperative.submissions.tables import Submission, VerdictKind
from tests.village import Village, Villager, two_villages, village

PEPPER = Pepper(b"garam dapur")


@pytest.fixture
def here(books: Books) -> Village:
    return village(books)


def test_a_code_enrols_the_phone_it_is_typed_into(here: Village) -> None:
    code = _issue(here, here.sari).code
    with here.books.transaction(here.coop_id) as session:
        device, secret = add_device(session, label="HP Android")
        offered = read_code(session, code, PEPPER)
        assert offered is not None
        assert (offered.name, offered.needs_passphrase) == ("Sari", False)
        enrol(session, code_id=offered.code_id, device=device, pin_seal="seal")
    with here.books.reading() as session:
        found = find_device(session, secret)
        assert found is not None
        assert [(on.name, on.number) for on in people_on(session, found.id or 0)] == [
            ("Sari", "0001")
        ]
        news = select(InboxEntry.kind).where(col(InboxEntry.person_id) == here.sari.person_id)
        assert "device.added" in session.exec(news).all()


def test_a_code_works_once(here: Village) -> None:
    code = _issue(here, here.sari).code
    _enrol(here, code)
    with here.books.reading() as session:
        assert read_code(session, code, PEPPER) is None
        code_id = session.exec(select(EnrolmentCode.id)).one() or 0
    with pytest.raises(Refused, match="code_wrong"):
        _use(here, code_id)


def test_a_code_ends_after_ten_minutes(here: Village, clock: FixedClock) -> None:
    code = _issue(here, here.sari).code
    clock.advance(CODE_LIFE - timedelta(seconds=1))
    with here.books.reading() as session:
        assert read_code(session, code, PEPPER) is not None
    clock.advance(timedelta(seconds=2))
    with here.books.reading() as session:
        assert read_code(session, code, PEPPER) is None


def test_a_new_code_ends_the_one_before(here: Village) -> None:
    first, second = _issue(here, here.sari), _issue(here, here.sari)
    with here.books.reading() as session:
        assert read_code(session, first.code, PEPPER) is None
        assert read_code(session, second.code, PEPPER) is not None


def test_the_books_do_not_know_the_code(here: Village) -> None:
    code = _issue(here, here.sari).code
    with here.books.reading() as session:
        kept = session.exec(select(EnrolmentCode)).one()
        assert code not in kept.model_dump_json()
        assert read_code(session, code, Pepper(b"gula")) is None


def test_the_ticket_of_a_qr_cannot_be_made_up() -> None:
    assert code_of_ticket("12345678-0123456789abcdef0123", PEPPER) is None
    assert code_of_ticket("12345678", PEPPER) is None
    assert code_of_ticket("\uff11\uff12-\u00e9", PEPPER) is None


def test_an_officer_gives_codes_to_her_own_cooperative_only(books: Books) -> None:
    both = two_villages(books)
    with pytest.raises(Refused, match="not_found"):
        _issue(both.here, both.other.sari)


def test_an_officer_chooses_a_passphrase_with_her_code(here: Village) -> None:
    code = _issue(here, here.treasurer).code
    with here.books.transaction(here.coop_id) as session:
        offered = read_code(session, code, PEPPER)
        assert offered is not None
        assert offered.needs_passphrase
        device, _ = add_device(session, label="Laptop")
        enrol(
            session,
            code_id=offered.code_id,
            device=device,
            pin_seal="seal",
            passphrase_seal="long",  # noqa: S106 - stands for a hash
        )
    with here.books.reading() as session:
        assert session.get_one(Person, here.treasurer.person_id).passphrase_hash == "long"  # noqa: S105


def test_a_phone_holds_a_family_not_a_village(here: Village) -> None:
    with here.books.transaction(here.coop_id) as session:
        device, _ = add_device(session, label="HP warung")
        for number in range(MOST_PEOPLE_ON_A_PHONE):
            person = create_person(session, name=f"Warga {number:02}")
            put_on_phone(
                session,
                device=device,
                person_id=person.id or 0,
                cooperative_id=here.coop_id,
                pin_seal="-",
            )
    code = _issue(here, here.sari).code
    with here.books.reading() as session:
        offered = read_code(session, code, PEPPER)
    assert offered is not None
    with pytest.raises(Refused, match="phone_full"):
        _use(here, offered.code_id, device=device)


def test_a_lost_phone_opens_nothing_of_hers_and_everything_of_her_husband(here: Village) -> None:
    device_id = _enrol(here, _issue(here, here.sari).code)
    with here.books.transaction(here.coop_id) as session:
        device = session.get_one(Device, device_id)
        for who in (here.sari, here.joko):
            enrolled = put_on_phone(
                session,
                device=device,
                person_id=who.person_id,
                cooperative_id=here.coop_id,
                pin_seal="-",
            )
            open_sign_in(session, enrolled)
    _lose(here, device_id, here.sari)
    with here.books.reading() as session:
        live = select(SignIn.person_id).where(col(SignIn.ended_at).is_(None))
        assert session.exec(live).all() == [here.joko.person_id]
        assert [on.name for on in people_on(session, device_id)] == ["Joko"]
    with pytest.raises(Refused, match="phone_gone"):
        _lose(here, device_id, here.sari)


def test_a_lost_phone_tells_how_many_submissions_may_be_missing(here: Village) -> None:
    device_id = _enrol(here, _issue(here, here.sari).code)
    with here.books.transaction(here.coop_id) as session:
        for number, seq in enumerate((1, 2, 5, 5)):
            session.add(
                Submission(
                    cooperative_id=here.coop_id,
                    key=f"key-{number}",
                    person_id=here.sari.person_id,
                    kind="order/1",
                    digest="",
                    verdict=VerdictKind.REFUSED,
                    facts={},
                    device_id=device_id,
                    device_seq=seq,
                    received_at=session.info["moment"],
                )
            )
    with here.books.reading() as session:
        (phone,) = phones_of(session, here.coop_id, here.sari.person_id)
        assert phone.gap_count == 2
        assert phone.last_contact_at == session.info["moment"]
    assert _lose(here, device_id, here.sari) == 2


def test_somebody_elses_phone_cannot_be_marked(books: Books) -> None:
    both = two_villages(books)
    device_id = _enrol(both.other, _issue(both.other, both.other.sari).code)
    with pytest.raises(Refused, match="not_found"):
        _lose(both.here, device_id, both.other.sari)


def _issue(here: Village, who: Villager) -> Issued:
    with here.books.transaction(here.coop_id) as session:
        return issue_code(
            session, person_id=who.person_id, by=here.secretary.actor(), pepper=PEPPER
        )


def _enrol(here: Village, code: str) -> int:
    with here.books.transaction(here.coop_id) as session:
        device, _ = add_device(session, label="HP Android")
        offered = read_code(session, code, PEPPER)
        assert offered is not None
        enrol(session, code_id=offered.code_id, device=device, pin_seal="seal")
        return device.id or 0


def _use(here: Village, code_id: int, *, device: Device | None = None) -> None:
    with here.books.transaction(here.coop_id) as session:
        phone = device or add_device(session, label="HP lain")[0]
        enrol(session, code_id=code_id, device=phone, pin_seal="seal")


def _lose(here: Village, device_id: int, who: Villager) -> int:
    with here.books.transaction(here.coop_id) as session:
        return mark_lost(
            session,
            device_public_id=session.get_one(Device, device_id).public_id,
            person_id=who.person_id,
            by=here.secretary.actor(),
        )
