"""`lumbung upgrade`: bring books and read store to the newest schema, in a process of its own."""

import argparse
import asyncio

from lumbung.opening import monitoring_url, open_books
from monitoring.store import Store


def run(options: argparse.Namespace) -> int:
    """Run the migrations that are missing."""
    open_books(options).close()
    asyncio.run(Store(monitoring_url(options)).upgrade())
    return 0
