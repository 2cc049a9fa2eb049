"""Pantau: the pages of those who look after several cooperatives."""

from litestar.handlers import HTTPRouteHandler

from web.routes.watch import (
    assignments,
    assistants,
    cooperatives,
    exports,
    newcomers,
    pack,
    regions,
    savings,
    snoozes,
)

ROUTES: list[HTTPRouteHandler] = [
    *cooperatives.ROUTES,
    *pack.ROUTES,
    *regions.ROUTES,
    *assistants.ROUTES,
    *assignments.ROUTES,
    *newcomers.ROUTES,
    *snoozes.ROUTES,
    *exports.ROUTES,
    *savings.ROUTES,
]
