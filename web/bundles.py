"""The scripts of the browser, joined: an entry of `service_worker/` with everything it imports.

Modules stay small and are checked one by one; a phone on 2G asks for few files. What pages and the
worker both need, the modules of `CORE`, travels once, as `core.js`, and the others import it.
Joining is no more than taking out `import` and `export`, so a module may only say what that allows:
static imports of names from its neighbours, `export` before a declaration, and top-level names that
no other module of the bundle has. `import("./offline.js")` and `import.meta.url` stay, and mean the
bundle.
"""

import re
from collections import Counter
from pathlib import Path

ENTRIES = ("page.js", "offline.js", "kiriman.js", "service_worker.js")
CORE = ("outbox", "people", "store")
CORE_NAME = "core.js"

_IMPORT = re.compile(r'^import \{([\w$,\s]+)\} from "(\.{1,2}/[^"]+)";\n?', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import\b(?!\s*[.(])|export\b).*", re.MULTILINE)
_DECLARED = re.compile(
    r"^(export )?(?:async )?(?:function\*?|class|const|let|var)\s+([\w$]+|[\[{][^\]}]*[\]}])",
    re.MULTILINE,
)
_NAME = re.compile(r"[\w$]+(?=\s*(?:=[^,]*)?(?:,|$))")


class CannotJoin(Exception):
    """A module says something that joining does not allow: a mistake of ours."""


def bundles(folder: Path) -> dict[str, str]:
    """Return the scripts made of the modules in `folder`, by the name of their entry.

    An entry that is not there is left out. Raises CannotJoin.
    """
    core = {
        module.resolve(): module.read_text(encoding="utf-8")
        for name in CORE
        for module in sorted((folder / name).glob("*.js"))
    }
    made = {
        entry.name: joined(entry, core=frozenset(core))
        for name in ENTRIES
        if (entry := folder / name).is_file()
    }
    if core:
        made[CORE_NAME] = _joined_core(core)
    return made


def joined(entry: Path, *, core: frozenset[Path] = frozenset()) -> str:
    """Return an entry and all it imports as one module, in the order a browser would run them.

    What comes from a module of `core` stays imported.
    """
    sources: dict[Path, str] = {}
    _read(entry.resolve(), sources)
    shared = sorted(
        {
            name
            for module, source in sources.items()
            if module not in core
            for wanted, path in _IMPORT.findall(source)
            if (module.parent / path).resolve() in core
            for name in wanted.replace(",", " ").split()
        }
    )
    own = {module: source for module, source in sources.items() if module not in core}
    head = f'import {{{", ".join(shared)}}} from "./{CORE_NAME}";\n' if shared else ""
    return head + _closed(_one(entry.name, own, shared))


def _joined_core(core: dict[Path, str]) -> str:
    sources: dict[Path, str] = {}
    for module in core:
        _read(module, sources)
    if outside := [module.name for module in sources if module not in core]:
        raise CannotJoin(f"{CORE_NAME}: {', '.join(outside)} is no part of it")
    given = sorted({name for source in core.values() for name in _declared(source, exported=True)})
    names = ", ".join(given)
    body = _one(CORE_NAME, sources, [])
    return (
        f"const {{{names}}} = (() => {{\n{body}\nreturn {{{names}}};\n}})();\nexport {{{names}}};"
    )


def _one(name: str, sources: dict[Path, str], shared: list[str]) -> str:
    names = Counter([*shared, *(one for source in sources.values() for one in _declared(source))])
    if twice := sorted(name for name, count in names.items() if count > 1):
        raise CannotJoin(f"{name}: two modules call something {', '.join(twice)}")
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", source)) for source in sources.values())


def _closed(source: str) -> str:
    # Inside a function every name is the minifier's to shorten.
    return f"(() => {{\n{source}\n}})();"


def _read(module: Path, sources: dict[Path, str], reading: tuple[Path, ...] = ()) -> None:
    """Add a module after those it imports."""
    if module in sources or module in reading:
        return
    try:
        source = module.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CannotJoin(f"{reading[-1].name} imports {module.name}, which is not there") from None
    if left := _LEFT.search(_EXPORT.sub("", _IMPORT.sub("", source))):
        raise CannotJoin(f"{module.name}: cannot be joined: {left[0]}")
    for wanted, path in _IMPORT.findall(source):
        other = (module.parent / path).resolve()
        _read(other, sources, (*reading, module))
        given = _declared(other.read_text(encoding="utf-8"), exported=True)
        if missing := sorted(set(wanted.replace(",", " ").split()) - set(given)):
            raise CannotJoin(f"{module.name} imports {', '.join(missing)} from {other.name}")
    sources[module] = source


def _declared(source: str, *, exported: bool = False) -> list[str]:
    """Return the top-level names of a module, which its formatter puts at the start of a line."""
    found = [what for mark, what in _DECLARED.findall(source) if mark or not exported]
    return [name for what in found for name in _NAME.findall(what.strip("[]{} \n"))]
