"""What she chose beforehand decides: a table of kalau kurang x kalau naik, line by line."""

import pytest

from cooperative.orders.choices import (
    MOST_LINES,
    MOST_UNITS,
    Asked,
    DecidedLine,
    Goods,
    decide,
    merged,
)
from cooperative.orders.tables import IfDearer, IfShort
from cooperative.refusals import Refused

BERAS, GULA = 1, 3
LIMIT_PERCENT = 5
# stock of sugar, its price now (she saw 16.500 and asked for 3), and for each pair of choices
# (sebagian, batal, tanya) x (terima, tanya): units given, or ? when she has to be asked.
TABLE = """
stock  price   s/terima s/tanya b/terima b/tanya t/terima t/tanya
20     16500   3        3       3        3       3        3
3      16500   3        3       3        3       3        3
20     16000   3        3       3        3       3        3
20     16501   3        ?       3        ?       3        ?
20     17325   3        ?       3        ?       3        ?
20     17326   ?        ?       ?        ?       ?        ?
2      16500   2        2       0        0       ?        ?
2      17000   2        ?       0        0       ?        ?
2      20000   ?        ?       0        0       ?        ?
0      16500   0        0       0        0       ?        ?
0      20000   0        0       0        0       ?        ?
-1     16500   0        0       0        0       ?        ?
"""
CHOICES = [(short, dearer) for short in IfShort for dearer in IfDearer]


def cases() -> list[tuple[int, int, IfShort, IfDearer, str]]:
    rows = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return [
        (int(stock), int(price), *choice, expected)
        for stock, price, *cells in rows
        for choice, expected in zip(CHOICES, cells, strict=True)
    ]


def goods(product_id: int, price_rupiah: int, available_units: int) -> Goods:
    return Goods(product_id, f"barang {product_id}", "bungkus", price_rupiah, available_units)


@pytest.mark.parametrize(("stock_units", "price_rupiah", "if_short", "if_dearer", "cell"), cases())
def test_a_line_is_given_cut_left_out_or_asked_about(
    stock_units: int, price_rupiah: int, if_short: IfShort, if_dearer: IfDearer, cell: str
):
    now = {GULA: goods(GULA, price_rupiah, stock_units)}
    decision = decide([Asked(GULA, 3, 16_500)], now, if_short, if_dearer, LIMIT_PERCENT)
    assert decision.must_ask is (cell == "?")
    if cell != "?":
        assert decision.lines[0].given_units == int(cell)
        assert decision.total_rupiah == int(cell) * price_rupiah


def test_one_line_to_ask_about_asks_about_the_whole_order():
    now = {BERAS: goods(BERAS, 65_500, 20), GULA: goods(GULA, 17_000, 2)}
    decision = decide(
        [Asked(BERAS, 1, 65_500), Asked(GULA, 3, 16_500)],
        now,
        IfShort.ASK,
        IfDearer.ACCEPT,
        LIMIT_PERCENT,
    )
    assert decision.must_ask
    assert decision.offer() == [
        {
            "barang": BERAS,
            "nama": "barang 1",
            "satuan": "bungkus",
            "diminta": 1,
            "ada": 1,
            "harga_lama": 65_500,
            "harga_baru": 65_500,
        },
        {
            "barang": GULA,
            "nama": "barang 3",
            "satuan": "bungkus",
            "diminta": 3,
            "ada": 2,
            "harga_lama": 16_500,
            "harga_baru": 17_000,
        },
    ]
    assert decision.total_rupiah == 65_500 + 2 * 17_000


def test_a_price_she_did_not_see_is_todays():
    now = {GULA: goods(GULA, 99_000, 5)}
    decision = decide([Asked(GULA, 1)], now, IfShort.ASK, IfDearer.ASK, LIMIT_PERCENT)
    assert decision.lines == (DecidedLine(now[GULA], 1, 1, 99_000),)
    assert not decision.must_ask


def test_a_limit_of_nothing_asks_about_every_rupiah():
    now = {GULA: goods(GULA, 16_501, 5)}
    asked = [Asked(GULA, 1, 16_500)]
    assert decide(asked, now, IfShort.PARTIAL, IfDearer.ACCEPT, 0).must_ask


def test_an_order_of_which_nothing_is_there_is_empty():
    now = {BERAS: goods(BERAS, 65_500, 1), GULA: goods(GULA, 16_500, 0)}
    both = [Asked(BERAS, 2), Asked(GULA, 1)]
    assert decide(both, now, IfShort.LEAVE_OUT, IfDearer.ASK, LIMIT_PERCENT).is_empty
    assert not decide(both, now, IfShort.PARTIAL, IfDearer.ASK, LIMIT_PERCENT).is_empty


def test_a_product_sent_twice_is_one_line_at_the_lowest_price_seen():
    sent = [Asked(GULA, 1, 17_000), Asked(BERAS, 1), Asked(GULA, 2, 16_500), Asked(BERAS, 1)]
    assert merged(sent) == [Asked(GULA, 3, 16_500), Asked(BERAS, 2, None)]


@pytest.mark.parametrize("units", [0, -1, MOST_UNITS + 1])
def test_a_line_is_1_to_999(units: int):
    with pytest.raises(Refused, match="quantity_invalid") as refused:
        merged([Asked(GULA, units)])
    assert refused.value.facts == {"least_units": 1, "most_units": 999}


def test_two_halves_of_too_much_are_too_much():
    with pytest.raises(Refused, match="quantity_invalid"):
        merged([Asked(GULA, MOST_UNITS), Asked(GULA, 1)])


def test_an_order_is_1_to_50_lines():
    assert len(merged([Asked(product_id, 1) for product_id in range(MOST_LINES)])) == 50
    with pytest.raises(Refused, match="too_many_lines"):
        merged([Asked(product_id, 1) for product_id in range(MOST_LINES + 1)])
    with pytest.raises(Refused, match="basket_empty"):
        merged([])
