"""What belongs to no person: static files, the worker, photos, the manifest, signs of life."""

import json
from pathlib import Path

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.refusals import Refused
from web.answers import AnyRequest
from web.static_files import static_tree

_FOR_EVER = "public, max-age=31536000, immutable"
# The policy of pages is longer than many a file, and means nothing for what is no page.
_NO_PAGE = "default-src 'none'; sandbox"
_PHOTO_HEADERS = {
    "Cache-Control": _FOR_EVER,
    "Content-Disposition": "inline",
    "Content-Security-Policy": _NO_PAGE,
}
_ICONS = (
    ("icon-192", "192x192", "any"),
    ("icon-512", "512x512", "any"),
    ("maskable-512", "512x512", "maskable"),
)


@get("/livez", sync_to_thread=False)
def show_life() -> Response[str]:
    """Answer without touching a database."""
    return Response("ok", media_type="text/plain", headers={"Cache-Control": "no-store"})


@get("/static/{digest:str}/{name:path}", sync_to_thread=False)
def show_static(
    request: AnyRequest, digest: FromPath[str], name: FromPath[Path]
) -> Response[bytes]:
    """Answer with a static file. A page saved releases ago asks by an old digest and gets today's
    file.
    """
    tree = static_tree()
    file = tree.files.get(str(name).lstrip("/"))
    if file is None:
        raise Refused("not_found")
    headers = {
        "Cache-Control": _FOR_EVER if digest == tree.digest else "public, no-cache",
        "Content-Security-Policy": _NO_PAGE,
        "Vary": "Accept-Encoding",
    }
    if file.packed is not None and "br" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "br"
        return Response(file.packed, headers=headers, media_type=file.media_type)
    return Response(file.content, headers=headers, media_type=file.media_type)


@get("/service-worker.js", sync_to_thread=False)
def show_worker() -> Response[str]:
    """Lead the browser to today's worker: the address stays, what it imports changes."""
    line = f'import "/static/{static_tree().digest}/sw/service_worker.js";\n'
    return Response(line, media_type="text/javascript", headers={"Cache-Control": "no-cache"})


@get("/foto/{name:str}", sync_to_thread=True)
def show_photo(request: AnyRequest, name: FromPath[str]) -> Response[bytes]:
    """Answer with a photo of goods, by the digest of its content."""
    path: Path = request.app.state.settings.photos / name
    stem, _, suffix = name.rpartition(".")
    if suffix != "webp" or not stem.replace("-", "").isalnum() or not path.is_file():
        raise Refused("not_found")
    return Response(path.read_bytes(), headers=_PHOTO_HEADERS, media_type="image/webp")


@get("/robots.txt", sync_to_thread=False)
def show_robots() -> Response[str]:
    """Only the sign-in page is anybody's business."""
    text = "User-agent: *\nAllow: /masuk\nAllow: /static/\nDisallow: /\n"
    return Response(
        text, media_type="text/plain", headers={"Cache-Control": "public, max-age=86400"}
    )


@get("/manifest.webmanifest", sync_to_thread=False)
def show_manifest() -> Response[bytes]:
    """What a phone needs to put Lumbung on its home screen."""
    static = static_tree().address
    icons = [
        {"src": static(f"icons/{name}.png"), "sizes": size, "type": "image/png", "purpose": purpose}
        for name, size, purpose in _ICONS
    ]
    manifest = {
        "name": "Lumbung",
        "short_name": "Lumbung",
        "description": "Simpanan, belanja dan pesanan di koperasi desa",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "lang": "id",
        "background_color": "#fffdf9",
        "theme_color": "#a3151f",
        "icons": icons,
        "shortcuts": [
            {"name": "Daftar barang", "url": "/barang"},
            {"name": "Pesanan saya", "url": "/pesanan"},
            {"name": "Simpanan", "url": "/simpanan"},
            {"name": "Kiriman", "url": "/kiriman"},
        ],
    }
    headers = {"Cache-Control": "public, max-age=3600"}
    content = json.dumps(manifest, ensure_ascii=False).encode()
    return Response(content, headers=headers, media_type="application/manifest+json")


ROUTES: list[HTTPRouteHandler] = [
    show_life,
    show_static,
    show_worker,
    show_photo,
    show_robots,
    show_manifest,
]
