"""Read the body of a request, once, on the loop: handlers run in threads and get a whole `Form`."""

from typing import Any

from litestar import Request
from litestar.di import NamedDependency
from litestar.exceptions import InternalServerException

from web.forms.bodies import BadBody, parse_body
from web.forms.form import Form

# A route that needs more says so: `opt={"body_bytes": PHOTO_BYTES}`.
BODY_BYTES = 64 * 1024
QUEUE_BYTES = 256 * 1024
PHOTO_BYTES = 6 * 1024 * 1024

# How a handler asks for it: `def create_order(request: AnyRequest, form: SentForm)`.
SentForm = NamedDependency[Form]


async def read_form(request: Request[Any, Any, Any]) -> Form:
    """Return the form that was sent: a dependency of every handler with a `form: Form`.

    Raises BadBody for what is no form, or is larger than the route allows.
    """
    if request.method in {"GET", "HEAD"}:
        return Form(request.method, request.url.path)
    body = await _body(request)
    kind, options = request.content_type
    return Form(request.method, request.url.path, parse_body(body, kind, options))


async def _body(request: Request[Any, Any, Any]) -> bytes:
    limit: int = request.route_handler.opt.get("body_bytes", BODY_BYTES)
    if (request.content_length or 0) > limit:
        raise BadBody(413, "too_large")
    held = bytearray()
    try:
        async for chunk in request.stream():
            held += chunk
            if len(held) > limit:
                raise BadBody(413, "too_large")
    except InternalServerException as error:  # the signal was lost half-way: nobody's mistake
        raise BadBody(400, "body_broken") from error
    return bytes(held)
