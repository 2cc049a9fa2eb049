"""What was sent, what became of it, what needs mending; and taking a submission back."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.refusals import Busy, Refused
from cooperative.submissions.drafts import drafts_of, find_draft
from cooperative.submissions.reading import received_from
from cooperative.submissions.receive import withdraw
from cooperative.submissions.verdicts import Verdict
from web.answers import (
    AnyRequest,
    json_answer,
    problem,
    read_key,
    remember_key,
    see_other,
    wants_json,
)
from web.identity import who
from web.pages import page
from web.submit import acting_at
from web.submit.headers import device_seq


@get("/kiriman", sync_to_thread=True)
def list_submissions(request: AnyRequest) -> Response[Any]:
    """Show the forms that need mending and the last ones that came in, with their verdicts."""
    by = who(request).actor()
    with request.app.state.books.reading() as session:
        drafts = drafts_of(session, by=by)
        received = received_from(session, by=by)
    return page(request, "submissions/list.html", drafts=drafts, received=received)


@get("/kiriman/{key:str}", sync_to_thread=True)
def show_draft(request: AnyRequest, key: FromPath[str]) -> Response[Any]:
    """Show a form that could not be read: what is wrong, and what was typed."""
    by = who(request).actor()
    with request.app.state.books.reading() as session:
        draft = find_draft(session, read_key(key) or "", by=by)
    if draft is None:
        raise Refused("not_found")
    is_here = draft.cooperative_id == by.cooperative_id
    where = "" if is_here else f"/pantau/{draft.cooperative_id}"
    take_back = f"{where}/kiriman/{draft.key}/batal"
    return page(request, "submissions/show.html", draft=draft, take_back=take_back)


@post("/kiriman/{key:str}/batal", sync_to_thread=True)
def create_withdrawal(request: AnyRequest, key: FromPath[str]) -> Response[Any]:
    """Take a submission back, whether it came or not; repeatable (protocol.md 5)."""
    return _withdrawn(request, key)


@post("/pantau/{cooperative_id:int}/kiriman/{key:str}/batal", sync_to_thread=True)
def create_watched_withdrawal(
    request: AnyRequest, cooperative_id: FromPath[int], key: FromPath[str]
) -> Response[Any]:
    """Take back what was written for a cooperative she watches over: it lies in its books."""
    return _withdrawn(request, key, cooperative_id)


def _withdrawn(request: AnyRequest, key: str, watched_id: int | None = None) -> Response[Any]:
    asker = who(request)
    wanted = read_key(key)
    if wanted is None:
        return problem(request, 400, "key_malformed")
    remember_key(request, wanted)
    if request.headers.get("lumbung-person", asker.public_id) != asker.public_id:
        return problem(request, 403, "other_person")
    by = acting_at(request, watched_id) if watched_id else asker.actor()
    try:
        with request.app.state.books.transaction(by.cooperative_id) as session:
            verdict = withdraw(session, wanted, by=by, device_seq=device_seq(request, asker))
    except Busy:
        verdict = Verdict(503, "busy", final=False)
    if wants_json(request):
        return json_answer(request, verdict)
    return see_other(request, verdict.location or "/kiriman")


ROUTES: list[HTTPRouteHandler] = [
    list_submissions,
    show_draft,
    create_withdrawal,
    create_watched_withdrawal,
]
