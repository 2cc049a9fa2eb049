"""Indonesian names of states, kinds, roles and units (domain.md 9).

Keys are the values of the enums of the books.
"""

ORDER_STATES = {
    "placed": "Menunggu",
    "accepted": "Diterima",
    "prepared": "Disiapkan",
    "ready": "Siap diambil",
    "handed_over": "Selesai",
    "cancelled": "Dibatalkan",
    "refused": "Ditolak",
}

MEANS = {
    "cash": "Tunai",
    "savings": "Simpanan sukarela",
    "credit": "Bon",
    "none": "Tanpa uang",
    # what the forms of an order say
    "tunai": "Tunai saat diambil",
    "simpanan": "Potong simpanan sukarela",
    "bon": "Bon",
    "qris": "QRIS",
}

IF_SHORT = {
    "sebagian": "Beri yang ada",
    "batal": "Lewati barang itu",
    "tanya": "Tanya saya dulu",
}

IF_DEARER = {"terima": "Tetap pesan", "tanya": "Tanya saya dulu"}

SAVINGS_KINDS = {
    "pokok": "Simpanan pokok",
    "wajib": "Simpanan wajib",
    "voluntary": "Simpanan sukarela",
    "credit": "Bon",
}

DUES_STATES = {
    "paid": "lunas",
    "unpaid": "belum bayar",
    "upcoming": "nanti",
    "before": "belum jadi anggota",
}

ENTRY_KINDS = {
    "deposit": "Setor",
    "withdrawal": "Ambil",
    "settlement": "Pembayaran saat berhenti",
    "sale": "Belanja",
    "goods_in": "Barang masuk",
    "stock_difference": "Selisih stok",
    "credit_payment": "Bayar bon",
    "opening": "Saldo awal",
    "reversal": "Koreksi",
}

MOVEMENT_KINDS = {
    "opening": "Stok awal",
    "goods_in": "Barang masuk",
    "sold": "Terjual",
    "damaged": "Rusak",
    "expired": "Kedaluwarsa",
    "lost": "Hilang",
    "counted": "Hasil hitung stok",
    "difference": "Selisih",
    "reversal": "Koreksi",
}

DIFFERENCE_KINDS = {
    "goods": "Barang tidak ada di buku",
    "closed_order": "Diserahkan setelah pesanan ditutup",
}

MEMBER_STATES = {"applicant": "Calon anggota", "active": "Anggota", "left": "Sudah berhenti"}

ROLES = {
    "member": "Anggota",
    "shopkeeper": "Penjaga gerai",
    "treasurer": "Bendahara",
    "secretary": "Sekretaris",
    "supervisor": "Pengawas",
    "assistant": "Pendamping",
    "pmo": "PMO",
}

# The first half of a submission's kind: "order" of "order/1".
SUBMISSION_KINDS = {
    "inbox_mark": "Kabar sudah dibaca",
    "order": "Pesanan",
    "order_cancellation": "Pembatalan pesanan",
    "order_step": "Langkah pesanan",
    "handover": "Serah terima",
    "goods_in": "Barang masuk",
    "correction": "Hasil hitung stok",
    "loss": "Barang rusak atau hilang",
    "stock_reversal": "Koreksi stok",
    "difference": "Penyelesaian selisih",
    "product": "Barang baru",
    "product_edit": "Ubah barang",
    "member": "Anggota baru",
    "deposit": "Setor simpanan",
    "withdrawal": "Ambil simpanan",
    "sale": "Penjualan",
    "sale_correction": "Koreksi penjualan",
    "entry_correction": "Koreksi catatan",
    "question": "Pertanyaan",
    "assistant": "Pendamping baru",
    "assignment": "Penugasan pendamping",
    "assignment_end": "Akhir penugasan",
    "answer": "Jawaban",
    "profile": "Data koperasi",
    "document": "Dokumen koperasi",
    "meeting": "RAT",
    "partnership": "Kemitraan",
    "snooze": "Penundaan",
    "access": "Izin pendamping",
    "access_end": "Izin pendamping diakhiri",
    "snooze_end": "Penundaan diakhiri",
    "visit": "Kunjungan",
    "visit_plan": "Rencana kunjungan",
    "visit_call_off": "Rencana dibatalkan",
    "visit_task": "Tindak lanjut selesai",
    "visit_answer": "Jawaban kunjungan",
}

# What an assistant looks at together with the officers.
VISIT_CHECKS = {
    "cash_book": "Buku kas diperiksa",
    "stock_count": "Stok dihitung bersama",
    "waiting_orders": "Pesanan tertunda dibahas",
    "member_arrears": "Tunggakan anggota dibahas",
    "meeting_and_papers": "RAT dan dokumen diperiksa",
    "simkopdes": "Data Simkopdes diperbarui",
}

VERDICTS = {
    "accepted": "Diterima",
    "refused": "Ditolak",
    "changed": "Perlu keputusan",
    "cancelled": "Dibatalkan",
    "superseded": "Terlambat: yang lama sudah diterima",
}

UNITS = {
    "kg": "kilogram",
    "liter": "liter",
    "gram": "gram",
    "bungkus": "bungkus",
    "tabung": "tabung",
    "dus": "dus",
    "rak": "rak",
    "botol": "botol",
    "sachet": "sachet",
    "karung": "karung",
    "sak": "sak",
    "pak": "pak",
    "ikat": "ikat",
    "butir": "butir",
    "buah": "buah",
}
