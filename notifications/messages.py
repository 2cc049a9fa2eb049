"""The words of every kind of news, as data: for the inbox, and for a phone that is told at once.

A sentence of the body is said only when the facts it names are there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any


@dataclass(frozen=True)
class Message:
    """News in words. `icon` is a name of the sprite; `tone` is good, wait, needs or empty."""

    icon: str
    tone: str
    title: str
    body: str = ""


@dataclass(frozen=True)
class _Kind:
    icon: str
    tone: str
    title: str
    sentences: tuple[str, ...] = ()


KINDS: dict[str, _Kind] = {
    # to the member who ordered
    "order.accepted": _Kind(
        "double-tick", "good", "Pesanan #{code} diterima gerai", ("Menunggu disiapkan.",)
    ),
    "order.prepared": _Kind("goods", "wait", "Pesanan #{code} sedang disiapkan"),
    "order.ready": _Kind(
        "shop",
        "needs",
        "Pesanan #{code} siap diambil",
        ("Sebutkan kode {code} di gerai.", "Jumlahnya {total_rupiah}."),
    ),
    "order.reminder": _Kind(
        "shop", "needs", "Pesanan #{code} masih menunggu", ("Ambil di gerai sebelum dilepas.",)
    ),
    "order.refused": _Kind(
        "warning",
        "needs",
        "Pesanan #{code} ditolak gerai",
        ("Alasannya: {reason}.", "Barang dan uang yang ditahan sudah dilepas."),
    ),
    "order.short": _Kind(
        "warning",
        "needs",
        "Barang pesanan #{code} berkurang",
        (
            "{product_name} kurang {taken_units}.",
            "Jumlah yang diberikan disesuaikan saat disiapkan.",
        ),
    ),
    "order.amended": _Kind(
        "warning",
        "needs",
        "Jumlah barang pesanan #{code} berubah",
        ("{name} yang diberikan {given_units}.", "Jumlahnya sekarang {total_rupiah}."),
    ),
    "order.released": _Kind(
        "cross",
        "",
        "Pesanan #{code} dilepas gerai",
        ("Tidak diambil sampai batas harinya.", "Pesan lagi kalau masih perlu."),
    ),
    "order.cancelled_by_shop": _Kind(
        "cross", "needs", "Pesanan #{code} dibatalkan gerai", ("Alasannya: {reason}.",)
    ),
    "order.handed_over": _Kind(
        "tick", "good", "Pesanan #{code} sudah diserahkan", ("Jumlahnya {total_rupiah}.",)
    ),
    # to the shop
    "order.placed": _Kind(
        "orders", "wait", "Pesanan baru #{code}", ("Dari {name}, {total_rupiah}.",)
    ),
    "order.cancelled": _Kind(
        "cross", "", "Pesanan #{code} dibatalkan pemesan", ("Dari {name}, {total_rupiah}.",)
    ),
    # savings
    "savings.deposited": _Kind(
        "savings",
        "good",
        "Setoran {amount_rupiah} sudah dicatat",
        ("Masuk {account}.",),
    ),
    "savings.withdrawn": _Kind(
        "cash", "", "Pengambilan {amount_rupiah} sudah dicatat", ("Dari {account}.",)
    ),
    "savings.corrected": _Kind(
        "edit", "needs", "Ada koreksi di buku simpanan", ("Alasannya: {reason}.",)
    ),
    "savings.settled": _Kind(
        "cash", "", "Simpanan dibayarkan saat berhenti", ("Jumlahnya {amount_rupiah}.",)
    ),
    "credit.paid": _Kind("cash", "good", "Pembayaran bon {amount_rupiah} sudah dicatat"),
    # to officers and supervisors
    "self_approved": _Kind(
        "flag",
        "needs",
        "Pengurus mencatat urusannya sendiri",
        ("Tidak ada pengurus lain saat itu.",),
    ),
    "difference.opened": _Kind(
        "warning", "needs", "Ada selisih di gerai", ("{name}: {quantity_units}.",)
    ),
    # to everybody
    "device.added": _Kind(
        "phone",
        "needs",
        "HP baru memakai nama Ibu/Bapak",
        ("{label}.", "Kalau bukan Ibu/Bapak, segera beri tahu pengurus."),
    ),
}

_UNKNOWN = _Kind("inbox", "", "Kabar baru dari koperasi")
_SAVINGS = {
    "pokok": "simpanan pokok",
    "wajib": "simpanan wajib",
    "voluntary": "simpanan sukarela",
    "credit": "bon",
}


def message_of(kind: str, facts: Mapping[str, Any]) -> Message:
    """Say news of `kind` in Indonesian; a kind without words still leads to its page."""
    words = KINDS.get(kind, _UNKNOWN)
    said = {name: _said(name, fact) for name, fact in facts.items() if fact not in (None, "", [])}
    title = _filled(words.title, said) or _UNKNOWN.title
    body = " ".join(filter(None, (_filled(sentence, said) for sentence in words.sentences)))
    return Message(words.icon, words.tone, title, body)


def _filled(sentence: str, said: Mapping[str, str]) -> str:
    needed = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return sentence.format_map(said) if needed <= said.keys() else ""


def _said(name: str, fact: Any) -> str:
    match fact:
        case int():
            grouped = f"{fact:,}".replace(",", ".")
            return f"Rp{grouped}" if name.endswith("_rupiah") else grouped
        case _ if name == "account":
            return _SAVINGS.get(str(fact), str(fact))
        case _:
            return str(fact).rstrip(".")
