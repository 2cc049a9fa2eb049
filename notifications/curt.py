"""A session that speaks shortly with a push service: no redirects, no answers read, no proxies, and
an end after so many seconds however slowly it is fed.

requests by itself follows redirects and reads whole answers, and its time limit begins anew with
every byte that comes (reliability.md 3.5).
"""

import socket
from contextlib import suppress
from threading import Timer
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


def curt_session(seconds: float) -> requests.Session:
    """Return a session whose connections are hung up after `seconds`."""
    session = _Curt()
    session.trust_env = False  # no proxy and no passwords from the environment
    session.max_redirects = 0
    adapter = _adapter(seconds)
    for scheme in ("http://", "https://"):
        session.mount(scheme, adapter)
    return session


class _Curt(requests.Session):
    def get_redirect_target(self, resp: Any) -> None:
        """Lead nowhere: even a redirect that is not followed would be read whole."""

    def post(self, url: Any, data: Any = None, json: Any = None, **more: Any) -> Any:
        """Read status and headers only: they say it all."""
        came = super().post(url, data, json, stream=True, **more)
        said = requests.Response()
        said.status_code, said.headers, said.reason = came.status_code, came.headers, ""
        came.close()
        return said


class _Plain(HTTPConnection):
    """Hung up from outside when its time is over, also while it shakes hands."""

    seconds: float = 0
    _twin: socket.socket | None = None
    _alarm: Timer | None = None

    def _new_conn(self) -> socket.socket:
        made = super()._new_conn()
        # TLS takes the socket itself away; its twin is of the same connection.
        self._twin = made.dup()
        self._alarm = Timer(self.seconds, _hang_up, [self._twin])
        self._alarm.daemon = True
        self._alarm.start()
        return made

    def close(self) -> None:
        super().close()
        if self._alarm is not None and self._twin is not None:
            self._alarm.cancel()
            self._twin.close()


class _Secure(_Plain, HTTPSConnection):
    pass


def _hang_up(twin: socket.socket) -> None:
    with suppress(OSError):  # it ended in the same moment
        twin.shutdown(socket.SHUT_RDWR)


def _adapter(limit: float) -> HTTPAdapter:
    class Plain(_Plain):
        seconds = limit

    class Secure(_Secure):
        seconds = limit

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain  # pyright: ignore[reportAssignmentType] - as urllib3 does itself

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure  # pyright: ignore[reportAssignmentType]

    adapter = HTTPAdapter(max_retries=0)
    pools: dict[str, type[HTTPConnectionPool]] = {"http": PlainPool, "https": SecurePool}
    adapter.poolmanager.pool_classes_by_scheme = pools  # pyright: ignore[reportAttributeAccessIssue]
    return adapter
