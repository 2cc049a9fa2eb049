"""What the pages for people say is so: commands, links, names, the words of the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cooperative.people.pins import DEMO_PASSPHRASE, DEMO_PIN
from lumbung.command import main
from lumbung.demo.guide import WHAT
from tests.source import ROOT, name_of, python_files, tree_of
from web.words import REFUSALS

DOCS = (ROOT / "docs").rglob("*.md")
PAGES = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")] + sorted(DOCS)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))


def _text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _commands(name: str) -> Iterator[tuple[str, str]]:
    """Yield (page, rest of the line) for every `name ...` in code of a page."""
    for page in PAGES:
        for code in re.findall(r"```.*?```|`[^`\n]+`", _text(page), flags=re.DOTALL):
            for found in re.findall(rf"(?:^|`|bin/){name} ([^`\n]+)", code, flags=re.MULTILINE):
                yield name_of(page), found.partition("#")[0]


def test_every_make_command_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", _text(ROOT / "Makefile"), flags=re.MULTILINE))
    named = {(page, rest.split()[-1]) for page, rest in _commands("make")}
    assert ("README.md", "run") in named
    assert ("README.md", "test") in named
    assert sorted((page, target) for page, target in named if target not in targets) == []


def test_every_lumbung_command_and_option_exists(capsys: pytest.CaptureFixture[str]) -> None:
    helps: dict[str, str] = {}
    wrong: list[tuple[str, str]] = []
    named = list(_commands("lumbung"))
    for page, rest in named:
        command, *words = rest.split()
        if command not in helps:
            with pytest.raises(SystemExit) as ended:
                main([command, "--help"])
            assert ended.value.code == 0, (page, command)
            helps[command] = capsys.readouterr().out
        options = [word for word in words if word.startswith("--") and word != "--help"]
        wrong += [(page, option) for option in options if option not in helps[command]]
    assert len({rest.split()[0] for _, rest in named}) >= 6
    assert wrong == []


def test_every_link_leads_somewhere() -> None:
    broken = [
        f"{name_of(page)}: {target}"
        for page in PAGES
        for target in re.findall(r"\]\(([^)\s]+)\)", _text(page))
        if "://" not in target and not _leads_somewhere(page, target)
    ]
    assert broken == []


def _leads_somewhere(page: Path, target: str) -> bool:
    path, _, section = target.partition("#")
    there = page.parent / path if path else page
    if not there.exists() or not section:
        return there.exists()
    heads = re.findall(r"^#+ (.+)$", _text(there), flags=re.MULTILINE)
    return section in {re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in heads}


def test_files_that_are_named_exist() -> None:
    top = r"(?:cooperative|web|lumbung|notifications|service_worker|migrations|tests|docs)"
    wrong = [
        f"{name_of(page)}: {path}"
        for page in PAGES
        for path in re.findall(rf"`({top}/[\w/.*-]*)`", _text(page))
        if not list(ROOT.glob(path.rstrip("/")))
    ]
    assert wrong == []


def test_the_readme_says_who_can_sign_in() -> None:
    readme = _text(ROOT / "README.md")
    assert re.findall(r"^\| `(\w+)` \|", readme, flags=re.MULTILINE) == list(WHAT)
    assert f"`{DEMO_PIN}`" in readme
    assert f"*{DEMO_PASSPHRASE}*" in readme


def test_every_refusal_is_in_the_glossary() -> None:
    glossary = _text(ROOT / "docs" / "glossary.md")
    assert sorted(code for code in REFUSALS if f"`{code}`" not in glossary) == []
    listed = re.findall(r"`(\w+)`", glossary.partition("## Refusals")[2])
    assert sorted(set(listed) - set(REFUSALS)) == []


def test_every_state_and_kind_is_in_the_glossary() -> None:
    glossary = _text(ROOT / "docs" / "glossary.md")
    words = {
        statement.value.value
        for file in python_files("cooperative")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef) and "StrEnum" in map(ast.unparse, node.bases)
        for statement in node.body
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
    }
    assert len(words) > 40
    assert sorted(str(word) for word in words if f"`{word}`" not in glossary) == []


def test_decisions_are_numbered_and_say_what_they_cost() -> None:
    numbers = [int(page.name[:4]) for page in DECISIONS]
    assert numbers == list(range(1, len(numbers) + 1))
    for page in DECISIONS:
        text = _text(page)
        assert text.startswith(f"# {page.name[:4]}. "), page.name
        for part in ("**Context.**", "**Decision.**", "**What it costs.**"):
            assert part in text, (page.name, part)
