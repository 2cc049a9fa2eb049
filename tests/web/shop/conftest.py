"""Three people of every page of the shop: who works there, a member, and somebody next door."""

from pathlib import Path

import pytest

from cooperative.books import Books
from tests.village import two_villages
from tests.web.shop.counter import Counter
from tests.web.wire import open_app, phone_of


@pytest.fixture
def counter(books: Books, tmp_path: Path) -> Counter:
    """The shop of Jeruju Besar, with its keeper, Sari, and the keeper of Sungai Kakap."""
    villages = two_villages(books)
    here, other = villages.here, villages.other
    app = open_app(here, tmp_path)
    return Counter(
        here,
        app,
        keeper=phone_of(app, here, here.shopkeeper),
        sari=phone_of(app, here, here.sari),
        neighbour=phone_of(app, other, other.shopkeeper),
    )
