"""What assistants read about their cooperatives: alarms with a first step, measures, basic foods.

`{name}` is filled from the facts of the alarm.
"""

from collections.abc import Sequence
from typing import NamedTuple

from web.words.profile import paper


class AlarmWords(NamedTuple):
    """An alarm in a few words for a line of a list, and what to do first."""

    short: str
    first_step: str


ALARMS = {
    "silent": AlarmWords(
        "belum ada kabar {days} hari",
        "Telepon pengurusnya. Kalau tidak tersambung, datangi.",
    ),
    "no_sales": AlarmWords(
        "tidak ada penjualan {days} hari",
        "Tanyakan apakah gerai buka, dan apakah penjualan dicatat.",
    ),
    "late_orders": AlarmWords(
        "{count} pesanan menunggu, terlama {days} hari",
        "Minta penjaga gerai menyiapkan atau menolaknya hari ini.",
    ),
    "staples_empty": AlarmWords(
        "{staple} habis {days} hari",
        "Tanyakan kapan barang datang. Bantu hubungi pemasok.",
    ),
    "unsettled": AlarmWords(
        "{count} selisih belum selesai, terlama {days} hari",
        "Hitung stoknya bersama bendahara.",
    ),
    "arrears_grow": AlarmWords(
        "tunggakan naik {grown_rupiah} dalam 4 minggu",
        "Ingatkan pengurus menagih waktu anggota datang ke gerai.",
    ),
    "document_expired": AlarmWords(
        "{document} sudah berakhir {days} hari",
        "Bantu pengurus memperpanjang, lalu catat tanggal barunya.",
    ),
    "document_expiring": AlarmWords(
        "{document} berakhir {left_days} hari lagi",
        "Ingatkan pengurus memperpanjang sebelum tanggalnya.",
    ),
    "meeting_late": AlarmWords(
        "RAT tahun buku {year} lewat 30 Juni",
        "Bantu pengurus menetapkan tanggal. Kalau sudah diadakan, catat.",
    ),
    "meeting_due": AlarmWords(
        "RAT tahun buku {year} belum dicatat",
        "Paling lambat 30 Juni. Bantu pengurus menyiapkan undangan.",
    ),
    "meeting_soon": AlarmWords(
        "RAT tahun buku {year} sebaiknya sebelum 31 Maret",
        "Tanyakan kapan rapatnya, dan apakah laporannya siap.",
    ),
    "odd_figure": AlarmWords(
        "penjualan {amount_rupiah} sehari: periksa angka ini",
        "Cocokkan dengan nota sebelum dilaporkan.",
    ),
}


class StateWords(NamedTuple):
    """What a list is narrowed to: a state of the read store, and its words."""

    state: str
    short: str


# The address says the word before the colon.
PUT_OFF = "ditunda sampai {until}"
BACK = "Kembali: ditunda {days} hari karena {reason}"

# What a kind of alarm is called where its figures are not at hand.
ALARM_NAMES = {
    "silent": "Belum ada kabar",
    "late_orders": "Pesanan menunggu",
    "no_sales": "Tidak ada penjualan",
    "staples_empty": "Bahan pokok habis",
    "document_expired": "Dokumen sudah berakhir",
    "unsettled": "Selisih belum selesai",
    "meeting_late": "RAT terlambat",
    "document_expiring": "Dokumen hampir berakhir",
    "arrears_grow": "Tunggakan naik",
    "meeting_due": "RAT belum dicatat",
    "odd_figure": "Angka perlu diperiksa",
    "meeting_soon": "RAT sebelum 31 Maret",
}

STATES = {
    "perlu": StateWords("needing", "Perlu dilihat"),
    "kabar": StateWords("unheard", "Tanpa kabar 7 hari"),
    "penjualan": StateWords("unsold", "Tanpa penjualan 7 hari"),
    "pesanan": StateWords("late_orders", "Pesanan terlambat"),
    "bahan-pokok": StateWords("staples_empty", "Bahan pokok habis"),
    "selisih": StateWords("unsettled", "Selisih"),
    "tunggakan": StateWords("arrears_grow", "Tunggakan naik"),
    "dokumen": StateWords("document_expired", "Dokumen berakhir"),
    "rat": StateWords("meeting_late", "RAT terlambat"),
    "angka": StateWords("odd_figure", "Periksa angka"),
}
# Those a region is judged by.
IN_REGIONS = ("perlu", "kabar", "penjualan")

MEASURES = {
    "active_members": ("Anggota aktif", "Belanja atau menabung dalam 90 hari"),
    "dues_paid": ("Simpanan wajib lunas", "Anggota tanpa tunggakan"),
    "annual_meeting": ("RAT", "Tanggal rapat terakhir"),
    "open_stores": ("Gerai buka", "Hari dengan penjualan dalam 4 minggu"),
    "assets": ("Kekayaan", "Simpanan dan stok, dibanding 90 hari lalu"),
    "papers": ("Dokumen", "NIB, NPWP dan surat lain yang berlaku"),
    "turnover": ("Omzet", "4 minggu, dibanding sebelumnya atau koperasi sejenis"),
}

STAPLES = {
    "beras": "beras",
    "minyak": "minyak goreng",
    "gula": "gula",
    "telur": "telur",
    "gas": "gas",
    "tepung": "tepung",
    "garam": "garam",
}

LAST_VISIT = "kunjungan {day}"
SOLD_SINCE = "sejak itu terjual {sum}"
JOINED_SINCE = "{count} anggota baru"
NEXT_VISIT = "berikutnya {day}"

NEVER_HEARD = "belum pernah ada kabar"
NEVER_SOLD = "belum pernah ada penjualan"

DAYS, MONTHS = "hari", "bulan"
NO_SALES = "Penjualan {count} {unit}: tidak ada."
SALES = (
    "Penjualan {count} {unit}: jumlah {sum}, tertinggi {most} ({best}),"
    " {without} {unit} tanpa penjualan."
)

# The heading over the parts of a region, by its level.
PARTS = {"province": "Kabupaten dan kota", "regency": "Kecamatan", "none": "Wilayah saya"}


def gaps(missing: Sequence[str], ended: Sequence[str]) -> str:
    """Say what papers are missing, and which hold no more."""
    said = (("Belum ada", missing), ("Sudah berakhir", ended))
    return ". ".join(f"{words}: {', '.join(map(paper, codes))}" for words, codes in said if codes)


EXPORT_PROBLEMS = {
    "kind": "Pilih Excel atau CSV.",
    "away": "Angka belum bisa dibaca. Coba lagi sebentar lagi.",
    "many": "Terlalu banyak koperasi. Pilih satu kabupaten dulu.",
}
