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
    return page(request, "submissions/show.html", draft=draft)


@post("/kiriman/{key:str}/batal", sync_to_thread=True)
def create_withdrawal(request: AnyRequest, key: FromPath[str]) -> Response[Any]:
    """Take a submission back, whether it came or not; repeatable (protocol.md 5)."""
    asker = who(request)
    wanted = read_key(key)
    if wanted is None:
        return problem(request, 400, "key_malformed")
    remember_key(request, wanted)
    if request.headers.get("lumbung-person", asker.public_id) != asker.public_id:
        return problem(request, 403, "other_person")
    try:
        with request.app.state.books.transaction(asker.cooperative_id) as session:
            verdict = withdraw(session, wanted, by=asker.actor())
    except Busy:
        verdict = Verdict(503, "busy", final=False)
    if wants_json(request):
        return json_answer(request, verdict)
    return see_other(request, verdict.location or "/kiriman")


ROUTES: list[HTTPRouteHandler] = [list_submissions, show_draft, create_withdrawal]
