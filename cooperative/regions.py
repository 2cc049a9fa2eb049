"""Which village a code names, what it belongs to, and which time it keeps.

The table is Kepmendagri 300.2.2-2138/2025 for the five provinces of Kalimantan; its source and
licence stand beside it in `data/`. A code says its level by its dots: 61, 61.12, 61.12.09,
61.12.09.2003.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "wilayah-kalimantan.csv"
# Domain.md 7: the west and the centre keep WIB, the south, the east and the north keep WITA.
_ZONES = {
    "61": "Asia/Pontianak",
    "62": "Asia/Pontianak",
    "63": "Asia/Makassar",
    "64": "Asia/Makassar",
    "65": "Asia/Makassar",
}


class Level(StrEnum):
    """How large a region is: provinsi, kabupaten or kota, kecamatan, desa or kelurahan."""

    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Region:
    """One line of the table: its dotted code, its name, its level."""

    code: str
    name: str
    level: Level


def find(code: str) -> Region | None:
    """Return the region with this dotted code, or None if Kalimantan has none."""
    name = _names().get(code)
    return None if name is None else Region(code, name, tuple(Level)[code.count(".")])


def parents(code: str) -> tuple[Region, ...]:
    """Return what the region lies in, largest first; nothing for a province or an unknown code."""
    if find(code) is None:
        return ()
    parts = code.split(".")
    above = (find(".".join(parts[:length])) for length in range(1, len(parts)))
    return tuple(region for region in above if region is not None)


def inside(code: str, level: Level) -> list[Region]:
    """Return the regions of a level that lie in `code`, by their codes; none of an unknown one."""
    dots, start = tuple(Level).index(level), f"{code}."
    return [
        Region(found, name, level)
        for found, name in sorted(_names().items())
        if found.startswith(start) and found.count(".") == dots
    ]


def zone_of(code: str) -> str:
    """Return the IANA zone of the province a code begins with.

    Raises LookupError for a code outside Kalimantan: a guessed zone would move the business day.
    """
    zone = _ZONES.get(code.partition(".")[0])
    if zone is None:
        raise LookupError(code)
    return zone


@cache
def _names() -> dict[str, str]:
    """Read the table once: most processes never need it, and those that do need it often."""
    with _TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["kode"]: row["nama"] for row in csv.DictReader(lines)}
