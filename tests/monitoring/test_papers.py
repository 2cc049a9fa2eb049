"""Papers and meetings in the read store: what is told is there, what is taken back is gone."""

from datetime import date, timedelta

import pytest

from cooperative.actors import Actor, Role
from cooperative.clock import FixedClock
from cooperative.people.founding import record_founding
from cooperative.profile.kinds import DocumentKind, RequestState, Service, Term
from cooperative.profile.papers import note_document, note_meeting, note_partnership
from cooperative.profile.saving import Particulars, save_profile
from monitoring.alarms import AlarmKind, alarms_of, pressing
from monitoring.papers import Document, Meeting, Partnership, Profile
from monitoring.reports.pictures import Picture
from tests.monitoring.watching import Watching
from tests.papers import COOPERATIVE_NIK, NIB, NPWP, write_all
from tests.village import Village, village


@pytest.fixture
def here(watching: Watching) -> Village:
    return village(watching.books)


def test_the_store_knows_that_there_are_numbers_and_not_which(watching: Watching, here: Village):
    with here.writing() as session:
        write_all(session, by=here.treasurer.actor())
    watching.follow()
    [profile] = watching.all_of(Profile)
    assert all(profile[name] for name in ("has_nib", "has_npwp", "has_nik"))
    assert (profile["bank"], profile["has_internet"]) == ("bri", None)
    assert (profile["building_percent"], profile["filling"]) == (60, "own")
    assert not {NIB, NPWP, COOPERATIVE_NIK} & set(map(str, profile.values()))
    standing = watching.standing(here.coop_id)
    assert standing["deed_on"] == date(2025, 6, 2)
    assert standing["meeting_year"] == 2025
    assert (standing["document_kind"], standing["document_until"]) == (
        "lpg_permit",
        date(2026, 9, 1),
    )


def test_rebuilt_from_zero_papers_are_the_same(
    watching: Watching, here: Village, clock: FixedClock
):
    by = here.treasurer.actor()
    with here.writing() as session:
        record_founding(session, by=by)
        write_all(session, by=by)
    watching.follow()
    clock.advance(timedelta(days=2))
    with here.writing() as session:
        save_profile(session, Particulars(has_plan=True), seen_version=0, by=by)
        for kind, until in ((DocumentKind.PERMIT, None), (DocumentKind.DEED, date(2026, 8, 1))):
            term = Term.UNTIL if until else Term.ENDLESS
            note_document(session, kind=kind, number="7", term=term, valid_until=until, by=by)
    watching.follow()
    live = watching.rows()
    assert watching.standing(here.coop_id)["document_kind"] == "deed"
    watching.rebuild()
    assert watching.rows() == live


def test_what_is_taken_back_is_gone(watching: Watching, here: Village):
    by = here.treasurer.actor()
    with here.writing() as session:
        write_all(session, by=by)
        kind = DocumentKind.LPG_PERMIT
        note_document(session, kind=kind, number="", term=Term.GONE, valid_until=None, by=by)
        note_meeting(session, book_year=2025, held_on=None, attendee_count=None, by=by)
        note_partnership(session, service=Service.LPG, state=RequestState.ENDED, by=by)
    watching.follow()
    for table in (Document, Meeting, Partnership):
        assert watching.all_of(table) == []
    standing = watching.standing(here.coop_id)
    assert (standing["document_until"], standing["meeting_year"]) == (None, None)


def test_what_an_assistant_enters_is_no_sign_of_life(watching: Watching, here: Village):
    by = Actor(here.coop_id, here.joko.person_id, frozenset({Role.ASSISTANT}))
    watching.follow()
    before = watching.today(here.coop_id)["sign_count"]
    with here.writing() as session:
        note_meeting(session, book_year=2025, held_on=date(2026, 3, 14), attendee_count=9, by=by)
    watching.follow()
    assert watching.today(here.coop_id)["sign_count"] == before
    with here.writing() as session:
        by = here.secretary.actor()
        note_meeting(session, book_year=2025, held_on=date(2026, 3, 15), attendee_count=9, by=by)
    watching.follow()
    assert watching.today(here.coop_id)["sign_count"] == before + 1


@pytest.mark.parametrize(
    ("today", "kind"),
    [
        (date(2026, 1, 2), AlarmKind.MEETING_SOON),
        (date(2026, 3, 31), AlarmKind.MEETING_SOON),
        (date(2026, 4, 1), AlarmKind.MEETING_DUE),
        (date(2026, 6, 30), AlarmKind.MEETING_DUE),
        (date(2026, 7, 1), AlarmKind.MEETING_LATE),
    ],
)
def test_a_meeting_is_advised_until_march_and_late_after_june(today: date, kind: AlarmKind):
    old = Picture(1, today, begun_on=date(2025, 8, 1))
    assert [alarm.kind for alarm in alarms_of(old)] == [kind]
    assert bool(pressing(old)) is (kind is not AlarmKind.MEETING_SOON)
    assert alarms_of(Picture(1, today, begun_on=date(2026, 1, 1))) == []
    assert alarms_of(Picture(1, today)) == []
    assert alarms_of(Picture(1, today, begun_on=date(2025, 8, 1), meeting_year=2025)) == []


@pytest.mark.parametrize(
    ("left_days", "kind", "days"),
    [
        (31, None, 0),
        (30, AlarmKind.DOCUMENT_EXPIRING, 0),
        (0, AlarmKind.DOCUMENT_EXPIRING, 30),
        (-1, AlarmKind.DOCUMENT_EXPIRED, 1),
    ],
)
def test_a_paper_is_called_to_mind_a_month_before_it_ends(
    left_days: int, kind: AlarmKind | None, days: int
):
    today = date(2026, 6, 20)
    until = today + timedelta(days=left_days)
    found = alarms_of(Picture(1, today, document_kind="lpg_permit", document_until=until))
    assert [(alarm.kind, alarm.days) for alarm in found] == ([(kind, days)] if kind else [])
