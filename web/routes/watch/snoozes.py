"""Tunda: put an alarm off for some days with a reason, and take that back."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.oversight.snoozes import LENGTHS, Trouble, end_snooze, snooze_alarm
from cooperative.oversight.tables import MOST_SNOOZED_DAYS, REASON_LETTERS
from cooperative.people.cooperatives import find_cooperative
from cooperative.people.watching import watched_one
from cooperative.refusals import Refused
from monitoring.alarms import AlarmKind
from web.answers import AnyRequest
from web.forms import SentForm
from web.identity import who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept, Outcome, submit
from web.words.watching import ALARM_NAMES

_MOST = 10_000
_LEAST_LETTERS = 3


@get("/pantau/{cooperative_id:int}/penundaan", sync_to_thread=True)
def new_snooze(request: AnyRequest, cooperative_id: FromPath[int]) -> Response[Any]:
    """Show the form that puts the alarm of `?jenis=` off."""
    if request.query_params.get("jenis", "") not in ALARM_NAMES:
        raise Refused("not_found")
    return _form_page(request, cooperative_id)


@post("/pantau/{cooperative_id:int}/penundaan", sync_to_thread=True)
def create_snooze(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int]
) -> Response[Any]:
    """Put an alarm off."""

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            kind = form.choice("jenis", AlarmKind)
            days = form.whole("hari", 0, _MOST)
            count = form.whole("banyak", 0, _MOST)
            length_days = form.whole("lama", min(LENGTHS), MOST_SNOOZED_DAYS)
            reason = form.text("alasan", REASON_LETTERS, least=_LEAST_LETTERS)
        trouble = Trouble(kind.value, days, count)
        snooze = snooze_alarm(session, trouble, length_days=length_days, reason=reason, by=by)
        return _outcome(session, by, f"alarm_snooze/{snooze.id}")

    return submit(
        request,
        form,
        kind="snooze/1",
        act=act,
        done="Ditunda.",
        again=lambda kept: _form_page(request, cooperative_id, kept=kept),
        watched_id=cooperative_id,
    )


@post("/pantau/{cooperative_id:int}/penundaan/{kind:str}/akhir", sync_to_thread=True)
def create_snooze_end(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int], kind: FromPath[str]
) -> Response[Any]:
    """Jangan tunda: the alarm is back at once."""
    if kind not in ALARM_NAMES:
        raise Refused("not_found")

    def act(session: Session, by: Actor) -> Outcome:
        end_snooze(session, kind, by=by)
        return _outcome(session, by, f"alarm/{kind}")

    return submit(
        request,
        form,
        kind="snooze_end/1",
        act=act,
        done="Tidak ditunda lagi.",
        again=lambda kept: _form_page(request, cooperative_id, kept=kept),
        watched_id=cooperative_id,
    )


def _outcome(session: Session, by: Actor, subject: str) -> Outcome:
    name = find_cooperative(session, by.cooperative_id).name
    return Outcome(subject, f"/pantau/{by.cooperative_id}#perlu", {"cooperative_name": name})


def _form_page(
    request: AnyRequest, cooperative_id: int, *, kept: Kept | None = None
) -> Response[Any]:
    with request.app.state.books.reading() as session:
        watched = watched_one(session, who(request).person_id, cooperative_id)
    typed = {name: _typed(request, kept, name) for name in ("jenis", "hari", "banyak")}
    return page(
        request,
        "watch/snooze.html",
        status=kept.status if kept else 200,
        one=watched,
        typed=typed,
        lengths=LENGTHS,
        length=kept.form.get("lama") if kept else "7",
        reason=kept.form.get("alasan") if kept else "",
        errors=_errors(kept),
        key=kept.key if kept else form_key(),
    )


def _typed(request: AnyRequest, kept: Kept | None, name: str) -> str:
    said = kept.form.get(name) if kept else request.query_params.get(name, "")
    if name == "jenis":
        return said if said in ALARM_NAMES else ""
    return said if said.isascii() and said.isdigit() else "0"


def _errors(kept: Kept | None) -> dict[str, str]:
    if kept is None:
        return {}
    shown = {"lama", "alasan"}
    problems = {name if name in shown else "": said for name, said in kept.problems.items()}
    return problems or {"": kept.sentence}


ROUTES: list[HTTPRouteHandler] = [new_snooze, create_snooze, create_snooze_end]
