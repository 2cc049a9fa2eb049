"""Kunjungan: what an assistant writes on the road, and what officers say to it."""

from litestar.handlers import HTTPRouteHandler

from web.routes.visits import acts, pages

ROUTES: list[HTTPRouteHandler] = [*pages.ROUTES, *acts.ROUTES]
