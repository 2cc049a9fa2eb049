"""Selisih: what the books did not have is cleared up with one tap."""

from cooperative.orders.tables import OrderState
from tests.web.shop.counter import Counter, follow


def oversold(counter: Counter) -> None:
    """Hand over sugar that the books say was lost."""
    order_id = counter.ordered(OrderState.READY, cart={"gula": 18})
    lost = {
        "barang": counter.here.gula,
        "jumlah": 4,
        "sebab": "hilang",
        "catatan": "Hitung ulang",
    }
    counter.send("/gerai/rusak", **lost)
    counter.send(f"/gerai/pesanan/{order_id}/serah-terima", bayar="tunai")


def test_there_is_nothing_to_clear_up(counter: Counter) -> None:
    assert "Tidak ada selisih" in counter.keeper.get("/gerai/selisih").text


def test_a_difference_is_shown_and_settled(counter: Counter) -> None:
    oversold(counter)
    text = counter.keeper.get("/gerai/selisih").text
    assert "Gula pasir 1 kg: 2 bungkus" in text
    assert "Barang masuk belum dicatat" in text
    path = "/gerai/selisih/1/penyelesaian"
    assert counter.send(path).status_code == 422
    shown = follow(counter.keeper, counter.send(path, sebab="salah_hitung")).text
    assert "Selisih selesai." in shown
    assert "Tidak ada selisih" in shown
    assert counter.send(path, sebab="dua_kali").status_code == 409


def test_nobody_else_settles_it(counter: Counter) -> None:
    oversold(counter)
    path = "/gerai/selisih/1/penyelesaian"
    for phone in (counter.sari, counter.neighbour):
        assert counter.send(path, phone, sebab="salah_hitung").status_code == 404
    assert "Gula pasir" not in counter.neighbour.get("/gerai/selisih").text
    assert "Gula pasir" in counter.keeper.get("/gerai/selisih").text
