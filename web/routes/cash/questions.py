"""Tanya: a member asks about a line of her passbook, and an officer answers her."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.ledger.receipts import entry_page
from cooperative.questions import (
    MOST_LETTERS,
    PER_PAGE,
    answer,
    ask,
    list_questions,
    own_entry,
    questions_about,
)
from web.answers import AnyRequest
from web.forms import SentForm
from web.identity import who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept, Outcome, submit
from web.views.cash.entry import title_of_entry
from web.views.paging import page_count, page_number
from web.views.shop.gerai import number_in


@get("/simpanan/{entry_id:int}/tanya", sync_to_thread=True)
def new_question(request: AnyRequest, entry_id: FromPath[int]) -> Response[Any]:
    """Show a line of her passbook, what she asked about it, and the answers."""
    return _question_page(request, entry_id)


@post("/simpanan/{entry_id:int}/tanya", sync_to_thread=True)
def create_question(request: AnyRequest, form: SentForm, entry_id: FromPath[int]) -> Response[Any]:
    """Ask the officers about a line."""

    def act(session: Session, by: Actor) -> Outcome:
        text = form.text("pertanyaan", MOST_LETTERS, least=3)
        question = ask(session, entry_id=entry_id, text=text, by=by)
        location = f"/simpanan/{entry_id}/tanya?baru=1"
        return Outcome(f"question/{question.id}", location, {"question_id": question.id})

    return submit(
        request,
        form,
        kind="question/1",
        act=act,
        done="Pertanyaan sudah sampai ke pengurus.",
        again=lambda kept: _question_page(request, entry_id, kept=kept),
    )


@get("/kas/pertanyaan", sync_to_thread=True)
def list_asked(request: AnyRequest) -> Response[Any]:
    """Show what members asked, the open questions first."""
    return _asked_page(request)


@post("/kas/pertanyaan/{question_id:int}/jawaban", sync_to_thread=True)
def create_answer(request: AnyRequest, form: SentForm, question_id: FromPath[int]) -> Response[Any]:
    """Answer a question."""

    def act(session: Session, by: Actor) -> Outcome:
        text = form.text("jawaban", MOST_LETTERS, least=2)
        answer(session, question_id=question_id, text=text, by=by)
        location = f"/kas/pertanyaan?dijawab={question_id}"
        return Outcome(f"question/{question_id}", location, {"question_id": question_id})

    return submit(
        request,
        form,
        kind="answer/1",
        act=act,
        done="Jawaban sudah dikirim.",
        again=lambda kept: _asked_page(request, kept=kept, question_id=question_id),
    )


def _question_page(
    request: AnyRequest, entry_id: int, *, kept: Kept | None = None
) -> Response[Any]:
    asker = who(request)
    with request.app.state.books.reading() as session:
        own_entry(session, entry_id, by=asker.actor())
        view = entry_page(session, asker.cooperative_id, entry_id)
        asked = questions_about(session, asker.cooperative_id, [entry_id]).get(entry_id, [])
    return page(
        request,
        "savings/question.html",
        status=kept.status if kept else 200,
        view=view,
        entry=view.entry,
        title=title_of_entry(view),
        questions=asked,
        is_new="baru" in request.query_params,
        typed=kept.form.get("pertanyaan") if kept else "",
        error=_said(kept, "pertanyaan"),
        key=kept.key if kept else form_key(),
    )


def _asked_page(
    request: AnyRequest, *, kept: Kept | None = None, question_id: int = 0
) -> Response[Any]:
    coop_id, number = who(request).cooperative_id, page_number(request)
    with request.app.state.books.reading() as session:
        rows, count = list_questions(session, coop_id, page=number)
    answered = number_in(request.query_params.get("dijawab", ""))
    return page(
        request,
        "cash/questions.html",
        status=kept.status if kept else 200,
        rows=rows,
        count=count,
        is_answered=answered is not None and kept is None,
        wrong_id=question_id,
        typed=kept.form.get("jawaban") if kept else "",
        error=_said(kept, "jawaban"),
        page=number,
        pages=page_count(count, PER_PAGE),
        key=kept.key if kept else form_key(),
    )


def _said(kept: Kept | None, field: str) -> str:
    return kept.problems.get(field, kept.sentence) if kept else ""


ROUTES: list[HTTPRouteHandler] = [new_question, create_question, list_asked, create_answer]
