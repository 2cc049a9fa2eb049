"""The role matrix and the routes must name the same: a route without a row answers nobody."""

import re

from web.access import MATRIX
from web.routes import ROUTES


def test_every_route_has_its_row_in_the_role_matrix() -> None:
    assert sorted(_served() - set(MATRIX)) == []


def test_no_row_is_left_of_a_route_that_is_gone() -> None:
    assert sorted(set(MATRIX) - _served()) == []


def test_no_address_is_served_twice() -> None:
    addresses = [
        (method, path) for route in ROUTES for path in route.paths for method in route.http_methods
    ]
    assert len(addresses) == len(_served())


def test_browsers_only_look_and_send() -> None:
    assert {method for method, _ in _served()} == {"GET", "POST"}


def _served() -> set[tuple[str, str]]:
    """Return (method, address) of every route, without the types of its parameters."""
    return {
        (str(method), re.sub(r":[a-z]+\}", "}", path))
        for route in ROUTES
        for path in route.paths
        for method in route.http_methods
    }
