"""The project's own source, as the house rules read it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("cooperative", "monitoring", "notifications", "web", "lumbung")
TEMPLATES = ROOT / "web" / "templates"
SOURCE_ENDINGS = {".py", ".js", ".html", ".css"}


def python_files(*folders: str) -> list[Path]:
    """Return the Python files of top-level `folders`, or of all packages."""
    return [
        file for folder in folders or PACKAGES for file in sorted((ROOT / folder).rglob("*.py"))
    ]


def source_files() -> list[Path]:
    """Return everything people write and read as source, tests and migrations included."""
    folders = (*PACKAGES, "service_worker", "migrations", "tests")
    found = (file for folder in folders for file in sorted((ROOT / folder).rglob("*")))
    return [file for file in found if file.suffix in SOURCE_ENDINGS and "vendor" not in file.parts]


def templates() -> list[Path]:
    """Return all templates."""
    return sorted(TEMPLATES.rglob("*.html"))


def name_of(file: Path) -> str:
    """Return the path as it is written in this repository."""
    return file.relative_to(ROOT).as_posix()


@cache
def tree_of(file: Path) -> ast.Module:
    """Return the parsed Python file."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield (last part of the called name, call) for every call of a Python file."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield name, node
                case _:
                    pass


def places(file: Path, pattern: str) -> list[str]:
    """Return "path:line: text" wherever `pattern` is found in a line."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [
        f"{name_of(file)}:{number}: {line.strip()}"
        for number, line in enumerate(lines, 1)
        if re.search(pattern, line)
    ]


def place(file: Path, node: ast.expr | ast.stmt) -> str:
    """Return "path:line" of a piece of Python."""
    return f"{name_of(file)}:{node.lineno}"
