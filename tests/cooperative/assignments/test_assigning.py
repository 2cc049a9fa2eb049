"""Assistants are sent to cooperatives and called back: by a PMO, with a reason that stays."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from cooperative.actors import Actor, Role
from cooperative.assignments.assigning import assign, call_back
from cooperative.assignments.history import assignments_of, running_assignment
from cooperative.assignments.reading import (
    assistants_at,
    assistants_of,
    count_without,
    find_assistant,
    place_of,
    places_for,
)
from cooperative.assignments.tables import AssignmentStep
from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.inbox import InboxEntry
from cooperative.people.devices import add_device
from cooperative.people.enrolment import put_on_phone
from cooperative.people.persons import create_person
from cooperative.people.sign_ins import open_sign_in
from cooperative.people.tables import Enrolment, SignIn
from cooperative.people.watching import Scope
from cooperative.refusals import Refused
from tests.village import Village, Villages, two_villages

KUBU_RAYA = Scope(("61.12",), ())


@pytest.fixture
def villages(books: Books) -> Villages:
    return two_villages(books)


@pytest.fixture
def dewi(villages: Villages) -> int:
    """An assistant who has been sent nowhere yet."""
    with villages.here.books.transaction() as session:
        return create_person(session, name="Dewi Kartika", honorific="Bu").id or 0


def _pmo(session: Session, here: Village) -> Actor:
    person = create_person(session, name="Hendra Gunawan", honorific="Pak")
    return Actor(here.coop_id, person.id or 0, frozenset({Role.PMO}))


def _send(here: Village, person_id: int, reason: str = "pendamping baru") -> None:
    with here.writing() as session:
        assign(session, person_id=person_id, reason=reason, by=_pmo(session, here))


def _call_back(here: Village, person_id: int, reason: str = "pindah tugas") -> None:
    with here.writing() as session:
        call_back(session, person_id=person_id, reason=reason, by=_pmo(session, here))


def test_an_assistant_is_sent_and_called_back_and_both_are_remembered(
    villages: Villages, dewi: int, clock: FixedClock
):
    _send(villages.here, dewi, "  menggantikan\n Pak Budi ")
    clock.advance(timedelta(days=30))
    _call_back(villages.here, dewi)
    _send(villages.here, dewi, "kembali")
    with villages.here.books.reading() as session:
        [running], _ = assignments_of(session, KUBU_RAYA, dewi, running=True)
        [ended], count = assignments_of(session, KUBU_RAYA, dewi, running=False)
    assert (running.sent.reason, running.until, count) == ("kembali", None, 1)
    assert ended.sent == ("Pak Hendra Gunawan", "menggantikan Pak Budi")
    assert ended.called_back == ("Pak Hendra Gunawan", "pindah tugas")
    assert ended.until
    assert ended.until - ended.since == timedelta(days=30)


def test_she_is_told_herself_where_her_own_news_is_written(villages: Villages, dewi: int):
    here, other = villages.here, villages.other
    _send(here, dewi)
    _send(other, dewi)
    _call_back(other, dewi, "cukup satu")
    with here.books.reading() as session:
        hers = session.exec(select(InboxEntry).where(InboxEntry.person_id == dewi)).all()
    assert {entry.cooperative_id for entry in hers} == {here.coop_id}
    assert sorted((entry.kind, entry.path) for entry in hers) == [
        ("assignment.ended", "/pantau"),
        ("assignment.given", f"/pantau/{here.coop_id}"),
        ("assignment.given", f"/pantau/{other.coop_id}"),
    ]
    assert "Sungai Kakap" in hers[-1].facts["cooperative_name"]


def test_officers_are_told_who_comes_and_who_goes(villages: Villages, dewi: int):
    _send(villages.here, dewi)
    _call_back(villages.here, dewi)
    with villages.here.books.reading() as session:
        told = session.exec(
            select(InboxEntry).where(
                InboxEntry.person_id == villages.here.treasurer.person_id,
                col(InboxEntry.kind).startswith("assistant."),
            )
        ).all()
    assert sorted(entry.kind for entry in told) == ["assistant.called_back", "assistant.sent"]
    assert told[0].facts["name"] == "Bu Dewi Kartika"


@pytest.mark.parametrize(
    ("reason", "code"),
    [(" \n", "reason_missing"), ("x" * 201, "reason_too_long")],
)
def test_nobody_is_sent_without_a_short_reason(
    villages: Villages, dewi: int, reason: str, code: str
):
    with pytest.raises(Refused) as refused:
        _send(villages.here, dewi, reason)
    assert refused.value.code == code
    _send(villages.here, dewi)
    with pytest.raises(Refused) as refused:
        _call_back(villages.here, dewi, reason)
    assert refused.value.code == code


def test_only_a_pmo_sends_and_never_herself(villages: Villages, dewi: int):
    here = villages.here
    for by in (here.treasurer.actor(), Actor(here.coop_id, dewi, frozenset({Role.ASSISTANT}))):
        for act in (assign, call_back):
            with pytest.raises(Refused) as refused, here.writing() as session:
                act(session, person_id=here.sari.person_id, reason="karena", by=by)
            assert refused.value.code == "not_allowed"
    herself = Actor(here.coop_id, dewi, frozenset({Role.PMO}))
    with pytest.raises(Refused) as refused, here.writing() as session:
        assign(session, person_id=dewi, reason="karena", by=herself)
    assert refused.value.code == "own_role"


def test_nobody_is_sent_twice_or_called_back_from_where_she_is_not(villages: Villages, dewi: int):
    with pytest.raises(Refused) as refused:
        _call_back(villages.here, dewi)
    assert refused.value.code == "role_not_held"
    _send(villages.here, dewi)
    with pytest.raises(Refused) as refused:
        _send(villages.here, dewi)
    assert refused.value.code == "role_held"


def test_her_phone_goes_on_in_another_cooperative_of_hers(villages: Villages, dewi: int):
    here, other = villages.here, villages.other
    _send(here, dewi)
    _send(other, dewi)
    with here.writing() as session:
        device, _ = add_device(session, label="HP")
        enrolled = put_on_phone(
            session, device=device, person_id=dewi, cooperative_id=here.coop_id, pin_seal="-"
        )
        open_sign_in(session, enrolled)
    _call_back(here, dewi)
    with here.books.reading() as session:
        for table in (Enrolment, SignIn):
            [row] = session.exec(select(table).where(table.person_id == dewi)).all()
            assert row.cooperative_id == other.coop_id
    _call_back(other, dewi)  # the last one: the phone stays, and opens nothing
    with here.books.reading() as session:
        assert session.exec(select(SignIn.cooperative_id)).all() == [other.coop_id]


def test_a_region_knows_only_its_own_assistants(villages: Villages, dewi: int):
    here, other = villages.here, villages.other
    _send(here, dewi)
    with here.books.reading() as session:
        [found], count = assistants_of(session, KUBU_RAYA, words="kartika")
        assert (found.name, found.cooperative_ids, count) == ("Dewi Kartika", (here.coop_id,), 1)
        assert find_assistant(session, KUBU_RAYA, found.public_id) == found
        assert assistants_of(session, KUBU_RAYA, words="budi") == ([], 0)
        assert assistants_at(session, [here.coop_id, other.coop_id]) == {
            here.coop_id: ["Bu Dewi Kartika"]
        }
        assert running_assignment(session, dewi, here.coop_id)
        assert running_assignment(session, dewi, other.coop_id) is None
        [place], _ = places_for(session, KUBU_RAYA, found)
        assert place == place_of(session, KUBU_RAYA, other.coop_id)
        assert count_without(session, KUBU_RAYA) == 1
        for elsewhere in (Scope((), ()), Scope(("61.12.01",), ()), Scope(("61.01",), ())):
            assert assistants_of(session, elsewhere) == ([], 0)
            assert assignments_of(session, elsewhere, dewi, running=True) == ([], 0)
            with pytest.raises(Refused):
                find_assistant(session, elsewhere, found.public_id)
            with pytest.raises(Refused):
                place_of(session, elsewhere, here.coop_id)


def test_the_schema_wants_a_reason_and_a_grant(villages: Villages, dewi: int):
    here = villages.here
    _send(here, dewi)
    with here.books.reading() as session:
        step = session.exec(select(AssignmentStep)).one()
    for changed in ({"reason": ""}, {"role_grant_id": 99_999}, {"act": "gone"}):
        row = {**step.model_dump(), "act": "called_back", **changed}
        with pytest.raises((IntegrityError, LookupError)), here.writing() as session:
            session.connection().execute(sa.insert(AssignmentStep).values(**row))
