"""Static files under an address that carries the digest of the whole tree, so they may be kept for
ever.

They are few and small, so they live in memory: scripts without what only people need, and all text
compressed once with brotli's slowest and best setting. `python -m web.static_files`, part of `make
setup`, leaves both for the next start.
"""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

import brotli

from web.bundles import bundles

HERE = Path(__file__).parent
_STATIC = HERE / "static"
_INSTALLED, _CHECKOUT = HERE / "_service_worker", HERE.parent / "service_worker"
SCRIPTS = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
PACKED = _STATIC / ".packed"

TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".txt": "text/plain",
}
_COMPRESSIBLE = {".css", ".js", ".svg", ".txt"}


@dataclass(frozen=True)
class StaticFile:
    """A file as it is and, where that pays, packed with brotli."""

    content: bytes
    packed: bytes | None
    media_type: str


@dataclass(frozen=True)
class StaticTree:
    """All static files by name, and the digest of them all."""

    digest: str
    files: dict[str, StaticFile]

    def address(self, name: str) -> str:
        """Return the address of the file `name`; a missing one is a mistake of a template."""
        if name not in self.files:
            raise LookupError(name)
        return f"/static/{self.digest}/{name}"

    def text(self, name: str) -> str:
        """Return a text file's content."""
        return self.files[name].content.decode()


@cache
def static_tree() -> StaticTree:
    """Read all static files, and join the browser's scripts under `sw/`."""
    found = {path.relative_to(_STATIC).as_posix(): path.read_bytes() for path in _files(_STATIC)}
    found |= {f"sw/{name}": _small(script) for name, script in bundles(SCRIPTS).items()}
    contents = dict(sorted(found.items()))
    whole = sha256()
    for name, content in contents.items():
        whole.update(name.encode() + b"\0" + sha256(content).digest())
    files = {name: _read(name, content) for name, content in contents.items()}
    return StaticTree(digest=whole.hexdigest()[:12], files=files)


def _files(folder: Path) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.suffix in TYPES and not any(part.startswith(".") for part in path.parts[-3:])
    ]


def _read(name: str, content: bytes) -> StaticFile:
    suffix = Path(name).suffix
    packed = _packed(content) if suffix in _COMPRESSIBLE else None
    return StaticFile(content=content, packed=packed, media_type=TYPES[suffix])


def _small(script: str) -> bytes:
    copy = _copy_of(script.encode(), ".js")
    if copy.is_file():
        return copy.read_bytes()
    import minify  # with a runtime of its own: only where scripts are packed

    return minify.string("application/javascript", script).encode()


def _packed(content: bytes) -> bytes:
    copy = _copy_of(content, ".br")
    return copy.read_bytes() if copy.is_file() else brotli.compress(content, quality=11)


def _copy_of(source: bytes, suffix: str) -> Path:
    return PACKED / f"{sha256(source).hexdigest()}{suffix}"


def pack() -> None:
    """Leave the small and packed copies of all static files for the next start."""
    PACKED.mkdir(exist_ok=True)
    kept = {
        _copy_of(script.encode(), ".js"): _small(script) for script in bundles(SCRIPTS).values()
    }
    for file in static_tree().files.values():
        if file.packed is not None:
            kept[_copy_of(file.content, ".br")] = file.packed
    for copy, content in kept.items():
        copy.write_bytes(content)
    for stale in set(PACKED.iterdir()) - set(kept):
        stale.unlink()


if __name__ == "__main__":
    pack()
