"""What is said when something cannot be done: a sentence, a way on, and never a naked 500."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from litestar import Response
from litestar.exceptions import HTTPException

from cooperative.books.engines import is_full
from cooperative.refusals import Busy, Refused, Unreadable
from web import answers
from web.answers import AnyRequest
from web.door import gate
from web.pages import page
from web.words import sentence

log = structlog.get_logger()

_STATUS = {
    "not_found": 404,
    "not_allowed": 403,
    "cross_site": 403,
    "clock_wrong": 503,
    "too_large": 413,
}
_CODES = {
    400: "bad_request",
    403: "not_allowed",
    404: "not_found",
    405: "no_such_act",
    413: "too_large",
}


def trouble(request: AnyRequest, status: int, code: str, **facts: Any) -> Response[Any]:
    """Answer with the sentence of `code`, as a page or as JSON, whichever was asked for."""
    headers = {"Retry-After": "5"} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    if answers.wants_json(request):
        answer = answers.problem(request, status, code, facts=facts)
    else:
        answer = page(
            request, "errors/trouble.html", status=status, code=code, text=sentence(code, facts)
        )
    answer.headers.update(headers)
    return answer


def on_refused(request: AnyRequest, error: Refused) -> Response[Any]:
    """A rule said no where no form could show it."""
    return trouble(request, _STATUS.get(error.code, 409), error.code, **error.facts)


def on_unreadable(request: AnyRequest, _error: Unreadable) -> Response[Any]:
    """An address or a form that cannot be read."""
    return trouble(request, 400, "bad_request")


def on_busy(request: AnyRequest, error: Busy) -> Response[Any]:
    """The books are held by somebody else."""
    log.warning("books_busy", reason=str(error)[:200])
    return trouble(request, 503, "busy")


def on_http(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """The framework's own refusals: no such page, no such method, too large."""
    status = error.status_code
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return on_anything(request, error)
    if status == HTTPStatus.BAD_REQUEST and _is_path_error(error):
        status = 404
    return trouble(request, status, _CODES.get(status, "bad_request"))


def on_anything(request: AnyRequest, error: Exception) -> Response[Any]:
    """A mistake of ours: written to the log in full, told to the person in one sentence."""
    log.error("unexpected", path=_template_of(request), exc_info=error)
    if is_full(error):
        return trouble(request, 507, "disk_full")
    return trouble(request, 500, "our_mistake")


def _template_of(request: AnyRequest) -> str:
    # The route's own words, never the address: that may carry a name or a code.
    scope: dict[str, Any] = {**request.scope}
    return scope.get("path_template", "")


def _is_path_error(error: HTTPException) -> bool:
    # An id in an address that is no number is an address that does not exist.
    return "path" in str(error.detail).lower() or "validation" in str(error.detail).lower()


HANDLERS: dict[int | type[Exception], Callable[..., Response[Any]]] = {
    Refused: on_refused,
    Unreadable: on_unreadable,
    Busy: on_busy,
    HTTPException: on_http,
    **gate.HANDLERS,
    Exception: on_anything,
}
