"""What the code says and what people read must not drift apart."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.source import ROOT, calls, name_of, places, python_files, tree_of

GENERATED = {".git", ".venv", "node_modules", "data", ".hypothesis", "__pycache__", "dist"}
TEXT_ENDINGS = {".py", ".js", ".html", ".css", ".md", ".toml", ".json", ".txt", ".csv", ".svg"}


def test_every_refusal_has_its_sentence() -> None:
    from web.words import REFUSALS

    used = {code for _, code in _codes("Refused")}
    assert sorted(used - set(REFUSALS)) == []


def test_no_sentence_is_left_of_a_refusal_that_is_gone() -> None:
    from web.words import REFUSALS

    said = {
        node.value
        for file in python_files()
        if "words" not in file.parts
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert sorted(set(REFUSALS) - said) == []


def test_a_refusal_is_named_by_a_literal() -> None:
    unreadable = [
        f"{name_of(file)}:{call.lineno}"
        for file in python_files()
        for name, call in calls(file)
        if name == "Refused" and not _literals(call.args[0])
    ]
    assert not unreadable


def test_every_kind_of_activity_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    kinds = {
        kind
        for file in python_files()
        for name, call in calls(file)
        if name == "record"
        for argument in call.args[1:2]
        for kind in _literals(argument)
    }
    assert kinds
    assert sorted(kind for kind in kinds if f"`{kind}`" not in glossary) == []


def test_settings_and_the_operating_page_name_the_same() -> None:
    setting = re.compile(r"\bLUMBUNG_[A-Z_]+[A-Z]\b")
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    read = {name for file in python_files() for name in setting.findall(file.read_text("utf-8"))}
    assert sorted(read ^ set(setting.findall(page))) == []


def test_locks_hold_versions_and_hashes_but_no_address() -> None:
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert "//" not in text
        pinned = [line for line in text.splitlines() if not line.startswith(" ")]
        assert all("==" in line and line.endswith("\\") for line in pinned)
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert all("resolved" not in package for package in packages.values())
    assert all("integrity" in package for name, package in packages.items() if name)


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    homes = r"(?<![\w.-])/((root|home|work|Users)/|tmp/l[b])"
    found = [hit for file in _texts(ROOT) for hit in places(file, homes)]
    assert not found


def _codes(of: str) -> Iterator[tuple[Path, str]]:
    for file in python_files():
        for name, call in calls(file):
            if name == of and call.args:
                for code in _literals(call.args[0]):
                    yield file, code


def _literals(expression: ast.expr) -> list[str]:
    """Return the texts an argument can be: one, or those of an `a if ... else b`."""
    match expression:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=otherwise):
            return [*_literals(body), *_literals(otherwise)]
        case _:
            return []


def _texts(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.is_dir():
            if entry.name not in GENERATED or (entry.parent != ROOT and entry.name == "data"):
                yield from _texts(entry)
        elif entry.suffix in TEXT_ENDINGS or entry.name in {"Makefile", "run"}:
            yield entry
