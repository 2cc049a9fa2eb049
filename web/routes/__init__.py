"""The list of all routes, one module per noun."""

from litestar.handlers import HTTPRouteHandler

from web.routes import (
    basket,
    books,
    catalogue,
    enrolment,
    goods,
    home,
    inbox,
    locks,
    members,
    orders,
    patterns,
    phones,
    roles,
    savings,
    shell,
    shop,
    sign_in,
    submissions,
    watch,
)

ROUTES: list[HTTPRouteHandler] = [
    *shell.ROUTES,
    *patterns.ROUTES,
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
    *shop.ROUTES,
    *books.ROUTES,
    *watch.ROUTES,
]
