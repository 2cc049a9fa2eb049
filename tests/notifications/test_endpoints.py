"""Where hints may go: to the push services browsers have, and nowhere else."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import pytest

from notifications.endpoints import is_auth_secret, is_public_key, is_push_service
from tests.notifications.phones import browser_keys

GOOD = (
    "https://fcm.googleapis.com/fcm/send/abc:APA91",
    "https://fcm.googleapis.com:443/wp/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
    "https://web.push.apple.com/QGuQ",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAA",
)
# The table of reliability.md 2.8, 45, and its near relations.
BAD = (
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://0x7f.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://localhost/",
    "https://169.254.169.254/latest/meta-data/",
    "https://metadata.google.internal/",
    "https://10.0.0.1/",
    "https://192.168.1.1/",
    "https://127.0.0.1.nip.io/",  # a name that is bound to another address later
    "https://rebind.evil.example/",
    "https://fcm.googleapis.com@evil.example/",
    "https://user:pass@fcm.googleapis.com/",
    "https://fcm.googleapis.com.evil.example/",
    "https://evilfcm.googleapis.com/",
    "https://evilnotify.windows.com/",
    "https://notify.windows.com.evil.example/",
    "https://fcm.googleapis.com:8443/",
    "https://fcm.googleapis.com:99999/",
    "https://fcm.googleapis.com./",
    "https://fcm.googleapis.com\\@evil.example/",
    "https://evil.example\\.push.apple.com/",
    "https://evil.example#.push.apple.com/",
    "https://evil.example?.push.apple.com",
    "https://evil.example/.push.apple.com",
    "https://fcm.googleapis.com\r\nHost: evil.example/",
    "https://fcm.googleap\u0131s.com/",
    "http://fcm.googleapis.com/fcm/send/abc",
    "ftp://fcm.googleapis.com/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/",
    "//fcm.googleapis.com/",
    "fcm.googleapis.com",
    "https://[::1",
    "https://fcm.googleapis.com/" + "a" * 1024,
    "",
)


@pytest.mark.parametrize("endpoint", GOOD)
def test_the_push_services_of_browsers_are_known(endpoint: str):
    assert is_push_service(endpoint)


@pytest.mark.parametrize("endpoint", BAD)
def test_every_other_address_is_refused(endpoint: str):
    assert not is_push_service(endpoint)


def test_a_test_may_name_one_more_origin_and_nothing_beside_it():
    also = frozenset({"http://localhost:5000"})
    assert is_push_service("http://localhost:5000/notify/a", also=also)
    for near in ("http://localhost:5001/", "https://localhost:5000/", "http://a@localhost:5000/"):
        assert not is_push_service(near, also=also)


def test_the_keys_of_a_browser_are_taken():
    keys = browser_keys()
    assert is_public_key(keys.p256dh)
    assert is_public_key(keys.p256dh + "=")
    assert is_auth_secret(keys.auth)


def test_keys_that_are_none_are_refused():
    point = bytearray(urlsafe_b64decode(browser_keys().p256dh + "="))
    off = bytes([*point[:-1], point[-1] ^ 1])  # beside the curve
    compressed = bytes([2, *point[1:]])
    for broken in (off, compressed, bytes(65), bytes(point[:64]), b""):
        assert not is_public_key(urlsafe_b64encode(broken).decode())
    for text in ("", "*", "é", "A" * 400):
        assert not is_public_key(text)
        assert not is_auth_secret(text)
    assert not is_auth_secret(urlsafe_b64encode(bytes(15)).decode())
