"""Bu Sari doubts a line of her passbook, and an officer says how it was."""

import pytest
from sqlmodel import Session, select

from cooperative.actors import Role
from cooperative.books import Books
from cooperative.ledger.savings import deposit
from cooperative.ledger.tables import AccountKind
from cooperative.people.access import grant_role
from cooperative.questions import Question, answer, ask, list_questions, questions_about
from cooperative.refusals import Refused
from tests.shopping import last_act, news_of
from tests.village import Village, Villager, village


def brought(session: Session, here: Village, who: Villager) -> int:
    """Let the treasurer write down Rp5.000 and return the entry."""
    return deposit(
        session,
        member_id=who.member_id,
        kind=AccountKind.VOLUNTARY,
        amount_rupiah=5_000,
        by=here.treasurer.actor(),
    ).id


def test_officers_are_told_of_a_question_and_the_member_of_its_answer(books: Books):
    here = village(books)
    with here.writing() as session:
        entry_id = brought(session, here, here.sari)
        asked = ask(session, entry_id=entry_id, text="Saya setor Rp50.000", by=here.sari.actor())
        act = last_act(session)
        assert act.kind == "question.asked"
        assert act.facts == {"question_id": asked.id, "entry_id": entry_id}
        for officer in (here.treasurer, here.secretary):
            assert news_of(session, officer)[-1][0] == "question.asked"
        answer(session, question_id=asked.id, text="Betul, dikoreksi", by=here.secretary.actor())
        kind, facts = news_of(session, here.sari)[-1]
        assert (kind, facts["answer"]) == ("question.answered", "Betul, dikoreksi")
        found = questions_about(session, here.coop_id, [entry_id])
        assert [one.answer for one in found[entry_id]] == ["Betul, dikoreksi"]
        with pytest.raises(Refused, match="already_answered"):
            answer(session, question_id=asked.id, text="Lagi", by=here.treasurer.actor())


def test_open_questions_come_first(books: Books):
    here = village(books)
    with here.writing() as session:
        entry_id = brought(session, here, here.sari)
        by = here.sari.actor()
        ids = [ask(session, entry_id=entry_id, text=f"ke-{n}", by=by).id for n in range(3)]
        answer(session, question_id=ids[2], text="Sudah", by=here.treasurer.actor())
        rows, count = list_questions(session, here.coop_id)
    assert (count, [row.question.id for row in rows]) == (3, [ids[1], ids[0], ids[2]])
    assert rows[0].member_name == "Sari"


def test_nobody_asks_about_the_money_of_another(books: Books):
    here = village(books)
    with here.writing() as session:
        entry_id = brought(session, here, here.sari)
        for who in (here.rini, here.treasurer):
            with pytest.raises(Refused, match="not_found"):
                ask(session, entry_id=entry_id, text="Punya siapa?", by=who.actor())
        with pytest.raises(Refused, match="not_found"):
            ask(session, entry_id=4711, text="Apa?", by=here.sari.actor())
        with pytest.raises(Refused, match="not_found"):
            answer(session, question_id=4711, text="Apa?", by=here.treasurer.actor())
        assert not session.exec(select(Question)).all()


def test_an_officer_does_not_answer_herself(books: Books):
    here = village(books)
    with here.writing() as session:
        grant_role(
            session,
            person_id=here.sari.person_id,
            role=Role.SECRETARY,
            by=here.treasurer.actor(),
        )
        entry_id = brought(session, here, here.sari)
        asked = ask(session, entry_id=entry_id, text="Benar?", by=here.sari.actor())
        with pytest.raises(Refused, match="own_savings"):
            answer(session, question_id=asked.id, text="Benar", by=here.sari.actor())
