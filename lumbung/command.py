"""`lumbung`: every command, its options, and the module that does it (imported only when it is
called).
"""

import argparse
import importlib
import sys
from pathlib import Path

from lumbung.failure import Failure

DATA = "folder of the books, photos and secrets (LUMBUNG_DATA)"


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns 0, or 1 after a sentence about what is wrong."""
    options = _parser().parse_args(arguments)
    module = importlib.import_module(f"lumbung.{options.module}")
    try:
        return module.run(options)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="lumbung", description="Books, store and phones of a village cooperative."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _serve(_command(commands, "serve", "serve the pages"))
    _new(_command(commands, "new", "set up a cooperative and print the first officer's code"))
    _demo(
        _command(
            commands,
            "demo",
            "fill an empty folder with the demonstration village",
            module="demo.run",
        )
    )
    _backup(_command(commands, "backup", "copy the books while they are in use"))
    _restore(_command(commands, "restore", "put a copy in place of the books"))
    code = _command(commands, "code", "print a fresh one-time code for an officer")
    code.add_argument(
        "--village", default=None, help="code of the village, where there are several"
    )
    _pmo(_command(commands, "pmo", "give a kabupaten or province to a PMO and print the code"))
    _command(commands, "upgrade", "bring the books to the newest schema")
    _command(
        commands,
        "rebuild-monitoring",
        "read the feed from its beginning into the read store",
        module="rebuild_monitoring",
    )
    _command(commands, "check", "look for anything in the books that cannot be true")
    bench = _command(
        commands, "bench", "measure bytes, speed and memory against the budgets", module="bench.run"
    )
    bench.add_argument(
        "--only",
        choices=("bytes", "weak", "speed", "push", "memory", "lighthouse"),
        help="one part only",
    )
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",  # pyright: ignore[reportPrivateUsage]
    name: str,
    words: str,
    *,
    module: str | None = None,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words, description=words)
    command.set_defaults(module=module or name)
    command.add_argument("--data", type=Path, default=None, help=DATA)
    command.add_argument(
        "--database-url", default=None, help="postgresql://… instead of a file in the data folder"
    )
    command.add_argument(
        "--monitoring-url", default=None, help="the same for the read store of assistants and PMO"
    )
    return command


def _serve(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=8000)
    command.add_argument(
        "--public-origin",
        default=None,
        help="the one https name phones use (LUMBUNG_PUBLIC_ORIGIN)",
    )
    command.add_argument(
        "--demo", action="store_true", help="the demonstration village; loopback only"
    )
    command.add_argument(
        "--dev", action="store_true", help="the pattern page, and a restart when the source changes"
    )


def _new(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--village", default=None, help="code of the village, such as 61.12.09.2003"
    )
    command.add_argument("--name", default=None, help="name of the cooperative")
    command.add_argument("--zone", default=None, choices=("WIB", "WITA", "WIT"))
    command.add_argument("--outlet", default=None, help="name of the store")
    command.add_argument("--officer", default=None, help="name of the first officer")
    command.add_argument("--pokok", type=int, default=None, help="entry share in rupiah")
    command.add_argument("--wajib", type=int, default=None, help="monthly share in rupiah")


def _pmo(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--region", required=True, help="code of a kabupaten or province, as 61.12"
    )
    command.add_argument("--name", required=True, help="who looks after it")


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--days", type=int, default=365, help="how many days of trade")
    command.add_argument(
        "--province",
        default=None,
        help="all other villages of it too, light, with their assistants: 61, or a part as 61.12",
    )
    command.add_argument("--if-empty", action="store_true", help="do nothing where there are books")


def _backup(command: argparse.ArgumentParser) -> None:
    command.add_argument("target", type=Path, help="file or folder for the copy")


def _restore(command: argparse.ArgumentParser) -> None:
    command.add_argument("source", type=Path, help="a copy made by `lumbung backup`")
    command.add_argument(
        "--overwrite", action="store_true", help="replace books that are there; they are kept aside"
    )
