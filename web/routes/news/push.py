"""Kabar di HP ini: what a person is told at once on this phone, and when not."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from cooperative.actors import SHOP, Role
from cooperative.people.watching import desk_of
from cooperative.push.outbox import queue
from cooperative.push.subscriptions import (
    Address,
    others_told_on,
    subscribe,
    subscription_of,
    unsubscribe,
)
from cooperative.push.wishes import Wishes, set_wishes, wishes_of
from cooperative.refusals import Refused, Unreadable
from notifications.endpoints import is_auth_secret, is_public_key, is_push_service
from notifications.hints import GROUPS
from notifications.keys import PushKeys, key_id, keys_of
from web.answers import AnyRequest, see_other
from web.forms import Form, SentForm
from web.identity import who
from web.pages import page
from web.watching_access import WATCHERS

HERE = "/hp-ini/kabar"
MOST_A_DAY = (3, 5, 10, 20, 50)
_LONGEST_ENDPOINT, _LONGEST_KEY = 1024, 88
_LAST_HOUR = 23
# Whom a group of news is for; a group that is not named is for everybody.
_FOR: dict[str, frozenset[Role]] = {
    "pesanan": frozenset({Role.MEMBER}),
    "simpanan": frozenset({Role.MEMBER}),
    "gerai": SHOP,
    "pantau": WATCHERS,
}


@get("/hp-ini/kabar", sync_to_thread=True)
def show_wishes(request: AnyRequest) -> Response[bytes]:
    """Show whether this phone is told, what she wants to hear, and what to do if nothing comes."""
    asker, keys = who(request), _keys(request)
    with request.app.state.books.reading() as session:
        told = subscription_of(session, asker.device_id, asker.person_id)
        wishes = wishes_of(session, asker.person_id)
    return page(
        request,
        "push/index.html",
        key=keys.public,
        told=told,
        is_current=told is not None and told.key_id == keys.id,
        groups=_groups(asker.roles),
        wishes=wishes,
        hours=[(hour, f"{hour:02}.00") for hour in range(_LAST_HOUR + 1)],
        counts=[(count, f"{count} kabar") for count in MOST_A_DAY],
        is_saved="tersimpan" in request.query_params,
    )


@post("/hp-ini/kabar", sync_to_thread=True)
def update_wishes(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Write down what she wants to be told, on all her phones. Repeatable."""
    asker = who(request)
    shown = set(_groups(asker.roles))
    with form.all_problems():
        from_hour = form.whole("tenang_dari", 0, _LAST_HOUR)
        until_hour = form.whole("tenang_sampai", 0, _LAST_HOUR)
        most_a_day = form.whole("sehari", MOST_A_DAY[0], MOST_A_DAY[-1])
    with request.app.state.books.transaction() as session:
        # What belongs to another role of hers stays as she left it.
        before = wishes_of(session, asker.person_id).muted - shown
        muted = before | (shown - set(form.texts("kabar")))
        wishes = Wishes(frozenset(muted), from_hour * 60, until_hour * 60, most_a_day)
        set_wishes(session, person_id=asker.person_id, wishes=wishes)
    return see_other(request, f"{HERE}?tersimpan=1")


@post("/hp-ini/kabar/langganan", sync_to_thread=True)
def create_subscription(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Tell her on this phone from now on: the browser has given its address. Repeatable."""
    asker, address = who(request), _address(request, form)
    with request.app.state.books.transaction() as session:
        subscribe(
            session,
            address,
            device_id=asker.device_id,
            person_id=asker.person_id,
            cooperative_id=asker.cooperative_id or None,
        )
    return _done("subscribed")


@post("/hp-ini/kabar/berhenti", sync_to_thread=True)
def create_end(request: AnyRequest) -> Response[Any]:
    """Tell her no more on this phone; says how many others are still told there. Repeatable."""
    asker = who(request)
    with request.app.state.books.transaction() as session:
        unsubscribe(session, device_id=asker.device_id, person_id=asker.person_id)
        others = others_told_on(session, asker.device_id, asker.person_id)
    return _done("unsubscribed", others=others)


@post("/hp-ini/kabar/percobaan", sync_to_thread=True)
def create_trial(request: AnyRequest) -> Response[Any]:
    """Send a trial to this phone, on the way all news goes. Raises Refused("not_found") where she
    is not told on this phone."""
    asker = who(request)
    books = request.app.state.books
    with books.reading() as session:
        desk = asker.cooperative_id or desk_of(session, asker.person_id)
    with books.transaction(desk or 0) as session:
        queued = queue(
            session,
            cooperative_id=desk or 0,
            person_id=asker.person_id,
            kind="push.test",
            path=HERE,
            only_device_id=asker.device_id,
        )
    if not queued:
        raise Refused("not_found")
    return _done("queued")


def _groups(roles: frozenset[Role]) -> dict[str, str]:
    """Return the groups of news that somebody with these roles may hear of, with their words."""
    return {
        name: words for name, words in GROUPS.items() if roles & _FOR.get(name, frozenset(Role))
    }


def _address(request: AnyRequest, form: Form) -> Address:
    also = request.app.state.settings.push_origins
    with form.all_problems():
        endpoint = form.text("endpoint", _LONGEST_ENDPOINT)
        p256dh = form.text("p256dh", _LONGEST_KEY).rstrip("=")
        auth = form.text("auth", _LONGEST_KEY).rstrip("=")
        named = key_id(form.text("kunci", _LONGEST_KEY))
    if not is_push_service(endpoint, also=also):
        raise Unreadable(endpoint="unknown")
    if not (is_public_key(p256dh) and is_auth_secret(auth)):
        raise Unreadable(p256dh="unknown")
    if named != _keys(request).id:
        raise Unreadable(kunci="unknown")
    return Address(endpoint, p256dh, auth, named)


def _keys(request: AnyRequest) -> PushKeys:
    return keys_of(request.app.state.settings.data)


def _done(code: str, **more: int) -> Response[Any]:
    # Only scripts ask for this: a browser without them has no push.
    return Response({"code": code, **more}, headers={"Cache-Control": "no-store"}, status_code=200)


ROUTES: list[HTTPRouteHandler] = [
    show_wishes,
    update_wishes,
    create_subscription,
    create_end,
    create_trial,
]
