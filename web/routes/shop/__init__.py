"""Gerai: orders, stock and goods as the people of the shop see them."""

from litestar.handlers import HTTPRouteHandler

from web.routes.shop import (
    differences,
    goods,
    handover,
    movements,
    orders,
    prices,
    sales,
    steps,
    stock,
)

ROUTES: list[HTTPRouteHandler] = [
    *sales.ROUTES,
    *orders.ROUTES,
    *steps.ROUTES,
    *handover.ROUTES,
    *stock.ROUTES,
    *movements.ROUTES,
    *goods.ROUTES,
    *prices.ROUTES,
    *differences.ROUTES,
]
