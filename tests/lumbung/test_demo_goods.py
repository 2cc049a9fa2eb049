"""The paper the demonstration village is made from: complete, plausible, small."""

from collections import Counter

import pytest
from PIL import Image

from cooperative import regions
from lumbung.demo.goods import (
    Good,
    load_assistants,
    load_goods,
    load_neighbours,
    load_villagers,
)

UNITS = {
    *("kg", "liter", "bungkus", "tabung", "dus", "rak"),
    *("botol", "sachet", "karung", "pak", "ikat", "butir"),
}
GOODS = load_goods()
VILLAGERS = load_villagers()


def price_of(slug: str) -> int:
    return next(good.member_price_rupiah for good in GOODS if good.slug == slug)


@pytest.mark.parametrize(
    ("slug", "price_rupiah"),
    [
        ("beras-sphp-5kg", 65_500),
        ("beras-premium-5kg", 77_000),
        ("minyakita-1l", 15_500),
        ("gula-pasir", 16_500),
        ("telur-ayam", 28_000),
        ("lpg-3kg", 18_500),
        ("lpg-5kg", 97_000),
        ("lpg-12kg", 202_000),
    ],
)
def test_the_prices_found_in_real_cooperatives_are_kept(slug: str, price_rupiah: int):
    assert price_of(slug) == price_rupiah


@pytest.mark.parametrize(
    ("slug", "cap_rupiah"),
    [
        ("beras-sphp-5kg", 65_500),
        ("beras-premium-5kg", 77_000),
        ("beras-medium", 14_000),
        ("beras-medium-25kg", 350_000),
        ("minyakita-1l", 15_700),
        ("minyakita-2l", 31_400),
        ("gula-pasir", 17_500),
        ("telur-ayam", 30_000),
    ],
)
def test_nobody_pays_more_than_the_cap(slug: str, cap_rupiah: int):
    good = next(good for good in GOODS if good.slug == slug)
    assert good.general_price_rupiah <= cap_rupiah


def test_a_village_shop_has_enough_on_its_shelves():
    assert len(GOODS) >= 66
    assert 8 <= len({good.category for good in GOODS}) <= 10
    assert {good.unit for good in GOODS} <= UNITS


@pytest.mark.parametrize("good", GOODS, ids=lambda good: good.slug)
def test_a_good_is_told_in_few_words_and_earns_a_little(good: Good):
    assert len(good.name) <= 32
    assert good.size not in good.name
    assert 0 < good.cost_rupiah < good.member_price_rupiah <= good.general_price_rupiah
    assert 0 < good.low_at_units < good.opening_units
    assert good.weekly_sales_units > 0
    assert good.code.isdigit()
    assert 3 <= len(good.code) <= 4


@pytest.mark.parametrize("column", ["slug", "code", "picture"])
def test_no_two_goods_share(column: str):
    assert max(Counter(getattr(good, column) for good in GOODS).values()) == 1


def test_no_two_goods_share_name_and_size():
    assert len({(good.name, good.size) for good in GOODS}) == len(GOODS)


@pytest.mark.parametrize("good", GOODS, ids=lambda good: good.slug)
def test_a_picture_is_square_and_light(good: Good):
    assert good.picture.stat().st_size <= 3072
    with Image.open(good.picture) as picture:
        assert (picture.format, picture.size) == ("WEBP", (192, 192))


def test_no_picture_lies_about_unused():
    folder = GOODS[0].picture.parent
    assert set(folder.iterdir()) == {good.picture for good in GOODS}


def test_the_people_one_can_sign_in_as_come_first():
    names = [(person.slug, person.name) for person in VILLAGERS[:6]]
    assert names == [
        ("anggota", "Sari Wulandari"),
        ("anggota2", "Rini Astuti"),
        ("kasir", "Joko Santoso"),
        ("bendahara", "Fatimah Zahra"),
        ("sekretaris", "Yohanes Akim"),
        ("pengawas", "Abdul Rahman"),
    ]
    assert [person.slug for person in VILLAGERS[6:]] == [None] * 144
    assert [person.slug for person in load_assistants()] == ["pendamping", "pmo"]


def test_the_village_is_150_different_people_with_invented_telephones():
    assert len({person.name for person in VILLAGERS}) == 150
    people = (*VILLAGERS, *load_assistants())
    assert {person.phone[:8] for person in people} == {"08120000"}
    assert {len(person.phone) for person in people} == {12}
    assert {(person.sex, person.honorific) for person in people} == {("P", "Bu"), ("L", "Pak")}


def test_habits_stay_within_their_scales():
    assert {person.joined_months_ago for person in VILLAGERS} == set(range(1, 15))
    assert {person.thrift for person in VILLAGERS} == set(range(4))
    assert {person.shopping_per_month for person in VILLAGERS} == set(range(6))
    assert all(0 <= person.pays_on_time_percent <= 100 for person in VILLAGERS)


def test_some_names_fill_a_line_of_forty_letters():
    lengths = [len(person.name) for person in VILLAGERS]
    assert max(lengths) == 40
    assert sum(length >= 38 for length in lengths) >= 3


def test_the_neighbours_are_nine_real_villages_nearby():
    neighbours = load_neighbours()
    assert len({village.code for village in neighbours}) == 9
    for village in neighbours:
        region = regions.find(village.code)
        assert region is not None
        assert region.name == village.name
        assert village.code.startswith("61.12.0")
        assert village.outlets >= 1
