"""Pages of a list: which one is asked for, and how many there are."""

from typing import Any

from litestar import Request

_MOST_DIGITS = 4


def page_number(request: Request[Any, Any, Any]) -> int:
    """Return `?halaman=n`; anything that is no page number is the first page."""
    asked = request.query_params.get("halaman", "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= _MOST_DIGITS
    return max(int(asked), 1) if is_number else 1


def page_count(rows: int, per_page: int) -> int:
    """Return how many pages `rows` lines make; an empty list is one page."""
    return max(1, -(-rows // per_page))
