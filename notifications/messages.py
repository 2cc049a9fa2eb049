"""The words of every kind of news, as data: for the inbox, and for a phone that is told at once.

A sentence of the body is said only when the facts it names are there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from notifications.facts import fact_said


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


_WHY = ("Alasannya: {reason}.",)
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
    "order.cancelled_by_shop": _Kind("cross", "needs", "Pesanan #{code} dibatalkan gerai", _WHY),
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
    "order.late": _Kind(
        "clock", "needs", "Pesanan #{code} terlambat", ("Dari {name}.", "Sudah dua hari buka.")
    ),
    "phone.unsent": _Kind(
        "phone",
        "needs",
        "Mungkin ada {gap_count} kiriman belum sampai",
        ("Dari {label}.", "Buka Lumbung di HP itu saat ada sinyal."),
    ),
    # savings
    "dues.due": _Kind(
        "savings", "wait", "Simpanan wajib belum dibayar", ("Sampai bulan ini {amount_rupiah}.",)
    ),
    "savings.deposited": _Kind(
        "savings",
        "good",
        "Setoran {amount_rupiah} sudah dicatat",
        ("Masuk {account}.",),
    ),
    "savings.withdrawn": _Kind(
        "cash", "", "Pengambilan {amount_rupiah} sudah dicatat", ("Dari {account}.",)
    ),
    "savings.corrected": _Kind("edit", "needs", "Ada koreksi di buku simpanan", _WHY),
    "savings.settled": _Kind(
        "cash", "", "Simpanan dibayarkan saat berhenti", ("Jumlahnya {amount_rupiah}.",)
    ),
    "credit.paid": _Kind("cash", "good", "Pembayaran bon {amount_rupiah} sudah dicatat"),
    # what was sold to her at the counter, not for cash
    "sale.sold": _Kind(
        "shop", "", "Belanja {total_rupiah} di gerai sudah dicatat", ("Dari simpanan atau bon.",)
    ),
    "sale.taken_back": _Kind("edit", "needs", "Belanja {total_rupiah} di gerai dikoreksi"),
    "question.answered": _Kind(
        "flag", "good", "Pertanyaan catatan no. {book} dijawab", ("{answer}.",)
    ),
    # to officers and supervisors
    "question.asked": _Kind(
        "flag", "needs", "{name} bertanya tentang catatan no. {book}", ("Jawab di Pertanyaan.",)
    ),
    "self_approved": _Kind(
        "flag",
        "needs",
        "Pengurus mencatat urusannya sendiri",
        ("Tidak ada pengurus lain saat itu.",),
    ),
    "difference.opened": _Kind(
        "warning", "needs", "Ada selisih di gerai", ("{name}: {quantity_units}.",)
    ),
    # to officers, and to the assistant of what they say to it
    "visit.planned": _Kind("calendar", "", "{name} akan datang {planned_on}"),
    "visit.called_off": _Kind("calendar", "", "{name} tidak jadi datang {planned_on}"),
    "visit.made": _Kind(
        "book",
        "",
        "Catatan kunjungan dari {name}",
        ("Ada {task_count} tindak lanjut.", "Pengurus boleh menjawab."),
    ),
    "visit.answered": _Kind(
        "book", "", "Catatan kunjungan dijawab", ("Oleh {name}.", "Di {cooperative_name}.")
    ),
    "visit.task_done": _Kind(
        "tick",
        "good",
        "Satu tindak lanjut sudah selesai",
        ("Kata {name}.", "Di {cooperative_name}."),
    ),
    "assistant.sent": _Kind("people", "good", "{name} sekarang mendampingi koperasi ini", _WHY),
    "assistant.called_back": _Kind(
        "people", "wait", "{name} tidak lagi mendampingi koperasi ini", _WHY
    ),
    # to whoever watches over cooperatives
    "assignment.given": _Kind("people", "good", "Tugas baru: {cooperative_name}", _WHY),
    "assignment.ended": _Kind("people", "wait", "Tugas di {cooperative_name} berakhir", _WHY),
    "alarms.morning": _Kind(
        "flag",
        "needs",
        "{cooperative_count} koperasi perlu dilihat",
        ("Ada {alarm_count} hal hari ini.",),
    ),
    "access.granted": _Kind(
        "eye", "good", "Boleh melihat simpanan anggota {days} hari", ("Di {cooperative_name}.",)
    ),
    # to members whose savings somebody looked at
    "savings.seen": _Kind(
        "eye", "wait", "{name} melihat simpanan Ibu/Bapak", ("Izin pengurus untuk: {purpose}.",)
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


def message_of(kind: str, facts: Mapping[str, Any]) -> Message:
    """Say news of `kind` in Indonesian; a kind without words still leads to its page."""
    words = KINDS.get(kind, _UNKNOWN)
    said = {
        name: fact_said(name, fact) for name, fact in facts.items() if fact not in (None, "", [])
    }
    title = _filled(words.title, said) or _UNKNOWN.title
    body = " ".join(filter(None, (_filled(sentence, said) for sentence in words.sentences)))
    return Message(words.icon, words.tone, title, body)


def _filled(sentence: str, said: Mapping[str, str]) -> str:
    needed = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return sentence.format_map(said) if needed <= said.keys() else ""
