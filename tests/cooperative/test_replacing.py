"""Rows that wait for, replace or take back other rows (protocol.md 3-5)."""

from uuid import uuid4

import pytest

from cooperative.books import Books
from cooperative.submissions.drafts import drafts_of
from cooperative.submissions.verdicts import Verdict
from tests.sending import (
    OTHER_DIGEST,
    deliver,
    never,
    note,
    note_then_refuse,
    note_then_stumble,
    offer,
    row_of,
    sent,
    take_back,
    traces,
)
from tests.village import Village, village


@pytest.fixture
def here(books: Books) -> Village:
    return village(books)


def test_a_row_waits_for_the_row_before_it(here: Village) -> None:
    earlier = sent()
    later = sent(after=earlier.key)
    assert deliver(here, later, never) == Verdict(409, "waits_for", final=False)
    assert row_of(here, later.key) is None
    deliver(here, earlier, note)
    assert deliver(here, later, note).status == 201


def test_a_row_of_somebody_else_is_as_good_as_unknown(here: Village) -> None:
    of_rini = sent()
    deliver(here, of_rini, note, here.rini)
    assert deliver(here, sent(after=of_rini.key), never).code == "waits_for"


def test_the_tombstone_comes_first_and_the_original_does_nothing(here: Village) -> None:
    envelope = sent()
    assert (take_back(here, envelope.key).status, traces(here)) == (200, 0)
    verdict = deliver(here, envelope, never)
    assert (verdict.status, verdict.code, verdict.final) == (409, "cancelled", True)


def test_taking_back_can_be_repeated(here: Village) -> None:
    key = str(uuid4())
    first, second = take_back(here, key), take_back(here, key)
    assert (first.code, first.final, first.replay) == ("cancelled", True, False)
    assert (second.code, second.final, second.replay) == ("cancelled", True, True)


def test_taking_back_too_late_says_where_it_is(here: Village) -> None:
    envelope = sent()
    new = deliver(here, envelope, note)
    verdict = take_back(here, envelope.key)
    assert (verdict.status, verdict.code, verdict.replay) == (200, "already_accepted", True)
    assert verdict.location == new.location
    assert deliver(here, envelope, never).code == "accepted"


def test_a_late_edit_that_is_taken_back_is_not_what_was_accepted(here: Village) -> None:
    old = sent()
    accepted = deliver(here, old, note)
    late = sent(replaces=(old.key,))
    deliver(here, late, never)
    verdict = take_back(here, late.key)
    assert (verdict.status, verdict.code) == (200, "cancelled")
    assert verdict.location == accepted.location


def test_taking_back_a_draft_forgets_it(here: Village) -> None:
    envelope = sent()
    deliver(here, envelope, note_then_stumble)
    assert take_back(here, envelope.key).code == "cancelled"
    with here.books.reading() as session:
        assert drafts_of(session, by=here.sari.actor()) == []


def test_an_edit_closes_the_row_that_never_came(here: Village) -> None:
    old = sent()
    edit = sent(digest=OTHER_DIGEST, replaces=(old.key,))
    assert deliver(here, edit, note).status == 201
    tombstone = row_of(here, old.key)
    assert tombstone is not None
    assert tombstone.replaced_by == edit.key
    assert deliver(here, old, never).code == "cancelled"
    assert traces(here) == 2


def test_a_refused_edit_closes_the_old_row_too(here: Village) -> None:
    old = sent()
    assert deliver(here, sent(replaces=(old.key,)), note_then_refuse).code == "stock_short"
    assert deliver(here, old, never).code == "cancelled"


def test_an_unreadable_edit_closes_nothing(here: Village) -> None:
    old = sent()
    assert deliver(here, sent(replaces=(old.key,)), note_then_stumble).code == "form_errors"
    assert deliver(here, old, note).status == 201


def test_an_edit_of_what_was_accepted_books_nothing(here: Village) -> None:
    old = sent()
    accepted = deliver(here, old, note)
    edit = sent(digest=OTHER_DIGEST, replaces=(old.key,))
    for replay in (False, True):
        verdict = deliver(here, edit, never)
        assert (verdict.status, verdict.code) == (409, "already_accepted")
        assert (verdict.final, verdict.replay) == (True, replay)
        assert verdict.location == accepted.location
    assert deliver(here, sent(replaces=(edit.key,)), never).location == accepted.location


@pytest.mark.parametrize("rule", [note_then_refuse, offer])
def test_what_was_refused_may_be_decided_anew_but_only_once(here: Village, rule: object) -> None:
    old = sent()
    deliver(here, old, rule)  # pyright: ignore[reportArgumentType]
    yes, yes_again = sent(replaces=(old.key,)), sent(replaces=(old.key,))
    accepted = deliver(here, yes, note)
    assert accepted.status == 201
    twice = deliver(here, yes_again, never)
    assert (twice.code, twice.location) == ("already_accepted", accepted.location)
    assert traces(here) == 2


def test_a_refused_decision_leaves_the_next_one_open(here: Village) -> None:
    old = sent()
    deliver(here, old, offer)
    deliver(here, sent(replaces=(old.key,)), note_then_refuse)
    assert deliver(here, sent(replaces=(old.key,)), note).status == 201


def test_an_edit_of_a_lost_edit_names_both(here: Village) -> None:
    old, lost = sent(), sent()
    accepted = deliver(here, old, note)
    verdict = deliver(here, sent(replaces=(old.key, lost.key)), never)
    assert (verdict.code, verdict.location) == ("already_accepted", accepted.location)


def test_nobody_replaces_somebody_elses_row(here: Village) -> None:
    of_rini = sent()
    deliver(here, of_rini, note, here.rini)
    edit = sent(replaces=(of_rini.key,))
    assert deliver(here, edit, never) == Verdict(422, "key_reused", final=True)
    assert row_of(here, edit.key) is None
