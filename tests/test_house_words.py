"""What the code says and what people read must not drift apart."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.source import ROOT, calls, places, python_files, tree_of

GENERATED = {".git", ".venv", "node_modules", "data", ".hypothesis", "__pycache__", "dist"}
TEXT_ENDINGS = {".py", ".js", ".html", ".css", ".md", ".toml", ".json", ".txt", ".csv", ".svg"}


def test_every_refusal_has_its_sentence() -> None:
    from web.words import REFUSALS

    assert sorted(_raised_codes() - set(REFUSALS)) == []
    assert sorted(_promised_codes() - set(REFUSALS)) == []


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


def test_every_kind_of_activity_and_news_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    kinds = {
        node.value
        for file in python_files("cooperative")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z]+\.(?!id$)[a-z_]+", node.value)  # "person.id" is a column
    }
    assert kinds
    # Only opened by the mark: "member.became_" is the beginning of several kinds.
    assert sorted(kind for kind in kinds if f"`{kind}" not in glossary) == []


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


def _raised_codes() -> set[str]:
    """Return the codes given to Refused, and those a rule hands on as `code=` to a helper."""
    return {
        code
        for file in python_files()
        for name, call in calls(file)
        for argument in (
            *(call.args[:1] if name == "Refused" else ()),
            *(word.value for word in call.keywords if word.arg == "code" and _is_rule(file)),
        )
        for code in _literals(argument)
    }


def _is_rule(file: Path) -> bool:
    return ROOT / "cooperative" in file.parents


def _promised_codes() -> set[str]:
    """Return the codes docstrings name: Raises Refused("stock_short", facts), ("not_member")."""
    return {
        code
        for file in python_files("cooperative")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and (words := ast.get_docstring(node))
        and "Refused(" in words
        for code in re.findall(r'\("([a-z_]+)"', words)
    }


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
