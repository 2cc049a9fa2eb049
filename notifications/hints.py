"""What a phone is told at once, as data: which group of switches a kind belongs to, its words, and
how long and how urgently it is worth telling.

The screen of a locked phone is read by anybody, and the phone may be shared: no names, no goods, no
amounts, no codes. The inbox says the rest.
"""

from dataclasses import dataclass

URGENT, NORMAL, QUIET = "high", "normal", "low"
_ORDER_DAYS, _OTHER_DAYS = 3, 7

# What she can switch off, by name: the words of the switch, and for whom it is.
GROUPS: dict[str, str] = {
    "pesanan": "Pesanan saya",
    "simpanan": "Simpanan saya",
    "gerai": "Gerai: pesanan baru, yang terlambat, selisih",
    "pantau": "Ringkasan pagi dari koperasi",
    "lain": "HP baru dan kabar lain",
}


@dataclass(frozen=True)
class Hint:
    """What is shown, and for how many days a push service shall keep trying."""

    group: str
    text: str
    urgency: str = NORMAL
    days: int = _OTHER_DAYS


def _order(text: str, urgency: str = NORMAL) -> Hint:
    return Hint("pesanan", text, urgency, _ORDER_DAYS)


def _shop(text: str, urgency: str = NORMAL) -> Hint:
    return Hint("gerai", text, urgency, _ORDER_DAYS)


HINTS: dict[str, Hint] = {
    # to the member who ordered
    "order.accepted": _order("Pesanan diterima gerai"),
    "order.prepared": _order("Pesanan sedang disiapkan"),
    "order.ready": _order("Pesanan siap diambil", URGENT),
    "order.reminder": _order("Pesanan masih menunggu diambil"),
    "order.refused": _order("Pesanan ditolak gerai", URGENT),
    "order.short": _order("Barang pesanan berkurang", URGENT),
    "order.amended": _order("Jumlah barang pesanan berubah", URGENT),
    "order.released": _order("Pesanan dilepas gerai"),
    "order.cancelled_by_shop": _order("Pesanan dibatalkan gerai", URGENT),
    "order.handed_over": _order("Pesanan sudah diserahkan", QUIET),
    # to the shop
    "order.placed": _shop("Ada pesanan baru di gerai", URGENT),
    "order.cancelled": _shop("Ada pesanan yang dibatalkan pemesan"),
    "order.late": _shop("Ada pesanan yang terlambat", URGENT),
    "phone.unsent": _shop("Mungkin ada kiriman HP yang belum sampai"),
    "difference.opened": _shop("Ada selisih di gerai"),
    # savings
    "savings.deposited": Hint("simpanan", "Setoran sudah dicatat"),
    "savings.withdrawn": Hint("simpanan", "Pengambilan simpanan sudah dicatat", URGENT),
    "savings.corrected": Hint("simpanan", "Ada koreksi di buku simpanan"),
    "savings.settled": Hint("simpanan", "Simpanan sudah dibayarkan"),
    "credit.paid": Hint("simpanan", "Pembayaran bon sudah dicatat"),
    "dues.due": Hint("simpanan", "Ada simpanan wajib yang belum dibayar"),
    "sale.sold": Hint("simpanan", "Belanja di gerai sudah dicatat", QUIET),
    "sale.taken_back": Hint("simpanan", "Belanja di gerai dikoreksi"),
    "question.answered": Hint("simpanan", "Pertanyaan sudah dijawab pengurus"),
    # to who watches over cooperatives
    "alarms.morning": Hint("pantau", "Ada koperasi yang perlu dilihat hari ini", NORMAL, 1),
    # to officers, and to the assistant
    "visit.planned": Hint("lain", "Ada rencana kunjungan pendamping"),
    "visit.called_off": Hint("lain", "Rencana kunjungan pendamping dibatalkan"),
    "visit.made": Hint("lain", "Ada catatan kunjungan pendamping"),
    "visit.answered": Hint("lain", "Catatan kunjungan dijawab"),
    "visit.task_done": Hint("lain", "Satu tindak lanjut kunjungan selesai", QUIET),
    # to officers and supervisors
    "question.asked": Hint("lain", "Ada pertanyaan dari anggota"),
    "assignment.given": Hint("pantau", "Ada koperasi baru yang didampingi"),
    "assignment.ended": Hint("pantau", "Satu tugas pendampingan berakhir"),
    "assistant.sent": Hint("lain", "Koperasi punya pendamping baru"),
    "savings.seen": Hint("simpanan", "Pendamping melihat data simpanan", QUIET),
    "access.granted": Hint("lain", "Ada izin baru dari pengurus"),
    "assistant.called_back": Hint("lain", "Seorang pendamping tidak lagi mendampingi"),
    # to everybody
    "self_approved": Hint("lain", "Pengurus mencatat urusannya sendiri"),
    "device.added": Hint("lain", "HP baru memakai nama Ibu/Bapak", URGENT),
    "push.test": Hint("", "Kabar percobaan sudah sampai di HP ini", URGENT, 1),
}
GATHERED = Hint("", "Ada beberapa kabar baru di kotak masuk")
_UNKNOWN = Hint("lain", "Ada kabar baru dari koperasi")


def hint_of(kind: str) -> Hint:
    """Return what a phone is told of news of `kind`."""
    return HINTS.get(kind, _UNKNOWN)
