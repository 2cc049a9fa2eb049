"""The one way of every form that changes something: whose, which key, once, and the answer.

    def act(session: Session, by: Actor) -> Outcome:
        order = place(session, ..., asked=read(form), by=by)
        return Outcome(f"order/{order.id}", f"/pesanan/{order.id}", {"code": order.code})

    return submit(
        request, form, kind="order/1", act=act, done="Pesanan diterima.",
        again=lambda kept: page(request, "orders/new.html", status=kept.status, kept=kept),
    )

`act` runs inside the transaction and reads its fields there: a replay is answered before anything
is read, and Unreadable brings the form back with what was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4, uuid5

from litestar import Response

from cooperative.actors import Actor
from cooperative.people.acting import actor_at
from cooperative.refusals import Busy, Refused
from cooperative.submissions.receive import Act, receive
from cooperative.submissions.verdicts import NO_VERDICT, Envelope, Outcome, Verdict
from web.answers import AnyRequest, json_answer, key_of, retry_after, see_other, wants_json
from web.errors import trouble
from web.forms import Form
from web.identity import who as signed_in
from web.identity import who_or_none
from web.submit.headers import Stopped, open_envelope
from web.submit.running import InProgress, Running
from web.words import problem, sentence

__all__ = ["Again", "Kept", "Outcome", "acting_at", "errors_of", "submit"]

_running = Running()
# Nothing to do with what was typed: the form is not shown again.
_TROUBLE = {400, 401, 403, 404}


@dataclass(frozen=True)
class Kept:
    """A form that comes back: what was typed, why, and the key of the next try.

    `problems` maps fields to sentences; `error_summary` wants the same with the fields' ids.
    """

    status: int
    code: str
    sentence: str
    problems: Mapping[str, str]
    facts: Mapping[str, Any]
    form: Form
    key: str


def errors_of(kept: Kept | None, about: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what is wrong with a form that came back, by field.

    A refusal stands at the field `about` names for its code, else at the form as a whole ("").
    """
    if kept is None:
        return {}
    return dict(kept.problems) or {(about or {}).get(kept.code, ""): kept.sentence}


Again = Callable[[Kept], Response[Any]]


def submit(  # noqa: PLR0913 - every form says these, and one of them where it belongs
    request: AnyRequest,
    form: Form,
    *,
    kind: str,
    act: Act,
    done: str,
    again: Again,
    watched_id: int | None = None,
) -> Response[Any]:
    """Act once for the form's key and answer in the asker's form (protocol.md 1-3).

    `kind` is the form's name and version ("order/1"), `done` the sentence for what was accepted,
    `again` makes the page or fragment of the form that comes back. What somebody writes into a
    cooperative she watches over, `watched_id`, lies in that one's books, with its key and verdict.
    Raises nothing.
    """
    who = who_or_none(request)
    try:
        verdict = _receive(request, open_envelope(request, form, who, kind), act, watched_id)
    except Stopped as stopped:
        verdict = stopped.verdict
    except InProgress:
        verdict = Verdict(409, "in_progress", final=False)
    except Busy:
        verdict = Verdict(503, "busy", final=False)
    except Refused as refusal:
        verdict = Verdict(NO_VERDICT.get(refusal.code, 409), refusal.code, final=False)
    if wants_json(request):
        return json_answer(request, verdict, done)
    if verdict.accepted:
        return see_other(request, verdict.location, replay=verdict.replay)
    if verdict.status in _TROUBLE or verdict.code == "clock_wrong":
        return trouble(request, verdict.status, verdict.code)
    answer = again(_kept(request, form, verdict))
    answer.headers.update(retry_after(verdict.code))
    return answer


def acting_at(request: AnyRequest, cooperative_id: int) -> Actor:
    """Return who is signed in as the one who acts in a cooperative she watches over.

    The lookup is the permission: raises Refused("not_found") for any other. It is asked before the
    books are held, so that nobody holds those of others.
    """
    with request.app.state.books.reading() as session:
        return actor_at(session, cooperative_id, by=signed_in(request).actor())


def _receive(request: AnyRequest, envelope: Envelope, act: Act, watched_id: int | None) -> Verdict:
    by = acting_at(request, watched_id) if watched_id else signed_in(request).actor()
    if not by.cooperative_id:
        raise Stopped(403, "not_allowed")
    with (
        _running.turn(by.cooperative_id, envelope.key),
        request.app.state.books.transaction(by.cooperative_id) as session,
    ):
        return receive(session, envelope, by=by, act=act)


def _kept(request: AnyRequest, form: Form, verdict: Verdict) -> Kept:
    key = key_of(request)
    if key is None:
        key = str(uuid4())
    elif verdict.final:
        # Used up. The next one follows from it: two tabs with the same answer decide once.
        key = str(uuid5(UUID(key), "next"))
    return Kept(
        status=verdict.status,
        code=verdict.code,
        sentence=sentence(verdict.code, verdict.facts),
        problems={name: problem(code) for name, code in verdict.problems.items()},
        facts=verdict.facts,
        form=form,
        key=key,
    )
