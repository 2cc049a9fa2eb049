"""What is written on visits: plans, visits, answers, promises that are done."""

from typing import Any

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.people.cooperatives import find_cooperative
from cooperative.visits.answering import answer_visit, finish_task
from cooperative.visits.making import make_visit
from cooperative.visits.planning import call_off, plan_visit
from cooperative.visits.tables import ANSWER_LETTERS, PURPOSE_LETTERS
from web.answers import AnyRequest
from web.forms import PHOTO_BYTES, Form, SentForm
from web.forms.photos import photo_of
from web.submit import Outcome, submit
from web.views.visits.forms import visit_as_sent
from web.views.visits.pages import path_of, visit_page, visits_page


@post(
    "/pantau/{cooperative_id:int}/kunjungan", sync_to_thread=True, opt={"body_bytes": PHOTO_BYTES}
)
def create_visit(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int]
) -> Response[Any]:
    """Write down a visit that was made."""
    photo = photo_of(form, request.app.state.settings.photos)

    def act(session: Session, by: Actor) -> Outcome:
        visit = make_visit(session, **visit_as_sent(form, photo), by=by)
        return _outcome(session, by, f"visit/{visit.id}", f"/{visit.id}?baru=1", cooperative_id)

    return submit(
        request,
        form,
        kind="visit/1",
        act=act,
        done="Kunjungan tercatat. Pengurus bisa membacanya.",
        again=lambda kept: visits_page(request, cooperative_id, kept=kept),
        watched_id=cooperative_id,
    )


@post("/pantau/{cooperative_id:int}/kunjungan/rencana", sync_to_thread=True)
def create_plan(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int]
) -> Response[Any]:
    """Say on which day she means to come."""

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            planned_on = form.day("hari")
            purpose = form.text("tujuan", PURPOSE_LETTERS, least=0)
        plan = plan_visit(session, planned_on=planned_on, purpose=purpose, by=by)
        return _outcome(session, by, f"visit_plan/{plan.id}", "?rencana=1", cooperative_id)

    return submit(
        request,
        form,
        kind="visit_plan/1",
        act=act,
        done="Rencana tercatat. Pengurus diberi tahu.",
        again=lambda kept: visits_page(request, cooperative_id, kept=kept),
        watched_id=cooperative_id,
    )


@post(
    "/pantau/{cooperative_id:int}/kunjungan/rencana/{plan_id:int}/pembatalan", sync_to_thread=True
)
def create_call_off(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int], plan_id: FromPath[int]
) -> Response[Any]:
    """Say that she does not come after all."""

    def act(session: Session, by: Actor) -> Outcome:
        call_off(session, plan_id=plan_id, by=by)
        return _outcome(session, by, f"visit_plan/{plan_id}", "?batal=1", cooperative_id)

    return submit(
        request,
        form,
        kind="visit_call_off/1",
        act=act,
        done="Rencana dibatalkan. Pengurus diberi tahu.",
        again=lambda kept: visits_page(request, cooperative_id, kept=kept),
        watched_id=cooperative_id,
    )


@post("/pantau/{cooperative_id:int}/kunjungan/{visit_id:int}/jawaban", sync_to_thread=True)
def create_watched_answer(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int], visit_id: FromPath[int]
) -> Response[Any]:
    """Answer the officers, or put something right."""
    return _answered(request, form, visit_id, cooperative_id)


@post("/kas/kunjungan/{visit_id:int}/jawaban", sync_to_thread=True)
def create_answer(request: AnyRequest, form: SentForm, visit_id: FromPath[int]) -> Response[Any]:
    """Answer the assistant."""
    return _answered(request, form, visit_id)


@post(
    "/pantau/{cooperative_id:int}/kunjungan/tindak-lanjut/{task_id:int}/penyelesaian",
    sync_to_thread=True,
)
def create_watched_finish(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int], task_id: FromPath[int]
) -> Response[Any]:
    """Tick off what was promised in a cooperative she watches over."""
    return _finished(request, form, task_id, cooperative_id)


@post("/kas/kunjungan/tindak-lanjut/{task_id:int}/penyelesaian", sync_to_thread=True)
def create_finish(request: AnyRequest, form: SentForm, task_id: FromPath[int]) -> Response[Any]:
    """Tick off what was promised."""
    return _finished(request, form, task_id)


def _answered(
    request: AnyRequest, form: Form, visit_id: int, watched_id: int | None = None
) -> Response[Any]:
    def act(session: Session, by: Actor) -> Outcome:
        text = form.text("jawaban", ANSWER_LETTERS, least=2)
        answer_visit(session, visit_id=visit_id, text=text, by=by)
        answered = f"/{visit_id}?dijawab=1"
        return _outcome(session, by, f"visit/{visit_id}", answered, watched_id)

    return submit(
        request,
        form,
        kind="visit_answer/1",
        act=act,
        done="Jawaban sudah dikirim.",
        again=lambda kept: visit_page(request, visit_id, watched_id, kept=kept),
        watched_id=watched_id,
    )


def _finished(
    request: AnyRequest, form: Form, task_id: int, watched_id: int | None = None
) -> Response[Any]:
    def act(session: Session, by: Actor) -> Outcome:
        finish_task(session, task_id=task_id, by=by)
        return _outcome(session, by, f"visit_task/{task_id}", "?selesai=1", watched_id)

    return submit(
        request,
        form,
        kind="visit_task/1",
        act=act,
        done="Tindak lanjut selesai.",
        again=lambda kept: visits_page(request, watched_id, kept=kept),
        watched_id=watched_id,
    )


def _outcome(
    session: Session, by: Actor, subject: str, place: str, watched_id: int | None
) -> Outcome:
    """Say where it is; of one of several cooperatives, also which."""
    name = find_cooperative(session, by.cooperative_id).name if watched_id else ""
    facts = {"cooperative_name": name} if name else {}
    return Outcome(subject, path_of(watched_id) + place, facts)


ROUTES: list[HTTPRouteHandler] = [
    create_visit,
    create_plan,
    create_call_off,
    create_watched_answer,
    create_answer,
    create_watched_finish,
    create_finish,
]
