"""Kotak masuk, and what a phone is told at once."""

from litestar.handlers import HTTPRouteHandler

from web.routes.news import inbox, push

ROUTES: list[HTTPRouteHandler] = [*inbox.ROUTES, *push.ROUTES]
