"""Fields are read as people write them, and everything that is wrong is told at once."""

from enum import StrEnum

import pytest

from cooperative.refusals import Unreadable
from web.forms import Form, Part
from web.submit.versions import UPCASTERS, NotThisForm, NotThisVersion, upcast
from web.words import sentence


class Pay(StrEnum):
    CASH = "tunai"
    SAVINGS = "simpanan"


def form(**fields: str) -> Form:
    """Return a form with these fields."""
    return Form("POST", "/x", tuple(Part(name, value) for name, value in fields.items()))


def lines(*pairs: tuple[str, str]) -> Form:
    """Return a form with repeated fields."""
    return Form("POST", "/x", tuple(Part(name, value) for name, value in pairs))


@pytest.mark.parametrize("typed", ["65500", "65.500", "Rp65.500", "Rp 65.500", " 65500 "])
def test_money_is_read_as_it_is_written(typed: str) -> None:
    assert form(harga=typed).whole("harga", 1, 100_000) == 65_500


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "required"),
        ("6,5", "not_a_number"),
        ("65.5", "not_a_number"),
        ("1e3", "not_a_number"),
        ("٣", "not_a_number"),
        ("-1", "too_small"),
        ("100.001", "too_big"),
        ("9" * 400, "not_a_number"),
    ],
)
def test_what_is_no_amount_is_told(typed: str, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        form(harga=typed).whole("harga", 0, 100_000)
    assert told.value.problems == {"harga": code}


def test_all_problems_are_told_at_once() -> None:
    sent = form(nama="x" * 41, bayar="emas", tanggal="20 Juni", kunci="17", catatan="a\ufffdb")

    def read() -> None:
        with sent.all_problems() as fields:
            fields.text("nama", 40)
            fields.choice("bayar", Pay)
            fields.day("tanggal")
            fields.uuid("kunci")
            fields.text("catatan")
            fields.text("alamat")

    with pytest.raises(Unreadable) as told:
        read()
    assert told.value.problems == {
        "nama": "too_long",
        "bayar": "bad_choice",
        "tanggal": "bad_date",
        "kunci": "not_an_id",
        "catatan": "bad_characters",
        "alamat": "required",
    }


def test_what_may_be_left_out() -> None:
    empty = form(jumlah="")
    assert empty.text("catatan", least=0) == ""
    assert empty.whole_or_none("jumlah", 1, 9) is None
    assert empty.choice("bayar", Pay, Pay.CASH) is Pay.CASH
    assert (empty.ticked("ya"), empty.file("foto")) == (False, None)


def test_lines_come_in_groups_or_in_columns() -> None:
    groups = lines(("barang", "1"), ("jumlah", "2"), ("barang", "3"), ("jumlah", "4"))
    columns = lines(("barang", "1"), ("barang", "3"), ("jumlah", "2"), ("jumlah", "4"))
    wanted = [{"barang": "1", "jumlah": "2"}, {"barang": "3", "jumlah": "4"}]
    assert groups.groups("barang", "jumlah", "harga") == wanted
    assert columns.groups("barang", "jumlah", "harga") == wanted


def test_a_price_may_be_missing_from_one_line() -> None:
    sent = lines(("barang", "1"), ("jumlah", "2"), ("harga", "9"), ("barang", "3"), ("jumlah", "4"))
    found = sent.groups("barang", "jumlah", "harga")
    assert found == [
        {"barang": "1", "jumlah": "2", "harga": "9"},
        {"barang": "3", "jumlah": "4"},
    ]


@pytest.mark.parametrize(
    "pairs",
    [
        [("barang", "1")],
        [("jumlah", "1")],
        [("barang", "1"), ("barang", "2"), ("jumlah", "1")],
        [("jumlah", "1"), ("barang", "1"), ("barang", "2")],
        [("barang", "1"), ("jumlah", "1"), ("jumlah", "2")],
    ],
)
def test_lines_that_do_not_fit_together(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(Unreadable) as told:
        lines(*pairs).groups("barang", "jumlah", "harga")
    assert told.value.problems == {"barang": "groups_uneven"}


def test_too_many_lines() -> None:
    with pytest.raises(Unreadable) as told:
        lines(*[("barang", "1"), ("jumlah", "1")] * 3).groups("barang", "jumlah", most=2)
    assert told.value.problems == {"barang": "too_many"}


def test_older_forms_are_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(UPCASTERS, "order/1", lambda parts: (*parts, Part("steps", "1")))
    monkeypatch.setitem(UPCASTERS, "order/2", lambda parts: (*parts, Part("steps", "2")))
    sent = form(jumlah="1")
    digest = sent.digest
    upcast(sent, "order/1", "order/3")
    assert (sent.texts("steps"), digest) == (["1", "2"], form(jumlah="1").digest)


@pytest.mark.parametrize(
    ("version", "trouble"),
    [
        ("order/5", NotThisVersion),
        ("order/1", NotThisVersion),
        ("order/3", NotThisVersion),
        ("deposit/4", NotThisForm),
        ("order/0", NotThisForm),
        ("order", NotThisForm),
    ],
)
def test_forms_of_other_times_are_not_read(version: str, trouble: type[Exception]) -> None:
    with pytest.raises(trouble):
        upcast(form(), version, "order/4")


def test_refusals_are_said_with_their_facts() -> None:
    assert sentence("savings_short", {"available_rupiah": 50_000}).endswith("Rp50.000.")
    goods = [{"nama": "Gula pasir", "ada": 2}, {"nama": "Beras SPHP", "ada": 0}]
    assert sentence("stock_short", {"items": goods}).endswith(
        "Gula pasir (sisa 2), Beras SPHP (sisa 0)."
    )
    assert sentence("order_moved", {"state": "ready"}).startswith("Pesanan ini sudah siap diambil.")
    assert sentence("stock_short") == "Stok tidak cukup."
