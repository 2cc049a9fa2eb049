"""Phones that are told, for tests: with a real key pair, so that what is sent can be read."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import cache
from secrets import token_bytes

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import Session, select

from cooperative.inbox import tell
from cooperative.people.devices import add_device
from cooperative.people.enrolment import put_on_phone
from cooperative.push.subscriptions import Address, subscribe
from cooperative.push.tables import PushNotice
from tests.village import Village, Villager


@dataclass(frozen=True)
class Keys:
    """What a browser makes when it subscribes."""

    p256dh: str
    auth: str


@cache
def browser_keys() -> Keys:
    """Return the keys of a browser; one pair serves all tests."""
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    point = public.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return Keys(_encoded(point), _encoded(token_bytes(16)))


def told_phone(here: Village, who: Villager, endpoint: str, *, keys: Keys | None = None) -> int:
    """Put a phone of hers on the list of those that are told at once; returns it."""
    with here.writing() as session:
        device, _ = add_device(session, label="HP")
        on = put_on_phone(
            session,
            device=device,
            person_id=who.person_id,
            cooperative_id=who.cooperative_id,
            pin_seal="-",
        )
        listen(session, who, on.device_id, endpoint, keys=keys)
    return on.device_id


def listen(
    session: Session, who: Villager, device_id: int, endpoint: str, *, keys: Keys | None = None
) -> None:
    """Subscribe her on a phone that is there."""
    held = keys or browser_keys()
    subscribe(
        session,
        Address(endpoint, held.p256dh, held.auth, "k"),
        device_id=device_id,
        person_id=who.person_id,
        cooperative_id=who.cooperative_id,
    )


def news(here: Village, who: Villager, *numbers: int, kind: str = "order.ready") -> None:
    """Tell her about some orders."""
    with here.writing() as session:
        for number in numbers or (1,):
            tell(
                session,
                kind,
                cooperative_id=who.cooperative_id,
                person_id=who.person_id,
                path=f"/pesanan/{number}",
                facts={"code": "A7K2", "total_rupiah": 65_500},
            )


def states(here: Village) -> list[str]:
    """Return what became of all hints, the oldest first."""
    with here.books.reading() as session:
        found = session.exec(select(PushNotice).order_by("made_at", "id"))
        return [notice.state.value for notice in found]


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
