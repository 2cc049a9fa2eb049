"""Three people for tests of pages: Sari whose it is, Rini beside her, and Sari's namesake
elsewhere.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bs4 import BeautifulSoup

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.orders.tables import Order
from tests.shopping import order
from tests.village import Village, Villager, two_villages
from tests.web.wire import Phone, open_app, phone_of

_SPACE = re.compile(r" ([.,)])")
_CHANGING = re.compile(r'data-person="[^"]*"|value="[0-9a-f-]{36}"')


@dataclass
class Crowd:
    """Two villages in one set of books, and three people's phones."""

    here: Village
    other: Village
    sari: Phone
    rini: Phone
    elsewhere: Phone
    shopkeeper: Phone

    def order(self, who: Villager | None = None, **choices: object) -> Order:
        """Place an order of Sari's, or of somebody else of her village."""
        with self.here.books.transaction(self.here.coop_id) as session:
            return order(session, self.here, who or self.here.sari, **choices)

    def signed_in_later(self, clock: FixedClock, moment: datetime) -> Phone:
        """Move the clock, further than a session lasts, and return Sari's phone of that day."""
        clock.moment = moment
        return phone_of(self.sari.app, self.here, self.here.sari)


def crowd_in(books: Books, folder: Path) -> Crowd:
    """Make both villages and sign everybody in."""
    villages = two_villages(books)
    here, other = villages.here, villages.other
    app = open_app(here, folder)
    return Crowd(
        here,
        other,
        sari=phone_of(app, here, here.sari),
        rini=phone_of(app, here, here.rini),
        elsewhere=phone_of(app, other, other.sari),
        shopkeeper=phone_of(app, here, here.shopkeeper),
    )


def words_of(html: str) -> str:
    """Return what a page says, with single spaces and none before a full stop."""
    main = BeautifulSoup(html, "html.parser").find("main")
    assert main is not None
    return _SPACE.sub(r"\1", " ".join(main.get_text(" ").split()))


def same_for_all(html: str) -> str:
    """Return a page without what differs at every visit."""
    return _CHANGING.sub("", html)


def hidden_fields(html: str, form: str) -> list[tuple[str, str]]:
    """Return what a form would send if nothing were touched; `form` is a CSS selector."""
    found = BeautifulSoup(html, "html.parser").select_one(form)
    assert found is not None
    return [
        (str(field["name"]), str(field.get("value", "")))
        for field in found.select("input[name]")
        if field.get("type") != "radio" or field.has_attr("checked")
    ]
