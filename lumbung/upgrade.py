"""`lumbung upgrade`: bring the books to the newest schema, in a process of its own."""

import argparse

from lumbung.opening import open_books


def run(options: argparse.Namespace) -> int:
    """Run the migrations that are missing."""
    open_books(options).close()
    return 0
