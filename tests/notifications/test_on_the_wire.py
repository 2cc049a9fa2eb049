"""Against web-push-testing, which speaks for a browser: what was sent is what is read."""

import json
import socket
import subprocess
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE
from typing import Any

import httpx
import pytest

from cooperative.people.devices import add_device
from cooperative.people.enrolment import put_on_phone
from cooperative.push.subscriptions import told_on
from notifications.endpoints import is_auth_secret, is_public_key, is_push_service
from notifications.keys import PushKeys, keys_of
from notifications.post import Post
from notifications.sender import Sender
from tests.notifications.phones import Keys, listen, news, states
from tests.source import ROOT
from tests.village import Village

NODE = ROOT / ".venv" / "bin" / "node"
SERVICE = ROOT / "tests" / "notifications" / "push_service.cjs"


@dataclass(frozen=True)
class Browser:
    """A browser's side of push, played by web-push-testing."""

    port: int
    hash: str = ""
    endpoint: str = ""
    keys: Keys | None = None

    def ask(self, path: str, **body: str) -> Any:
        answer = httpx.post(f"http://127.0.0.1:{self.port}{path}", json=body)
        is_json = answer.headers.get("content-type", "").startswith("application/json")
        return answer.json()["data"] if is_json else None

    def subscribed(self, ours: PushKeys) -> "Browser":
        asked = {"userVisibleOnly": "true", "applicationServerKey": ours.public}
        given = self.ask("/subscribe", **asked)
        keys = Keys(given["keys"]["p256dh"], given["keys"]["auth"])
        return Browser(self.port, given["clientHash"], given["endpoint"], keys)

    def heard(self) -> list[dict[str, Any]]:
        said = self.ask("/get-notifications", clientHash=self.hash)["messages"]
        return [json.loads(text) for text in said]


@pytest.fixture(scope="module")
def push_api() -> Generator[Browser]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(NODE), str(SERVICE), str(port)]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, cwd=ROOT) as running:
        assert running.stdout is not None
        assert running.stdin is not None
        running.stdout.readline()
        yield Browser(port)
        running.stdin.close()
        running.wait(5)


@pytest.fixture
def keys(tmp_path: Path) -> PushKeys:
    return keys_of(tmp_path)


@pytest.fixture
def browser(push_api: Browser, keys: PushKeys) -> Browser:
    return push_api.subscribed(keys)


@pytest.fixture
def own_sender(here: Village, browser: Browser, keys: PushKeys) -> Generator[Sender]:
    also = frozenset({f"http://localhost:{browser.port}"})
    post = Post(keys, "mailto:pengurus@lumbung.example", also=also)
    sender = Sender(here.books, post.send)
    yield sender
    sender.close()


def _put_on_phone(here: Village, browser: Browser) -> None:
    sari = here.sari
    with here.writing() as session:
        device, _ = add_device(session, label="HP")
        on = put_on_phone(
            session,
            device=device,
            person_id=sari.person_id,
            cooperative_id=sari.cooperative_id,
            pin_seal="-",
        )
        listen(session, sari, on.device_id, browser.endpoint, keys=browser.keys)


def test_a_browser_gives_what_we_accept(browser: Browser):
    assert browser.keys is not None
    assert is_public_key(browser.keys.p256dh)
    assert is_auth_secret(browser.keys.auth)
    assert not is_push_service(browser.endpoint)  # but for tests
    assert is_push_service(browser.endpoint, also=frozenset({f"http://localhost:{browser.port}"}))


def test_what_is_sent_is_what_the_browser_reads(
    here: Village, browser: Browser, own_sender: Sender
):
    _put_on_phone(here, browser)
    news(here, here.sari, 7)
    own_sender.run_until_empty()
    assert states(here) == ["sent"]
    (heard,) = browser.heard()
    assert (heard["text"], heard["path"]) == ("Pesanan siap diambil", "/pesanan/7")
    assert (heard["person"], heard["badge"]) == (here.sari.public_id, 1)
    assert "A7K2" not in str(heard)


def test_a_subscription_that_has_run_out_is_forgotten(
    here: Village, browser: Browser, own_sender: Sender
):
    _put_on_phone(here, browser)
    browser.ask(f"/expire-subscription/{browser.hash}")
    news(here, here.sari)
    own_sender.run_until_empty()
    assert states(here) == ["skipped"]
    with here.books.reading() as session:
        assert told_on(session, here.sari.person_id) == []
