"""Answers in the asker's form: JSON for the outbox, a page or a fragment for a person."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from litestar import Request, Response
from litestar.datastructures import State

from cooperative.submissions.verdicts import Verdict
from web import words
from web.forms import KEY

AnyRequest = Request[Any, Any, State]

_PROBLEM = "application/problem+json"
_JSON = "application/json"
# Seconds after which asking again makes sense.
_AGAIN_AFTER = {"busy": 2, "in_progress": 1, "clock_wrong": 60}
_STASH = "submission_key"


def wants_json(request: AnyRequest) -> bool:
    """Tell whether the outbox asks."""
    return _JSON in request.headers.get("accept", "")


def wants_fragment(request: AnyRequest) -> bool:
    """Tell whether htmx asks. Presentation only, never permission: anybody can send the header."""
    return request.headers.get("hx-request") == "true"


def key_of(request: AnyRequest) -> str | None:
    """Return the submission key that came with the request, to be echoed."""
    stashed = request.scope["state"].get(_STASH)
    return stashed or read_key(request.headers.get("idempotency-key", ""))


def remember_key(request: AnyRequest, key: str) -> None:
    """Let every later answer to this request echo a key that came as a field."""
    request.scope["state"][_STASH] = key


def read_key(text: str) -> str | None:
    """Return the key written as `"<uuid>"` (a structured-field string) or bare, in lower case."""
    bare = text.strip().strip('"')
    return bare.lower() if KEY.fullmatch(bare) else None


def problem(
    request: AnyRequest, status: int, code: str, *, facts: Mapping[str, Any] | None = None
) -> Response[Any]:
    """Answer the outbox that something is not as it should be, before or without a verdict."""
    return json_answer(request, Verdict(status, code, final=False, facts=facts or {}))


def json_answer(request: AnyRequest, verdict: Verdict, message: str = "") -> Response[Any]:
    """Answer the outbox, with its key echoed (protocol.md 3)."""
    said = message if verdict.accepted else words.sentence(verdict.code, verdict.facts)
    content: dict[str, Any] = {
        "key": key_of(request),
        "final": verdict.final,
        "replay": verdict.replay,
        "status": verdict.status,
        "code": verdict.code,
        "message": said,
    }
    if verdict.status >= HTTPStatus.BAD_REQUEST:
        content["title"] = said
    if verdict.problems:
        content["problems"] = {name: words.problem(code) for name, code in verdict.problems.items()}
    if verdict.code == "changed":
        content["offer"] = dict(verdict.facts)
    elif verdict.facts:
        content["facts"] = dict(verdict.facts)
    if verdict.location:
        content["location"] = verdict.location
    if verdict.received_at:
        content["received_at"] = verdict.received_at.isoformat(timespec="seconds")
    headers = {"Cache-Control": "no-store", **retry_after(verdict.code)}
    media_type = _PROBLEM if verdict.status >= HTTPStatus.BAD_REQUEST else _JSON
    return Response(content, status_code=verdict.status, headers=headers, media_type=media_type)


def retry_after(code: str) -> dict[str, str]:
    """Return the header that says when to come again, where that is known."""
    return {"Retry-After": str(_AGAIN_AFTER[code])} if code in _AGAIN_AFTER else {}


def see_other(request: AnyRequest, location: str, *, replay: bool = False) -> Response[Any]:
    """Send a person on to the page of what she made; `?sudah=1` when it was there already."""
    if replay:
        location += "&sudah=1" if "?" in location else "?sudah=1"
    headers = {"Cache-Control": "no-store"}
    if wants_fragment(request):
        return Response("", status_code=200, headers={**headers, "HX-Redirect": location})
    return Response("", status_code=303, headers={**headers, "Location": location})
