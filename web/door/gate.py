"""What somebody sees who cannot go on yet: not set up, not signed in, locked, PIN too old, sent
from elsewhere."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from litestar import Response
from litestar.response import Redirect

from web import answers
from web.identity import Locked, NotSetUp, NotSignedIn, OtherPerson, PinNeeded
from web.pages import page
from web.same_origin import SAFE_METHODS, CrossSite
from web.words import sentence

_OWN_PATH = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,300}")


def safe_path(request: answers.AnyRequest, wanted: str | None, default: str = "/") -> str:
    """Return `wanted` if it is a page of ours, else `default`: nobody is sent anywhere else
    (reliability.md 35)."""
    if not wanted or not _OWN_PATH.fullmatch(wanted):
        return default
    path = wanted.partition("?")[0]
    known = {"GET"} & _methods_at(request, path)
    return wanted if known else default


def see_other(path: str) -> Redirect:
    """Answer 303: look there next."""
    return Redirect(path, status_code=303)


def on_not_set_up(request: answers.AnyRequest, _: NotSetUp) -> Response[Any]:
    """No cooperative yet: how to make one."""
    status = 200 if request.method in SAFE_METHODS else 503
    return page(request, "sign_in/not_set_up.html", status=status)


def on_not_signed_in(request: answers.AnyRequest, _: NotSignedIn) -> Response[Any]:
    """Somebody must sign in first. What was sent is not lost: the page or the phone still has
    it."""
    return _at_the_door(request, 401, "not_signed_in", "/masuk")


def on_locked(request: answers.AnyRequest, _: Locked) -> Response[Any]:
    """Her PIN first."""
    return _at_the_door(request, 401, "locked", "/buka")


def on_pin_needed(request: answers.AnyRequest, needed: PinNeeded) -> Response[Any]:
    """Her PIN once more, then back to the page of the act."""
    if answers.wants_json(request):
        return answers.problem(request, 401, "pin_needed")
    return see_other(f"/buka?ke={quote(needed.back)}")


def on_other_person(request: answers.AnyRequest, _: OtherPerson) -> Response[Any]:
    """Somebody else's: kept where it is, not opened and not sent."""
    if answers.wants_json(request):
        return answers.problem(request, 403, "other_person")
    text = sentence("other_person")
    return page(request, "sign_in/door.html", status=403, text=text, door="/masuk")


def on_cross_site(request: answers.AnyRequest, error: CrossSite) -> Response[Any]:
    """Not from a page of ours, as far as anybody can tell."""
    if answers.wants_json(request):
        return answers.problem(request, 403, "cross_site")
    return page(request, "sign_in/cross_site.html", status=403, fields=error.kept)


def _at_the_door(request: answers.AnyRequest, status: int, code: str, door: str) -> Response[Any]:
    if answers.wants_json(request):
        return answers.problem(request, status, code)
    is_look = request.method in SAFE_METHODS
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    there = f"{door}?ke={quote(wanted)}" if is_look and wanted != "/" else door
    if request.headers.get("hx-request"):
        return Response(b"", status_code=status, headers={"HX-Redirect": door})
    if is_look or code == "locked":
        return see_other(there)
    return page(request, "sign_in/door.html", status=status, text=sentence(code), door=door)


def _methods_at(request: answers.AnyRequest, path: str) -> set[str]:
    try:
        handler = request.app.asgi_router.handle_routing(path=path, method="GET")[1]
    except Exception:  # noqa: BLE001 - whatever routing says about it, it is no page of ours
        return set()
    return {str(method) for method in getattr(handler, "http_methods", ())}


HANDLERS: dict[type[Exception], Callable[..., Response[Any]]] = {
    NotSetUp: on_not_set_up,
    NotSignedIn: on_not_signed_in,
    Locked: on_locked,
    OtherPerson: on_other_person,
    PinNeeded: on_pin_needed,
    CrossSite: on_cross_site,
}
