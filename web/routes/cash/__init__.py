"""Kas: money members bring and fetch, each entry with its receipt."""

from litestar.handlers import HTTPRouteHandler

from web.routes.cash import assistants, deposits, entries, questions, withdrawals

ROUTES: list[HTTPRouteHandler] = [
    *deposits.ROUTES,
    *withdrawals.ROUTES,
    *entries.ROUTES,
    *questions.ROUTES,
    *assistants.ROUTES,
]
