"""Keadaan koperasi: numbers, papers, RAT, partners, written down by officers or the assistant."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from web.answers import AnyRequest
from web.forms import Form, SentForm
from web.submit import Outcome, submit
from web.views.profile.page import path_of, profile_page
from web.views.profile.sent import FORMS

_OURS, _WATCHED = "/kas/keadaan", "/pantau/{cooperative_id:int}/keadaan"


@get(_OURS, sync_to_thread=True)
def show_profile(request: AnyRequest) -> Response[Any]:
    """Show what the cooperative says of itself, with the forms to say more."""
    return profile_page(request)


@get(_WATCHED, sync_to_thread=True)
def show_watched_profile(request: AnyRequest, cooperative_id: FromPath[int]) -> Response[Any]:
    """Show the same of a cooperative she watches over."""
    return profile_page(request, cooperative_id)


@post(_OURS, sync_to_thread=True)
def create_profile(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Save numbers and conditions."""
    return _save(request, form, "data")


@post(_WATCHED, sync_to_thread=True)
def create_watched_profile(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int]
) -> Response[Any]:
    """Save them with the assistant's help."""
    return _save(request, form, "data", cooperative_id)


@post(f"{_OURS}/dokumen", sync_to_thread=True)
def create_document(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Write down a paper."""
    return _save(request, form, "dokumen")


@post(f"{_WATCHED}/dokumen", sync_to_thread=True)
def create_watched_document(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int]
) -> Response[Any]:
    """Write down a paper with the assistant's help."""
    return _save(request, form, "dokumen", cooperative_id)


@post(f"{_OURS}/rat", sync_to_thread=True)
def create_meeting(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Write down when the members' meeting was held."""
    return _save(request, form, "rat")


@post(f"{_WATCHED}/rat", sync_to_thread=True)
def create_watched_meeting(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int]
) -> Response[Any]:
    """Write down a members' meeting with the assistant's help."""
    return _save(request, form, "rat", cooperative_id)


@post(f"{_OURS}/kemitraan", sync_to_thread=True)
def create_partnership(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Write down how far it is with a partner."""
    return _save(request, form, "kemitraan")


@post(f"{_WATCHED}/kemitraan", sync_to_thread=True)
def create_watched_partnership(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int]
) -> Response[Any]:
    """Write down a partner with the assistant's help."""
    return _save(request, form, "kemitraan", cooperative_id)


def _save(
    request: AnyRequest, form: Form, name: str, watched_id: int | None = None
) -> Response[Any]:
    saved = FORMS[name]

    def act(session: Session, by: Actor) -> Outcome:
        return saved.act(session, form, by, path_of(watched_id))

    return submit(
        request,
        form,
        kind=saved.kind,
        act=act,
        done=saved.done,
        again=lambda kept: profile_page(request, watched_id, kept=kept, form=name),
        watched_id=watched_id,
    )


ROUTES: list[HTTPRouteHandler] = [
    show_profile,
    show_watched_profile,
    create_profile,
    create_watched_profile,
    create_document,
    create_watched_document,
    create_meeting,
    create_watched_meeting,
    create_partnership,
    create_watched_partnership,
]
