"""The way back to the page a form was sent from: only ever to a page of our own."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from litestar import Request


def came_from(
    request: Request[Any, Any, Any],
    *allowed: str,
    otherwise: str,
    anchor: str = "",
    **query: int | str,
) -> str:
    """Return the address of the page before, if its path is one of `allowed` or below it.

    Its filters stay; `query` is added to them, and a name with an empty value is taken out.
    """
    before = urlsplit(request.headers.get("referer", ""))
    path = before.path if _is_allowed(before.path, allowed) else otherwise
    kept = dict(parse_qsl(before.query)) if path == before.path else {}
    kept = {name: value for name, value in (kept | query).items() if value != ""}
    return path + (f"?{urlencode(kept)}" if kept else "") + (f"#{anchor}" if anchor else "")


def _is_allowed(path: str, allowed: tuple[str, ...]) -> bool:
    return any(path == one or (one != "/" and path.startswith(f"{one}/")) for one in allowed)
