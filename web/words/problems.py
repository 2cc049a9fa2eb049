"""What is wrong with one field of a form."""

PROBLEMS = {
    "bad_characters": "Ada huruf yang tidak bisa dibaca. Ketik ulang.",
    "bad_choice": "Pilih salah satu.",
    "bad_date": "Tanggal belum benar. Contoh: 2026-06-20.",
    "buyer_open": "Pilih dulu anggotanya, atau kosongkan.",
    "day_ahead": "Tanggal ini belum tiba.",
    "digits_13": "Harus 13 angka.",
    "digits_15_16": "Harus 15 atau 16 angka.",
    "groups_uneven": "Barang dan jumlahnya tidak cocok. Pilih barangnya sekali lagi.",
    "not_a_number": "Isi dengan angka bulat, tanpa koma.",
    "not_an_id": "Nomor ini tidak dikenal.",
    "required": "Belum diisi.",
    "too_big": "Angkanya terlalu besar.",
    "too_long": "Terlalu panjang. Pendekkan sedikit.",
    "too_many": "Terlalu banyak baris.",
    "too_small": "Angkanya terlalu kecil.",
    "unknown": "Belum benar.",
}
