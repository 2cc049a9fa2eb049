"""Village codes: what they name, what they lie in, which time they keep."""

from collections import Counter
from pathlib import Path

import pytest

from cooperative import regions
from cooperative.regions import Level, Region


def test_the_code_of_jeruju_besar_names_the_village():
    assert regions.find("61.12.09.2003") == Region("61.12.09.2003", "Jeruju Besar", Level.VILLAGE)


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("61", Level.PROVINCE),
        ("61.12", Level.REGENCY),
        ("61.12.09", Level.DISTRICT),
        ("64.09.01.1001", Level.VILLAGE),
    ],
)
def test_the_dots_tell_the_level(code: str, level: Level):
    region = regions.find(code)
    assert region is not None
    assert region.level is level


@pytest.mark.parametrize("code", ["", "61.99", "61.12.09.9999", "31.71", "611209", "kode", " 61"])
def test_a_code_that_kalimantan_does_not_have_names_nothing(code: str):
    assert regions.find(code) is None
    assert regions.parents(code) == ()


def test_a_village_lies_in_its_district_regency_and_province():
    names = [region.name for region in regions.parents("61.12.09.2003")]
    assert names == ["Kalimantan Barat", "Kabupaten Kubu Raya", "Sungai Kakap"]


def test_a_province_lies_in_nothing():
    assert regions.parents("61") == ()


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("61.12.09.2003", "Asia/Pontianak"),
        ("62", "Asia/Pontianak"),
        ("63.03", "Asia/Makassar"),
        ("64.09.01.1001", "Asia/Makassar"),
        ("65.71", "Asia/Makassar"),
    ],
)
def test_the_province_decides_the_zone(code: str, zone: str):
    assert regions.zone_of(code) == zone


@pytest.mark.parametrize("code", ["", "31.71.01.1001", "6", "611209"])
def test_a_code_outside_kalimantan_has_no_zone(code: str):
    with pytest.raises(LookupError):
        regions.zone_of(code)


def test_every_region_has_all_its_parents():
    table = Path(regions.__file__).parent / "data" / "wilayah-kalimantan.csv"
    codes = [line.split(",")[0] for line in table.read_text(encoding="utf-8").splitlines()[1:]]
    assert [code for code in codes if len(regions.parents(code)) != code.count(".")] == []


def test_the_table_is_the_edition_it_says_it_is():
    table = Path(regions.__file__).parent / "data" / "wilayah-kalimantan.csv"
    codes = [line.split(",")[0] for line in table.read_text(encoding="utf-8").splitlines()[1:]]
    west = Counter(code.count(".") for code in codes if code.startswith("61"))
    assert len(codes) == 7939
    assert west == {0: 1, 1: 14, 2: 174, 3: 2145}
