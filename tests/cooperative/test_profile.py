"""What a cooperative says of itself: kept as history, merged by field, refused if it cannot be."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from cooperative.activity import Activity
from cooperative.actors import Actor, Role
from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.profile.kinds import (
    Bank,
    DocumentKind,
    Filling,
    FinancingPurpose,
    RequestState,
    Service,
    Term,
)
from cooperative.profile.papers import note_document, note_meeting, note_partnership
from cooperative.profile.reading import overview
from cooperative.profile.saving import Particulars, particulars_in, save_profile
from cooperative.profile.tables import Profile
from cooperative.refusals import Refused
from tests.papers import NIB, SAID, write_all
from tests.village import Village, village


@pytest.fixture
def here(books: Books) -> Village:
    return village(books)


def _save(here: Village, said: Particulars, *, seen: int, by: Actor | None = None) -> int | None:
    with here.writing() as session:
        saved = save_profile(session, said, seen_version=seen, by=by or here.treasurer.actor())
        return saved.version if saved else None


def _now(here: Village) -> Particulars:
    with here.books.reading() as session:
        return particulars_in(overview(session, here.coop_id).profile)


def _assistant(here: Village) -> Actor:
    return Actor(here.coop_id, here.joko.person_id, frozenset({Role.ASSISTANT}))


def test_every_saving_is_a_version_and_nothing_new_is_none(here: Village):
    assert _save(here, SAID, seen=0) == 1
    assert _save(here, SAID, seen=1) is None
    assert _save(here, Particulars(nib=NIB), seen=1) == 2
    with here.books.reading() as session:
        assert len(session.exec(select(Profile)).all()) == 2


def test_an_old_page_does_not_undo_what_somebody_wrote_meanwhile(here: Village):
    _save(here, Particulars(bank=Bank.BRI), seen=0)
    _save(here, Particulars(bank=Bank.BNI, has_power=True), seen=1)
    # Pak Yusuf's page still showed BRI; he only wrote the NIB.
    _save(here, Particulars(bank=Bank.BRI, nib=NIB), seen=1, by=here.secretary.actor())
    assert _now(here) == Particulars(bank=Bank.BNI, has_power=True, nib=NIB)


def test_numbers_are_typed_as_on_paper_and_kept_as_digits(here: Village):
    _save(here, Particulars(npwp="01.234.567.8-701.000", nib="0000 0000 12345"), seen=0)
    assert (_now(here).npwp, _now(here).nib) == ("012345678701000", NIB)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Particulars(nib="123"), "identifier_wrong"),
        (Particulars(npwp="12345678901234"), "identifier_wrong"),
        (Particulars(cooperative_nik="6112010708900001"), "identifier_wrong"),
        (Particulars(founded_on=date(2026, 6, 21)), "founded_ahead"),
        (Particulars(building_percent=101), "building_wrong"),
        (Particulars(financing_rupiah=5), "financing_incomplete"),
        (
            Particulars(
                financing_purpose=FinancingPurpose.LPDB,
                financing_rupiah=3_000_000_001,
                financing_state=RequestState.REQUESTED,
            ),
            "amount_out_of_range",
        ),
    ],
)
def test_what_cannot_be_is_refused(here: Village, said: Particulars, code: str):
    with pytest.raises(Refused) as refused:
        _save(here, said, seen=0)
    assert refused.value.code == code


@pytest.mark.parametrize("role", [Role.MEMBER, Role.SHOPKEEPER, Role.SUPERVISOR, Role.PMO])
def test_only_officers_and_the_assistant_write(here: Village, role: Role):
    by = Actor(here.coop_id, here.joko.person_id, frozenset({role}))
    with pytest.raises(Refused, match="not_allowed"), here.writing() as session:
        write_all(session, by=by)


def test_what_an_assistant_enters_says_so(here: Village):
    _save(here, SAID, seen=0, by=_assistant(here))
    with here.books.reading() as session:
        found = overview(session, here.coop_id)
        assert found.profile
        assert found.profile.filling is Filling.ASSISTED
        assert [(one.what, one.name) for one in found.notings] == [("profile", "Pak Joko")]
        [row] = session.exec(select(Activity).where(Activity.kind == "profile.updated"))
    assert row.facts["from_outside"] is True
    assert NIB not in str(row.facts)


def test_the_newest_paper_of_a_kind_holds(here: Village, clock: FixedClock):
    by = here.treasurer.actor()
    with here.writing() as session:
        write_all(session, by=by)
    clock.advance(timedelta(days=1))
    with here.writing() as session:
        _note(session, DocumentKind.LPG_PERMIT, Term.UNTIL, date(2027, 9, 1), by)
        _note(session, DocumentKind.DEED, Term.ENDLESS, None, by)
        note_partnership(session, service=Service.LPG, state=RequestState.ENDED, by=by)
    with here.books.reading() as session:
        found = overview(session, here.coop_id)
    assert [(one.kind, one.valid_until) for one in found.documents] == [
        (DocumentKind.DEED, None),
        (DocumentKind.LPG_PERMIT, date(2027, 9, 1)),
    ]
    assert found.partnerships == []
    assert len(found.notings) == 7


@pytest.mark.parametrize(
    ("year", "held_on", "count", "code"),
    [
        (2026, date(2026, 6, 1), 10, "book_year_wrong"),
        (2025, date(2025, 12, 31), 10, "meeting_day_wrong"),
        (2025, date(2026, 6, 21), 10, "meeting_day_wrong"),
        (2025, date(2026, 6, 1), None, "attendees_missing"),
    ],
)
def test_a_meeting_is_held_after_its_year_and_before_tomorrow(
    here: Village, year: int, held_on: date, count: int | None, code: str
):
    by = here.treasurer.actor()
    with pytest.raises(Refused, match=code), here.writing() as session:
        note_meeting(session, book_year=year, held_on=held_on, attendee_count=count, by=by)


def test_a_paper_has_a_number_and_an_end_or_none(here: Village):
    by = here.treasurer.actor()
    with pytest.raises(Refused, match="day_missing"), here.writing() as session:
        _note(session, DocumentKind.DEED, Term.UNTIL, None, by)
    with pytest.raises(Refused, match="number_missing"), here.writing() as session:
        _note(session, DocumentKind.DEED, Term.ENDLESS, None, by, number="")


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("profile", "nib = '12345'"),
        ("profile", "npwp = '01.234.567.8-701'"),
        ("profile", "cooperative_nik = '611201070890'"),
        ("profile", "building_percent = 101"),
        ("profile", "financing_rupiah = 1"),
        ("document", "valid_until = NULL"),
        ("document", "number = ''"),
        ("annual_meeting", "attendee_count = 0"),
        ("annual_meeting", "held_on = NULL"),
        ("annual_meeting", "book_year = 1999"),
    ],
)
def test_the_schema_refuses_it_too(here: Village, table: str, change: str):
    with here.writing() as session:
        write_all(session, by=here.treasurer.actor())
    with pytest.raises(IntegrityError), here.writing() as session:
        _copy_with(session.connection(), table, change)


def _copy_with(connection: sa.Connection, table: str, change: str) -> None:
    column, value = change.split(" = ")
    key = "version" if table == "profile" else "id"
    found = (one["name"] for one in sa.inspect(connection).get_columns(table))
    names = ", ".join(name for name in found if name not in {column, key})
    connection.exec_driver_sql(
        f"INSERT INTO {table} ({key}, {column}, {names})"
        f" SELECT {key} + 1, {value}, {names} FROM {table}"
    )


def _note(
    session: Session,
    kind: DocumentKind,
    term: Term,
    until: date | None,
    by: Actor,
    *,
    number: str = "7/2026",
) -> None:
    note_document(session, kind=kind, number=number, term=term, valid_until=until, by=by)
