"""`lumbung serve`: one process on SQLite; behind Caddy, which brings https (docs/operating.md)."""

import argparse
import asyncio
import ctypes
import gc
import json
import os
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import uvicorn

from cooperative.books import Books
from cooperative.books.engines import sqlite_path, wal_is_safe
from cooperative.books.upgrade import is_current
from lumbung.failure import Failure
from lumbung.opening import data_folder, database_url, demo_or_none, monitoring_url
from monitoring.store import Store
from web.app import DEV_BOOKS, served_app
from web.deadline import DeadlineProtocol
from web.logs import set_up_logs
from web.settings import Settings

HERE = Path(__file__).parent.parent
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_MOST_HEAPS, _ONES_OWN_FROM = -8, -3  # M_ARENA_MAX and M_MMAP_THRESHOLD of malloc.h
_LARGE_BYTES = 8 * 1024 * 1024
LISTENING: dict[str, Any] = {
    "http": DeadlineProtocol,
    "limit_concurrency": 400,
    "backlog": 256,
    "timeout_keep_alive": 15,
    "timeout_graceful_shutdown": 20,
    "h11_max_incomplete_event_size": 16384,
    "server_header": False,
    "access_log": False,
    "log_config": None,
    "forwarded_allow_ips": os.environ.get("LUMBUNG_PROXY", "127.0.0.1"),
}


def run(options: argparse.Namespace) -> int:
    """Bring the schema up to date, fill the demonstration if asked, and serve until stopped."""
    if options.demo and options.host not in LOOPBACK:
        raise Failure("The demonstration is served on this machine only: its PINs are no secret.")
    set_up_logs()
    _give_memory_back()
    _prepare(options)
    books = Books(database_url(options))
    _refuse_the_wrong_books(options, books)
    app = served_app(_settings(options), books)
    if options.demo:
        from lumbung.demo.guide import print_guide

        print_guide(books, f"http://{options.host}:{options.port}")
    if not wal_is_safe():
        print(
            "This SQLite is older than 3.51.3: the slower rollback journal is used.",
            file=sys.stderr,
        )
    if options.dev:
        os.environ[DEV_BOOKS] = json.dumps(
            [database_url(options), str(data_folder(options)), monitoring_url(options)]
        )
        where: dict[str, Any] = {"reload": True, "factory": True, "reload_dirs": [str(HERE)]}
        uvicorn.run("web.app:dev_app", host=options.host, port=options.port, **where)
        return 0
    gc.collect()
    gc.freeze()  # what the app is made of stays; looking through it again would stop every request
    uvicorn.run(app, host=options.host, port=options.port, **LISTENING)
    return 0


def _give_memory_back() -> None:
    # glibc gives threads heaps of their own, and what pages leave in each adds up to 25-40 MB. From
    # the first PIN, which takes 19 MB for a moment, it also learns to keep that much.
    with suppress(AttributeError, OSError, TypeError):  # other C libraries have nothing to set
        ctypes.CDLL(None).mallopt(_MOST_HEAPS, 1)
        ctypes.CDLL(None).mallopt(_ONES_OWN_FROM, _LARGE_BYTES)


def _prepare(options: argparse.Namespace) -> None:
    if _is_ready(options):
        return
    # Migrations and the demonstration need Alembic, which would stay in this process's memory.
    job = "demo" if options.demo else "upgrade"
    command = [sys.executable, "-m", "lumbung", job, "--data", str(data_folder(options))]
    for name in ("database_url", "monitoring_url"):
        if given := getattr(options, name):
            command += [f"--{name.replace('_', '-')}", given]
    if options.demo:
        command.append("--if-empty")
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own program
        raise Failure("The books could not be made ready; see the line above.")


def _is_ready(options: argparse.Namespace) -> bool:
    url = database_url(options)
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        return False
    with closing(Books(url)) as books:
        ready = is_current(books) and (not options.demo or demo_or_none(books) is not None)
    return ready and asyncio.run(Store(monitoring_url(options)).is_current())


def _refuse_the_wrong_books(options: argparse.Namespace, books: Books) -> None:
    demo = demo_or_none(books)
    if options.demo and demo is False:
        raise Failure("These are real books: they are not served as a demonstration.")
    if not options.demo and demo:
        raise Failure("These are demonstration books: start with --demo, or choose another --data.")


def _settings(options: argparse.Namespace) -> Settings:
    origin = options.public_origin or os.environ.get("LUMBUNG_PUBLIC_ORIGIN")
    return Settings(
        data=data_folder(options),
        monitoring_url=monitoring_url(options),
        public_origin=origin.rstrip("/") if origin else None,
        demo=options.demo,
        dev=options.dev,
    )
