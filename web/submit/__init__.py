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

from cooperative.refusals import Busy, Refused
from cooperative.submissions.receive import Act, receive
from cooperative.submissions.verdicts import NO_VERDICT, Envelope, Outcome, Verdict
from web.answers import AnyRequest, json_answer, key_of, retry_after, see_other, wants_json
from web.errors import trouble
from web.forms import Form
from web.identity import Who, who_or_none
from web.submit.headers import Stopped, open_envelope
from web.submit.running import InProgress, Running
from web.words import problem, sentence

__all__ = ["Again", "Kept", "Outcome", "submit"]

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


Again = Callable[[Kept], Response[Any]]


def submit(
    request: AnyRequest, form: Form, *, kind: str, act: Act, done: str, again: Again
) -> Response[Any]:
    """Act once for the form's key and answer in the asker's form (protocol.md 1-3).

    `kind` is the form's name and version ("order/1"), `done` the sentence for what was accepted,
    `again` makes the page or fragment of the form that comes back. Raises nothing.
    """
    who = who_or_none(request)
    try:
        verdict = _receive(request, who, open_envelope(request, form, who, kind), act)
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


def _receive(request: AnyRequest, who: Who | None, envelope: Envelope, act: Act) -> Verdict:
    if who is None or not who.cooperative_id:
        raise Stopped(403, "not_allowed")
    with (
        _running.turn(who.cooperative_id, envelope.key),
        request.app.state.books.transaction(who.cooperative_id) as session,
    ):
        return receive(session, envelope, by=who.actor(), act=act)


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
