"""The app in this process, asked without a server: to see the statements behind a page."""

import asyncio
from collections.abc import Generator
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from sqlalchemy import event
from sqlalchemy.engine import Engine

from cooperative.books import Books
from cooperative.books.quick import QuickLook
from lumbung.bench.report import Row, at_most
from lumbung.bench.village import Shoppers, open_village
from monitoring.store import Store
from web.app import create_app
from web.settings import Settings

Statement = tuple[str, Any]
QUERIES = 10
_HOST = "127.0.0.1"
_OF_TRANSACTIONS = ("BEGIN", "PRAGMA", "SAVEPOINT", "RELEASE", "SET TRANSACTION")


class Asker:
    """One running app without a socket."""

    def __init__(self, folder: Path, books: Books, monitoring_url: str | None = None) -> None:
        settings = Settings(data=folder, demo=True, monitoring_url=monitoring_url)
        self._app: Any = create_app(settings, books)

    @property
    def store(self) -> Store:
        """The read store its pages look into."""
        return self._app.state.following.store

    def follow(self) -> None:
        """Read the feed as a running server has done before it is asked for anything."""
        asyncio.run(self._app.state.following.once())

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> int:
        """Return the status of one request."""
        return asyncio.run(self._ask(method, path, body, headers))

    async def _ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> int:
        named = {name.replace("_", "-").lower(): value for name, value in headers.items()}
        path, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
            "client": (_HOST, 1),
            "server": (_HOST, 80),
            "state": {},
        }
        statuses: list[int] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        await self._app(scope, receive, send)
        return statuses[0]


def capture_orders(folder: Path, shoppers: Shoppers, count: int) -> list[list[Statement]]:
    """Place `count` orders and return what the writing connection was told for each."""
    body = urlencode(shoppers.fields()).encode()
    orders: list[list[Statement]] = []
    with closing(open_village(folder)) as books, _writing(books) as heard:
        asker = Asker(folder, books)
        for number in range(count):
            heard.clear()
            status = asker.ask(
                "POST",
                "/pesanan",
                body,
                Cookie=shoppers.cookies[number % len(shoppers.cookies)],
                Accept="application/json",
                Content_Type="application/x-www-form-urlencoded",
                Content_Length=str(len(body)),
                Idempotency_Key=f'"{uuid4()}"',
                Sec_Fetch_Site="same-origin",
                Host=f"{_HOST}:80",
            )
            if status != HTTPStatus.CREATED:
                raise RuntimeError(f"an order was answered with {status}")
            orders.append(list(heard))
    return orders


def measure_queries(folder: Path, pages: dict[str, list[str]]) -> list[Row]:
    """Count the selects behind each page; `pages` are paths by `Cookie` header."""
    rows: list[Row] = []
    with closing(open_village(folder)) as books, counting() as heard:
        asker = Asker(folder, books)
        for cookie, paths in pages.items():
            for path in paths:
                asker.ask("GET", path, Cookie=cookie, Host=f"{_HOST}:80")
                heard.clear()
                status = asker.ask("GET", path, Cookie=cookie, Host=f"{_HOST}:80")
                if status != HTTPStatus.OK:
                    raise RuntimeError(f"{path} was answered with {status}")
                rows.append(at_most(f"{path} queries", len(heard), QUERIES, "queries"))
    return rows


@contextmanager
def _writing(books: Books) -> Generator[list[Statement]]:
    heard: list[Statement] = []

    def listen(*told: Any) -> None:
        _, _, sql, values, _, is_many = told
        if not sql.startswith(_OF_TRANSACTIONS):
            heard.extend((sql, one) for one in (values if is_many else [values]))

    event.listen(books.writer, "before_cursor_execute", listen)
    yield heard
    event.remove(books.writer, "before_cursor_execute", listen)


@contextmanager
def counting(store: Store | None = None) -> Generator[list[str]]:
    """Hear every statement: those of SQLAlchemy's, the quick looks beside it, and the queries of a
    read store.
    """
    heard: list[str] = []
    plain = QuickLook.rows

    def listen(_connection: object, _cursor: object, sql: str, *_: object) -> None:
        if not sql.startswith(_OF_TRANSACTIONS):
            heard.append(sql)

    def rows(self: QuickLook, sql: str, values: Any) -> list[Any]:
        if self.on_loop:  # else it is one of SQLAlchemy's
            heard.append(sql)
        return plain(self, sql, values)

    async def ask(engine: Any, query: Any, in_pool: bool = False) -> Any:  # noqa: FBT001, FBT002 - as it is called
        heard.append(str(query))
        return await asks(engine, query, in_pool)

    engine: Any = type(store.engine) if store else None
    asks: Any = engine and engine.run_querystring
    event.listen(Engine, "before_cursor_execute", listen)
    QuickLook.rows = rows
    if engine:
        engine.run_querystring = ask
    try:
        yield heard
    finally:
        if engine:
            engine.run_querystring = asks
        QuickLook.rows = plain
        event.remove(Engine, "before_cursor_execute", listen)
