"""A submission acts once, keeps its answer for ever, and tells nobody else about it."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.refusals import Refused
from cooperative.submissions.drafts import MOST_DRAFTS, drafts_of, find_draft
from cooperative.submissions.reading import received_from
from cooperative.submissions.verdicts import Outcome, Verdict
from tests.sending import (
    OTHER_DIGEST,
    deliver,
    never,
    note,
    note_then_refuse,
    note_then_stumble,
    row_of,
    sent,
    take_back,
    traces,
)
from tests.village import Village, two_villages, village


@pytest.fixture
def here(books: Books) -> Village:
    return village(books)


def test_a_submission_sent_twice_acts_once(here: Village, clock: FixedClock) -> None:
    envelope = sent()
    new = deliver(here, envelope, note)
    old = deliver(here, envelope, never)
    assert (new.status, new.code, new.final, new.replay) == (201, "accepted", True, False)
    assert (old.status, old.code, old.final, old.replay) == (200, "accepted", True, True)
    assert old.location == new.location == f"/kunjungan/{_position(new)}"
    assert old.facts == new.facts == {"code": "A7K2"}
    assert old.received_at == clock.now()
    assert traces(here) == 2
    row = row_of(here, envelope.key)
    assert row is not None
    assert row.effect_count == 1


def test_a_refusal_undoes_everything_and_is_remembered(here: Village) -> None:
    envelope = sent()
    new = deliver(here, envelope, note_then_refuse)
    old = deliver(here, envelope, never)
    assert (new.status, new.code, new.final, new.replay) == (409, "stock_short", True, False)
    assert (old.status, old.code, old.final, old.replay) == (409, "stock_short", True, True)
    assert old.facts == new.facts == {"items": [{"nama": "Gula pasir", "ada": 2}]}
    assert traces(here) == 0
    row = row_of(here, envelope.key)
    assert row is not None
    assert row.effect_count == 0


def test_an_act_that_changes_nothing_is_accepted_without_a_trace(here: Village) -> None:
    envelope = sent()
    verdict = deliver(here, envelope, lambda _session, _by: Outcome("", "/kotak-masuk"))
    assert verdict.status == 201
    row = row_of(here, envelope.key)
    assert row is not None
    assert row.effect_count == 0


def test_a_key_used_for_other_content_is_refused_and_acts_on_nothing(here: Village) -> None:
    envelope = sent()
    deliver(here, envelope, note)
    verdict = deliver(here, sent(envelope.key, OTHER_DIGEST), never)
    assert verdict == Verdict(422, "key_reused", final=True)
    assert traces(here) == 2


def test_somebody_elses_key_tells_nothing(here: Village) -> None:
    accepted, refused = sent(), sent()
    deliver(here, accepted, note)
    deliver(here, refused, note_then_refuse)
    for key in (accepted.key, refused.key):
        assert deliver(here, sent(key), never, here.rini) == Verdict(422, "key_reused", final=True)
        assert take_back(here, key, here.rini) == Verdict(422, "key_reused", final=True)


def test_the_same_key_in_another_cooperative_is_another_submission(books: Books) -> None:
    villages = two_villages(books)
    envelope = sent()
    assert deliver(villages.here, envelope, note).status == 201
    assert deliver(villages.other, envelope, note).status == 201


def test_what_is_not_about_the_content_is_no_verdict(here: Village) -> None:
    def not_yet(_session: Session, _by: Actor) -> Outcome:
        raise Refused("not_found")

    envelope = sent()
    assert deliver(here, envelope, not_yet) == Verdict(404, "not_found", final=False)
    assert deliver(here, envelope, note).status == 201


def test_a_form_that_cannot_be_read_is_kept_as_a_draft_only(here: Village) -> None:
    envelope = sent()
    verdict = deliver(here, envelope, note_then_stumble)
    assert (verdict.status, verdict.code, verdict.final) == (422, "form_errors", False)
    assert verdict.location == f"/kiriman/{envelope.key}"
    assert verdict.problems == {"jumlah": "not_a_number"}
    assert (row_of(here, envelope.key), traces(here)) == (None, 0)
    with here.books.reading() as session:
        draft = find_draft(session, envelope.key, by=here.sari.actor())
        assert draft is not None
        assert draft.fields == [["jumlah", "x"]]
        assert find_draft(session, envelope.key, by=here.rini.actor()) is None


def test_a_draft_goes_when_its_form_is_in_the_books(here: Village) -> None:
    envelope = sent()
    deliver(here, envelope, note_then_stumble)
    assert deliver(here, replace(envelope, digest=OTHER_DIGEST), note).status == 201
    with here.books.reading() as session:
        assert drafts_of(session, by=here.sari.actor()) == []


def test_nobody_overwrites_somebody_elses_draft(here: Village) -> None:
    envelope = sent()
    deliver(here, envelope, note_then_stumble)
    verdict = deliver(here, envelope, note_then_stumble, here.rini)
    assert verdict == Verdict(422, "key_reused", final=True)


def test_a_plain_form_that_cannot_be_read_leaves_no_draft(here: Village) -> None:
    verdict = deliver(here, sent(fields=None), note_then_stumble)
    assert (verdict.status, verdict.location) == (422, "")
    with here.books.reading() as session:
        assert drafts_of(session, by=here.sari.actor()) == []


def test_rubbish_fills_only_a_drawer_of_its_own(here: Village) -> None:
    for _ in range(MOST_DRAFTS + 2):
        deliver(here, sent(), note_then_stumble)
    with here.books.reading() as session:
        assert len(drafts_of(session, by=here.sari.actor())) == MOST_DRAFTS


def test_the_last_submissions_are_shown_to_their_own_person(here: Village) -> None:
    envelope = sent()
    deliver(here, envelope, note)
    take_back(here, str(uuid4()))
    with here.books.reading() as session:
        assert [row.key for row in received_from(session, by=here.sari.actor())] == [envelope.key]
        assert received_from(session, by=here.rini.actor()) == []


def _position(verdict: Verdict) -> str:
    return verdict.location.rpartition("/")[2]
