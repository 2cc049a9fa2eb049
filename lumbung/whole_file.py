"""A file that gets its name when it is whole, and is on the disk by then."""

import os
from pathlib import Path


def give_name(unfinished: Path, name: Path) -> None:
    """Put what was written to `unfinished` on the disk for good, then call it `name`."""
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.rename(name)
    folder = os.open(name.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
