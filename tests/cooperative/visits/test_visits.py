"""Bu Dewi looks after Jeruju Besar: she plans, comes, writes, and what was promised is done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from cooperative.actors import Actor, Role
from cooperative.books import Books
from cooperative.inbox import entries_of
from cooperative.people.access import grant_role
from cooperative.people.persons import create_person
from cooperative.refusals import Refused
from cooperative.visits.answering import answer_visit, finish_task
from cooperative.visits.making import Promised, make_visit
from cooperative.visits.planning import call_off, plan_visit
from cooperative.visits.reading import list_visits, next_plan, open_tasks, read_visit
from cooperative.visits.rounds import rounds_of
from cooperative.visits.tables import CheckItem, Visit, VisitPlan
from tests.shopping import last_act, news_of
from tests.village import Village, two_villages, village

TODAY = date(2026, 6, 20)


def assistant_of(session: Session, *villages: Village) -> Actor:
    """Return Bu Dewi as the one who acts in the first of her villages."""
    person = create_person(session, name="Dewi Kartika", honorific="Bu")
    for here in villages:
        by = Actor(here.coop_id, person.id or 0, frozenset({Role.ASSISTANT}))
        grant_role(session, person_id=by.person_id, role=Role.ASSISTANT, by=by)
    return Actor(villages[0].coop_id, person.id or 0, frozenset({Role.ASSISTANT}))


def came(session: Session, by: Actor, *promised: Promised, note: str = "Gerai rapi.") -> Visit:
    """Let her write a visit down."""
    return make_visit(
        session, note=note, checked=[CheckItem.CASH_BOOK], promised=promised, photo=None, by=by
    )


def test_a_visit_is_kept_with_what_was_seen_and_promised_and_the_officers_hear_of_it(books: Books):
    here = village(books)
    with here.writing() as session:
        by = assistant_of(session, here)
        visit = came(session, by, Promised("Hitung stok gula", "Bendahara", date(2026, 6, 25)))
        act = last_act(session)
        assert (act.kind, act.facts["task_count"], act.facts["check_count"]) == ("visit.made", 1, 1)
        assert "Dewi" not in str(act.facts)
        for officer in (here.treasurer, here.secretary):
            kind, facts = news_of(session, officer)[-1]
            assert (kind, facts["name"]) == ("visit.made", "Bu Dewi Kartika")
        view = read_visit(session, here.coop_id, visit.id)
        assert (view.visit.occurred_on, view.visit.note) == (TODAY, "Gerai rapi.")
        assert view.checked == {CheckItem.CASH_BOOK}
        assert [(task.what, task.who) for task in view.tasks] == [("Hitung stok gula", "Bendahara")]


def test_a_visit_written_without_a_signal_is_of_the_day_it_was_made(books: Books):
    here = village(books)
    with here.writing() as session:
        by = assistant_of(session, here)
        yesterday = TODAY - timedelta(days=1)
        visit = came(session, replace(by, occurred_on=yesterday))
        assert visit.occurred_on == last_act(session).occurred_on == yesterday


def test_only_the_assistant_writes_visits_and_plans(books: Books):
    here = village(books)
    with here.writing() as session:
        for who in (here.sari, here.shopkeeper, here.treasurer, here.supervisor):
            with pytest.raises(Refused, match="not_allowed"):
                came(session, who.actor())
            with pytest.raises(Refused, match="not_allowed"):
                plan_visit(session, planned_on=TODAY, purpose="", by=who.actor())


def test_a_new_plan_takes_the_place_of_the_old_one_and_the_visit_keeps_it(books: Books):
    here = village(books)
    with here.writing() as session:
        by = assistant_of(session, here)
        plan_visit(session, planned_on=TODAY + timedelta(days=3), purpose="RAT", by=by)
        plan_visit(session, planned_on=TODAY, purpose="Stok", by=by)
        planned = next_plan(session, here.coop_id)
        assert planned is not None
        assert (planned.plan.planned_on, planned.plan.purpose) == (TODAY, "Stok")
        assert news_of(session, here.treasurer)[-1][0] == "visit.planned"
        visit = came(session, by)
        assert next_plan(session, here.coop_id) is None
        kept = [plan.visit_id for plan in session.exec(select(VisitPlan))]
        assert sorted(kept, key=str) == [visit.id, None]


def test_a_plan_that_is_called_off_is_told_once_and_only_by_who_made_it(books: Books):
    here = village(books)
    with here.writing() as session:
        by = assistant_of(session, here)
        plan = plan_visit(session, planned_on=TODAY, purpose="Stok", by=by)
        for who in (here.sari, here.shopkeeper, here.treasurer):
            with pytest.raises(Refused, match="not_allowed"):
                call_off(session, plan_id=plan.id, by=who.actor())
        with pytest.raises(Refused, match="not_found"):
            call_off(session, plan_id=plan.id, by=assistant_of(session, here))
        for _ in range(2):
            call_off(session, plan_id=plan.id, by=by)
        assert next_plan(session, here.coop_id) is None
        told = [kind for kind, _ in news_of(session, here.treasurer)]
        assert told == ["visit.planned", "visit.called_off"]
        later = plan_visit(session, planned_on=TODAY, purpose="RAT", by=by)
        call_off(session, plan_id=plan.id, by=by)
        assert later.closed_at is None


def test_a_plan_for_a_later_day_is_still_a_plan_after_a_visit(books: Books):
    here = village(books)
    with here.writing() as session:
        by = assistant_of(session, here)
        plan_visit(session, planned_on=TODAY + timedelta(days=3), purpose="", by=by)
        came(session, by)
        assert next_plan(session, here.coop_id) is not None
        with pytest.raises(Refused, match="day_gone"):
            plan_visit(session, planned_on=TODAY - timedelta(days=1), purpose="", by=by)


def test_promises_are_listed_by_their_day_until_somebody_says_they_are_done(books: Books):
    here = village(books)
    with here.writing() as session:
        by = assistant_of(session, here)
        days = (None, date(2026, 7, 1), date(2026, 6, 22))
        came(session, by, *(Promised(f"ke-{n}", "", day) for n, day in enumerate(days)))
        tasks = open_tasks(session, here.coop_id)
        assert [task.what for task in tasks] == ["ke-2", "ke-1", "ke-0"]
        finish_task(session, task_id=tasks[0].id, by=here.treasurer.actor())
        assert last_act(session).kind == "visit.task_done"
        before = last_act(session).position
        again = finish_task(session, task_id=tasks[0].id, by=by)
        assert (again.done_by, again.done_on) == (here.treasurer.person_id, TODAY)
        assert last_act(session).position == before
        assert [task.what for task in open_tasks(session, here.coop_id)] == ["ke-1", "ke-0"]


def test_officers_and_assistant_hear_of_each_others_answers(books: Books):
    villages = two_villages(books)
    here, other = villages.here, villages.other
    with books.transaction() as session:
        # Her news is written in the books of the first village she looks after.
        by = replace(assistant_of(session, here, other), cooperative_id=other.coop_id)
        visit = came(session, by)
        answer_visit(session, visit_id=visit.id, text="Terima kasih", by=other.secretary.actor())
        session.flush()  # the news of this transaction counts too
        [told] = entries_of(session, here.coop_id, by.person_id)
        assert told.kind == "visit.answered"
        assert told.path == f"/pantau/{other.coop_id}/kunjungan/{visit.id}"
        assert told.facts["cooperative_name"].endswith("Sungai Kakap")
        answer_visit(session, visit_id=visit.id, text="Sama-sama", by=by)
        kind, facts = news_of(session, other.treasurer)[-1]
        assert (kind, facts["name"]) == ("visit.answered", "Bu Dewi Kartika")
        said = [one.answer.text for one in read_visit(session, other.coop_id, visit.id).answers]
        assert said == ["Terima kasih", "Sama-sama"]


def test_nobody_else_answers_and_nobody_reaches_into_another_village(books: Books):
    villages = two_villages(books)
    here, other = villages.here, villages.other
    with books.transaction() as session:
        visit = came(session, assistant_of(session, here), Promised("Hitung stok"))
        [task] = open_tasks(session, here.coop_id)
        for who in (here.sari, here.shopkeeper, here.supervisor):
            with pytest.raises(Refused, match="not_allowed"):
                answer_visit(session, visit_id=visit.id, text="Saya", by=who.actor())
            with pytest.raises(Refused, match="not_allowed"):
                finish_task(session, task_id=task.id, by=who.actor())
        by = other.treasurer.actor()
        with pytest.raises(Refused, match="not_found"):
            answer_visit(session, visit_id=visit.id, text="Saya", by=by)
        with pytest.raises(Refused, match="not_found"):
            finish_task(session, task_id=task.id, by=by)
        with pytest.raises(Refused, match="not_found"):
            read_visit(session, other.coop_id, visit.id)


def test_a_round_knows_the_last_and_the_next_day_of_every_village(books: Books):
    villages = two_villages(books)
    here, other = villages.here, villages.other
    with books.transaction() as session:
        by = assistant_of(session, here, other)
        came(session, replace(by, occurred_on=TODAY - timedelta(days=9)), Promised("Stok"))
        came(session, by)
        plan_visit(session, planned_on=TODAY + timedelta(days=3), purpose="", by=by)
        found = rounds_of(session, [here.coop_id, other.coop_id])
        lines, count = list_visits(session, here.coop_id)
    assert found[other.coop_id] == (None, None, 0)
    assert found[here.coop_id] == (TODAY, TODAY + timedelta(days=3), 1)
    assert ([line.visit.id for line in lines], count) == ([2, 1], 2)
