"""The source lints itself: what no linter knows of this house (see CONTRIBUTING.md)."""

import ast
import re
from collections import Counter

from cooperative.books.ink import INK
from tests.source import (
    PACKAGES,
    ROOT,
    calls,
    name_of,
    place,
    places,
    python_files,
    source_files,
    tree_of,
)

INK_CLASSES = {"".join(part.title() for part in table.split("_")) for table in INK}


def test_no_source_file_is_long() -> None:
    too_long = [
        f"{name_of(file)}: {lines}"
        for file in source_files()
        if file.suffix != ".css"
        and "versions" not in file.parts
        and (lines := len(file.read_text(encoding="utf-8").splitlines()))
        > (300 if "tests" in file.parts else 200)
    ]
    assert not too_long


def test_no_python_function_is_longer_than_40_lines() -> None:
    too_long = [
        f"{place(file, node)} {node.name}: {lines}"
        for file in python_files(*PACKAGES, "tests")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > 40
    ]
    assert not too_long


def test_no_folder_holds_more_than_20_source_files() -> None:
    folders = Counter(file.parent for file in source_files() if "versions" not in file.parts)
    assert not [f"{name_of(folder)}: {count}" for folder, count in folders.items() if count > 20]


def test_transactions_begin_and_end_in_the_books_only() -> None:
    home = ROOT / "cooperative" / "books"
    elsewhere = [
        f"{place(file, call)} {name}"
        for file in python_files()
        if home not in file.parents
        for name, call in calls(file)
        if name in {"commit", "begin", "Session"}
    ]
    assert not elsewhere


def test_a_flush_says_why() -> None:
    assert not [found for file in python_files() for found in places(file, r"\.flush\(\)(?!.*#)")]


def test_rows_have_no_relationships() -> None:
    assert not [
        place(file, call)
        for file in python_files()
        for name, call in calls(file)
        if name in {"Relationship", "relationship"}
    ]


def test_the_books_know_no_fractions_of_a_rupiah() -> None:
    fractions = {"float", "Float", "Numeric", "Double", "REAL", "Decimal"}
    found = [
        f"{place(file, node)} {name}"
        for file in python_files("cooperative")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Name | ast.Attribute)
        and (name := node.id if isinstance(node, ast.Name) else node.attr) in fractions
    ]
    assert not found


def test_rupiah_are_never_divided_with_a_remainder_lost_in_a_float() -> None:
    found = [
        place(file, node)
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Div)
        and re.search(r"_(rupiah|units)\b", ast.unparse(node))
    ]
    assert not found


def test_amounts_are_whole_numbers() -> None:
    found = [
        place(file, node)
        for file in python_files()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.AnnAssign)
        and re.search(r"_(rupiah|units)$", ast.unparse(node.target))
        and not re.fullmatch(
            r"(ClassVar\[)?int( \| None)?\]?|NotRequired\[int\]", ast.unparse(node.annotation)
        )
    ]
    assert not found


def test_ink_is_never_changed_or_removed() -> None:
    table = "|".join(INK)
    in_sql = rf"(?i)\b(UPDATE|DELETE\s+FROM|INSERT\s+OR\s+REPLACE\s+INTO)\s+\"?({table})\b"
    # A restored feed carries another server's transaction ids: restoring rewrites them.
    restore = ROOT / "lumbung" / "restore.py"
    found = [hit for file in python_files() if file != restore for hit in places(file, in_sql)]
    found += [
        f"{place(file, call)} {name}({ast.unparse(argument)})"
        for file in python_files()
        for name, call in calls(file)
        if name in {"update", "delete"}
        for argument in call.args[:1]
        if ast.unparse(argument).split(".")[-1] in INK_CLASSES
    ]
    assert not found


def test_tests_neither_sleep_nor_skip() -> None:
    found = [
        f"{place(file, node)} {name}"
        for file in python_files("tests")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute)
        and (name := ast.unparse(node))
        in {"time.sleep", "asyncio.sleep", "pytest.skip", "pytest.mark.skip", "pytest.mark.skipif"}
    ]
    assert not found


def test_nothing_is_left_to_do() -> None:
    mark = r"\b(TOD[O]|FIXM[E]|XX[X])\b"
    assert not [found for file in source_files() for found in places(file, mark)]
