"""What is said when a rule of the cooperative says no.

`{name}` is filled from the facts of the refusal.
"""

from web.words.signing_in import SIGNING_IN
from web.words.travelling import TRAVELLING

_SAVINGS = {
    "savings_short": "Simpanan sukarela tidak cukup. Yang bisa dipakai {available_rupiah}.",
    "balance_short": "Saldonya tidak cukup. Yang tersedia {available_rupiah}.",
    "pokok_stays": "Simpanan pokok baru bisa diambil kalau berhenti jadi anggota.",
    "wajib_stays": "Simpanan pokok dan wajib baru bisa diambil kalau berhenti jadi anggota.",
    "own_savings": "Simpanan sendiri harus dicatat oleh pengurus lain.",
    "already_answered": "Pertanyaan ini sudah dijawab.",
    "already_reversed": "Catatan ini sudah dikoreksi.",
    "not_reversible": "Catatan ini tidak bisa dikoreksi dari sini.",
    "debts_exceed_savings": "Bon dan tunggakan lebih besar dari simpanan. Lunasi dulu.",
    "open_orders": "Masih ada pesanan berjalan. Selesaikan atau batalkan dulu.",
    "rate_exists": "Besar iuran untuk tanggal itu sudah ditetapkan.",
    "day_ahead": "Tanggalnya belum tiba.",
    "day_gone": "Tanggalnya sudah lewat.",
    "amount_out_of_range": "Jumlah uangnya harus antara Rp1 dan {most_rupiah}.",
    "credit_less": "Bonnya hanya {owed_rupiah}. Terima tidak lebih dari itu.",
    "reason_missing": "Tulis alasannya dulu.",
}
_PEOPLE = {
    "not_member": "Belum tercatat sebagai anggota koperasi ini.",
    "already_member": "Sudah jadi anggota dengan nomor {number}.",
    "number_taken": "Nomor anggota itu sudah dipakai.",
    "member_moved": "Data anggota ini baru saja berubah. Buka lagi halamannya.",
    "role_held": "Orang ini sudah memegang peran itu.",
    "role_not_held": "Orang ini tidak memegang peran itu.",
    "role_not_granted": "Peran ini tidak diberikan; ia datang dari keanggotaan.",
    "last_officer": "Ini pengurus terakhir. Tunjuk penggantinya dulu.",
}
_STORE = {
    "code_taken": "Kode itu sudah dipakai untuk {name}.",
    "name_taken": "Barang {name} sudah ada.",
    "price_general_below_member": "Harga umum tidak boleh di bawah harga anggota.",
    "price_in_past": "Harga tidak bisa berlaku mundur.",
    "unit_unknown": "Satuan {unit} tidak dikenal.",
    "already_settled": "Selisih ini sudah diselesaikan.",
    "goods_gone": "Barangnya sudah tidak ada, jadi catatan ini tidak bisa dibatalkan.",
    "loss_unknown": "Pilih: rusak, kedaluwarsa, atau hilang.",
    "quantity_invalid": "Jumlahnya harus antara {least_units} dan {most_units}.",
    "photo_unreadable": "Foto ini tidak bisa dibaca. Pakai foto JPEG, PNG atau WebP.",
    "photo_too_big": "Foto ini terlalu besar. Pakai foto yang lebih kecil.",
    "stock_short": "Stok tidak cukup{items}.",
}
_ORDERS = {
    "basket_empty": "Keranjang masih kosong.",
    "nothing_left": "Tidak ada barang tersisa. Tolak saja pesanannya.",
    "reason_too_long": "Alasannya terlalu panjang. Paling banyak {most_letters} huruf.",
    "too_many_lines": "Terlalu banyak barang. Paling banyak {most_lines} macam sekali pesan.",
    "total_too_big": "Jumlahnya terlalu besar. Paling banyak {most_rupiah} sekali pesan.",
    "changed": "Harga atau stok berubah sejak pesanan ditulis. Jadi pesan?",
    "order_done": "Pesanan ini sudah selesai.",
    "order_moved": "Pesanan ini sudah {state}. Buka lagi halamannya.",
    "own_order": "Pesanan sendiri harus dilayani orang lain.",
    "paid_too_little": "Uangnya kurang dari {total_rupiah}. Yang bukan anggota tidak bisa bon.",
    "payment_not_offered": "Cara bayar ini belum ada di sini. Pilih tunai atau simpanan.",
    "product_unknown": "Barang ini tidak dijual di gerai ini.",
    "too_early_to_release": "Pesanan ini belum boleh dilepas. Tunggu sampai batas harinya.",
}

_OVERSIGHT = {
    "snooze_length": "Pilih 3, 7, atau 14 hari.",
    "access_length": "Pilih 7, 14, atau 30 hari.",
    "access_open": "Pendamping ini sudah diizinkan. Akhiri dulu izin yang lama.",
    "access_closed": "Izin melihat simpanan sudah berakhir. Minta pengurus lagi kalau masih perlu.",
    "own_access": "Izin untuk diri sendiri harus diberikan pengurus lain.",
    "purpose_missing": "Tulis untuk apa.",
}
_PROFILE = {
    "identifier_wrong": "Jumlah angkanya belum benar.",
    "founded_ahead": "Tanggal berdirinya belum tiba.",
    "building_wrong": "Isi antara 0 dan 100 persen.",
    "financing_incomplete": "Isi tujuan, nominal dan status pembiayaan sekaligus.",
    "book_year_wrong": "RAT dicatat untuk tahun buku yang sudah lewat.",
    "meeting_day_wrong": "Tanggal RAT harus sesudah tahun bukunya, dan sudah lewat.",
    "attendees_missing": "Isi jumlah pesertanya.",
    "number_missing": "Isi nomornya.",
    "day_missing": "Isi tanggal berakhirnya.",
}

REFUSALS: dict[str, str] = {
    **TRAVELLING,
    **SIGNING_IN,
    **_SAVINGS,
    **_PEOPLE,
    **_STORE,
    **_ORDERS,
    **_PROFILE,
    **_OVERSIGHT,
}
