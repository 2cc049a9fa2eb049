"""Lighthouse as a phone of the village: three runs of every member page, the median of each."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from lumbung.bench.chromium import FLAGS, chromium_path
from lumbung.bench.report import Row, at_least, at_most
from lumbung.bench.server import Server, child
from lumbung.bench.wire import sign_in
from lumbung.failure import Failure

RUNS, ATTEMPTS = 3, 2
PUBLIC, MEMBER = ("/masuk",), ("/", "/barang", "/barang/1", "/keranjang", "/pesanan", "/simpanan")
EMPTY = "/empty"
# architecture.md 8. SEO counts where anybody may look.
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100}
FIRST_PAINT_SECONDS = 0.8
PROGRAM = Path("node_modules/lighthouse/cli/index.js")


def measure(server: Server, folder: Path) -> list[Row]:
    """Run Lighthouse over the public and the member's pages, and an empty one beside them."""
    if not PROGRAM.is_file():
        raise Failure("Lighthouse is missing; `make tools` installs it.")
    cookie = sign_in(server.port, "anggota")
    with child(["lumbung.bench.hello"], folder / "hello.log") as bare:
        empty = _paint([_run(bare, EMPTY, "", folder) for _ in range(RUNS)])
    rows = [Row("first paint of an empty page", f"{empty:.2f} s")]
    for path in (*PUBLIC, *MEMBER):
        sent = "" if path in PUBLIC else cookie
        rows += _rows(path, [_run(server, path, sent, folder) for _ in range(RUNS)])
    return rows


def _rows(path: str, runs: list[dict[str, Any]]) -> Iterator[Row]:
    least = LEAST | ({"seo": 100} if path in PUBLIC else {})
    for category, budget in least.items():
        score = median(100 * (run["categories"][category]["score"] or 0) for run in runs)
        yield at_least(f"{path} {category}", score, budget, "points")
    yield at_most(f"{path} first paint", _paint(runs), FIRST_PAINT_SECONDS, "s")


def _paint(runs: list[dict[str, Any]]) -> float:
    """Return the median first contentful paint in seconds."""
    milliseconds = [run["audits"]["first-contentful-paint"].get("numericValue", 0) for run in runs]
    return median(milliseconds) / 1000


def _run(server: Server, path: str, cookie: str, folder: Path) -> dict[str, Any]:
    file = folder / "lighthouse.json"
    command = [
        "node",
        str(PROGRAM),
        server.origin + path,
        "--quiet",
        "--output=json",
        f"--output-path={file}",
        "--no-enable-error-reporting",
        "--only-categories=performance,accessibility,best-practices,seo",
        f"--extra-headers={json.dumps({'Cookie': cookie} if cookie else {})}",
        f"--chrome-flags=--headless {' '.join(FLAGS)}",
    ]
    said = b""
    # On a busy machine its browser is sometimes too late to be found.
    for _ in range(ATTEMPTS):
        done = subprocess.run(  # noqa: S603 - the program of our own lock file
            command,
            check=False,
            capture_output=True,
            timeout=120,
            env={**os.environ, "CHROME_PATH": chromium_path()},
        )
        if done.returncode == 0:
            return json.loads(file.read_text(encoding="utf-8"))
        said = done.stderr
    raise Failure(f"Lighthouse could not look at {path}: {said.decode(errors='replace')[-500:]}")
