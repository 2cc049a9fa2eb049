"""`make bench-province`: a province on SQLite and on PostgreSQL, against the budgets."""

import argparse
import sys
import tempfile
from pathlib import Path

from lumbung.bench.province import pages, reading
from lumbung.bench.province.people import sign_in_lookers
from lumbung.bench.province.place import Place, in_files, make, on_server
from lumbung.bench.report import Row, show, write
from lumbung.bench.run import FOLDER


def main() -> int:
    """Measure, print, and leave `data/bench/province.json`; 1 where a budget is missed."""
    options = _parser().parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[Row]] = {}
    with tempfile.TemporaryDirectory(prefix="province-", dir=FOLDER) as made:
        folder = Path(made).absolute()
        places = {"sqlite": in_files(options.data or folder / "files")}
        places["postgresql"] = on_server(folder / "server")
        for name, opened in places.items():
            if options.only in {None, name}:
                with opened as place:
                    found[place.name] = _measure(place, options)
                    show(place.name, found[place.name])
    write(found, FOLDER / "province.json")
    return 1 if any(row.ok is False for rows in found.values() for row in rows) else 0


def _measure(place: Place, options: argparse.Namespace) -> list[Row]:
    place.folder.mkdir(exist_ok=True)
    rows = [*make(place, options.region, options.days), *reading.measure(place)]
    lookers = sign_in_lookers(place)
    place.copy_store()
    days = reading.lengthen(place.tenfold_url)
    rows.append(Row("rows of days, ten times the history", f"{days:,}"))
    return [*rows, *pages.measure(place, lookers)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make bench-province", description=__doc__)
    parser.add_argument("--region", default="61", help="a province, or a part of it")
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    parser.add_argument("--data", type=Path, help="a folder with such a province on SQLite")
    return parser


if __name__ == "__main__":
    sys.exit(main())
