"""Every address of the shop for three people: its keeper, a member, and the keeper next door."""

import pytest

from tests.web.shop.counter import Counter

PAGES = (
    "/gerai/pesanan",
    "/gerai/stok",
    "/gerai/barang-masuk",
    "/gerai/koreksi",
    "/gerai/rusak",
    "/gerai/barang/baru",
    "/gerai/selisih",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_the_shop_is_for_the_shop(counter: Counter, path: str) -> None:
    assert counter.keeper.get(path).status_code == 200
    assert counter.neighbour.get(path).status_code == 200
    assert counter.sari.get(path).status_code == 403


def test_another_cooperatives_things_are_as_good_as_missing(counter: Counter) -> None:
    order_id = counter.ordered()
    # Sungai Kakap has four products of its own, and no order at all.
    for path in (f"/gerai/pesanan/{order_id}", "/gerai/stok/5", "/gerai/barang/5"):
        nothing = f"{path.rpartition('/')[0]}/99"
        theirs, missing = counter.neighbour.get(path), counter.neighbour.get(nothing)
        assert (theirs.status_code, theirs.text) == (404, missing.text)
        assert counter.sari.get(path).status_code == 404


@pytest.mark.parametrize(
    "act", ["penerimaan", "penyiapan", "kesiapan", "pelepasan", "penolakan", "serah-terima"]
)
def test_nobody_else_acts_on_an_order(counter: Counter, act: str) -> None:
    order_id = counter.ordered()
    path = f"/gerai/pesanan/{order_id}/{act}"
    for phone in (counter.sari, counter.neighbour):
        answer = counter.send(path, phone, bayar="tunai", alasan="habis")
        assert answer.status_code == 404
    assert counter.order(order_id).state == "placed"


def test_a_member_moves_no_goods(counter: Counter) -> None:
    rice = counter.here.beras
    for path in ("/gerai/barang-masuk", "/gerai/koreksi", "/gerai/rusak"):
        fields = {
            "barang": rice,
            "jumlah": 3,
            "harga": 1,
            "hitungan": 3,
            "bayar": "kas",
        }
        assert counter.send(path, counter.sari, **fields).status_code == 403
    assert counter.shelf("beras").quantity_units == 20


def test_the_neighbours_goods_in_land_on_her_own_shelf(counter: Counter) -> None:
    counter.send("/gerai/barang-masuk", counter.neighbour, barang=1, jumlah=3, harga=1)
    assert counter.shelf("beras").quantity_units == 20


@pytest.mark.parametrize("number", ["0", "99999999999", "9" * 30])
def test_a_number_that_names_nothing(counter: Counter, number: str) -> None:
    for path in (f"/gerai/pesanan/{number}", f"/gerai/stok/{number}", f"/gerai/barang/{number}"):
        assert counter.keeper.get(path).status_code == 404
    assert counter.keeper.get(f"/gerai/stok?gerai={number}").status_code in {200, 404}
