"""The sender against a push service that misbehaves: nothing lost, nobody held up."""

from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import select

from cooperative.clock import FixedClock
from cooperative.push.subscriptions import told_on
from cooperative.push.tables import PushNotice, PushSubscription
from cooperative.push.wishes import Wishes, set_wishes
from cooperative.refusals import Refused
from notifications.choosing import Message
from notifications.post import Answer, Post
from notifications.sender import Sender
from tests.notifications.phones import news, states, told_phone
from tests.notifications.push_service import FIVE_MEGABYTES, Misbehaviour, push_service
from tests.village import Village

LOOPBACK = IPv4Address("127.0.0.1")


def statuses(here: Village) -> list[int | None]:
    with here.books.reading() as session:
        found = session.exec(select(PushNotice).order_by("made_at", "id"))
        return [notice.last_status for notice in found]


def test_news_is_sent_once_with_its_urgency_its_life_and_its_subject(
    here: Village, sender: Sender, service: Misbehaviour
):
    told_phone(here, here.sari, service.endpoint())
    news(here, here.sari)
    assert sender.run_until_empty() == 1
    assert sender.run_until_empty() == 0
    (seen,) = service.seen
    assert (seen["urgency"], seen["ttl"]) == ("high", str(3 * 24 * 3600))
    assert len(seen["topic"]) == 32
    assert seen["authorization"].startswith("vapid t=")
    assert states(here) == ["sent"]
    with here.books.reading() as session:
        assert told_on(session, here.sari.person_id)[0].reached_at is not None


def test_every_request_is_signed_for_its_own_service(
    here: Village, sender: Sender, service: Misbehaviour
):
    told_phone(here, here.sari, service.endpoint())
    news(here, here.sari, 1, 2)
    sender.run_until_empty()
    first, second = (seen["authorization"] for seen in service.seen)
    assert first != second  # never a claim that an earlier call left behind


@pytest.mark.parametrize("status", [404, 410])
def test_an_address_that_is_gone_is_forgotten(
    here: Village, sender: Sender, service: Misbehaviour, status: int
):
    told_phone(here, here.sari, service.endpoint("old"))
    told_phone(here, here.rini, service.endpoint("new"))
    news(here, here.sari)
    service.status = status
    sender.run_until_empty()
    with here.books.reading() as session:
        assert told_on(session, here.sari.person_id) == []
        assert len(told_on(session, here.rini.person_id)) == 1
    news(here, here.sari, 2)
    assert states(here) == ["skipped"]


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_it_tries_again_later_until_the_service_is_well(
    here: Village, sender: Sender, service: Misbehaviour, clock: FixedClock, status: int
):
    told_phone(here, here.sari, service.endpoint())
    news(here, here.sari)
    service.status = status
    assert sender.run_until_empty() == 1
    assert (states(here), statuses(here)) == (["waiting"], [status])
    assert sender.run_until_empty() == 0  # not at once
    service.status = 201
    clock.advance(timedelta(minutes=1))
    sender.run_until_empty()
    assert states(here) == ["sent"]
    with here.books.reading() as session:
        assert len(told_on(session, here.sari.person_id)) == 1  # never removed for that


def test_what_gathered_while_a_service_was_down_goes_when_it_is_well(
    here: Village, sender: Sender, service: Misbehaviour, clock: FixedClock
):
    told_phone(here, here.sari, service.endpoint())
    with here.writing() as session:
        at_any_hour = Wishes(quiet_from_minute=0, quiet_until_minute=0, most_a_day=100)
        set_wishes(session, person_id=here.sari.person_id, wishes=at_any_hour)
    news(here, here.sari, *range(1, 41))
    service.status = 503
    for _ in range(60):
        sender.run_until_empty()
        clock.advance(timedelta(minutes=1))
    assert set(states(here)) == {"waiting"}
    assert service.paths.total() < 40  # in an hour, not 40 a minute
    service.status = 201
    for _ in range(60):
        sender.run_until_empty()
        clock.advance(timedelta(minutes=1))
    assert set(states(here)) == {"sent"}


def test_what_was_answered_while_the_books_could_not_be_written_is_not_sent_again(
    here: Village, post: Post, service: Misbehaviour, clock: FixedClock
):
    def send(phone: PushSubscription, message: Message) -> Answer:
        clock.advance(timedelta(days=-1))  # the box wakes up in the past
        return post.send(phone, message)

    sender = Sender(here.books, send)
    told_phone(here, here.sari, service.endpoint())
    news(here, here.sari)
    with pytest.raises(Refused, match="clock_wrong"):
        sender.run_once()
    clock.advance(timedelta(days=1, hours=1))  # the lease is over as well
    sender.run_once()
    sender.close()
    assert (states(here), service.paths.total()) == (["sent"], 1)


def test_patience_that_is_asked_for_is_given(
    here: Village, sender: Sender, service: Misbehaviour, clock: FixedClock
):
    told_phone(here, here.sari, service.endpoint())
    news(here, here.sari)
    service.status, service.headers = 429, {"Retry-After": "3600"}
    sender.run_until_empty()
    clock.advance(timedelta(minutes=59))
    assert sender.run_until_empty() == 0
    clock.advance(timedelta(minutes=1))
    assert sender.run_until_empty() == 1


def test_pauses_grow_and_the_news_is_given_up_when_it_is_too_old(
    here: Village, sender: Sender, service: Misbehaviour, clock: FixedClock
):
    told_phone(here, here.sari, service.endpoint())
    news(here, here.sari)
    service.status = 500
    for _ in range(4 * 24 * 4):
        sender.run_until_empty()
        clock.advance(timedelta(minutes=15))
    assert states(here) == ["given_up"]
    assert 8 < service.paths["/a"] < 20


def test_a_silent_service_holds_up_its_own_news_only(
    here: Village, sender: Sender, service: Misbehaviour
):
    told_phone(here, here.sari, service.endpoint())
    news(here, here.sari)
    service.is_silent = True
    sender.run_until_empty()
    assert (states(here), statuses(here)) == (["waiting"], [0])


def test_a_service_that_feeds_byte_by_byte_is_hung_up_on(
    here: Village, sender: Sender, service: Misbehaviour
):
    told_phone(here, here.sari, service.endpoint())
    news(here, here.sari)
    service.is_dripping = True
    sender.run_until_empty()
    assert (states(here), statuses(here)) == (["waiting"], [0])


def test_a_silent_service_holds_up_no_other(here: Village, post: Post, service: Misbehaviour):
    with push_service() as other:
        told_phone(here, here.sari, service.endpoint("silent"))
        told_phone(here, here.rini, other.endpoint("well"))
        service.is_silent = True
        patient = post._replace(timeout_seconds=30, also=service.origin | other.origin)
        sender = Sender(here.books, patient.send)
        news(here, here.sari, *range(1, 9))
        while service.paths.total() < 3:
            sender.run_once()
        news(here, here.rini, *range(1, 6))
        while other.paths.total() < 5:
            sender.run_once()
        sender.run_once()
        assert sorted(states(here)) == ["sent"] * 5 + ["waiting"] * 8
        assert service.paths.total() == 3  # one thread is left to the others
        service.released.set()
        sender.close()


def test_a_redirect_is_not_followed(here: Village, sender: Sender, service: Misbehaviour):
    told_phone(here, here.sari, service.endpoint())
    news(here, here.sari)
    service.status, service.headers = 307, {"Location": service.endpoint("inside")}
    sender.run_until_empty()
    assert set(service.paths) == {"/a"}
    assert statuses(here) == [307]


def test_a_long_answer_is_not_read(here: Village, sender: Sender, service: Misbehaviour):
    told_phone(here, here.sari, service.endpoint())
    news(here, here.sari)
    service.body_bytes = FIVE_MEGABYTES
    sender.run_until_empty()
    assert states(here) == ["sent"]
    service.released.wait(0.2)
    assert service.sent_bytes < FIVE_MEGABYTES


def test_a_certificate_nobody_vouches_for_is_no_push_service(
    here: Village, post: Post, tmp_path: Path
):
    pem = tmp_path / "own.pem"
    _own_certificate(pem)
    with push_service(pem) as service:
        told_phone(here, here.sari, service.endpoint(scheme="https"))
        news(here, here.sari)
        sender = Sender(here.books, post._replace(also=service.origin).send)
        sender.run_until_empty()
        sender.close()
        assert service.paths == {}
    assert (states(here), statuses(here)) == (["waiting"], [0])


def test_an_address_that_slipped_in_is_not_called(
    here: Village, sender: Sender, service: Misbehaviour
):
    told_phone(here, here.sari, service.endpoint().replace("127.0.0.1", "localhost"))
    news(here, here.sari)
    sender.run_until_empty()
    assert service.paths == {}
    assert states(here) == ["skipped"]


def test_no_proxy_of_the_environment_is_used(
    here: Village, sender: Sender, service: Misbehaviour, monkeypatch: pytest.MonkeyPatch
):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    told_phone(here, here.sari, service.endpoint())
    news(here, here.sari)
    sender.run_until_empty()
    assert states(here) == ["sent"]


def _own_certificate(pem: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(LOOPBACK)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    pem.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
