"""The browser's scripts: many small modules in the repository, five files on the phone."""

import re
import subprocess
from pathlib import Path

import pytest

from web.bundles import ENTRIES, CannotJoin, bundles, joined
from web.static_files import SCRIPTS, static_tree


def _modules(folder: Path, **sources: str) -> Path:
    for name, source in sources.items():
        (folder / f"{name}.js").write_text(source, encoding="utf-8")
    return folder / "page.js"


def test_what_is_imported_comes_first_and_once(tmp_path: Path):
    entry = _modules(
        tmp_path,
        page='import { a } from "./a.js";\nimport {\n  b,\n  c,\n} from "./b.js";\na(b, c);\n',
        a='import { b } from "./b.js";\nexport function a() {\n  b();\n}\n',
        b="export const b = () => 1;\nexport async function c() {}\n",
    )
    whole = joined(entry)
    assert re.findall(r"const b|function c|function a|a\(b, c\)", whole) == [
        "const b",
        "function c",
        "function a",
        "a(b, c)",
    ]
    assert "import" not in whole
    assert "export" not in whole


def test_the_address_of_the_bundle_and_a_later_import_stay(tmp_path: Path):
    later = 'const more = () => import("./offline.js");\nmore(import.meta.url);\n'
    _modules(tmp_path, page=later)
    script = bundles(tmp_path)["page.js"]
    assert 'import("./offline.js")' in script
    assert "import.meta.url" in script


def test_an_entry_that_is_not_written_yet_is_left_out(tmp_path: Path):
    _modules(tmp_path, page="start();\n")
    assert list(bundles(tmp_path)) == ["page.js"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('import all from "./a.js";', "cannot be joined: import all"),
        ('import * as all from "./a.js";', "cannot be joined: import"),
        ('import "./a.js";', "cannot be joined: import"),
        ('import { a } from "htmx";', "cannot be joined: import"),
        ('export { a } from "./a.js";', "cannot be joined: export"),
        ('export * from "./a.js";', "cannot be joined: export"),
        ("export default 1;", "cannot be joined: export default"),
        ('import { a as b } from "./a.js";', "imports as, b from a.js"),
        ('import { z } from "./a.js";', "imports z from a.js"),
        ('import { hidden } from "./a.js";', "imports hidden from a.js"),
        ('import { z } from "./z.js";', "z.js, which is not there"),
    ],
)
def test_what_joining_cannot_do_is_said(tmp_path: Path, line: str, said: str):
    entry = _modules(tmp_path, page=f"{line}\n", a="export const a = 1;\nconst hidden = 2;\n")
    with pytest.raises(CannotJoin, match=re.escape(said)):
        joined(entry)


@pytest.mark.parametrize("line", ["const b = 1;", "let [, b] = [];", "const { x: b } = {};"])
def test_two_modules_with_one_name_are_not_joined(tmp_path: Path, line: str):
    entry = _modules(
        tmp_path, page=f'import {{ a }} from "./a.js";\n{line}\n', a="export const a = 1;\nlet b;\n"
    )
    with pytest.raises(CannotJoin, match="two modules call something b"):
        joined(entry)


def test_what_pages_and_worker_share_travels_once(tmp_path: Path):
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "a.js").write_text("const hidden = 1;\nexport const a = hidden;\n")
    line = 'import { a } from "./store/a.js";\nconst hidden = a;\nconsole.log(hidden);\n'
    _modules(tmp_path, page=line, offline=line)
    made = bundles(tmp_path)
    assert set(made) == {"page.js", "offline.js", "core.js"}
    assert 'from "./core.js"' in made["page.js"]
    assert "export {a" in made["core.js"]


def test_what_is_shared_needs_nothing_of_the_pages(tmp_path: Path):
    (tmp_path / "store").mkdir()
    source = 'import { b } from "../b.js";\nexport const a = b;\n'
    (tmp_path / "store" / "a.js").write_text(source)
    _modules(tmp_path, page="start();\n", b="export const b = 1;\n")
    with pytest.raises(CannotJoin, match="is no part of it"):
        bundles(tmp_path)


def test_what_the_phones_get_is_javascript(tmp_path: Path):
    made = {name: file for name, file in static_tree().files.items() if name.startswith("sw/")}
    assert set(made) == {f"sw/{name}" for name in (*ENTRIES, "core.js")}
    for name, script in made.items():
        file = tmp_path / Path(name).with_suffix(".mjs").name
        file.write_bytes(script.content)
        checked = subprocess.run(["node", "--check", file], capture_output=True, check=False)
        assert checked.returncode == 0, checked.stderr.decode()


def test_the_modules_themselves_are_not_served():
    served = {name for name in static_tree().files if name.startswith("sw/")}
    assert served == {f"sw/{name}" for name in bundles(SCRIPTS)}
    style = b'new URL("../app.css",import.meta.url)'
    assert style in static_tree().files["sw/page.js"].content
