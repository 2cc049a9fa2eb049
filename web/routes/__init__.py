"""The list of all routes, one module per noun."""

from litestar.handlers import HTTPRouteHandler

from web.routes import (
    basket,
    catalogue,
    enrolment,
    goods,
    home,
    inbox,
    locks,
    members,
    orders,
    phones,
    roles,
    savings,
    shell,
    sign_in,
    submissions,
)

ROUTES: list[HTTPRouteHandler] = [
    *shell.ROUTES,
    *sign_in.ROUTES,
    *enrolment.ROUTES,
    *locks.ROUTES,
    *home.ROUTES,
    *savings.ROUTES,
    *catalogue.ROUTES,
    *goods.ROUTES,
    *basket.ROUTES,
    *orders.ROUTES,
    *inbox.ROUTES,
    *submissions.ROUTES,
    *members.ROUTES,
    *phones.ROUTES,
    *roles.ROUTES,
]
